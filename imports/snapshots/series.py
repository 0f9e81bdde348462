"""A series of snapshots: the distinct shapes of all days in shared borders, and the places they belong to."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from imports.snapshots.borders import make_coverage, share_vertices
from imports.snapshots.places import Area, Place, Snapshot, follow_places

__all__ = ["DatedArea", "Series", "build_series"]


class DatedArea(NamedTuple):
    """Ground as a snapshot of `day` shows it: who holds it how, and what it is called there, or ""."""

    day: int
    force: str
    status: str
    name: str
    ground: BaseGeometry
    row: int = 0
    """The number of the row of the input that says so."""


class Series(NamedTuple):
    """`days` ascend; shapes of `places` are numbers in `shapes`. `lost` areas have no ground of their own."""

    days: list[int]
    places: list[Place]
    shapes: npt.NDArray[np.object_]
    lost: list[DatedArea]


def build_series(areas: Iterable[DatedArea]) -> Series:
    """Follow the ground of each force through the snapshots; of the areas of one day, the last is on top."""
    by_day = {day: list(of_day) for day, of_day in groupby(sorted(areas, key=_day), _day)}
    grounds = [
        make_coverage(np.array([area.ground for area in of_day], dtype=object)) for of_day in by_day.values()
    ]
    shared = share_vertices(np.concatenate(grounds)) if grounds else np.array([], dtype=object)
    shapes, number_of = _distinct(shared)
    snapshots: list[Snapshot] = []
    lost: list[DatedArea] = []
    position = 0
    for day, of_day in by_day.items():
        numbers = number_of[position : position + len(of_day)]
        position += len(of_day)
        rows = list(zip(of_day, numbers, strict=True))
        lost += [area for area, number in rows if shapes[number].is_empty]
        left = [
            Area(area.force, area.status, area.name, number, area.row)
            for area, number in rows
            if not shapes[number].is_empty
        ]
        snapshots.append(Snapshot(day, left))
    return Series(list(by_day), follow_places(snapshots, shapes), shapes, lost)


def _day(area: DatedArea) -> int:
    return area.day


def _distinct(shapes: npt.NDArray[np.object_]) -> tuple[npt.NDArray[np.object_], list[int]]:
    """Return each different shape once, and for each of the given ones its number."""
    numbers: dict[bytes, int] = {}
    number_of = [numbers.setdefault(wkb, len(numbers)) for wkb in shapely.to_wkb(shapes)]
    return shapely.from_wkb(np.array(list(numbers), dtype=object)), number_of
