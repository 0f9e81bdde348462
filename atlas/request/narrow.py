"""A narrowed atlas: the same folder without some sources or standings, or by the account of some sides.

Everything derived is computed again. The version stays, because the request states the rest.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from atlas.evidence.standings import recompute_standings
from atlas.history.as_known import as_known
from atlas.history.sides import end_by_account
from atlas.model.atlas import Atlas, Event
from atlas.model.edtf_dates import NEVER, parse_window
from atlas.model.index import Index
from atlas.model.vocabulary import STANDINGS, Standing
from atlas.request.options import STANDING_LAYERS
from atlas.request.recentre import recentre
from atlas.request.request import Request
from atlas.shapes.on_day import shape_atlas


def narrow(atlas: Atlas, request: Request) -> Atlas:
    """Return the atlas for the map of a request: what it selects, with shapes where the map needs them."""
    centred = recentre(_narrow(atlas, request), request.bbox or atlas.views[request.view].bbox)
    return shape_atlas(centred, request.date)


def select(atlas: Atlas, request: Request) -> Atlas:
    """Return the atlas a request selects: as known on its day, and after `without`, `side` and `hide`.

    With `versus`, its `other` is the account of that side. Its places have the shapes of the day.
    """
    return shape_atlas(_narrow(atlas, request), request.date)


def _narrow(atlas: Atlas, request: Request) -> Atlas:
    as_of = as_known(atlas, request.known)
    remaining = leave_out(as_of, request.without) if request.without else as_of
    doubted = tuple(standing for word, standing in STANDING_LAYERS.items() if word in request.hide)
    if request.versus:
        return _set_against(remaining, *request.side, request.versus, doubted)
    by_account = take_sides(remaining, request.side) if request.side else remaining
    return leave_doubted(by_account, doubted)


@lru_cache(maxsize=16)
def _set_against(atlas: Atlas, side: str, versus: str, doubted: tuple[Standing, ...]) -> Atlas:
    first, second = (leave_doubted(take_sides(atlas, (own,)), doubted) for own in (side, versus))
    return replace(first, other=second)


@lru_cache(maxsize=16)
def leave_doubted(atlas: Atlas, standings: tuple[Standing, ...]) -> Atlas:
    """Return the atlas without the records and events of some standings."""
    if not standings:
        return atlas
    numbers = [STANDINGS.index(standing) for standing in standings]
    events = tuple(event for event in atlas.events if event.standing not in standings)
    return replace(_keep(atlas, ~np.isin(atlas.index.standing, numbers)), events=events)


@lru_cache(maxsize=16)
def take_sides(atlas: Atlas, sides: tuple[str, ...]) -> Atlas:
    """Return the atlas by the account of sides: a record counts as long as it does for any of them."""
    until = np.maximum.reduce([end_by_account(atlas, side) for side in sides])
    return _keep(replace(atlas, index=replace(atlas.index, retracted=until)), atlas.index.reported < until)


@lru_cache(maxsize=16)
def leave_out(atlas: Atlas, without: tuple[str, ...]) -> Atlas:
    """Return the atlas without some sources and all that relay them."""
    gone = relaying(atlas, without)
    sources = [tuple(source for source in cited if source not in gone) for cited in atlas.records["sources"]]
    touched = [row for row, left in enumerate(sources) if left != atlas.records["sources"].iat[row]]
    days_by_row = {row: _recompute_days(atlas, row, sources[row]) for row in touched if sources[row]}
    remains = np.ones(len(sources), dtype=bool)
    remains[[row for row in touched if days_by_row.get(row) is None]] = False
    index = _with_days(atlas.index, {row: row_days for row, row_days in days_by_row.items() if row_days})
    records = atlas.records.assign(sources=pd.Series(sources, dtype=object))
    reduced = _keep(replace(atlas, index=index, records=records), remains)
    events = tuple(event for former in atlas.events if (event := _event_without(atlas, former, gone)))
    return recompute_standings(replace(reduced, events=events))


def relaying(atlas: Atlas, sources: Iterable[str]) -> frozenset[str]:
    """Return sources and all that relay them, directly or through others."""
    gone = set(sources)
    for name in atlas.sources:
        path, at = [], name
        while at and at not in gone and at not in path:
            path.append(at)
            at = atlas.sources[at].relays if at in atlas.sources else ""
        gone |= set(path) if at in gone else set()
    return frozenset(gone)


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of a record according to its remaining sources."""

    from_latest: int
    reported: int
    attested: int


def _recompute_days(atlas: Atlas, row: int, sources: tuple[str, ...]) -> _Days | None:
    """Return the days of a record by its remaining sources, or None if all are older than the record."""
    table, index = atlas.records.iloc[row], atlas.index
    unit = atlas.meta.granularity
    start = unit.floor_window(parse_window(table["from"]))
    cited, days = _published(atlas, table["sources"]), _published(atlas, sources)
    latest = min([start.latest, *([unit.floor(max(days))] if days else [])])
    if latest < start.earliest:
        return None
    reported = int(index.reported[row])
    if cited and min(cited) not in days:
        # Without the source that first reported it, it is known from the first that is left.
        reported = max(reported, min(days, default=latest))
    vouched = max([*days, int(index.confirmed[row])])
    over = max(int(index.to_earliest[row]) - 1, start.earliest)
    return _Days(latest, reported, min(reported if vouched == NEVER else vouched, over))


def _published(atlas: Atlas, sources: Iterable[str]) -> list[int]:
    return [day for source in sources if (day := atlas.sources[source].published) is not None]


def _with_days(index: Index, days: dict[int, _Days]) -> Index:
    columns = {field.name: getattr(index, field.name).copy() for field in fields(_Days)}
    for row, row_days in days.items():
        for field in fields(_Days):
            columns[field.name][row] = getattr(row_days, field.name)
    return replace(index, **columns)


def _keep(atlas: Atlas, remains: np.ndarray) -> Atlas:
    columns = {field.name: getattr(atlas.index, field.name)[remains] for field in fields(Index)}
    return replace(atlas, index=Index(**columns), records=atlas.records[remains].reset_index(drop=True))


def _event_without(atlas: Atlas, event: Event, gone: Collection[str]) -> Event | None:
    left = tuple(source for source in event.sources if source not in gone)
    if left == event.sources:
        return event
    if not left:
        return None
    return replace(event, sources=left, reported=min(_published(atlas, left), default=event.date.latest))


@dataclass(frozen=True, slots=True)
class Resting:
    """What depends on a source: ids of records, events and places, and those that have no other source."""

    records: tuple[str, ...]
    events: tuple[str, ...]
    places: tuple[str, ...]
    sole: frozenset[str]


def find_resting(atlas: Atlas, source: str) -> Resting:
    """Return what depends on a source or its relays, and what has no other source."""
    gone = relaying(atlas, (source,))
    columns = (atlas.records[column] for column in ("id", "place", "sources"))
    records = [row for row in zip(*columns, strict=True) if not gone.isdisjoint(row[2])]
    events = [event for event in atlas.events if not gone.isdisjoint(event.sources)]
    cited = [(own, sources) for own, _, sources in records] + [(event.id, event.sources) for event in events]
    on = {*(place for _, place, _ in records), *(event.place for event in events)}
    return Resting(
        records=tuple(own for own, _, _ in records),
        events=tuple(event.id for event in events),
        places=tuple(place for place in atlas.places if place in on),
        sole=frozenset(own for own, sources in cited if gone.issuperset(sources)),
    )
