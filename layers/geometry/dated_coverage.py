"""The shapes of places on all days at once: simplified together, with the edges between neighbours in time.

Pure geometry in px. On each day the shapes are a coverage; over all days they lie over one another.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER, NEVER
from atlas.shapes.spans import Span
from atlas.shapes.unfold import is_unfolded, list_possible_days, place_of
from layers.geometry.shared_edges import SharedEdge, find_segments, find_shared_edges

Simplifier = Callable[[np.ndarray], np.ndarray]
"""Simplifies areas (n,) together, so that shared borders stay shared."""
_GRID = 1000.0
_LEAST_IN_RING = 3


def simplifier_of(atlas: Atlas, tolerance: float) -> Simplifier:
    """Return how the zones of an atlas are simplified: as those of one day, or of all days."""
    if is_unfolded(atlas):
        return lambda shapes: simplify_over_time(shapes, tolerance)
    return lambda shapes: shapely.coverage_simplify(shapes, tolerance)


def find_edges_of(
    atlas: Atlas, zones: Mapping[str, BaseGeometry], frame: BaseGeometry
) -> tuple[SharedEdge, ...]:
    """Return the edges between the zones of an atlas, of one day or of all days."""
    if is_unfolded(atlas):
        return find_dated_edges(zones, frame, list_possible_days(atlas))
    return find_shared_edges(zones, frame)


def simplify_over_time(shapes: np.ndarray, tolerance: float) -> np.ndarray:
    """Return areas (n,) whose shared stretches are simplified alike: a border is one line on all days.

    A point stays if stretches meet there that different areas share.
    """
    if not len(shapes):
        return shapes
    rings = _read_rings(shapes)
    points, segments = rings.number_points(), rings.inside
    pairs = np.sort(np.column_stack([points[:-1], points[1:]])[segments], axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    places = np.empty((points.max() + 1, 2))
    places[points] = rings.points
    stretches = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(places[pairs])))
    left = shapely.get_coordinates(shapely.simplify(stretches, tolerance))
    return rings.keep(np.isin(_keys(rings.points), _keys(left)))


class _Rings(NamedTuple):
    """Points (m, 2) of areas, the ring of each point, the part of each ring, and the area of each part."""

    points: np.ndarray
    ring: np.ndarray
    part: np.ndarray
    area: np.ndarray

    @property
    def inside(self) -> np.ndarray:
        """Whether each point (m - 1,) and the next are in one ring."""
        inside: np.ndarray = self.ring[1:] == self.ring[:-1]
        return inside

    def number_points(self) -> np.ndarray:
        """Return a number for each point, the same for points at one place."""
        _, numbers = np.unique(_keys(self.points), return_inverse=True)
        return numbers.ravel()

    def keep(self, stays: np.ndarray) -> np.ndarray:
        """Return the areas with some of their points (m,) bool; a ring that would vanish keeps all."""
        last = np.append(self.ring[1:] != self.ring[:-1], True)
        counts = np.bincount(self.ring[stays & ~last], minlength=len(self.part))
        chosen = (stays | (counts < _LEAST_IN_RING)[self.ring]) & ~last
        rings = shapely.linearrings(self.points[chosen], indices=self.ring[chosen])
        parts = shapely.polygons(rings, indices=self.part)
        areas = np.asarray(shapely.multipolygons(parts, indices=self.area))
        wrong = ~shapely.is_valid(areas)
        areas[wrong] = shapely.buffer(areas[wrong], 0)
        return areas


def _read_rings(shapes: np.ndarray) -> _Rings:
    parts, area = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    return _Rings(points, ring, part, area)


def _keys(points: np.ndarray) -> np.ndarray:
    """Return one number for each point (n, 2) on a fine grid."""
    grid = np.rint(points * _GRID).astype(np.int64)
    keys: np.ndarray = grid[:, 0] * 2**32 + grid[:, 1]
    return keys


def find_dated_edges(
    zones: Mapping[str, BaseGeometry], frame: BaseGeometry, spans: Mapping[str, Span]
) -> tuple[SharedEdge, ...]:
    """Return the edges between shapes of different places that exist on a common day, clipped to a frame.

    `spans` are the days of those that do not always exist. In the order of the zones.
    """
    names = list(zones)
    if len(names) < 2:
        return ()
    segments, owners = find_segments(list(zones.values()))
    unique, numbers = _number_rows(_face_one_way(segments))
    left, right, segment = _pair_in_time(numbers, owners, zones, spans)
    if not len(left):
        return ()
    pairs, edge = np.unique(left * len(names) + right, return_inverse=True)
    order = np.argsort(edge, kind="stable")
    pieces = np.asarray(shapely.linestrings(unique[segment[order]].reshape(-1, 2, 2) / _GRID))
    whole = shapely.line_merge(shapely.multilinestrings(pieces, indices=edge[order]))
    lines = np.asarray(shapely.clip_by_rect(whole, *frame.bounds))
    return tuple(
        SharedEdge(names[left], names[right], line)
        for (left, right), line in zip(
            (divmod(pair, len(names)) for pair in pairs.tolist()), lines, strict=True
        )
        if not line.is_empty
    )


def _face_one_way(segments: np.ndarray) -> np.ndarray:
    """Return segments (n, 2, 2) as rows (n, 4) that are equal for the two directions of a segment."""
    start, end = segments[:, 0], segments[:, 1]
    flip = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    rows: np.ndarray = np.where(flip[:, None, None], segments[:, ::-1], segments).reshape(-1, 4)
    return rows


def _number_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the different rows, and for each of the rows (n, 4) its number among them."""
    order = np.lexsort(rows.T)
    new = np.append(True, (np.diff(rows[order], axis=0) != 0).any(axis=1))
    numbers = np.empty(len(rows), dtype=np.int64)
    numbers[order] = np.cumsum(new) - 1
    return rows[order][new], numbers


def _pair_in_time(
    segment: np.ndarray, owner: np.ndarray, zones: Mapping[str, BaseGeometry], spans: Mapping[str, Span]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return which two shapes of different places share which segment (m,) on a common day, the lower first.

    `owner` (n,) are the shapes, by number, whose rings contain the segments. On a segment, the shapes that
    begin while another exists follow it in the order of their first days.
    """
    days = np.array([spans.get(name, (NEVER, FOREVER)) for name in zones], dtype=np.int64)
    _, place = np.unique([place_of(name) for name in zones], return_inverse=True)
    exists = days[owner, 0] < days[owner, 1]
    segment, owner = segment[exists], owner[exists]
    begun = days[owner, 0] - NEVER
    span = FOREVER - NEVER + 2
    order = np.argsort(segment * span + begun, kind="stable")
    segment, owner = segment[order], owner[order]
    key = segment * span + begun[order]
    until = np.searchsorted(key, segment * span + (days[owner, 1] - NEVER), side="left")
    counts = np.maximum(until - np.arange(len(owner)) - 1, 0)
    first = np.repeat(np.arange(len(owner)), counts)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    apart = place[owner[first]] != place[owner[second]]
    first, second = first[apart], second[apart]
    one_side, other_side = owner[first], owner[second]
    return np.minimum(one_side, other_side), np.maximum(one_side, other_side), segment[first]
