"""The history of a map by day: events, places with new holders, records that were corrected.

Contains no page and no feed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from atlas.history.changes import Change, compile_changes
from atlas.history.corrections import Kind
from atlas.history.in_effect import is_certain, name_holders, pick_holders
from atlas.history.scene import Holding
from atlas.history.version_diff import list_revised
from atlas.model.atlas import Atlas, Event, Record
from atlas.model.vocabulary import Shape
from outputs.site.pinned_versions import Version


@dataclass(frozen=True, slots=True)
class Turn:
    """A place whose certain holders change on a day; either list may be empty."""

    place: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """All that changed on one day."""

    day: int
    events: list[Event] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)


def list_days(atlas: Atlas, known: int) -> list[Day]:
    """Return the days on which something changed, as known on a day, the newest first."""
    days: dict[int, Day] = {}
    for event in atlas.events:
        if event.reported <= known:
            days.setdefault(event.date.earliest, Day(event.date.earliest)).events.append(event)
    changes = compile_changes(atlas, known)
    for place in atlas.places.values():
        if place.shape is not Shape.LINE and not place.derived:
            for day, turn in _turns(place.id, changes.get(place.id, ())):
                days.setdefault(day, Day(day)).turns.append(turn)
    return [days[day] for day in sorted(days, reverse=True)]


def holders(holdings: tuple[Holding, ...]) -> tuple[str, ...]:
    """Return the forces that certainly hold a place."""
    held = pick_holders(holdings)
    return name_holders(held) if is_certain(held) else ()


def _turns(place: str, changes: tuple[Change, ...]) -> Iterator[tuple[int, Turn]]:
    before: tuple[str, ...] = ()
    for change in changes:
        after = holders(change.holdings)
        # Between two certain holders there may be uncertain days: name the last certain one, not "nobody".
        if after and set(after) != set(before):
            yield change.day, Turn(place, before, after)
        before = after or before


@dataclass(frozen=True, slots=True)
class Revision:
    """A record that was retracted, or that a later version changed; `version` is that one."""

    day: int
    kind: Kind
    record: Record
    version: str = ""


def list_revisions(atlas: Atlas, older: Sequence[Version]) -> list[Revision]:
    """Return the corrections: records that the atlas retracts, and those that differ between versions.

    `older` are the versions published before, the newest first.
    """
    index = atlas.index
    counted = (index.reported < index.retracted) & (index.retracted <= atlas.latest_source)
    retracted = [
        Revision(record.retracted, Kind.RETRACTED, record)
        for record in atlas.records_in(np.flatnonzero(counted).tolist())
    ]
    newer = [Version({"version": atlas.version}, atlas), *older]
    compared = (revision for new, old in zip(newer, older, strict=False) for revision in _compare(old, new))
    return [*retracted, *compared]


def _compare(old: Version, new: Version) -> Iterator[Revision]:
    if old.atlas is None or new.atlas is None:
        return
    for revised in list_revised(old.atlas, new.atlas):
        # Records that the new version itself retracts are among the retracted.
        if revised.since is None:
            yield Revision(new.atlas.latest_source, revised.kind, revised.record, new.id)
