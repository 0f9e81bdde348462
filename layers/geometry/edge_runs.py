"""Runs: each edge between zones given as a stretch of a zone's own outline, so that no path is sent twice.

`assets/player/map/edge_runs.js` draws the edges from the outlines again. Pure geometry in px.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.geometry.viewport import Viewport
from layers.svg.elements import grid_points

Point = tuple[int, int]
Run = list[int]
"""[ring of the zone's path, first point, how many steps]."""
_FINE = 3
"""Decimals that distinguish one corner from another, however coarsely paths are written."""


@dataclass(frozen=True, slots=True)
class _Ring:
    """A ring of a zone: its corners on the fine grid, and the number of each in the written path."""

    corners: list[Point]
    written: list[int]
    length: int


def find_runs(viewport: Viewport) -> dict[str, tuple[str, list[Run]] | str]:
    """Return for each edge of two zones, by its id, the zone whose outline it follows, and the runs along it.

    A shared edge that was clipped elsewhere than its zone is described by its own path.
    """
    rings = {name: _rings(viewport, shape) for name, shape in viewport.zones.items()}
    index = {name: _index(ring_list) for name, ring_list in rings.items()}
    runs: dict[str, tuple[str, list[Run]] | str] = {}
    for number, (shared_edge, data) in enumerate(
        zip(viewport.shared_edges, viewport.edge_paths, strict=True)
    ):
        if shared_edge.right and data:
            run = _follow(shared_edge.line, rings[shared_edge.left], index[shared_edge.left])
            runs[f"edge-{number}"] = data if run is None else (shared_edge.left, run)
    return runs


def _rings(viewport: Viewport, shape: BaseGeometry) -> list[_Ring]:
    clipped = shapely.clip_by_rect(shape, *viewport.frame.bounds)
    polygons = [part for part in shapely.get_parts(clipped) if part.geom_type == "Polygon"]
    lines = [line for polygon in polygons for line in (polygon.exterior, *polygon.interiors)]
    rings = [_ring(viewport, line) for line in lines]
    return [ring for ring in rings if ring.length > 2]


def _ring(viewport: Viewport, line: BaseGeometry) -> _Ring:
    """Return a ring with its corners numbered as `path_data` writes them: without repeats."""
    moved = np.diff(grid_points(line, viewport.decimals), axis=0).any(axis=1)
    written = np.concatenate([[0], np.cumsum(moved)])
    length = int(written[-1])
    return _Ring(_corners(line)[:-1], (written[:-1] % max(length, 1)).tolist(), length)


def _corners(line: BaseGeometry) -> list[Point]:
    return [(x, y) for x, y in grid_points(line, _FINE).tolist()]


def _index(rings: list[_Ring]) -> Mapping[tuple[Point, Point], tuple[int, int]]:
    """Return where each step from a corner to the next is found: (ring, corner)."""
    return {
        (corner, ring.corners[(at + 1) % len(ring.corners)]): (number, at)
        for number, ring in enumerate(rings)
        for at, corner in enumerate(ring.corners)
    }


def _follow(
    line: BaseGeometry, rings: list[_Ring], where: Mapping[tuple[Point, Point], tuple[int, int]]
) -> list[Run] | None:
    runs = []
    for part in shapely.get_parts(line):
        corners = _corners(part)
        run = _run(corners, rings, where) or _run(corners[::-1], rings, where)
        if run is None:
            return None
        runs.append(run)
    return runs


def _run(
    corners: list[Point], rings: list[_Ring], where: Mapping[tuple[Point, Point], tuple[int, int]]
) -> Run | None:
    number, first = where.get((corners[0], corners[1]), (-1, 0))
    if number < 0:
        return None
    ring = rings[number]
    along = [(first + step) % len(ring.corners) for step in range(len(corners))]
    if [ring.corners[at] for at in along] != corners:
        return None
    return [number, ring.written[first], _steps(ring, along)]


def _steps(ring: _Ring, along: list[int]) -> int:
    """Count the written points that a run over corners passes; a full turn passes all of them."""
    if len(along) > 2 and along[0] == along[-1]:
        return ring.length
    return (ring.written[along[-1]] - ring.written[along[0]]) % ring.length
