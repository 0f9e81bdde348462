"""Weighing: how many voices carry a claim, and whether it is the word of a party alone.

A source counts with its origin and leans as that does: who relays a report lends it no side. Whoever is named
in `by` is one voice, by however many sources it is carried.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from atlas.history.speakers import Speaker, families_of
from atlas.model.evidence import Side, families_behind, resolve_origins, side_words, sides_named
from atlas.reading.tables.records import Testimony


@dataclass(frozen=True, slots=True)
class Claim:
    """What a record or an event says, as far as it counts for how well it is attested.

    `forces` are those it speaks of; `spoken` says whether somebody is named who says it; `start` is the first
    day on which it may have begun.
    """

    forces: tuple[str, ...]
    spoken: bool
    speaker: Speaker
    sources: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Weight:
    """How many documents count for a claim, how many independent voices they are, and if a party is alone."""

    documents: int
    origins: int
    party_alone: bool


def build_testimony(
    sources: Sequence[tuple[str, int | None, str, str]], families: Iterable[str], forces: Mapping[str, Side]
) -> Testimony:
    """Return what is known of sources (id, day, what it relays, leaning), families and forces."""
    families = list(families)
    words = side_words(families, forces)
    named = {leaning: sides_named(leaning, words) for *_, leaning in sources}
    return Testimony(
        published={own: day for own, day, _, _ in sources},
        origins=resolve_origins({own: relayed for own, _, relayed, _ in sources}),
        leanings={own: named[leaning] for own, _, _, leaning in sources},
        sides={own: families_behind(own, forces) for own in forces},
        families=families_of(((own, force.family) for own, force in forces.items()), families),
    )


def weigh(testimony: Testimony, claim: Claim) -> Weight:
    """Return what a claim weighs.

    A speaker is a party where the claim is of its own side, or names no force; sources are one where all of
    their origins lean to that side.
    """
    sources = counting(testimony, claim.sources, claim.start)
    sides = frozenset().union(*(testimony.sides.get(force, ()) for force in claim.forces))
    if claim.spoken:
        own = claim.speaker.side in sides if claim.forces else bool(claim.speaker.side)
        return Weight(len(sources), 1, own)
    own = not any(sides.isdisjoint(leaning(testimony, source)) for source in sources)
    return Weight(len(sources), testimony.count(sources), own)


def counting(testimony: Testimony, sources: tuple[str, ...], start: int) -> tuple[str, ...]:
    """Return the sources that count for a claim: one published before it begins says nothing of it."""
    days = testimony.published
    return tuple(one for one in sources if (day := days.get(one)) is None or day >= start) or sources


def leaning(testimony: Testimony, source: str) -> frozenset[str]:
    """Return the families that the origin of a source leans to."""
    return testimony.leanings.get(testimony.origins.get(source, source), frozenset())
