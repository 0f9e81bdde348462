"""GeoJSON geometry: whether it is valid, and its Shapely form. Repairs nothing but the direction of rings.

Longitude first, degrees. Parses with `json` and Shapely only: untrusted files never reach GDAL.
"""

from collections.abc import Iterator, Sequence
from typing import Any, cast

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.faults import shorten
from atlas.reading.shapes.meridian import CURE, RULE, find_long_steps, goes_round
from atlas.shapes.bounds import LARGEST_LATITUDE, wrap_longitude

AREAS = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString")
POINTS = ("Point",)
_WORLD = np.array((360.0, 90.0))
"""The greatest longitude and latitude; what lies beyond 180 is cut off and moved to the other side."""

_LEAST_IN_RING = 4
"""The positions of a triangle, of which the last repeats the first."""
_DEPTH = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How many levels of lists contain the positions of each type."""


class Unsound(Exception):  # noqa: N818 - not an error of the program
    """Raised when a geometry breaks a rule; `cure` is what to try."""

    def __init__(self, rule: str, cure: str) -> None:
        super().__init__(rule)
        self.rule, self.cure = rule, cure


def parse_geometries(values: Sequence[object], allowed: tuple[str, ...]) -> list[BaseGeometry | Unsound]:
    """Return the Shapely form of each GeoJSON geometry, or the rule that it breaks."""
    shapes: list[BaseGeometry | Unsound | None] = [None] * len(values)
    plain = [at for at, value in enumerate(values) if _is_polygon(value)] if "Polygon" in allowed else []
    polygons = _parse_polygons([cast(dict[str, Any], values[at]).get("coordinates") for at in plain])
    for at, polygon in zip(plain, polygons, strict=False):
        shapes[at] = polygon
    return [shape or _parse_or_refuse(value, allowed) for shape, value in zip(shapes, values, strict=True)]


def _is_polygon(value: object) -> bool:
    return isinstance(value, dict) and value.get("type") == "Polygon"


def _parse_polygons(coordinates: Sequence[Any]) -> list[BaseGeometry]:
    """Return all polygons if none breaks a rule, and else none: then each is read by itself to name it."""
    if not all(isinstance(polygon, list) and polygon for polygon in coordinates):
        return []
    rings = [ring for polygon in coordinates for ring in polygon]
    if not all(isinstance(ring, list) and len(ring) >= _LEAST_IN_RING for ring in rings):
        return []
    try:
        positions = _numbers([position for ring in rings for position in ring])
    except Unsound:
        return []
    sizes = np.fromiter(map(len, rings), dtype=np.int64, count=len(rings))
    ends = np.cumsum(sizes)
    closed = (positions[ends - sizes] == positions[ends - 1]).all()
    if not closed or not (np.abs(positions) <= _WORLD).all():
        return []
    long_steps = find_long_steps(positions)
    long_steps[ends[:-1] - 1] = False
    if long_steps.any():
        return []
    linear = np.array(shapely.linearrings(positions, indices=np.repeat(np.arange(len(rings)), sizes)))
    parts = np.fromiter(map(len, coordinates), dtype=np.int64, count=len(coordinates))
    polygons = np.array(shapely.polygons(linear, indices=np.repeat(np.arange(len(coordinates)), parts)))
    return list(polygons)


def _parse_or_refuse(value: object, allowed: tuple[str, ...]) -> BaseGeometry | Unsound:
    try:
        return parse_geometry(value, allowed)
    except Unsound as reason:
        return reason


def parse_geometry(value: object, allowed: tuple[str, ...]) -> BaseGeometry:
    """Return the Shapely form of a GeoJSON geometry; crossing edges are not checked here."""
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or kind not in allowed:
        raise _refuse_kind(kind, allowed)
    coordinates = value.get("coordinates")
    if kind == "Point":
        lon, lat = _positions([coordinates])[0].tolist()
        return shapely.Point(wrap_longitude(lon), lat)
    if kind == "LineString":
        return _line(coordinates)
    if kind == "MultiLineString":
        return shapely.MultiLineString([_line(part) for part in _list(coordinates)])
    if kind == "Polygon":
        return _polygon(coordinates)
    return shapely.MultiPolygon([_polygon(part) for part in _list(coordinates)])


def _refuse_kind(kind: object, allowed: tuple[str, ...]) -> Unsound:
    if not isinstance(kind, str):
        return Unsound("has no geometry", "Draw it, or delete the feature")
    return Unsound(f"is a {shorten(kind)}, which is not allowed in this file", f"Use {' or '.join(allowed)}")


def _list(value: object) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise Unsound("is empty or is not a list of positions", "Draw it again, or delete the feature")
    return value


def _positions(value: object) -> np.ndarray:
    array = _numbers(_list(value))
    if not (np.abs(array) <= _WORLD).all():
        raise _refuse_range(array)
    return array


def _numbers(positions: list[Any]) -> np.ndarray:
    """Return the first two numbers of each position (n, 2)."""
    try:
        array = np.array(positions)
        if array.ndim != 2 or array.dtype.kind not in "if":
            # Something beyond longitude and latitude is no number, or not everywhere.
            array = np.array([position[:2] for position in positions])
    except (ValueError, TypeError, KeyError):
        array = np.empty(0)
    if array.ndim != 2 or array.shape[1] < 2 or array.dtype.kind not in "if":
        raise Unsound(
            "has a position that is not [longitude, latitude]", "Write two numbers for each position"
        )
    return array[:, :2]


def _refuse_range(array: np.ndarray) -> Unsound:
    if not np.isfinite(array).all():
        return Unsound(
            "has a coordinate that is not a finite number", "Write two ordinary numbers for each position"
        )
    lon, lat = array[(np.abs(array) > _WORLD).any(axis=1)][0]
    swapped = 90 < abs(lat) <= 180 and abs(lon) <= 90
    cure = "Longitude comes first: swap the two" if swapped else "Check that they are in degrees (EPSG:4326)"
    return Unsound(f"has coordinates outside the valid range: [{lon:g}, {lat:g}]", cure)


def _line(value: object) -> shapely.LineString:
    array = _positions(value)
    if len(array) < 2 or (array == array[0]).all():
        raise Unsound(
            "has a line with fewer than 2 different positions", "Draw it again, or delete the feature"
        )
    if goes_round(array):
        raise Unsound(RULE, CURE)
    return shapely.LineString(array)


def _polygon(value: object) -> shapely.Polygon:
    rings = [_ring(part) for part in _list(value)]
    return shapely.polygons(rings[0], rings[1:] or None)


def _ring(value: object) -> shapely.LinearRing:
    array = _positions(value)
    if (array[0] != array[-1]).any():
        raise Unsound("has a ring that is not closed", "Repeat its first position at the end")
    if len(array) < _LEAST_IN_RING:
        raise Unsound(
            "has a ring with fewer than 4 positions",
            "A triangle needs 4, because the first is repeated at the end",
        )
    if goes_round(array):
        raise Unsound(RULE, CURE)
    return cast(shapely.LinearRing, shapely.linearrings(array))


def find_crossings(geometries: list[BaseGeometry]) -> Iterator[tuple[int, str]]:
    """Yield the number of each invalid area, and the reason with its position."""
    shapes = np.array(geometries, dtype=object)
    for at in np.flatnonzero(~shapely.is_valid(shapes)):
        yield int(at), shapely.is_valid_reason(shapes[at])


def orient(geometries: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return the shapes with outer rings counter-clockwise, as RFC 7946 requires."""
    return list(shapely.orient_polygons(np.array(geometries, dtype=object), exterior_cw=False))


def lies_beyond(shape: BaseGeometry) -> bool:
    """Return whether a shape lies wholly where no map in Web Mercator reaches."""
    _, south, _, north = shape.bounds
    return south >= LARGEST_LATITUDE or north <= -LARGEST_LATITUDE


def looks_swapped(geometry: BaseGeometry, extent: tuple[float, float, float, float] | None) -> bool:
    """Return whether a shape is outside the map as it is, but inside with its axes swapped."""
    if extent is None:
        return False
    west, south, east, north = geometry.bounds
    apart = west > extent[2] or east < extent[0] or south > extent[3] or north < extent[1]
    within = south >= extent[0] and north <= extent[2] and west >= extent[1] and east <= extent[3]
    return apart and within


def count_vertices(value: object) -> int:
    """Return how many positions a GeoJSON geometry has, whatever its form."""
    kind = value.get("type") if isinstance(value, dict) else None
    depth = _DEPTH.get(kind) if isinstance(kind, str) else None
    if not isinstance(value, dict) or depth is None:
        return 0
    lists = [value.get("coordinates")]
    for _ in range(depth):
        lists = [part for inner in lists if isinstance(inner, list) for part in inner]
    return len(lists)
