"""Which polygons of successive snapshots are one place: the ground of one force, through its changes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

__all__ = ["Area", "Place", "Snapshot", "follow_places"]


class Area(NamedTuple):
    """One polygon of a snapshot: who holds it how, what the snapshot calls it, and its shape by number."""

    force: str
    status: str
    name: str
    shape: int
    row: int = 0
    """The number of the row of the input that it comes from."""


class Snapshot(NamedTuple):
    """What a series shows on one day, given as the number of the day."""

    day: int
    areas: Sequence[Area]


@dataclass(slots=True)
class Place:
    """Ground of one force with one status, with its shape and its row in each snapshot, by number."""

    force: str
    status: str
    name: str
    shapes: dict[int, int] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)

    @property
    def last_shape(self) -> int:
        """The shape in the newest snapshot that shows the place."""
        return next(reversed(self.shapes.values()))


def follow_places(snapshots: Sequence[Snapshot], shapes: npt.NDArray[np.object_]) -> list[Place]:
    """Find the places of a series, in the order in which they appear.

    An area continues the place of its force and status that has the same shape; else the same name, where a
    name is given once; else the one with whose last shape it shares most ground. Else a new place begins.
    """
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for number, snapshot in enumerate(snapshots):
        for holding, areas in _by_holding(snapshot.areas).items():
            known = places[holding]
            for area, continued in _match(areas, known, number, shapes):
                place = continued or Place(*holding, area.name)
                place.shapes[number], place.rows[number] = area.shape, area.row
                if continued is None:
                    known.append(place)
    return sorted(
        (place for group in places.values() for place in group), key=lambda place: next(iter(place.shapes))
    )


def _by_holding(areas: Iterable[Area]) -> dict[tuple[str, str], list[Area]]:
    groups: dict[tuple[str, str], list[Area]] = defaultdict(list)
    for area in areas:
        groups[area.force, area.status].append(area)
    return groups


def _match(
    areas: Sequence[Area], known: Sequence[Place], number: int, shapes: npt.NDArray[np.object_]
) -> list[tuple[Area, Place | None]]:
    """Each area with the place that it continues, if any; no place is continued twice.

    A place of the snapshot before goes ahead of one that had ended, which can come back.
    """
    matches: list[tuple[Area, Place | None]] = []
    rest = list(areas)
    before = [place for place in known if number - 1 in place.shapes]
    ended = [place for place in reversed(known) if number - 1 not in place.shapes]
    for candidates, rule in product((before, ended), (_by_shape, _by_name, _by_ground)):
        taken = {id(place) for _, place in matches}
        free = [place for place in candidates if id(place) not in taken]
        pairs = rule(rest, free, shapes) if rest and free else []
        matches += pairs
        continued = {id(area) for area, _ in pairs}
        rest = [area for area in rest if id(area) not in continued]
    return matches + [(area, None) for area in rest]


_Pairs = list[tuple[Area, Place]]


def _by_shape(areas: Sequence[Area], candidates: Sequence[Place], shapes: npt.NDArray[np.object_]) -> _Pairs:
    del shapes
    waiting: dict[int, Place] = {}
    for place in candidates:
        waiting.setdefault(place.last_shape, place)
    return [(area, waiting.pop(area.shape)) for area in areas if area.shape in waiting]


def _by_name(areas: Sequence[Area], candidates: Sequence[Place], shapes: npt.NDArray[np.object_]) -> _Pairs:
    del shapes
    given = Counter(area.name for area in areas)
    named = Counter(place.name for place in candidates)
    by_name = {place.name: place for place in candidates if place.name and named[place.name] == 1}
    return [(area, by_name[area.name]) for area in areas if area.name in by_name and given[area.name] == 1]


def _by_ground(areas: Sequence[Area], candidates: Sequence[Place], shapes: npt.NDArray[np.object_]) -> _Pairs:
    """Most shared ground first."""
    grounds = shapes[[area.shape for area in areas]]
    lasts = shapes[[place.last_shape for place in candidates]]
    place_rows, area_rows = shapely.STRtree(grounds).query(lasts, predicate="intersects")
    shared = shapely.area(shapely.intersection(lasts[place_rows], grounds[area_rows]))
    pairs: _Pairs = []
    free_areas, free_places = set(range(len(areas))), set(range(len(candidates)))
    for row in np.argsort(-shared, kind="stable"):
        area, place = int(area_rows[row]), int(place_rows[row])
        if shared[row] > 0 and area in free_areas and place in free_places:
            free_areas.remove(area)
            free_places.remove(place)
            pairs.append((areas[area], candidates[place]))
    return pairs
