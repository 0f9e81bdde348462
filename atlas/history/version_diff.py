"""The differences between an old and a new version of one atlas, on the map and record by record.

Compares content; contains no language and no page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from atlas.history.changes import Change, compile_changes, holdings_on
from atlas.history.corrections import Kind
from atlas.history.scene import Holding, counted_on
from atlas.model.atlas import Atlas, Event, Record
from atlas.model.basemap import BBox
from atlas.shapes.bounds import contains
from atlas.shapes.on_day import shape_of, turn_days_of_shape
from atlas.shapes.within import places_within

_States = frozenset[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day of a map, and the information date of each version."""

    first: int
    last: int
    known: int
    known_now: int


@dataclass(frozen=True, slots=True)
class Revised:
    """A record in an old version that the new version retracted or changed.

    `since` is the day of its retraction, None if the new version gives none; `now` is the record in the new
    version, if it still exists.
    """

    kind: Kind
    record: Record
    since: int | None
    now: Record | None = None


@dataclass(frozen=True, slots=True)
class RevisedEvent:
    """An event in an old version that the new version removed or changed (`now`)."""

    kind: Kind
    event: Event
    now: Event | None = None


def find_changed(old: Atlas, new: Atlas, bbox: BBox, span: Span) -> dict[str, int]:
    """Return the places in a bbox (degrees) that the new version shows differently, with the first such day.

    A new confirmation date is no change. An event that differs counts at its place.
    """
    before, after = compile_changes(old, span.known), compile_changes(new, span.known_now)
    first_days: dict[str, int] = {}
    for place in _places(old, new, bbox):
        day = _first_change(before.get(place, ()), after.get(place, ()), span)
        moved = _find_move(old, new, place, span)
        if moved is not None:
            day = moved if day is None else min(day, moved)
        if day is not None:
            first_days[place] = day
    for event in _changed_events(old, new, bbox, span):
        place, day = event.place, max(event.date.earliest, span.first)
        first_days[place] = min(day, first_days.get(place, day))
    return first_days


def _places(old: Atlas, new: Atlas, bbox: BBox) -> Iterator[str]:
    inside = places_within(old, bbox) | places_within(new, bbox)
    yield from (name for name in dict.fromkeys([*old.places, *new.places]) if name in inside)


def _first_change(before: Sequence[Change], after: Sequence[Change], span: Span) -> int | None:
    days = {change.day for change in (*before, *after) if span.first < change.day <= span.last}
    for day in sorted({span.first, *days}):
        if _states(holdings_on(before, day)) != _states(holdings_on(after, day)):
            return day
    return None


def _states(holdings: Iterable[Holding]) -> _States:
    return frozenset(
        (holding.force, holding.status, holding.standing, holding.certainty) for holding in holdings
    )


def _find_move(old: Atlas, new: Atlas, name: str, span: Span) -> int | None:
    """Return the first day on which both versions have a place, but show it with another shape."""
    if not all(name in atlas.places for atlas in (old, new)):
        return None
    starts = {day for atlas in (old, new) for day in turn_days_of_shape(atlas, name)}
    for day in sorted({span.first, *(day for day in starts if span.first < day <= span.last)}):
        before, after = (shape_of(atlas, name, day) for atlas in (old, new))
        if not shapely.equals_exact(before, after, 0.0):
            return day
    return None


def _changed_events(old: Atlas, new: Atlas, bbox: BBox, span: Span) -> Iterator[Event]:
    before, after = _events(old, span.known, bbox, span), _events(new, span.known_now, bbox, span)
    for name in dict.fromkeys([*before, *after]):
        former, current = before.get(name), after.get(name)
        if former is None or current is None or _gist(former) != _gist(current):
            yield former or current  # type: ignore[misc] # one of them is there


def _events(atlas: Atlas, known: int, bbox: BBox, span: Span) -> dict[str, Event]:
    return {
        event.id: event
        for event in atlas.events
        if event.reported <= known
        and span.first <= event.date.latest
        and event.date.earliest <= span.last
        and contains(bbox, event.lon, event.lat)
    }


def _gist(event: Event) -> tuple[object, ...]:
    return event.date, event.place, event.title, event.standing, event.from_force, event.to_force


def list_revised(old: Atlas, new: Atlas) -> list[Revised]:
    """Return the records an old version showed, as known when it was the newest, that the new one lacks."""
    records = old.records_in(np.flatnonzero(counted_on(old, old.latest_source)).tolist())
    now = {record.id: record for record in new.records_in(range(len(new.index)))}
    revised = (_compare(record, now.get(record.id), new.latest_source) for record in records)
    return [revision for revision in revised if revision]


def list_revised_events(old: Atlas, new: Atlas) -> list[RevisedEvent]:
    """Return the events an old version showed, as known then, that the new one lacks or shows differently."""
    now = {event.id: event for event in new.events}
    events = (event for event in old.events if event.reported <= old.latest_source)
    pairs = [(event, now.get(event.id)) for event in events]
    return [
        RevisedEvent(Kind.CHANGED if other else Kind.RETRACTED, event, other)
        for event, other in pairs
        if other is None or _gist(other) != _gist(event)
    ]


def _compare(was: Record, record: Record | None, known: int) -> Revised | None:
    if record is None:
        return Revised(Kind.RETRACTED, was, None)
    if record.retracted <= known:
        return Revised(Kind.RETRACTED, was, record.retracted, record)
    same = _claim(was) == _claim(record)
    return None if same else Revised(Kind.CHANGED, was, None, record)


def _claim(record: Record) -> tuple[object, ...]:
    return (
        record.place,
        record.force,
        record.status,
        record.standing,
        record.start,
        record.end,
        record.by.default,
    )
