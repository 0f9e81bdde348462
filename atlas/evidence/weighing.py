"""Weighing: how many independent voices support a claim, and whether only one party makes it.

A source counts as its origin and has the leaning of its origin: a relay adds no side. The speaker named in
`by` is one voice, however many sources quote it.
"""

from typing import NamedTuple

from atlas.evidence.evidence_base import EvidenceBase
from atlas.evidence.speakers import Speaker


class Claim(NamedTuple):
    """What a record or an event claims, as far as it matters for its standing.

    `forces` are the forces it is about; `spoken` is whether it names a speaker; `start` is the first day on
    which it may have begun, or NEVER if that does not matter.
    """

    forces: tuple[str, ...]
    spoken: bool
    speaker: Speaker
    sources: tuple[str, ...]
    start: int


class Weight(NamedTuple):
    """How many documents and independent voices support a claim, and whether only a party makes it."""

    documents: int
    origins: int
    party_alone: bool


def weigh(evidence: EvidenceBase, claim: Claim) -> Weight:
    """Return the weight of a claim.

    A speaker is a party if the claim is about the speaker's own side, or names no force. Sources are a party
    if all their origins lean to that side.
    """
    sources = counting(evidence, claim.sources, claim.start)
    sides = frozenset().union(*(evidence.sides.get(force, ()) for force in claim.forces))
    if claim.spoken:
        own = claim.speaker.side in sides if claim.forces else bool(claim.speaker.side)
        return Weight(len(sources), 1, own)
    own = not any(sides.isdisjoint(leaning(evidence, source)) for source in sources)
    return Weight(len(sources), evidence.count(sources), own)


def counting(evidence: EvidenceBase, sources: tuple[str, ...], start: int) -> tuple[str, ...]:
    """Return the sources that count for a claim; a source published before the claim begins does not."""
    days = evidence.published
    return tuple(source for source in sources if (day := days.get(source)) is None or day >= start) or sources


def leaning(evidence: EvidenceBase, source: str) -> frozenset[str]:
    """Return the families that the origin of a source leans to."""
    return evidence.leanings.get(evidence.origins.get(source, source), frozenset())
