"""What became known between two information dates: added, changed and retracted records, and their effect.

Works on the content of records and events; contains no language and no page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from atlas.history.as_known import as_known
from atlas.history.in_effect import Effect, compare_scenes
from atlas.history.scene import counted_on, scene_on
from atlas.model.atlas import Atlas, Event, Record
from atlas.model.edtf_dates import FOREVER


class Kind(StrEnum):
    """The kind of a correction."""

    ADDED = "added"
    CHANGED = "changed"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction made after `known`, about a force at a place.

    `records` were added; `replaced` were retracted or are contradicted by the added ones; `event` was added.
    It affects the days from `start` up to but not including `end` (FOREVER if no end is known).
    """

    kind: Kind
    known: int
    place: str
    force: str
    records: tuple[str, ...]
    replaced: tuple[str, ...]
    sources: tuple[str, ...]
    start: int
    end: int
    event: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections after `since` up to `until`, newest first, and their effect on the map of a day."""

    since: int
    until: int
    items: tuple[Correction, ...]
    effect: Effect


def list_corrections(atlas: Atlas, since: int, until: int, day: int) -> Corrections:
    """Return what is known on `until` but was not on `since`, or no longer is; `since` <= `until`.

    A record that was added and retracted in between leaves no trace.
    """
    then, now = as_known(atlas, since), as_known(atlas, until)
    before, after = counted_on(now, since), counted_on(now, until)
    came = now.records_in(np.flatnonzero(after & ~before).tolist())
    gone = now.records_in(np.flatnonzero(before & ~after).tolist())
    stood = now.records_in(np.flatnonzero(before).tolist())
    end_reported = now.index.to_reported
    just_ended = (since < end_reported) & (end_reported <= until)
    ended = now.records_in(np.flatnonzero(before & after & just_ended).tolist())
    events = (event for event in now.events if since < event.reported <= until)
    items = [
        *_list_records(came, gone, stood),
        *(_correction(Kind.CHANGED, record.to_reported, record, [record], []) for record in ended),
        *map(_happened, events),
    ]
    items.sort(key=lambda item: (-item.known, item.place, item.force, item.records, item.event))
    effect = compare_scenes(scene_on(then, day, since), scene_on(now, day, until))
    return Corrections(since, until, tuple(items), effect)


def days_of_knowledge(atlas: Atlas) -> list[int]:
    """Return the days on which records, ends or events became known or were retracted, sorted."""
    index = atlas.index
    retracted = index.retracted[index.retracted < FOREVER]
    ended = index.to_reported[index.to_reported < FOREVER]
    reported = [event.reported for event in atlas.events]
    return sorted({*index.reported.tolist(), *retracted.tolist(), *ended.tolist(), *reported})


def _list_records(came: list[Record], gone: list[Record], stood: list[Record]) -> Iterator[Correction]:
    """Yield the added records with those they replace, and the retracted records that nothing replaces."""
    replaced: set[str] = set()
    for record in came:
        old = [other for other in gone if (other.place, other.force) == (record.place, record.force)] + [
            other for other in stood if other.id in record.contradicts or record.id in other.contradicts
        ]
        old = list({other.id: other for other in old}.values())
        replaced |= {other.id for other in old}
        kind = Kind.CHANGED if old else Kind.ADDED
        yield _correction(kind, record.reported, record, [record], old)
    for record in gone:
        if record.id not in replaced:
            yield _correction(Kind.RETRACTED, record.retracted, record, [], [record])


def _correction(
    kind: Kind, known: int, about: Record, came: Iterable[Record], old: Iterable[Record]
) -> Correction:
    came, old = list(came), list(old)
    records = [*came, *old]
    return Correction(
        kind=kind,
        known=known,
        place=about.place,
        force=about.force,
        records=tuple(record.id for record in came),
        replaced=tuple(record.id for record in old),
        sources=tuple(dict.fromkeys(source for record in records for source in record.sources)),
        start=min(record.start.earliest for record in records),
        end=max(record.end.latest for record in records),
    )


def _happened(event: Event) -> Correction:
    return Correction(
        kind=Kind.ADDED,
        known=event.reported,
        place=event.place,
        force=event.to_force or event.from_force,
        records=(),
        replaced=(),
        sources=event.sources,
        start=event.date.earliest,
        end=event.date.latest + 1,
        event=event.id,
    )
