"""The player's panel: who is where from each day on, by which records and sources.

Texts are in the language of the context; lists refer to one another by number, so that nothing is sent twice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from atlas.evidence.standings import claim_of, evidence_of, find_lowered, is_lowered, weigh_records
from atlas.evidence.weighing import Weight, weigh
from atlas.history.changes import Change, change_days
from atlas.history.in_effect import find_rivals, pick_holders
from atlas.history.sides import is_partial, voices
from atlas.history.value_tracks import Changes, Interner
from atlas.model.atlas import Event, Place, Record, Source
from atlas.model.edtf_dates import FOREVER
from atlas.model.vocabulary import Shape
from atlas.shapes.bounds import contains
from layers.geometry.enclosing_zones import list_zones_around
from layers.style.context import DrawingContext
from layers.style.symbology import Symbolizer
from text.speakers import name_outlets, name_speaker

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class PanelCompiler:
    """The records and sources in the payload, numbered as the player refers to them."""

    context: DrawingContext
    rows: Interner[int]
    sources: Interner[str]

    def holdings(self, changes: Changes, places: Iterable[str]) -> Entry:
        """Return for each place [[day, [[record, share, age, holds], …]], …] in the order of the panel.

        `holds` is 1 if the record gives control of the place, 2 if rival claims contradict it: the player has
        no rule of its own for that.
        """
        return {
            place: [[change.day, self._holdings_of(change)] for change in changes[place]]
            for place in places
            if place in changes
        }

    def _holdings_of(self, change: Change) -> list[list[int]]:
        holders = pick_holders(change.holdings)
        holds = 2 if find_rivals(self.context.atlas, change.holdings) else 1
        return [
            [self.rows.number(row), holding.share, holding.age, holds if holding in holders else 0]
            for holding in change.holdings
            for row in holding.rows
        ]

    def records(self) -> list[Entry]:
        """Return the records that are referred to."""
        atlas = self.context.atlas
        records, weights, lowered = (
            atlas.records_in(self.rows.values),
            weigh_records(atlas),
            find_lowered(atlas),
        )
        numbers = {record.id: number for number, record in enumerate(records)}
        denied: dict[str, list[int]] = {}
        for number, record in enumerate(records):
            for other in record.contradicts:
                denied.setdefault(other, []).append(number)
        return [
            self._record(record, weights[row])
            | {
                "contradicts": [numbers[other] for other in record.contradicts if other in numbers],
                "denied": denied.get(record.id, []),
                "partial": is_partial(atlas, row),
                "sides": sorted(voices(atlas)[row].sides),
                "speaker": name_speaker(atlas, record, self.context.words),
                "carriedBy": name_outlets(atlas, record, self.context.words),
                "standingNote": record.standing_note.translate(self.context.language)
                if row in lowered
                else "",
            }
            for row, record in zip(self.rows.values, records, strict=True)
        ]

    def _record(self, record: Record, weight: Weight) -> Entry:
        words, language = self.context.words, self.context.language
        return {
            "id": record.id,
            "place": record.place,
            "force": record.force,
            "status": record.status.value,
            "standing": record.standing.value,
            "author": record.by.translate(language),
            "since": words.since(record),
            "until": words.until(record),
            "attested": record.attested,
            "note": record.note.translate(language),
            "to": [record.end.earliest, min(record.end.latest, FOREVER)],
            **self._cite(record.sources, weight, spoken=bool(record.by.default)),
        }

    def events(self, points: Mapping[str, tuple[float, float]], known: int) -> list[Entry]:
        """Return the events of a viewport that were known."""
        events = (
            event for event in self.context.atlas.events if event.id in points and event.reported <= known
        )
        return [
            self._event(event, points[event.id])
            for event in sorted(events, key=lambda event: (event.date.earliest, event.id))
        ]

    def _event(self, event: Event, point: tuple[float, float]) -> Entry:
        language = self.context.language
        return {
            "id": event.id,
            "day": event.date.earliest,
            "latest": event.date.latest,
            "date": self.context.words.dated(event.date),
            "place": event.place,
            "x": round(point[0], 1),
            "y": round(point[1], 1),
            "title": event.title.translate(language),
            "text": event.text.translate(language),
            "standing": event.standing.value,
            "author": event.by.translate(language),
            "standingNote": event.standing_note.translate(language)
            if is_lowered(event, evidence_of(self.context.atlas))
            else "",
            **self._cite(
                event.sources,
                weigh(evidence_of(self.context.atlas), claim_of(event)),
                spoken=bool(event.by.default),
            ),
        }

    def _cite(self, sources: Iterable[str], weight: Weight, spoken: bool) -> Entry:
        """Return the sources of a record, and in words how many independent voices count for its standing."""
        words = self.context.words
        support = (
            words.carried(weight.documents)
            if spoken
            else words.count_sources(weight.documents, weight.origins)
        )
        return {
            "sources": [self.sources.number(source) for source in sources],
            "testimony": support,
        }

    def cited(self) -> list[Entry]:
        """Return the sources that are referred to."""
        return [self._source(self.context.atlas.sources[source]) for source in self.sources.values]

    def _source(self, source: Source) -> Entry:
        relayed = self.context.atlas.sources.get(source.relays)
        published = "" if source.published is None else self.context.words.day(source.published)
        return {
            "id": source.id,
            "publisher": source.publisher.translate(self.context.language),
            "title": source.title,
            "url": source.url,
            "archive": source.archive_url,
            "published": published,
            "relays": relayed.publisher.translate(self.context.language) if relayed else "",
            "leaning": source.leaning_name.translate(self.context.language),
        }


def list_forces(context: DrawingContext, symbolizer: Symbolizer) -> Entry:
    """Return the forces by id: name, family and colour."""
    return {
        force.id: {
            "name": force.name.translate(context.language),
            "family": force.family,
            "fill": symbolizer.fill(force.id),
        }
        for force in context.atlas.forces.values()
    }


def list_places(context: DrawingContext, places: Iterable[str], in_view: frozenset[str]) -> Entry:
    """Return the places by id: name, shape, whether covered and in view, enclosing zones."""
    return {
        place: {
            "name": context.atlas.places[place].name.translate(context.language),
            "shape": context.atlas.places[place].shape.value,
            "covered": context.atlas.places[place].covered,
            "inView": place in in_view,
            **_described(context, context.atlas.places[place]),
        }
        for place in places
    }


def _described(context: DrawingContext, place: Place) -> Entry:
    """Return for a site the zones around it, and for a line or band its kind and its basis."""
    about = place.shape is Shape.LINE or place.derived
    return {
        "within": list_zones_around(context.viewport, place.id),
        "about": _name_kind(context, place) if about else "",
        "after": place.source if about else "",
    }


def _name_kind(context: DrawingContext, place: Place) -> str:
    """Return the kind of a line or band; of an arrow whose advance it is, and when."""
    words = context.words
    if not place.force:
        return words.table.get(f"kind_{place.kind}", "")
    ends = [words.window(window) for window in (place.start, place.end) if window is not None]
    advance = words.format("advance_of", force=words.call(context.atlas.forces[place.force]))
    return " · ".join([advance, " – ".join(ends)])


def list_changes(
    context: DrawingContext, changes: Changes, in_view: Iterable[str], known: int
) -> list[tuple[int, list[str], int]]:
    """Return the days on which anything changes in view: [(day, places that change, events), …].

    Each place is one change, by `change_days` in `atlas.history.changes`; events are counted separately.
    """
    turned: dict[int, list[str]] = {}
    for place in sorted(in_view):
        for day in change_days(context.atlas, place, changes.get(place, ())):
            turned.setdefault(day, []).append(place)
    bbox = context.viewport.extent.bbox
    events = Counter(
        event.date.earliest
        for event in context.atlas.events
        if event.reported <= known and contains(bbox, event.lon, event.lat)
    )
    return [(day, turned.get(day, []), events[day]) for day in sorted({*turned, *events})]
