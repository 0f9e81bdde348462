"""The addresses of the server: one file for each group.

Contains no markup and no drawing; those are in `pages/` and `outputs/`.
"""
