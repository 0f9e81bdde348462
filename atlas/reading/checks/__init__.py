"""What files say of each other: references, duplicates, standings, leanings.

Values of single cells are checked in `tables/` and `shapes/`.
"""
