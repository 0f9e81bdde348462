"""The basemap of an area, made from packages of the registries: land, borders, provinces, waters and towns.

Reads packages that are installed or downloaded; asks no server.
"""
