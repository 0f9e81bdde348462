"""Files of other programs as tables with geometries, read in a child process within limits.

Decides nothing about the meaning of a column.
"""
