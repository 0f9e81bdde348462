"""Meetings: which families are at one place, or control zones that touch, on some day.

Their colours must differ more than others. The rule errs on the safe side: at one place any status but
`absent` counts, and so does every day of a start or end that is not exact.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas, Place
from atlas.model.vocabulary import IN_EFFECT, STATUSES, Shape, Status

Spans = dict[str, np.ndarray]
"""For each family at a place, the days of its records as rows (first, end), in order and apart."""


def find_meetings(atlas: Atlas) -> frozenset[tuple[str, str]]:
    """Return the pairs of families that meet, each in alphabetical order."""
    met: set[tuple[str, str]] = set()
    for spans in _list_spans(atlas, frozenset(Status) - {Status.ABSENT}):
        met |= set(_overlapping(spans, spans, met))
    zones = [at for at, place in enumerate(atlas.places.values()) if place.shape is Shape.ZONE]
    holders = list(_list_spans(atlas, IN_EFFECT))
    held = [holders[at] for at in zones]
    shapes = np.array([_shape_of(atlas, place) for place in atlas.places.values()], dtype=object)[zones]
    near = STRtree(shapes).query(shapes)
    near = near[:, near[0] < near[1]]
    for first, second in zip(*_touching(shapes, near, held, met), strict=True):
        met |= set(_overlapping(held[first], held[second], met))
    return frozenset(met)


def _shape_of(atlas: Atlas, place: Place) -> BaseGeometry:
    """Return the shape of a place, or all of its shapes together if it has several over time."""
    dated = atlas.shapes.get(place.id)
    return shapely.geometrycollections([shape.geometry for shape in dated]) if dated else place.geometry


def _touching(
    shapes: np.ndarray, near: np.ndarray, places: list[Spans], met: set[tuple[str, str]]
) -> tuple[list[int], list[int]]:
    """Return the pairs of zones that touch, of those that could make two families meet."""
    useful = np.array(
        [
            any(True for _ in _overlapping(places[first], places[second], met))
            for first, second in near.T.tolist()
        ],
        dtype=bool,
    )
    first, second = near[:, useful]
    touch = shapely.intersects(shapes[first], shapes[second])
    return first[touch].tolist(), second[touch].tolist()


def _list_spans(atlas: Atlas, statuses: Collection[Status]) -> Iterator[Spans]:
    """Yield the families with some statuses at each place, in the order of the places."""
    index = atlas.index
    families = np.array([force.family for force in atlas.forces.values()], dtype=object)
    here = np.flatnonzero(np.isin(index.status, [STATUSES.index(status) for status in statuses]))
    here = here[np.lexsort((index.from_earliest[here], index.place[here]))]
    cuts = np.searchsorted(index.place[here], np.arange(len(atlas.places) + 1))
    for first, end in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        rows = here[first:end]
        of_rows = families[index.force[rows]]
        yield {
            family: _join(index.from_earliest[of_family], index.to_latest[of_family])
            for family in sorted(set(of_rows))
            for of_family in [rows[of_rows == family]]
        }


def _join(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return spans, in the order of their starts, with those that overlap joined."""
    reach = np.maximum.accumulate(ends)
    first = np.flatnonzero(np.append(True, starts[1:] > reach[:-1]))
    return np.stack([starts[first], reach[np.append(first[1:] - 1, len(ends) - 1)]], axis=1)


def _overlapping(first: Spans, second: Spans, met: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of families, not yet met, that are at two places at one time."""
    pairs = combinations(first, 2) if first is second else ((a, b) for a in first for b in second)
    for here, there in pairs:
        pair = (min(here, there), max(here, there))
        if here != there and pair not in met and _overlap(first[here], second[there]):
            yield pair


def _overlap(first: np.ndarray, second: np.ndarray) -> bool:
    """Return whether any span of one list overlaps one of another."""
    # The last span that begins before each end reaches furthest, since spans of one list are apart.
    before = np.searchsorted(second[:, 0], first[:, 1]) - 1
    return bool(((before >= 0) & (second[before, 1] > first[:, 0])).any())
