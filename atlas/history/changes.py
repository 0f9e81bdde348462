"""Compiled changes: for each place, the days on which its holdings change, and the holdings from then on.

The rules of evidence are applied here once. The drawing in Python and the player in the browser only look
the result up. Contains no drawing.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from atlas.history.certainty import UNKNOWN, find_gaps, share_days, share_on
from atlas.history.existence import own_spans
from atlas.history.scene import Holding, HoldingJoiner, ages_on, counted_on, single_holdings
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER
from atlas.model.gc_pause import paused_collector
from atlas.model.vocabulary import Certainty, Standing, Status
from atlas.shapes.on_day import all_days, turn_days_of_shape
from atlas.shapes.spans import Span
from atlas.shapes.unfold import list_shape_days, place_of


class Change(NamedTuple):
    """From this day on, until the next change, these holdings apply to the place."""

    day: int
    holdings: tuple[Holding, ...]


_CHANGE = partial(tuple.__new__, Change)
"""Many are made at once; `Change(...)` would take three times as long."""


def compile_changes(atlas: Atlas, known: int) -> dict[str, tuple[Change, ...]]:
    """Return the changes of every place that has records, by day, as known on a day."""
    return _compile_changes(all_days(atlas), known)


@lru_cache(maxsize=4)
@paused_collector()
def _compile_changes(atlas: Atlas, known: int) -> dict[str, tuple[Change, ...]]:
    places, index = tuple(atlas.places), atlas.index
    joiner = HoldingJoiner(index.force.tolist(), index.status.tolist())
    changes_by_place: dict[int, list[Change]] = {}
    active: dict[int, Holding] = {}
    previous: tuple[Holding, ...] = ()
    at = -1
    updates, singles = _updates(atlas, np.flatnonzero(counted_on(atlas, known)))
    for place, day, row, held, last in updates:
        if place != at:
            at, active, previous = place, {}, ()
            changes = changes_by_place[place] = []
        if held:
            active[row] = next(singles)
        else:
            active.pop(row, None)
        if last:
            now = tuple(active.values())
            if len(now) > 1:
                now = joiner.join(now)
            if now != previous:
                changes.append(_CHANGE((day, now)))
                previous = now
    for number, spans in own_spans(atlas).items():
        if number in changes_by_place:
            whole = changes_by_place[number]
            changes_by_place[number] = [change for span in spans for change in within_span(whole, span)]
    return {places[number]: tuple(changes) for number, changes in changes_by_place.items()}


def within_span(changes: Sequence[Change], span: Span) -> Iterator[Change]:
    """Yield the changes of a place within the days on which it exists; there are no holdings outside them."""
    start, end = span
    if held := holdings_on(changes, start):
        yield Change(start, held)
    yield from (change for change in changes if start < change.day < end)
    if end < FOREVER and holdings_on(changes, end - 1):
        yield Change(end, ())


@lru_cache(maxsize=4)
def compile_shape_changes(atlas: Atlas, known: int) -> Mapping[str, Sequence[Change]]:
    """Return the changes of every place, and for a place with several shapes those of each, in its days.

    Shapes have the ids of `atlas.shapes.unfold`.
    """
    changes: dict[str, Sequence[Change]] = dict(compile_changes(atlas, known))
    for shape, days in list_shape_days(atlas).items():
        if whole := compile_changes(atlas, known).get(place_of(shape)):
            changes[shape] = tuple(within_span(whole, days)) if days[0] < days[1] else ()
    return changes


Signs = frozenset[tuple[str, Status, Standing, Certainty]]


def signs_of(holdings: Iterable[Holding]) -> Signs:
    """Return the holdings without their age and share: ageing, or growing more certain, is no change."""
    return frozenset(
        (holding.force, holding.status, holding.standing, holding.certainty) for holding in holdings
    )


def turn_days(changes: Iterable[Change], hidden: Callable[[str], bool] = lambda _: False) -> Iterator[int]:
    """Yield the days on which the holdings of a place differ from the day before; each is one change.

    This one rule serves slider, heading, buttons, panel and films. Forces that are `hidden` do not count.
    """
    before: Signs = frozenset()
    for change in changes:
        now = signs_of(holding for holding in change.holdings if not hidden(holding.force))
        if now != before:
            yield change.day
        before = now


def change_days(
    atlas: Atlas, place: str, changes: Sequence[Change], hidden: Callable[[str], bool] = lambda _: False
) -> set[int]:
    """Return the days on which a place changes: those of `turn_days`, and when held ground moves."""
    moves = turn_days_of_shape(atlas, place)
    return {*turn_days(changes, hidden), *(day for day in moves if holdings_on(changes, day))}


def holdings_on(changes: Sequence[Change], day: int) -> tuple[Holding, ...]:
    """Look up the holdings of a place on a day."""
    position = bisect_right(changes, day, key=lambda change: change.day)
    return changes[position - 1].holdings if position else ()


_GONE = -1


_Update = tuple[int, int, int, bool, bool]


def _updates(atlas: Atlas, rows: np.ndarray) -> tuple[Iterator[_Update], Iterator[Holding]]:
    """Return what becomes of records on which days, in order of places and days, and their holdings then.

    An update is a place, a day, a row, whether that holds from then on, and whether this is the last update
    of its place and day. There is a holding for each update that holds.
    """
    index = atlas.index
    # Exact dates need five days a record, those with windows eleven more: most records have exact ones.
    exact = (index.from_earliest[rows] == index.from_latest[rows]) & (
        index.to_earliest[rows] == index.to_latest[rows]
    )
    first, last = index.from_earliest[rows[exact]], index.to_latest[rows[exact]]
    parts = (
        _record_updates(atlas, rows[exact], [first, last]),
        _record_updates(atlas, rows[~exact], share_days(index, rows[~exact])),
        _gap_updates(atlas, rows),
    )
    columns = np.concatenate(parts, axis=1)
    place = index.place[columns[1]]
    order = np.lexsort((columns[0], place))
    place, (day, row, share, age) = place[order], columns[:, order]
    ends = np.append((place[1:] != place[:-1]) | (day[1:] != day[:-1]), True)[: len(place)]
    held = share != _GONE
    updates = zip(*(column.tolist() for column in (place, day, row, held, ends)), strict=True)
    return updates, single_holdings(atlas, row[held], share[held], age[held])


def _record_updates(atlas: Atlas, rows: np.ndarray, bounds: list[np.ndarray]) -> np.ndarray:
    """Return the days, rows, shares and ages (4, n) of records whose shares may change on some days."""
    index = atlas.index
    stale = [index.attested[rows] + step for step in atlas.meta.stale_after]
    days = np.stack([*bounds, *stale], axis=1)
    days = np.clip(days, index.from_earliest[rows, None], index.to_latest[rows, None])
    days.sort(axis=1)
    spread = np.broadcast_to(rows[:, None], days.shape)
    share = np.where(days < index.to_latest[spread], share_on(index, spread, days), _GONE)
    age = ages_on(atlas, spread, days)
    same = (share[:, 1:] == share[:, :-1]) & (age[:, 1:] == age[:, :-1])
    is_step = np.column_stack([np.ones(len(rows), dtype=bool), ~same]) & (days < FOREVER)
    return np.stack([days[is_step], spread[is_step], share[is_step], age[is_step]])


def _gap_updates(atlas: Atlas, rows: np.ndarray) -> np.ndarray:
    """Return the days, rows, shares and ages (4, n) of gaps; records after a gap have their own updates."""
    updates: list[tuple[int, int, int, int]] = []
    for gap in find_gaps(atlas.index, rows):
        updates += [(gap.start, row, UNKNOWN, 0) for row in (*gap.before, *gap.after)]
        updates += [(gap.end, row, _GONE, 0) for row in gap.before]
    return np.array(updates, dtype=np.int64).reshape(-1, 4).T
