"""Foreign geometries as valid shapes in EPSG:4326.

Reads no file.
"""
