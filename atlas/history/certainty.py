"""The certainty of records on a day: certain, possible (by how far into their windows it lies), or unknown.

A gap is unknown: a force was there at least until one day and is there again by a later day, and no source
covers the days between. Works on days and the columns of the index only.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from atlas.model.index import Index

SHARES = 4
"""The number of steps by which the share of a possible holding rises in its start and falls in its end."""
CERTAIN = SHARES + 1
UNKNOWN = 0

Days = np.ndarray | int


def share_on(index: Index, rows: np.ndarray, days: Days) -> np.ndarray:
    """Return the certainty of rows on days on which they hold: 1 to SHARES if possible, CERTAIN if certain.

    Every day of a window is equally likely, so the share is the part of the window on the record's side of
    the day.
    """
    first, begun = index.from_earliest[rows], index.from_latest[rows]
    ends, gone = index.to_earliest[rows], index.to_latest[rows]
    rising = SHARES * (days - first + 1) // (begun - first + 1) + 1
    falling = SHARES * (gone - days) // (gone - ends + 1) + 1
    shares: np.ndarray = np.minimum(np.minimum(rising, falling), CERTAIN)
    return shares


def share_days(index: Index, rows: np.ndarray) -> list[np.ndarray]:
    """Return the days (one column each) on which the share of rows may change."""
    first, begun = index.from_earliest[rows], index.from_latest[rows]
    ends, gone = index.to_earliest[rows], index.to_latest[rows]
    steps = range(1, SHARES)
    rising = [first - 1 - (-step * (begun - first + 1) // SHARES) for step in steps]
    falling = [gone + 1 + (-step * (gone - ends + 1) // SHARES) for step in steps]
    return [first, *rising, begun, ends, *falling, gone]


@dataclass(frozen=True, slots=True)
class Gap:
    """The days from `start` up to but not including `end`, between the records (rows) on its two sides."""

    start: int
    end: int
    before: tuple[int, ...]
    after: tuple[int, ...]


def find_gaps(index: Index, rows: np.ndarray) -> Iterator[Gap]:
    """Yield the gaps among rows of one force with one status at one place, with an open date on either side.

    A dated end on the earlier record, or a dated beginning on the later one, means there is no gap.
    """
    openers = rows[index.from_open[rows]]
    if not len(openers) or not index.to_open[rows].any():
        return
    rows = rows[np.isin(_groups(index, rows), _groups(index, openers))]
    groups = _groups(index, rows)
    order = np.lexsort((index.from_earliest[rows], groups))
    rows, groups = rows[order], groups[order]
    # The latest end so far within each group. Groups are offset so far that no day reaches into the next.
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
    """Return which rows (n,) of those that count are next to a gap that contains the day."""
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
    """Return a number for each row; rows with the same place, force and status have the same number."""
    numbers: np.ndarray = (index.place[rows] * _FORCES + index.force[rows]) * _STATUSES + index.status[rows]
    return numbers
