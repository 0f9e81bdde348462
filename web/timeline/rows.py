"""Rows of the timeline: who held each place of a view when, as spans with the appearance of the map.

Uses the symbolizer for the rules of drawing; contains no Plotly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from atlas.history.changes import Change, compile_changes, turn_days
from atlas.model.atlas import Atlas, Event, Place
from atlas.model.vocabulary import Shape
from atlas.request.narrow import narrow
from atlas.request.request import Request
from atlas.shapes.within import places_within
from layers.style.evidence_age import symbolizer_for
from layers.style.symbology import Symbol, Symbolizer

MOST_ROWS = 120


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` up to but not including `end` the place looks the same."""

    start: int
    end: int
    symbol: Symbol

    @property
    def days(self) -> int:
        """How long it lasts."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One place over all time: its spans in order, and its events."""

    place: Place
    stretches: tuple[Stretch, ...]
    events: tuple[Event, ...]
    changes: int = 0
    """The number of days on which it changes, by `turn_days` in `atlas.history.changes`."""

    def runs(self) -> Iterator[tuple[Stretch, ...]]:
        """Yield the spans that follow one another under one name."""
        run: list[Stretch] = []
        for stretch in self.stretches:
            if run and (run[-1].end != stretch.start or _name(run[-1].symbol) != _name(stretch.symbol)):
                yield tuple(run)
                run = []
            run.append(stretch)
        if run:
            yield tuple(run)


def find_rows(atlas: Atlas, request: Request) -> list[TimelineRow]:
    """Return the rows of a request's view as known on its information date, the most eventful first."""
    atlas = narrow(atlas, request)
    symbolizer = symbolizer_for(atlas, request)
    changes = compile_changes(atlas, request.known)
    events = _events(atlas, request)
    first, last = days_of(atlas, request)
    end = min(last, request.known) + 1
    rows = []
    places = [place for place in atlas.places.values() if place.shape is not Shape.LINE and not place.derived]
    inside = places_within(atlas, atlas.views[request.view].bbox)
    for place in (place for place in places if place.id in inside):
        stretches = tuple(_stretches(symbolizer, changes.get(place.id, ()), first, end))
        if stretches:
            turns = turn_days(changes.get(place.id, ()), symbolizer.hides)
            counted = sum(first <= day < end for day in turns)
            rows.append(TimelineRow(place, stretches, events.get(place.id, ()), counted))
    return sorted(rows, key=lambda row: row.changes + len(row.events), reverse=True)[:MOST_ROWS]


def days_of(atlas: Atlas, request: Request) -> tuple[int, int]:
    """Return the first and the last day of the slider."""
    first, last = request.start, request.end
    return (atlas.meta.first if first is None else first, atlas.meta.last if last is None else last)


def _stretches(symbolizer: Symbolizer, changes: Sequence[Change], first: int, end: int) -> Iterator[Stretch]:
    steps = [
        (max(change.day, first), symbolizer.symbolize(change.holdings))
        for change in changes
        if change.day < end
    ]
    distinct = [next(same) for _, same in groupby(steps, key=lambda step: step[1])]
    for (start, symbol), (until, _) in pairwise([*distinct, (end, None)]):
        if symbol is not None and symbol.ground and start < until:
            yield Stretch(start, until, symbol)


def _name(symbol: Symbol) -> tuple[str, tuple[str, ...], bool, bool]:
    return symbol.leader, symbol.partners, symbol.held, symbol.rivals


def _events(atlas: Atlas, request: Request) -> dict[str, tuple[Event, ...]]:
    first, last = days_of(atlas, request)
    events = [
        event
        for event in atlas.events
        if event.place and event.reported <= request.known and first <= event.date.earliest <= last
    ]
    events.sort(key=lambda event: (event.place, event.date.earliest))
    return {place: tuple(events) for place, events in groupby(events, key=lambda event: event.place)}
