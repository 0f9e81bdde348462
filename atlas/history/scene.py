"""The scene: an atlas on a day, as known on a day.

Applies the rules of evidence; contains no drawing, no language, no clock.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from atlas.history.certainty import CERTAIN, UNKNOWN, Gap, gaps_on, share_on
from atlas.history.existence import own_spans, within_any
from atlas.model.atlas import Atlas, Place
from atlas.model.edtf_dates import FOREVER
from atlas.model.vocabulary import IN_EFFECT, STANDINGS, STATUSES, Certainty, Standing, Status
from atlas.shapes.on_day import shape_atlas

RANK = (0, 2, 4, 3, 1, 5)
"""The rank of each of STATUSES in the list of holdings of a place: control, besieged, nominal …"""


class Holding(NamedTuple):
    """One force with one status at one place on one day, and the records (rows) behind it.

    `share` is its certainty: CERTAIN, 1 to SHARES by how far into their windows the day lies, or UNKNOWN in a
    gap between records (`rows` are then those on both sides). `age` counts how many of the atlas' three steps
    of staleness the newest of its records has passed.
    """

    force: str
    status: Status
    standing: Standing
    share: int
    age: int
    rows: tuple[int, ...]

    @property
    def certainty(self) -> Certainty:
        """The certainty in one word."""
        if self.share == CERTAIN:
            return Certainty.CERTAIN
        return Certainty.UNKNOWN if self.share == UNKNOWN else Certainty.POSSIBLE

    @property
    def certain(self) -> bool:
        """Whether it is certain."""
        return self.share == CERTAIN

    @property
    def known(self) -> bool:
        """Whether records cover the day itself, and not only the days on both sides of a gap."""
        return self.share != UNKNOWN

    @property
    def in_effect(self) -> bool:
        """Whether it puts the force in control, certainly or possibly: control or besieged, not unknown."""
        return self.status in IN_EFFECT and self.share != UNKNOWN


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The answer to a request: which records hold on `day`, as known on `known`, and with what certainty.

    `rows` are rows of the atlas' index (n,), sorted by place; `share` (n,) is UNKNOWN to CERTAIN, `age` (n,)
    0 to 3.
    """

    atlas: Atlas
    day: int
    known: int
    rows: np.ndarray
    share: np.ndarray
    age: np.ndarray
    _bounds: dict[str, tuple[int, int]] = field(default_factory=dict, repr=False)
    _cache: dict[str, tuple[Holding, ...]] = field(default_factory=dict, repr=False)

    def holdings(self, place: str) -> tuple[Holding, ...]:
        """Return who is at a place, the force in control first; empty if nothing is recorded."""
        if place not in self._cache:
            low, high = self._span(place)
            columns = (column[low:high] for column in (self.rows, self.share, self.age))
            singles = list(single_holdings(self.atlas, *columns))
            index = self.atlas.index
            self._cache[place] = HoldingJoiner(index.force, index.status).join(singles)
        return self._cache[place]

    def places(self) -> Iterator[tuple[Place, tuple[Holding, ...]]]:
        """Yield every place with holdings, in the atlas' order."""
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
        return self._bounds.get(place, (0, 0))


@lru_cache(maxsize=8)
def scene_on(atlas: Atlas, day: int, known: int) -> Scene:
    """Return the records that hold on a day, as known on another; vectorised over all records.

    Its atlas has the shapes of that day.
    The last few scenes are cached, because a picture, its legend and its alt text need the same one.
    """
    atlas = shape_atlas(atlas, day)
    index = atlas.index
    counted = counted_on(atlas, known)
    rows = np.flatnonzero(counted & (index.from_earliest <= day) & (day < index.to_latest))
    share, age = share_on(index, rows, day), ages_on(atlas, rows, day)
    if gaps := gaps_on(index, counted, day):
        rows, share, age = _with_gaps(rows, share, age, gaps)
    if shut := [number for number, spans in own_spans(atlas).items() if not within_any(spans, day)]:
        there = ~np.isin(index.place[rows], shut)
        rows, share, age = rows[there], share[there], age[there]
    return Scene(atlas, day, known, rows, share, age)


