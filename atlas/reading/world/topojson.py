"""TopoJSON: areas that share their borders, as arcs that are written once.

Handles the form of the file; contains no country.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
import orjson
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]
_POLE = 89.9


@dataclass(frozen=True, eq=False)
class Topology:
    """The arcs of a file in degrees, and its objects, whose geometries refer to arcs by number."""

    arcs: Sequence[np.ndarray]
    """(n, 2) longitudes and latitudes."""
    bounds: np.ndarray
    """(arcs, 4): west, south, east, north."""
    objects: Mapping[str, Sequence[Mapping[str, Any]]]

    def find_arcs(self, boxes: Iterable[Box]) -> np.ndarray:
        """Return for each arc (arcs,) whether its bounds meet one of the boxes."""
        near = np.zeros(len(self.bounds), dtype=bool)
        for west, south, east, north in boxes:
            left, bottom, right, top = self.bounds.T
            near |= (left <= east) & (right >= west) & (bottom <= north) & (top >= south)
        return near

    def build_area(self, geometry: Mapping[str, Any]) -> BaseGeometry:
        """Return a polygon, made valid: rounded coordinates can make a narrow neck cross itself."""
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        polygons = [polygon for rings in parts for polygon in self._build_polygons(rings)]
        area = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
        if shapely.is_valid(area):
            return area
        valid = shapely.get_parts(shapely.make_valid(area))
        whole: BaseGeometry = shapely.union_all([part for part in valid if part.area > 0])
        return whole

    def simplify(self, tolerance: float) -> "Topology":
        """Return the file with its arcs simplified, in degrees: areas still share their borders."""
        lines = shapely.simplify([LineString(arc) for arc in self.arcs], tolerance)
        arcs = [shapely.get_coordinates(line) for line in lines]
        return replace(self, arcs=arcs)

    def build_line(self, arcs: Iterable[int]) -> BaseGeometry:
        """Return a line along some arcs, joined where they meet."""
        return shapely.line_merge(MultiLineString([LineString(self._walk(arc)) for arc in arcs]))

    def _build_polygons(self, rings: Sequence[Sequence[int]]) -> list[Polygon]:
        """Return a polygon, or its parts on both sides of the date line."""
        shell, *holes = (self._join(ring) for ring in rings)
        turns = _find_turns(shell)
        if turns.any():
            return _cut_at_date_line(np.column_stack([shell[:, 0] + turns, shell[:, 1]]))
        return [Polygon(shell, holes)]

    def _join(self, ring: Sequence[int]) -> np.ndarray:
        """Return the points of a ring; each arc begins where the last one ended."""
        first, *others = (self._walk(arc) for arc in ring)
        return np.vstack([first, *(points[1:] for points in others)])

    def _walk(self, arc: int) -> np.ndarray:
        return self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]


def _find_turns(ring: np.ndarray) -> np.ndarray:
    """Return by how many degrees (n,) the points of a ring are moved so that it is whole past the date line.

    A step along a pole is not a step over the date line.
    """
    steps = -360 * np.round(np.diff(ring[:, 0]) / 360)
    at_pole = np.abs(ring[1:, 1]) > _POLE
    turns: np.ndarray = np.concatenate([[0.0], np.cumsum(np.where(at_pole, 0, steps))])
    return turns


def _cut_at_date_line(ring: np.ndarray) -> list[Polygon]:
    """Return the parts of an area, whose ring is whole, on each side of the date line."""
    whole = shapely.make_valid(Polygon(ring))
    west, _, east, _ = whole.bounds
    parts: list[Polygon] = []
    for shift in range(-360 * int((east + 180) // 360), 360 * int((180 - west) // 360) + 1, 360):
        moved = translate(whole, xoff=shift)
        parts += shapely.get_parts(shapely.intersection(moved, shapely.box(-180, -90, 180, 90))).tolist()
    return [part for part in parts if isinstance(part, Polygon)]


def arcs_of(geometry: Mapping[str, Any]) -> set[int]:
    """Return the arcs along the edge of an area, whichever way it walks them."""
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return {arc if arc >= 0 else ~arc for part in parts for ring in part for arc in ring}


def find_borders(areas: Mapping[str, set[int]]) -> Iterator[tuple[str, str, list[int]]]:
    """Yield each pair of areas, by id, that share arcs, and those arcs in order."""
    owners: dict[int, list[str]] = {}
    for own, arcs in areas.items():
        for arc in arcs:
            owners.setdefault(arc, []).append(own)
    shared: dict[tuple[str, str], list[int]] = {}
    for arc in sorted(owners):
        if len(owners[arc]) == 2:
            left, right = sorted(owners[arc])
            shared.setdefault((left, right), []).append(arc)
    for (left, right), numbers in sorted(shared.items()):
        yield left, right, numbers


def parse_topology(data: bytes) -> Topology:
    """Read a quantised TopoJSON file: arcs are written as steps on a grid."""
    whole = orjson.loads(data)
    scale, shift = (np.array(whole["transform"][key]) for key in ("scale", "translate"))
    lengths = np.array([len(arc) for arc in whole["arcs"]])
    flat = chain.from_iterable(chain.from_iterable(whole["arcs"]))
    steps = np.fromiter(flat, np.int64, 2 * int(lengths.sum())).reshape(-1, 2)
    walked = np.cumsum(steps, axis=0)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    # Steps of an arc begin at the origin of the grid, so the end of the arc before is subtracted.
    before = np.where(starts[:, None] > 0, walked[starts - 1], 0)
    points = (walked - np.repeat(before, lengths, axis=0)) * scale + shift
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    objects = {name: entry["geometries"] for name, entry in whole["objects"].items()}
    return Topology(np.split(points, starts[1:]), np.hstack([low, high]), objects)
