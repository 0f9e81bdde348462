"""Smoothing: long straight steps of estimated edges and of rivers as curves through the same points.

Pure geometry in degrees. Every point stays where it is; a curve leaves its chord by less than the accuracy of
the line, and zones on both sides of an edge get the same curve. Areas and data keep the original lines.
"""

from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

LONG_KM = 1.2
"""Shorter steps are left as they are."""
_FINE_KM = 0.02
"""How near the drawn points of a curve are to it."""
_LEAST_KM = 0.03
"""A curve that leaves its chord by less is not drawn."""
_MOST_POINTS = 12
RIVER_KM = 1.0
"""How far a river may leave its chord."""
_SHARE = 0.5
"""The share of an edge's accuracy by which a curve may leave its chord."""
_SPIKE, _CORNER = -0.2, 0.9
"""The cosine of the sharpest turn along which a curve runs, and of one at which a river's corner is cut."""
_CUTS, LEAST_CUT_KM = 3, 0.25
"""How often corners are cut, and the shortest steps between which they are."""
_KM = 111.32
_GRID = 1e7
_NEAR = 2 / _GRID


def smooth_line(line: BaseGeometry, fixed: np.ndarray) -> BaseGeometry:
    """Return a line with curves for its long steps, except between two of the `fixed` points (n, 2)."""
    parts = [part for part in shapely.get_parts(line) if part.geom_type == "LineString"]
    if not parts:
        return line
    west, south, east, north = line.bounds
    near = ((fixed > (west - _NEAR, south - _NEAR)) & (fixed < (east + _NEAR, north + _NEAR))).all(axis=1)
    held = _keys(fixed[near])
    smooth = [_smooth_part(shapely.get_coordinates(part), held) for part in parts]
    return shapely.MultiLineString(smooth) if len(smooth) > 1 else smooth[0]


def _smooth_part(points: np.ndarray, held: np.ndarray) -> shapely.LineString:
    for _ in range(_CUTS):
        points = _cut_corners(points, held)
    before, after = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0)
    before[0], after[-1] = points[0], points[-1]
    at_fixed = np.isin(_keys(points), held)
    bounds = np.where(at_fixed[:-1] & at_fixed[1:], 0.0, RIVER_KM)
    steps = _Steps(before[:-1], points[:-1], points[1:], after[1:], bounds)
    return shapely.LineString(np.vstack([steps.insert(), points[-1:]]))


def _cut_corners(points: np.ndarray, held: np.ndarray) -> np.ndarray:
    """Return points (n, 2) with two for each sharp corner between long steps, before and after it."""
    if len(points) < 3:
        return points
    scale = _KM * np.array([np.cos(np.radians(points[:, 1].mean())), 1.0])
    steps = np.diff(points, axis=0) * scale
    lengths = np.hypot(*steps.T)
    units = steps / np.maximum(lengths, 1e-9)[:, None]
    sharp = (units[:-1] * units[1:]).sum(axis=1) < _CORNER
    sharp &= (np.minimum(lengths[:-1], lengths[1:]) > LEAST_CUT_KM) & ~np.isin(_keys(points[1:-1]), held)
    cut = np.minimum(lengths / 4, RIVER_KM)[:, None] * units / scale
    middle = np.stack([points[1:-1] - cut[:-1], points[1:-1] + cut[1:]], axis=1)
    middle[~sharp] = points[1:-1][~sharp][:, None]
    rows = middle.reshape(-1, 2)[np.column_stack([np.ones_like(sharp), sharp]).ravel()]
    return np.vstack([points[:1], rows, points[-1:]])


@lru_cache(maxsize=16)
def smooth_coverage(
    shapes: tuple[BaseGeometry, ...], accuracies: tuple[float, ...], fixed: tuple[BaseGeometry, ...]
) -> tuple[BaseGeometry, ...]:
    """Return polygons with curves for the long steps between two of them, as accurate as the better one.

    Steps between two points of `fixed` lines (borders, rivers) and outer edges stay as they are, and so do
    the edges of a polygon that would not be valid, or would overlap another.
    """
    if not shapes:
        return shapes
    coverage = _Coverage(np.array(shapes, dtype=object))
    held = _keys(shapely.get_coordinates(np.array(fixed, dtype=object)))
    straight = np.zeros(len(shapes), dtype=bool)
    for _ in range(3):
        smooth = coverage.smooth(np.where(straight, 0.0, accuracies), held)
        faults = ~shapely.is_valid(smooth) | ~shapely.is_empty(shapely.coverage_invalid_edges(smooth))
        faults &= np.array([new is not old for new, old in zip(smooth, shapes, strict=True)])
        if not faults.any():
            return tuple(smooth)
        straight |= faults
    return shapes


