"""How surely records hold on a day: certain, possible by how far into their windows it lies, or unknown.

A gap is unknown: a force was there up to a day at least, it is there again by a later one, and nobody says
what was between. Knows days and the columns of the index; knows no place, no drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from atlas.model.index import Index

SHARES = 4
"""In how many steps a possible holding rises through its start and falls through its end."""
CERTAIN = SHARES + 1
UNKNOWN = 0

Days = np.ndarray | int


def share_on(index: Index, rows: np.ndarray, days: Days) -> np.ndarray:
    """Return how surely rows hold on days on which they do: 1 to SHARES where possible, else CERTAIN.

    Every day of a window is as likely; on the day shown, so many of its days lie on the side of the record.
    """
    first, begun = index.from_earliest[rows], index.from_latest[rows]
    ends, gone = index.to_earliest[rows], index.to_latest[rows]
    rising = SHARES * (days - first + 1) // (begun - first + 1) + 1
    falling = SHARES * (gone - days) // (gone - ends + 1) + 1
    shares: np.ndarray = np.minimum(
        np.where(days >= begun, CERTAIN, rising), np.where(days < ends, CERTAIN, falling)
    )
    return shares


def share_days(index: Index, rows: np.ndarray) -> list[np.ndarray]:
    """Return the days (a column each) on which the share of rows may become another."""
    first, begun = index.from_earliest[rows], index.from_latest[rows]
    ends, gone = index.to_earliest[rows], index.to_latest[rows]
    steps = range(1, SHARES)
    rising = [first - 1 - (-step * (begun - first + 1) // SHARES) for step in steps]
    falling = [gone + 1 + (-step * (gone - ends + 1) // SHARES) for step in steps]
    return [first, *rising, begun, ends, *falling, gone]


@dataclass(frozen=True, slots=True)
class Gap:
    """The days from `start` on and before `end`: between the records (rows) on its two sides."""

    start: int
    end: int
    before: tuple[int, ...]
    after: tuple[int, ...]


def find_gaps(index: Index, rows: np.ndarray) -> Iterator[Gap]:
    """Yield the gaps among rows: of one force with one status at one place, told openly on both sides.

    One record that dates its end, or its beginning, is enough for the days beside it to be no gap.
    """
    openers = rows[index.from_open[rows]]
    if not len(openers) or not index.to_open[rows].any():
        return
    rows = rows[np.isin(_groups(index, rows), _groups(index, openers))]
    groups = _groups(index, rows)
    order = np.lexsort((index.from_earliest[rows], groups))
    rows, groups = rows[order], groups[order]
    # The latest end so far within each group: the groups are told apart by so much that no day reaches over.
    reach = np.maximum.accumulate(groups * _FAR + index.to_latest[rows]) - groups * _FAR
    starts = index.from_earliest[rows]
    gaps = (groups[1:] == groups[:-1]) & (starts[1:] > reach[:-1]) & index.from_open[rows[1:]]
    for at in (np.flatnonzero(gaps) + 1).tolist():
        same = rows[np.searchsorted(groups, groups[at]) : np.searchsorted(groups, groups[at], "right")]
        before = same[index.to_latest[same] == reach[at - 1]]
        after = same[index.from_earliest[same] == starts[at]]
        if index.to_open[before].all() and index.from_open[after].all():
            yield Gap(int(reach[at - 1]), int(starts[at]), tuple(before.tolist()), tuple(after.tolist()))


def gaps_on(index: Index, counted: np.ndarray, day: int) -> list[Gap]:
    """Return the gaps that a day lies in, among the rows that count: (n,) bool over the index."""
    over = np.flatnonzero(counted & index.to_open & (index.to_latest <= day))
    ahead = np.flatnonzero(counted & index.from_open & (index.from_earliest > day)) if len(over) else over
    shared = np.intersect1d(_groups(index, over), _groups(index, ahead))
    if not len(shared):
        return []
    rows = np.flatnonzero(counted)
    chosen = rows[np.isin(_groups(index, rows), shared)]
    return [gap for gap in find_gaps(index, chosen) if gap.start <= day < gap.end]


_FAR = np.int64(1) << 23
_FORCES = np.int64(1) << 20
_STATUSES = np.int64(8)


def _groups(index: Index, rows: np.ndarray) -> np.ndarray:
    """Return a number for each row that is the same where place, force and status are."""
    numbers: np.ndarray = (index.place[rows] * _FORCES + index.force[rows]) * _STATUSES + index.status[rows]
    return numbers
