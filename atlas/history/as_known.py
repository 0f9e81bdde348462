"""The atlas as it was known on an earlier day, as if all later information were cut from its files.

Later information comprises records, events, sources, ends, retractions, and notes based on a later source.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from atlas.evidence.leanings import family_words, leaning_words, mentions, plain_word
from atlas.evidence.origins import follow_links, resolve_origins
from atlas.evidence.record_days import clip_starts, confirm_through
from atlas.evidence.standings import recompute_standings, weigh_records, weigh_some
from atlas.evidence.weighing import Weight
from atlas.history.existence import needs_record
from atlas.model.atlas import Atlas, Event, Family, Force, Place, Source
from atlas.model.edtf_dates import FOREVER, NEVER, UNENDED, parse_window
from atlas.model.gc_pause import paused_collector
from atlas.model.index import Index
from atlas.model.translated_text import Text
from atlas.shapes.as_reported import shapes_out
from atlas.shapes.on_day import all_days

_UNTOLD = Text("", {})


@lru_cache(maxsize=16)
@paused_collector()
def as_known(atlas: Atlas, known: int) -> Atlas:
    """Return the atlas as it was known on a day; the atlas itself if nothing in it is newer."""
    atlas = all_days(atlas)
    if known >= atlas.latest_source:
        return atlas
    rows = np.flatnonzero(atlas.index.reported <= known)
    sources = _sources_out(atlas, known)
    cited = _cite(atlas)
    newest = cited.newest(known)[rows]
    index = _index_out(atlas, rows, known, newest)
    events = (event for event in atlas.events if event.reported <= known)
    reduced = replace(
        atlas,
        sources=sources,
        events=tuple(_event_out(event, cited.published, known) for event in events),
        records=_frame_out(atlas, rows, index, known, cited),
        index=index,
        newest=None,
        **shapes_out(atlas, known),
    )
    weights = _weigh_out(atlas, reduced, rows, newest < cited.last[rows])
    known_atlas = _leave_unnamed(recompute_standings(reduced, weights), known)
    return replace(known_atlas, whole=_ground(atlas.whole or atlas, tuple(known_atlas.places)))


def _weigh_out(atlas: Atlas, reduced: Atlas, rows: np.ndarray, later: np.ndarray) -> list[Weight]:
    """Return the weights of the rows that were out: those of the atlas, where none of their sources changed.

    `later` says which rows have lost a source.
    """
    before = weigh_records(atlas)
    weights = [before[row] for row in rows.tolist()]
    moved = {name for name, source in reduced.sources.items() if source.origin != atlas.sources[name].origin}
    if moved:
        relaying = (not moved.isdisjoint(sources) for sources in reduced.records["sources"])
        later = later | np.fromiter(relaying, dtype=bool, count=len(rows))
    again = np.flatnonzero(later)
    for row, weight in zip(again.tolist(), weigh_some(reduced, again), strict=True):
        weights[row] = weight
    return weights


@lru_cache(maxsize=64)
def _ground(atlas: Atlas, places: tuple[str, ...]) -> Atlas:
    """Return the same ground for all days on which the same places were known, so it is drawn only once."""
    if len(places) == len(atlas.places):
        return atlas
    return replace(atlas, places={own: atlas.places[own] for own in places}, whole=atlas)


def _sources_out(atlas: Atlas, known: int) -> dict[str, Source]:
    """Return the sources published by then; a chain of relays ends at its last published source."""
    out = {
        name: source
        for name, source in atlas.sources.items()
        if source.published is None or source.published <= known
    }
    relays = {name: source.relays if source.relays in out else "" for name, source in out.items()}
    origins = resolve_origins(relays)
    return {
        name: source
        if (source.relays, source.origin) == (relays[name], origins[name])
        else replace(source, relays=relays[name], origin=origins[name])
        for name, source in out.items()
    }


@dataclass(frozen=True, slots=True)
class _Cited:
    """The publication days of the sources each record cites, concatenated; record i begins at `starts[i]`."""

    published: dict[str, int]
    """The publication days of the dated sources."""
    days: np.ndarray
    starts: np.ndarray
    last: np.ndarray
    """The newest day for each record (n,); NEVER where none is dated."""

    def newest(self, known: int) -> np.ndarray:
        """Return the newest day up to then for each record (n,); NEVER where none is dated."""
        newest = self.last
        if len(self.days):
            out = np.where(self.days <= known, self.days, NEVER)
            newest = np.where(newest <= known, newest, np.maximum.reduceat(out, self.starts))
        return newest


@lru_cache(maxsize=4)
def _cite(atlas: Atlas) -> _Cited:
    published = {
        name: source.published for name, source in atlas.sources.items() if source.published is not None
    }
    # An empty slot keeps the days of each record apart, even of a record without sources.
    listed = [(NEVER, *(published.get(name, NEVER) for name in names)) for names in atlas.records["sources"]]
    lengths = np.fromiter(map(len, listed), dtype=np.int64, count=len(listed))
    days = np.fromiter((day for days in listed for day in days), dtype=np.int32, count=int(lengths.sum()))
    starts = np.cumsum(lengths) - lengths
    last = np.maximum.reduceat(days, starts) if len(days) else days
    return _Cited(published, days, starts, last)


def _index_out(atlas: Atlas, rows: np.ndarray, known: int, newest: np.ndarray) -> Index:
    """Return the columns of the rows known by then; `newest` are their newest sources published by then."""
    columns = {field.name: getattr(atlas.index, field.name)[rows] for field in fields(Index)}
    running = columns["to_reported"] > known
    for name in ("to_earliest", "to_latest", "to_reported"):
        columns[name] = np.where(running, FOREVER, columns[name]).astype(np.int32)
    columns["to_open"] = columns["to_open"] & ~running
    columns["retracted"] = np.where(columns["retracted"] > known, FOREVER, columns["retracted"])
    columns["confirmed"] = np.minimum(columns["confirmed"], known)
    begun = columns["from_earliest"]
    later = newest < _cite(atlas).last[rows]
    unit = atlas.meta.granularity
    starts = [unit.floor(parse_window(text).latest) for text in atlas.records["from"].iloc[rows[later]]]
    limits = np.where(newest == NEVER, FOREVER, newest)[later]
    columns["from_latest"][later] = clip_starts(begun[later], np.array(starts, dtype=np.int32), limits, unit)
    vouched = np.maximum(newest, columns["confirmed"])
    columns["attested"] = confirm_through(vouched, columns["reported"], begun, columns["to_earliest"])
    return Index(**columns)


def _frame_out(atlas: Atlas, rows: np.ndarray, index: Index, known: int, cited: _Cited) -> pd.DataFrame:
    """Return the cells of the rows known by then, without later information."""
    frame = atlas.records.iloc[rows].reset_index(drop=True)
    later = np.flatnonzero(cited.last[rows] > known).tolist()
    sources, starts = frame["sources"].tolist(), frame["start"].tolist()
    names = set(frame["id"])
    running = np.flatnonzero((index.to_latest == FOREVER) & (atlas.index.to_latest[rows] < FOREVER)).tolist()
    standing = np.flatnonzero((index.retracted == FOREVER) & (atlas.index.retracted[rows] < FOREVER)).tolist()
    changed: dict[str, dict[int, object]] = {
        "sources": {row: _out(sources[row], cited.published, known) for row in later},
        "note": dict.fromkeys(later, _UNTOLD),
        "start": {row: replace(starts[row], latest=int(index.from_latest[row])) for row in later},
        "to": dict.fromkeys(running, ""),
        "end": dict.fromkeys(running, UNENDED),
        "retracted": dict.fromkeys(standing, ""),
        "contradicts": {
            row: tuple(name for name in denied if name in names)
            for row, denied in enumerate(frame["contradicts"])
            if denied
        },
    }
    return frame.assign(**{name: _with(frame[name], cells) for name, cells in changed.items() if cells})


def _out(sources: Iterable[str], published: Mapping[str, int], known: int) -> tuple[str, ...]:
    """Return the sources published by a day; an undated source counts from the day a record cites it."""
    return tuple(name for name in sources if published.get(name, NEVER) <= known)


def _with(column: pd.Series, cells: dict[int, object]) -> pd.Series:
    listed = column.tolist()
    for row, cell in cells.items():
        listed[row] = cell
    return pd.Series(listed, dtype=object)


def _event_out(event: Event, published: Mapping[str, int], known: int) -> Event:
    out = _out(event.sources, published, known)
    return event if len(out) == len(event.sources) else replace(event, sources=out, text=_UNTOLD)


def _leave_unnamed(atlas: Atlas, known: int) -> Atlas:
    """Return a cut atlas without sources, forces, families and places that its rows no longer name.

    It is as if its files had been read without them; `atlas.reading.unreferenced` does the same to tables.
    """
    cited = {name for names in set(atlas.records["sources"]) for name in names}
    cited |= {name for event in atlas.events for name in event.sources}
    named = follow_links(cited, [{own: source.relays for own, source in atlas.sources.items()}])
    sources = {own: source for own, source in atlas.sources.items() if own in named}
    forces, families = _forces_named(atlas, sources)
    places = _advances_out(_places_named(atlas), forces, known)
    index = replace(
        atlas.index,
        force=_renumber(atlas.forces, forces, atlas.index.force),
        place=_renumber(atlas.places, places, atlas.index.place),
    )
    return replace(atlas, sources=sources, forces=forces, families=families, places=places, index=index)


def _forces_named(atlas: Atlas, sources: Mapping[str, Source]) -> tuple[dict[str, Force], dict[str, Family]]:
    rows, events = atlas.records, atlas.events
    speakers = {speaker or by.default for speaker, by in zip(rows["speaker"], rows["by"], strict=True)}
    speakers |= {event.speaker or event.by.default for event in events}
    named = {*rows["force"], *rows["by_side"], *speakers, *(event.by_side for event in events)}
    named |= {force for event in events for force in (event.from_force, event.to_force)}
    leanings = leaning_words(source.leans_to for source in sources.values())
    text = "\n".join(sorted(speakers))
    for own, force in atlas.forces.items():
        words = {word for word in (own, force.name.default, force.short.default, *force.aliases) if word}
        if not leanings.isdisjoint(map(plain_word, words)) or any(mentions(text, word) for word in words):
            named.add(own)
    parents = {own: force.parent for own, force in atlas.forces.items()}
    chains = [parents, {own: force.sponsor for own, force in atlas.forces.items()}]
    stays = follow_links(named, chains)
    forces = {own: force for own, force in atlas.forces.items() if own in stays}
    blocs = named | {force.family for force in forces.values()}
    families = {
        own: family
        for own, family in atlas.families.items()
        if own in blocs or not leanings.isdisjoint(family_words(own))
    }
    return forces, families


def _places_named(atlas: Atlas) -> dict[str, Place]:
    named = {*atlas.records["place"], *(event.place for event in atlas.events)}
    there = {
        own: place
        for own, place in atlas.places.items()
        if own in named or place.start is not None or not needs_record(place.shape, place.kind)
    }
    # A circle that no row names is removed together with the site at its centre.
    return {
        own: place
        for own, place in there.items()
        if own in named or not place.centre or place.centre in there
    }


def _advances_out(places: Mapping[str, Place], forces: Mapping[str, Force], known: int) -> dict[str, Place]:
    """Return the places without arrows not yet known by then; later ends of others are open."""
    return {
        own: replace(place, end=None) if _ends_later(place, known) else place
        for own, place in places.items()
        if not place.force or (place.force in forces and place.start and place.start.earliest <= known)
    }


def _ends_later(place: Place, known: int) -> bool:
    return bool(place.force) and place.end is not None and place.end.earliest > known


def _renumber(before: Iterable[str], after: Mapping[str, object], numbers: np.ndarray) -> np.ndarray:
    """Return the numbers of the remaining things, counted among themselves."""
    remains = np.fromiter((own in after for own in before), dtype=np.int32)
    renumbered: np.ndarray = (np.cumsum(remains, dtype=np.int32) - 1)[numbers].astype(np.int32)
    return renumbered
