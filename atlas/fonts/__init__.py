"""Fonts: the pinned ones, those of a brand and of an atlas, and which letter is set in which.

Reads no file but the pinned fonts; `atlas/reading/fonts` reads those of an atlas.
"""
