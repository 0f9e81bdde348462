"""The world that ships with the program: the ground of an atlas that has no basemap of its own.

Reads `atlas/world/`; checks nothing, since the files are the program's.
"""
