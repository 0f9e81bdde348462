"""Who and what is named: the sources, forces and families that rows of an atlas bring in; no other is shown.

A source is named by a record or event, or by a source that relays it; a force also by its units and by those
it backs, by what leans to it, and by whoever speaks. Knows tables; knows no moment.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from atlas.history.existence import needs_record
from atlas.model.atlas import Atlas, Family, Force, Place, Source
from atlas.model.evidence import mentions, plain_word
from atlas.reading.tables.csv_tables import Table

_ROWS = ("records", "events")
_FORCES = ("force", "from_force", "to_force", "by", "by_side")


def keep_named(tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return sources, forces and families without those that nothing names."""
    sources = _keep(tables["sources"], set(_cells(tables, ("sources",))), ("origin",))
    leanings = {plain_word(part) for cell in set(sources.values["leaning"]) for part in cell.split(";")}
    forces = tables["forces"]
    named = set(_cells(tables, _FORCES)) | set(_spoken_of(forces, tables, leanings))
    forces = _keep(forces, named, ("parent", "sponsor"))
    families = tables["families"]
    blocs = {own for own in families.values["id"] if plain_word(own) in leanings}
    return {
        "sources": sources,
        "forces": forces,
        "families": _keep(families, blocs | named | set(forces.values["family"]), ()),
    }


def _cells(tables: Mapping[str, Table], columns: Iterable[str]) -> Iterator[str]:
    """Yield what stands in some columns of records and events, in lists too."""
    found = (tables[name].values.get(column, ()) for name in _ROWS if name in tables for column in columns)
    for cells in found:
        for cell in set(cells):
            yield from cell if isinstance(cell, tuple) else (cell,)


def _spoken_of(forces: Table, tables: Mapping[str, Table], leanings: set[str]) -> Iterator[str]:
    """Yield the forces that a leaning or a speaker names in its own words."""
    speakers = "\n".join(sorted(set(_cells(tables, ("by",)))))
    rows = zip(forces.says("name"), forces.says("short"), forces.values["aliases"], strict=True)
    for own, (name, short, aliases) in zip(forces.values["id"], rows, strict=True):
        words = {word for word in (own, name.default, short.default, *aliases) if word}
        if not leanings.isdisjoint(map(plain_word, words)) or any(mentions(speakers, word) for word in words):
            yield own


def _keep(table: Table, named: set[str], links: Iterable[str]) -> Table:
    """Return the rows that are named, and those that they link to, such as the source that one relays."""
    ids = table.values["id"]
    chains = [dict(zip(ids, table.values[link], strict=True)) for link in links]
    stays = _follow(named, chains)
    rows = [row for row, own in enumerate(ids) if own in stays]
    return table if len(rows) == len(table) else table.keep(rows)


def _follow(names: set[str], chains: Iterable[Mapping[str, str]]) -> set[str]:
    """Return names and all that they link to."""
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [to for chain in chains if (to := chain.get(name))]
    return found


def leave_unnamed(atlas: Atlas) -> Atlas:
    """Return an atlas that was cut without what its rows no longer name, as a reading of such files would."""
    sources = _sources_named(atlas)
    forces, families = _forces_named(atlas, sources)
    places = _places_named(atlas)
    index = replace(
        atlas.index,
        force=_renumber(atlas.forces, forces, atlas.index.force),
        place=_renumber(atlas.places, places, atlas.index.place),
    )
    return replace(atlas, sources=sources, forces=forces, families=families, places=places, index=index)


def _sources_named(atlas: Atlas) -> dict[str, Source]:
    cited = {name for names in set(atlas.records["sources"]) for name in names}
    cited |= {name for event in atlas.events for name in event.sources}
    named = _follow(cited, [{own: source.relays for own, source in atlas.sources.items()}])
    return {own: source for own, source in atlas.sources.items() if own in named}


def _forces_named(atlas: Atlas, sources: Mapping[str, Source]) -> tuple[dict[str, Force], dict[str, Family]]:
    rows, events = atlas.records, atlas.events
    speakers = {speaker or by.default for speaker, by in zip(rows["speaker"], rows["by"], strict=True)}
    speakers |= {event.speaker or event.by.default for event in events}
    named = {*rows["force"], *rows["by_side"], *speakers, *(event.by_side for event in events)}
    named |= {force for event in events for force in (event.from_force, event.to_force)}
    leanings = {plain_word(part) for source in sources.values() for part in source.leaning.split(";")}
    text = "\n".join(sorted(speakers))
    for own, force in atlas.forces.items():
        words = {word for word in (own, force.name.default, force.short.default, *force.aliases) if word}
        if not leanings.isdisjoint(map(plain_word, words)) or any(mentions(text, word) for word in words):
            named.add(own)
    parents = {own: force.parent for own, force in atlas.forces.items()}
    chains = [parents, {own: force.sponsor for own, force in atlas.forces.items()}]
    stays = _follow(named, chains)
    forces = {own: force for own, force in atlas.forces.items() if own in stays}
    blocs = named | {force.family for force in forces.values()}
    families = {
        own: family for own, family in atlas.families.items() if own in blocs or plain_word(own) in leanings
    }
    return forces, families


def _places_named(atlas: Atlas) -> dict[str, Place]:
    named = {*atlas.records["place"], *(event.place for event in atlas.events)}
    there = {
        own: place
        for own, place in atlas.places.items()
        if own in named or place.start is not None or not needs_record(place.shape, place.kind)
    }
    # A circle that no row names goes with the site that it lies around.
    return {
        own: place
        for own, place in there.items()
        if own in named or not place.centre or place.centre in there
    }


def _renumber(before: Iterable[str], after: Mapping[str, object], numbers: np.ndarray) -> np.ndarray:
    """Return numbers of things that are left, counted among these."""
    kept = np.fromiter((own in after for own in before), dtype=np.int32)
    renumbered: np.ndarray = (np.cumsum(kept, dtype=np.int32) - 1)[numbers].astype(np.int32)
    return renumbered
