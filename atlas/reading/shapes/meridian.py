"""The 180th meridian in GeoJSON: shapes that go on beyond it are cut there; those that go round are found.

RFC 7946 3.1.9: a shape that crosses the meridian is written in parts on either side of it.
"""

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.shapes.bounds import HALF, TURN

RULE = "crosses the 180th meridian: cut it there (RFC 7946 3.1.9)"
CURE = (
    "Write the parts on either side of it as a MultiPolygon or MultiLineString, or go on beyond 180. "
    "If it does lie on this side, add a position halfway"
)


def goes_round(positions: np.ndarray) -> bool:
    """Return whether a line of positions (n, 2) takes a step of more than 180 degrees of longitude.

    A step from one side of the world to the other, exactly from -180 to 180, is the edge of a map.
    """
    return bool(find_long_steps(positions).any())


def find_long_steps(positions: np.ndarray) -> np.ndarray:
    """Return which positions (n, 2) lie more than 180 degrees of longitude from the next one (n - 1)."""
    step: np.ndarray = np.abs(np.diff(positions[:, 0]))
    long: np.ndarray = (step > HALF) & (step != TURN)
    return long


def cut_at_meridian(shape: BaseGeometry) -> BaseGeometry:
    """Return a valid shape with what lies beyond the meridian as parts on its other side."""
    west, _, east, _ = shape.bounds
    if west >= -HALF and east <= HALF:
        return shape
    parts = [_between(shape, by) for by in (-TURN, 0.0, TURN)]
    whole = shapely.get_parts([part for part in parts if not part.is_empty])
    same = whole[shapely.get_dimensions(whole) == shapely.get_dimensions(shape)]
    return same[0] if len(same) == 1 else _join(list(same))


def join_at_meridian(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape that was cut at the meridian with the part in the west beyond 180."""
    west, _, east, _ = shape.bounds
    return unwrap(shape, HALF) if (west, east) == (-HALF, HALF) else shape


def unwrap(shape: BaseGeometry, longitude: float) -> BaseGeometry:
    """Return a shape with its longitudes in the half turns around one, also beyond 180."""
    west, _, east, _ = shape.bounds
    if max(east - longitude, longitude - west) <= HALF:
        return shape
    by = np.array((TURN, 0.0))

    def turn(at: np.ndarray) -> np.ndarray:
        low, high = at[:, :1] < longitude - HALF, at[:, :1] > longitude + HALF
        moved: np.ndarray = at + by * low - by * high
        return moved

    unwrapped: BaseGeometry = shapely.transform(shape, turn)
    return unwrapped


def _between(shape: BaseGeometry, by: float) -> BaseGeometry:
    """Return the part of a shape in the world that begins `by` degrees farther east, moved into this one."""
    world = shapely.box(by - HALF, -91, by + HALF, 91)
    return shapely.transform(shapely.intersection(shape, world), lambda at: at - np.array((by, 0.0)))


def _join(parts: list[Any]) -> BaseGeometry:
    if shapely.get_dimensions(parts[0]) == 1:
        return shapely.MultiLineString(parts)
    return shapely.MultiPolygon(parts)
