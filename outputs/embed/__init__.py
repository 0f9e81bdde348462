"""The embed: one self-contained page, readable before any script runs.

The data of the player comes from `outputs/player`.
"""
