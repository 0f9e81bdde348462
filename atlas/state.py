"""What is true on a day, as known on a day: an atlas and two days become a scene.

Knows the rules of truth; knows no drawing, no language, no clock.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from atlas.dates import FOREVER
from atlas.model import Atlas, Place
from atlas.vocabulary import STANDINGS, STATUSES, Standing, Status

RANK = (0, 2, 4, 3, 1, 5)
"""Where each of STATUSES stands when the holdings of a place are told: control, besieged, nominal …"""


@dataclass(frozen=True, slots=True)
class Holding:
    """One force with one status at one place on one day, and the records (rows) that say so.

    `age` counts how many of the atlas' three steps of staleness the newest of its records has passed.
    """

    force: str
    status: Status
    standing: Standing
    certain: bool
    age: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The answer to a request: which records hold on `day`, as known on `known`, and how certainly.

    `rows` are rows of the atlas' index (n,), sorted by place; `certain` (n,) bool; `age` (n,) 0 to 3.
    """

    atlas: Atlas
    day: int
    known: int
    rows: np.ndarray
    certain: np.ndarray
    age: np.ndarray
    _bounds: dict[str, tuple[int, int]] = field(default_factory=dict, repr=False)

    def holdings(self, place: str) -> tuple[Holding, ...]:
        """Return who is at a place, the force in effect first; empty where nothing is known."""
        low, high = self._span(place)
        return group_holdings(
            self.atlas,
            zip(
                self.rows[low:high].tolist(),
                self.certain[low:high].tolist(),
                self.age[low:high].tolist(),
                strict=True,
            ),
        )

    def places(self) -> Iterator[tuple[Place, tuple[Holding, ...]]]:
        """Yield every place of which something holds, in the atlas' order."""
        places = tuple(self.atlas.places.values())
        for number in np.unique(self.atlas.index.place[self.rows]).tolist():
            place = places[number]
            yield place, self.holdings(place.id)

    def _span(self, place: str) -> tuple[int, int]:
        if not self._bounds:
            places = list(self.atlas.places)
            numbers = self.atlas.index.place[self.rows]
            starts = np.searchsorted(numbers, np.arange(len(places) + 1)).tolist()
            self._bounds.update({name: (starts[i], starts[i + 1]) for i, name in enumerate(places)})
        return self._bounds[place]


def scene_on(atlas: Atlas, day: int, known: int) -> Scene:
    """Return what holds on a day, as known on another: vectorised over all records."""
    index = atlas.index
    rows = np.flatnonzero(
        (index.from_earliest <= day)
        & (day < index.to_latest)
        & (index.reported <= known)
        & (known < index.retracted)
    )
    certain = (index.from_latest[rows] <= day) & (day < index.to_earliest[rows])
    return Scene(atlas, day, known, rows, certain, ages_on(atlas, rows, day))


def ages_on(atlas: Atlas, rows: np.ndarray, day: int) -> np.ndarray:
    """Return how many steps of staleness (n,) each record has passed on a day."""
    unconfirmed = day - atlas.index.attested[rows]
    steps: np.ndarray = np.searchsorted(np.asarray(atlas.meta.stale_after), unconfirmed, side="right")
    return steps


def group_holdings(atlas: Atlas, active: Iterable[tuple[int, bool, int]]) -> tuple[Holding, ...]:
    """Return holdings made of (row, certain, age), joined where force and status are the same."""
    groups: dict[tuple[int, int], list[tuple[int, bool, int]]] = {}
    index = atlas.index
    for entry in active:
        groups.setdefault((int(index.status[entry[0]]), int(index.force[entry[0]])), []).append(entry)
    forces = tuple(atlas.forces)
    return tuple(
        _holding(atlas, forces[force], STATUSES[status], groups[status, force])
        for status, force in sorted(groups, key=lambda key: (RANK[key[0]], key[1]))
    )


def _holding(atlas: Atlas, force: str, status: Status, active: list[tuple[int, bool, int]]) -> Holding:
    best = any(certain for _, certain, _ in active)
    counted = [entry for entry in active if entry[1] == best]
    return Holding(
        force=force,
        status=status,
        standing=STANDINGS[min(int(atlas.index.standing[row]) for row, _, _ in counted)],
        certain=best,
        age=min(age for _, _, age in counted),
        rows=tuple(sorted(row for row, _, _ in active)),
    )


def last_attested(atlas: Atlas, holding: Holding, day: int) -> int:
    """Return the last day at or before `day` that the records of a holding vouch for."""
    return min(day, max(int(atlas.index.attested[row]) for row in holding.rows))


def ended(day: int) -> bool:
    """Say whether an end is known at all."""
    return day < FOREVER
