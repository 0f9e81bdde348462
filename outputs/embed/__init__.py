"""The embed: one self-contained page, readable before any script runs.

What the player needs comes from `outputs/player`.
"""