def counted_on(atlas: Atlas, known: int) -> np.ndarray:
    """Return which records (n,) bool count as known on a day: reported, and not yet retracted."""
    counted: np.ndarray = (atlas.index.reported <= known) & (known < atlas.index.retracted)
    return counted


def _with_gaps(
    rows: np.ndarray, share: np.ndarray, age: np.ndarray, gaps: list[Gap]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the rows with those next to gaps inserted, still sorted: UNKNOWN, without age."""
    beside = np.array([row for gap in gaps for row in (*gap.before, *gap.after)], dtype=rows.dtype)
    rows = np.concatenate([rows, beside])
    order = np.argsort(rows)
    none = np.zeros(len(beside), dtype=share.dtype)
    return rows[order], np.concatenate([share, none + UNKNOWN])[order], np.concatenate([age, none])[order]


def ages_on(atlas: Atlas, rows: np.ndarray, days: np.ndarray | int) -> np.ndarray:
    """Return how many steps of staleness (n,) each record has passed on a day."""
    unconfirmed = days - atlas.index.attested[rows]
    steps: np.ndarray = np.searchsorted(np.asarray(atlas.meta.stale_after), unconfirmed, side="right")
    return steps


@dataclass(frozen=True, slots=True)
class HoldingJoiner:
    """Joins holdings of single records: columns of the index, or lists if all rows are read one by one."""

    force: Sequence[int] | np.ndarray
    status: Sequence[int] | np.ndarray

    def join(self, singles: Sequence[Holding]) -> tuple[Holding, ...]:
        """Return the holdings of a place, in order; records of the same force and status are joined."""
        if len(singles) == 1:
            return (singles[0],)
        groups: dict[tuple[int, int], list[Holding]] = {}
        for single in singles:
            row = single.rows[0]
            groups.setdefault((RANK[self.status[row]], int(self.force[row])), []).append(single)
        return tuple([_join(groups[key]) for key in sorted(groups)])


def single_holdings(atlas: Atlas, rows: np.ndarray, share: np.ndarray, age: np.ndarray) -> Iterator[Holding]:
    """Yield the holding of each record (n,) by itself."""
    index = atlas.index
    columns = (
        map(tuple(atlas.forces).__getitem__, index.force[rows].tolist()),
        map(STATUSES.__getitem__, index.status[rows].tolist()),
        map(STANDINGS.__getitem__, index.standing[rows].tolist()),
        share.tolist(),
        age.tolist(),
        zip(rows.tolist()),
    )
    # Many are made at once; `Holding(...)` would take three times as long.
    return map(_HOLD, zip(*columns, strict=True))


_HOLD = partial(tuple.__new__, Holding)


def _join(singles: list[Holding]) -> Holding:
    """Return one holding of records of one force with one status."""
    if len(singles) == 1:
        return singles[0]
    share = max([single.share for single in singles])
    counted = [single for single in singles if single.share == CERTAIN] if share == CERTAIN else singles
    return Holding(
        force=singles[0].force,
        status=singles[0].status,
        standing=min([single.standing for single in counted], key=STANDINGS.index),
        share=share,
        age=min([single.age for single in counted]),
        rows=tuple(sorted([single.rows[0] for single in singles])),
    )


def last_attested(atlas: Atlas, holding: Holding, day: int) -> int:
    """Return the last day up to `day` on which the records of a holding are confirmed."""
    index, rows = atlas.index, holding.rows
    if holding.share == UNKNOWN:
        over = [row for row in rows if index.to_earliest[row] <= day]
        return max(min(int(index.attested[row]), int(index.to_earliest[row]) - 1) for row in over)
    return min(day, max(int(index.attested[row]) for row in rows))


def newest_age(holdings: Iterable[Holding]) -> int | None:
    """Return how many steps of staleness the newest evidence of a place has passed; None without evidence."""
    ages = (holding.age for holding in holdings if holding.status is not Status.ABSENT and holding.known)
    return min(ages, default=None)


def ended(day: int) -> bool:
    """Return whether an end is known."""
    return day < FOREVER
