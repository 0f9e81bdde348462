"""Weighing: how many voices carry a claim, and whether it is the word of a party alone.

A source counts with its origin and leans as that does: who relays a report lends it no side. Whoever is named
in `by` is one voice, by however many sources it is carried.
"""

from dataclasses import dataclass

from atlas.evidence.evidence_base import EvidenceBase
from atlas.evidence.speakers import Speaker


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


def weigh(evidence: EvidenceBase, claim: Claim) -> Weight:
    """Return what a claim weighs.

    A speaker is a party where the claim is of its own side, or names no force; sources are one where all of
    their origins lean to that side.
    """
    sources = counting(evidence, claim.sources, claim.start)
    sides = frozenset().union(*(evidence.sides.get(force, ()) for force in claim.forces))
    if claim.spoken:
        own = claim.speaker.side in sides if claim.forces else bool(claim.speaker.side)
        return Weight(len(sources), 1, own)
    own = not any(sides.isdisjoint(leaning(evidence, source)) for source in sources)
    return Weight(len(sources), evidence.count(sources), own)


def counting(evidence: EvidenceBase, sources: tuple[str, ...], start: int) -> tuple[str, ...]:
    """Return the sources that count for a claim: one published before it begins says nothing of it."""
    days = evidence.published
    return tuple(one for one in sources if (day := days.get(one)) is None or day >= start) or sources


def leaning(evidence: EvidenceBase, source: str) -> frozenset[str]:
    """Return the families that the origin of a source leans to."""
    return evidence.leanings.get(evidence.origins.get(source, source), frozenset())
