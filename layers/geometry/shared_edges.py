"""Shared edges: the edges between zones, each found once, with the zones on both sides.

Pure geometry in px; contains no days and no colours.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

OUTSIDE = ""
"""The other side of an edge with a zone on one side only."""
_GRID = 1000.0


@dataclass(frozen=True, slots=True, eq=False)
class SharedEdge:
    """A line between two zones; `right` is OUTSIDE where the coverage ends."""

    left: str
    right: str
    line: BaseGeometry


def find_shared_edges(zones: Mapping[str, BaseGeometry], frame: BaseGeometry) -> tuple[SharedEdge, ...]:
    """Return the edges of a coverage, clipped to a frame, in the order of its zones."""
    names = tuple(zones)
    if not names:
        return ()
    left, right, ends = _paired(*find_segments(list(zones.values())))
    if not len(ends):
        return ()
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    pieces = np.asarray(shapely.linestrings(ends[order] / _GRID))
    merged = shapely.line_merge(shapely.multilinestrings(pieces, indices=np.cumsum(new) - 1))
    lines = np.asarray(shapely.clip_by_rect(merged, *frame.bounds))
    return tuple(
        SharedEdge(names[low], names[high] if high >= 0 else OUTSIDE, line)
        for low, high, line in zip(left[new].tolist(), right[new].tolist(), lines, strict=True)
        if not line.is_empty
    )


def find_segments(shapes: list[BaseGeometry]) -> tuple[np.ndarray, np.ndarray]:
    """Return the segments (n, 2, 2) of all rings on a fine grid, and the number of their zone (n,)."""
    parts, owner = shapely.get_parts(np.array(shapes), return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    grid = np.rint(points * _GRID).astype(np.int64)
    inside = ring[1:] == ring[:-1]
    segments = np.stack([grid[:-1], grid[1:]], axis=1)[inside]
    owners = owner[ring_part[ring[:-1][inside]]]
    real = (segments[:, 0] != segments[:, 1]).any(axis=1)
    return segments[real], owners[real]


def _paired(segments: np.ndarray, owners: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the zones on both sides of each different segment (m,), and the segment's ends (m, 2, 2).

    The second of them is -1 where there is none.
    """
    flip = (segments[:, 0, 0] > segments[:, 1, 0]) | (
        (segments[:, 0, 0] == segments[:, 1, 0]) & (segments[:, 0, 1] > segments[:, 1, 1])
    )
    canonical = np.where(flip[:, None, None], segments[:, ::-1], segments).reshape(-1, 4)
    order = np.lexsort((*canonical.T[::-1],))
    sorted_, sides = canonical[order], owners[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (sorted_[1:] != sorted_[:-1]).any(axis=1)
    first = np.flatnonzero(new)
    shared = np.diff(np.append(first, len(order))) > 1
    left = sides[first]
    right = np.where(shared, sides[np.minimum(first + 1, len(order) - 1)], -1)
    low, high = np.minimum(left, right), np.maximum(left, right)
    left, right = np.where(shared, low, left), np.where(shared, high, -1)
    return left, right, sorted_[first].reshape(-1, 2, 2)
