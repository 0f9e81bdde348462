"""Single cells: dates, ids, names of towns, coordinates.

Contains no tables.
"""
