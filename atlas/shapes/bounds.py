"""Boxes in degrees on a round earth: they may cross the 180th meridian, and end where the projection does.

A box is (west, south, east, north) with west < east; one that crosses the meridian has an east beyond 180
or a west beyond -180. Other forms are read by `read_box`.
"""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.basemap import BBox

HALF, TURN = 180.0, 360.0
WORLD = (-HALF, -90.0, HALF, 90.0)
LARGEST_LATITUDE = 85.05
"""Maps in Web Mercator end here, north and south."""
_WIDEST_ACROSS = 180.0
"""A box with west > east crosses the meridian if it is at most this wide; else its sides are swapped."""
_STARTS = (-HALF, 0.0, -TURN)


def read_box(west: float, south: float, east: float, north: float) -> BBox | None:
    """Return a box as written, also with west > east across the meridian (RFC 7946 5.2); None for no box."""
    if west > east and 0 < east + TURN - west <= _WIDEST_ACROSS and abs(west) <= HALF and abs(east) <= HALF:
        east += TURN
    valid = -TURN <= west < east <= 2 * TURN and east - west <= TURN and -90 <= south < north <= 90
    return (west, south, east, north) if valid else None


def settle_box(box: BBox) -> BBox:
    """Return a box that begins at -180 to 180 and ends where the projection does."""
    west, south, east, north = box
    turns = float(np.floor((west + HALF) / TURN)) * TURN
    edge = LARGEST_LATITUDE
    return west - turns, max(south, -edge), east - turns, min(north, edge)


def turn_box(box: BBox, longitude: float) -> BBox:
    """Return a box with its middle as near as possible to a longitude."""
    west, south, east, north = box
    turns = round((longitude - (west + east) / 2) / TURN) * TURN
    return west + turns, south, east + turns, north


def start_of(box: BBox) -> float:
    """Return the longitude at which the world is cut open for a map of a box: far from the box, if possible.

    -180 unless the box or its surroundings cross the 180th meridian.
    """
    west, south, east, north = box
    around = max(east - west, 2 * (north - south))
    for reach in (around, 0.0):
        for start in _STARTS:
            if start <= west - reach and east + reach <= start + TURN:
                return start
    return round((west + east) / 2) - HALF


def as_area(box: BBox) -> BaseGeometry:
    """Return a box as an area that shapes are compared with, wherever the world is cut open."""
    west, south, east, north = box
    if west >= -HALF and east <= HALF:
        return shapely.box(*box)
    if east - west >= TURN:
        return shapely.box(-2 * TURN, south, 2 * TURN, north)
    return shapely.MultiPolygon([shapely.box(west + by, south, east + by, north) for by in (-TURN, 0, TURN)])


def contains(box: BBox, longitude: float, latitude: float) -> bool:
    """Return whether a point lies in a box."""
    west, south, east, north = box
    return south <= latitude <= north and any(west <= longitude + by <= east for by in (0, TURN, -TURN))


def wrap_longitude(longitude: float) -> float:
    """Return a longitude between -180 and 180."""
    return longitude if abs(longitude) <= HALF else (longitude + HALF) % TURN - HALF