class _Coverage:
    """The steps of the rings of polygons: their ends, the polygons beside them, the steps next to them."""

    def __init__(self, shapes: np.ndarray) -> None:
        self.shapes = shapes
        self._parts, self._shape_of_part = shapely.get_parts(shapes, return_index=True)
        rings, self._part_of_ring = shapely.get_rings(self._parts, return_index=True)
        points, ring = shapely.get_coordinates(rings, return_index=True)
        _, vertex = np.unique(_keys(points), return_inverse=True)
        starts = np.flatnonzero(np.r_[True, ring[1:] != ring[:-1]])
        ends = np.r_[starts[1:], len(ring)] - 1
        inner = np.ones(len(points), dtype=bool)
        inner[ends] = False
        at = np.flatnonzero(inner)
        self.ring, self.start, self.end = ring[at], points[at], points[at + 1]
        first, last = vertex[at], vertex[at + 1]
        before, after = at - 1, at + 2
        closing = np.isin(at, starts)
        before[closing] = ends[ring[at[closing]]] - 1
        opening = np.isin(at + 1, ends)
        after[opening] = starts[ring[at[opening]]] + 1
        pairs = np.sort(np.column_stack([first, last]), axis=1)
        _, self.edge, counts = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
        self.edge = self.edge.ravel()
        self.shared = counts[self.edge] == 2
        unique = np.zeros((len(counts), 2), dtype=np.int64)
        unique[self.edge] = pairs
        degree = np.bincount(unique.ravel(), minlength=int(vertex.max()) + 1)
        self.before = np.where((degree[first] == 2)[:, None], points[before], self.start)
        self.after = np.where((degree[last] == 2)[:, None], points[after], self.end)
        self.owner = self._shape_of_part[self._part_of_ring[self.ring]]

    def smooth(self, accuracies: np.ndarray, held: np.ndarray) -> np.ndarray:
        """Return the polygons with curves; those without any are the same objects."""
        best = np.full(int(self.edge.max()) + 1, np.inf)
        np.minimum.at(best, self.edge, accuracies[self.owner])
        exact = np.isin(_keys(self.start), held) & np.isin(_keys(self.end), held)
        bounds = np.where(self.shared & ~exact, _SHARE * best[self.edge], 0.0)
        steps = _Steps(self.before, self.start, self.end, self.after, bounds)
        curved = np.unique(self.owner[steps.counts > 0])
        rings = np.repeat(self.ring, steps.counts + 1)
        points = steps.insert()
        smooth = self.shapes.copy()
        for number in curved.tolist():
            smooth[number] = self._build(number, rings, points)
        return smooth

    def _build(self, number: int, rings: np.ndarray, points: np.ndarray) -> BaseGeometry:
        parts = []
        for part in range(*np.searchsorted(self._shape_of_part, (number, number + 1)).tolist()):
            own = range(*np.searchsorted(self._part_of_ring, (part, part + 1)).tolist())
            bounds = [np.searchsorted(rings, (ring, ring + 1)).tolist() for ring in own]
            shell, *holes = (points[first:last] for first, last in bounds)
            parts.append(shapely.Polygon(shell, holes))
        return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


class _Steps:
    """Steps (n, 2) of lines with the points before and after; each may leave its chord by a bound in km."""

    def __init__(
        self, before: np.ndarray, start: np.ndarray, end: np.ndarray, after: np.ndarray, bounds: np.ndarray
    ) -> None:
        self._start, self._end, self._bounds = start, end, bounds
        middle = np.cos(np.radians((start[:, 1] + end[:, 1]) / 2))
        self._scale = np.column_stack([_KM * middle, np.full(len(start), _KM)])
        chord = (end - start) * self._scale
        self._length = np.hypot(*chord.T)
        self._chord = chord
        self._leave = self._tangent((start - before) * self._scale)
        self._arrive = self._tangent((after - end) * self._scale)
        everyone = np.arange(len(start))
        thirds = [self._offsets(everyone, np.full((len(start), 1), share)) for share in (0.25, 0.5, 0.75)]
        bend = np.minimum(np.max([np.hypot(*away.T) for away in thirds], axis=0), bounds)
        wanted = np.clip(np.ceil(np.sqrt(bend / _FINE_KM)), 1, _MOST_POINTS).astype(np.int64)
        self.counts = np.where((bend > _LEAST_KM) & (self._length > LONG_KM), wanted, 0)
        """How many points are inserted in each step."""

    @staticmethod
    def _unit(vectors: np.ndarray) -> np.ndarray:
        lengths = np.hypot(*vectors.T)[:, None]
        unit: np.ndarray = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
        return unit

    def _tangent(self, neighbour: np.ndarray) -> np.ndarray:
        """Return the direction at an end of each step: between it and its neighbour, but not at a spike."""
        own, next_ = self._unit(self._chord), self._unit(neighbour)
        sharp = ((own * next_).sum(axis=1) <= _SPIKE)[:, None]
        return np.where(sharp, own, self._unit(own + next_))

    def insert(self) -> np.ndarray:
        """Return the start of each step, each followed by the points of its curve."""
        counts = self.counts
        out = np.repeat(self._start, counts + 1, axis=0)
        at = np.flatnonzero(counts)
        step = np.repeat(at, counts[at])
        number = np.arange(len(step)) - np.repeat(np.cumsum(counts[at]) - counts[at], counts[at]) + 1
        t = (number / (counts[step] + 1))[:, None]
        away = self._offsets(step, t)
        largest = np.zeros(len(counts))
        np.maximum.at(largest, step, np.hypot(*away.T))
        limit = np.minimum(1.0, self._bounds[step] / np.maximum(largest[step], 1e-9))[:, None]
        chord = self._start[step] + t * (self._end[step] - self._start[step])
        first = np.cumsum(counts + 1) - (counts + 1)
        # Rounded, so that the curve is the same from both of its ends.
        out[first[step] + number] = np.round(chord + limit * away / self._scale[step], 7)
        return out

    def _offsets(self, step: np.ndarray, t: np.ndarray) -> np.ndarray:
        """Return how far the points of the cubic curve with given ends and directions leave the chord, km."""
        chord, length = self._chord[step], self._length[step][:, None]
        leave, arrive = (direction[step] * length for direction in (self._leave, self._arrive))
        cubic = (t**3 - 2 * t**2 + t) * leave + (3 * t**2 - 2 * t**3) * chord + (t**3 - t**2) * arrive
        offsets: np.ndarray = cubic - t * chord
        return offsets


def _keys(points: np.ndarray) -> np.ndarray:
    """Return one number for each point, equal for points within a centimetre."""
    whole = np.rint(points * _GRID).astype(np.int64)
    keys: np.ndarray = whole[:, 0] * np.int64(1 << 32) + whole[:, 1]
    return keys
