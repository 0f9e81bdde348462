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
_AT_ONCE = 200
"""For so many shapes at once, neighbours are searched."""


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
    flip = (segments[:, 0, 0] > segments[:, 1, 0]) | (
        (segments[:, 0, 0] == segments[:, 1, 0]) & (segments[:, 0, 1] > segments[:, 1, 1])
    )
    canonical = np.where(flip[:, None, None], segments[:, ::-1], segments).reshape(-1, 4)
    unique, numbers = np.unique(canonical, axis=0, return_inverse=True)
    order = np.argsort(owners, kind="stable")
    cuts = np.searchsorted(owners[order], np.arange(1, len(names)))
    own = [np.unique(part) for part in np.split(numbers.ravel()[order], cuts)]
    pairs, pieces = [], []
    for left, right in _list_neighbours(zones, spans):
        shared = np.intersect1d(own[left], own[right], assume_unique=True)
        if len(shared):
            pairs.append((names[left], names[right]))
            pieces.append(shared)
    if not pairs:
        return ()
    ends = np.asarray(shapely.linestrings(unique[np.concatenate(pieces)].reshape(-1, 2, 2) / _GRID))
    owner = np.repeat(np.arange(len(pairs)), [len(piece) for piece in pieces])
    whole = shapely.line_merge(shapely.multilinestrings(ends, indices=owner))
    lines = np.asarray(shapely.clip_by_rect(whole, *frame.bounds))
    return tuple(
        SharedEdge(left, right, line)
        for (left, right), line in zip(pairs, lines, strict=True)
        if not line.is_empty
    )


def _list_neighbours(zones: Mapping[str, BaseGeometry], spans: Mapping[str, Span]) -> list[tuple[int, int]]:
    """Return the pairs of zones of different places whose boxes touch, and that exist on a common day."""
    shapes = np.array(list(zones.values()), dtype=object)
    days = np.array([spans.get(name, (NEVER, FOREVER)) for name in zones])
    _, place = np.unique([place_of(name) for name in zones], return_inverse=True)
    tree, pairs = shapely.STRtree(shapes), list[tuple[int, int]]()
    # Few at once: a shape touches the boxes of its neighbours on all days.
    for first in range(0, len(shapes), _AT_ONCE):
        left, right = tree.query(shapes[first : first + _AT_ONCE])
        left += first
        begun, ended = np.maximum(days[left, 0], days[right, 0]), np.minimum(days[left, 1], days[right, 1])
        near = (left < right) & (place[left] != place[right]) & (begun < ended)
        pairs += sorted(zip(left[near].tolist(), right[near].tolist(), strict=True))
    return pairs
