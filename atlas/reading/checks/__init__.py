"""Checks across files: references, duplicates, standings, leanings.

Values of single cells are checked in `tables/` and `shapes/`.
"""
