"""When things change: each place compiled into the days on which its holdings become others.

The one place where the rules of truth are turned into something that is only looked up,
by the drawing in Python and by the player in the browser alike. Knows no drawing.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from atlas.dates import FOREVER
from atlas.model import Atlas
from atlas.state import Holding, group_holdings


@dataclass(frozen=True, slots=True)
class Change:
    """From this day on (until the next change) these holdings stand at the place."""

    day: int
    holdings: tuple[Holding, ...]


def compile_changes(atlas: Atlas, known: int) -> dict[str, tuple[Change, ...]]:
    """Return the changes of every place that has records, in order of days, as known on a day."""
    index = atlas.index
    counted = np.flatnonzero((index.reported <= known) & (known < index.retracted))
    places = tuple(atlas.places)
    numbers = index.place[counted]
    cuts = np.flatnonzero(np.diff(numbers)) + 1
    steps = _steps(atlas)
    return {
        places[int(index.place[rows[0]])]: tuple(_changes_of(atlas, rows.tolist(), steps))
        for rows in np.split(counted, cuts)
        if len(rows)
    }


def holdings_on(changes: Sequence[Change], day: int) -> tuple[Holding, ...]:
    """Look up what stands at a place on a day."""
    position = bisect_right(changes, day, key=lambda change: change.day)
    return changes[position - 1].holdings if position else ()


def change_days(changes: dict[str, tuple[Change, ...]], places: set[str] | None = None) -> list[int]:
    """Return the days on which anything becomes other at the places (all of them by default)."""
    chosen = (list_ for place, list_ in changes.items() if places is None or place in places)
    return sorted({change.day for list_ in chosen for change in list_})


@dataclass(frozen=True, slots=True)
class _Steps:
    """The days on which one record changes what it says, as plain lists for speed."""

    from_earliest: list[int]
    from_latest: list[int]
    to_earliest: list[int]
    to_latest: list[int]
    attested: list[int]


def _steps(atlas: Atlas) -> _Steps:
    index = atlas.index
    return _Steps(
        index.from_earliest.tolist(),
        index.from_latest.tolist(),
        index.to_earliest.tolist(),
        index.to_latest.tolist(),
        index.attested.tolist(),
    )


def _changes_of(atlas: Atlas, rows: list[int], steps: _Steps) -> Iterator[Change]:
    previous: tuple[Holding, ...] = ()
    for day in sorted({day for row in rows for day in _break_days(atlas, row, steps)}):
        holdings = group_holdings(atlas, _active(atlas, rows, steps, day))
        if holdings != previous:
            yield Change(day, holdings)
            previous = holdings


def _break_days(atlas: Atlas, row: int, steps: _Steps) -> Iterator[int]:
    yield steps.from_earliest[row]
    yield steps.from_latest[row]
    if steps.to_latest[row] < FOREVER:
        yield steps.to_earliest[row]
        yield steps.to_latest[row]
    if steps.attested[row] < FOREVER:
        yield from (steps.attested[row] + step for step in atlas.meta.stale_after)


def _active(atlas: Atlas, rows: list[int], steps: _Steps, day: int) -> Iterator[tuple[int, bool, int]]:
    for row in rows:
        if steps.from_earliest[row] <= day < steps.to_latest[row]:
            certain = steps.from_latest[row] <= day < steps.to_earliest[row]
            yield row, certain, bisect_right(atlas.meta.stale_after, day - steps.attested[row])
