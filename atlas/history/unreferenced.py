"""The atlas without sources, forces, families and places that none of its rows name any longer.

`atlas.reading.unreferenced` does the same to the tables of a folder while it is read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from atlas.evidence.leanings import mentions, plain_word
from atlas.evidence.origins import follow_links
from atlas.history.existence import needs_record
from atlas.model.atlas import Atlas, Family, Force, Place, Source


def leave_unnamed(atlas: Atlas) -> Atlas:
    """Return a cut atlas without what its rows no longer name, as if its files had been read without it."""
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
    named = follow_links(cited, [{own: source.relays for own, source in atlas.sources.items()}])
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
    stays = follow_links(named, chains)
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
    # A circle that no row names is removed together with the site at its centre.
    return {
        own: place
        for own, place in there.items()
        if own in named or not place.centre or place.centre in there
    }


def _renumber(before: Iterable[str], after: Mapping[str, object], numbers: np.ndarray) -> np.ndarray:
    """Return the numbers of the remaining things, counted among themselves."""
    remains = np.fromiter((own in after for own in before), dtype=np.int32)
    renumbered: np.ndarray = (np.cumsum(remains, dtype=np.int32) - 1)[numbers].astype(np.int32)
    return renumbered
