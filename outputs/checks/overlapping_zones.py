"""Overlapping zones: ground that two forces hold at the same time, by two zones that both cover it.

Maps show the smaller zone there. A zone inside another, such as a town in its district, is drawn on it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER, NEVER, format_day
from atlas.model.faults import Fault, Severity
from atlas.model.vocabulary import STATUSES, Shape, Status
from atlas.shapes.spans import find_spans

_EARTH = Geod(ellps="WGS84")
_LEAST_KM2, _LEAST_KM = 1.0, 0.1
"""Smaller and narrower overlaps are two drawings of one border."""
_INSIDE = 0.98
"""A zone of which this share lies in another is inside it."""
_MOST_DAYS = 24
"""Days on which shapes that change are compared."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """One shape of a zone, and from which day until before which the zone has it."""

    place: str
    geometry: BaseGeometry
    accuracy_km: float
    start: int
    end: int


def find_overlaps(atlas: Atlas) -> Iterator[Fault]:
    """Yield a warning for every two zones that overlap while different forces control them."""
    grounds, holders = list(_list_ground(atlas)), _list_holders(atlas)
    seen: set[tuple[str, str]] = set()
    for zone, other in _list_pairs(grounds):
        pair = grounds[zone].place, grounds[other].place
        day = None if pair in seen else _find_day(grounds[zone], grounds[other], holders)
        if day is not None and (km2 := _measure_overlap(grounds[zone], grounds[other])):
            seen.add(pair)
            rule = (
                f'overlaps "{pair[1]}" by {km2:,.0f} km², and on {format_day(day)} different forces '
                "control them: maps show the smaller zone there"
            )
            cure = "Cut one of them along their common border, or make it a part of the other"
            yield Fault(
                "zones.geojson", rule, cure, column="geometry", value=pair[0], severity=Severity.WARNING
            )


def _list_ground(atlas: Atlas) -> Iterator[_Ground]:
    days = _choose_days(atlas)
    for place in atlas.places.values():
        if place.shape is not Shape.ZONE or place.derived or not place.covered:
            continue
        shapes = atlas.shapes.get(place.id)
        if shapes is None:
            yield _Ground(place.id, place.geometry, place.accuracy_km, NEVER, FOREVER)
            continue
        for shape, (start, end) in zip(shapes, find_spans(shapes), strict=True):
            if np.searchsorted(days, start) < np.searchsorted(days, end):
                yield _Ground(place.id, shape.geometry, shape.accuracy_km, start, end)


def _choose_days(atlas: Atlas) -> np.ndarray:
    """Return some days from the first to the last on which a shape begins."""
    starts = sorted({start for shapes in atlas.shapes.values() for start, _ in find_spans(shapes)})
    numbers = np.linspace(0, len(starts) - 1, min(len(starts), _MOST_DAYS)).astype(int).tolist()
    return np.array([starts[number] for number in numbers])


Holders = Mapping[str, np.ndarray]
"""The claims of control of each place: (force, first day, first day after) (n, 3), certain days only."""


def _list_holders(atlas: Atlas) -> Holders:
    index, names = atlas.index, list(atlas.places)
    rows = np.flatnonzero((index.status == STATUSES.index(Status.CONTROL)) & (index.retracted == FOREVER))
    claims = np.column_stack([index.force[rows], index.from_latest[rows], index.to_earliest[rows]])
    places, firsts = np.unique(index.place[rows], return_index=True)
    parts = np.split(claims, firsts[1:]) if len(rows) else []
    return {names[place]: part for place, part in zip(places.tolist(), parts, strict=True)}


def _list_pairs(grounds: Sequence[_Ground]) -> Iterable[tuple[int, int]]:
    """Return the pairs of shapes of different zones, at the same time, of which neither holds the other."""
    if not grounds:
        return []
    shapes = np.array([ground.geometry for ground in grounds], dtype=object)
    spans = np.array([(ground.start, ground.end) for ground in grounds])
    zones = np.unique([ground.place for ground in grounds], return_inverse=True)[1]
    zone, other = shapely.STRtree(shapes).query(shapes)
    apart = (zone < other) & (zones[zone] != zones[other])
    apart &= np.maximum(spans[zone, 0], spans[other, 0]) < np.minimum(spans[zone, 1], spans[other, 1])
    zone, other = zone[apart], other[apart]
    shapely.prepare(shapes)
    overlapping = shapely.overlaps(shapes[zone], shapes[other])
    return zip(zone[overlapping].tolist(), other[overlapping].tolist(), strict=True)


def _find_day(zone: _Ground, other: _Ground, holders: Holders) -> int | None:
    """Return the first day on which different forces control two zones; None if there is none."""
    if zone.place not in holders or other.place not in holders:
        return None
    left, right = holders[zone.place][:, None, :], holders[other.place][None, :, :]
    start = np.maximum(np.maximum(left[..., 1], right[..., 1]), max(zone.start, other.start))
    end = np.minimum(np.minimum(left[..., 2], right[..., 2]), min(zone.end, other.end))
    common = (left[..., 0] != right[..., 0]) & (start < end)
    return int(start[common].min()) if common.any() else None


def _measure_overlap(zone: _Ground, other: _Ground) -> float:
    """Return the area in km² that two zones both cover; 0 if it is as small as their drawing is inexact."""
    shape = shapely.intersection(zone.geometry, other.geometry)
    area, around = _measure(shape)
    smaller = min(_measure(ground.geometry)[0] for ground in (zone, other))
    width = max(zone.accuracy_km, other.accuracy_km, _LEAST_KM)
    counts = area >= _LEAST_KM2 and area < _INSIDE * smaller and 2 * area > width * around
    return area if counts else 0.0


@lru_cache(maxsize=4096)
def _measure(shape: BaseGeometry) -> tuple[float, float]:
    """Return area in km² and perimeter in km."""
    parts = [part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 2]
    sizes = [_EARTH.geometry_area_perimeter(part) for part in parts]
    return abs(sum(area for area, _ in sizes)) / 1e6, sum(around for _, around in sizes) / 1e3
