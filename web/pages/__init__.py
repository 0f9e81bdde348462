"""The dashboard and the text pages, as markup.

Contains no routes and no scripts; those are in `routes/` and `assets/`.
"""
