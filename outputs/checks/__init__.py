"""Checks that need an atlas that has been built: its colours, and whether it can be drawn.

The checks of the files themselves are in `atlas/reading`.
"""
