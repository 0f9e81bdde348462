"""Standings: how well each record and event is attested by the sources that count.

They are computed on the narrowed atlas of a request, so sources that are excluded do not count. A standing
stated by an author may only be weaker than the computed one.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from atlas.evidence.evidence_base import EvidenceBase, build_evidence
from atlas.evidence.leanings import Side
from atlas.evidence.speakers import Speaker
from atlas.evidence.standing_rule import compute_standing, find_contradicted, lower_standing
from atlas.evidence.weighing import Claim, Weight, weigh
from atlas.model.atlas import Atlas, Event, Force
from atlas.model.edtf_dates import NEVER
from atlas.model.vocabulary import STANDINGS, Standing


def recompute_standings(atlas: Atlas, weights: Sequence[Weight] | None = None) -> Atlas:
    """Return an atlas whose standings follow from its own sources and records.

    Call this on every atlas that has lost sources, records or links. A standing that an author states stays
    if it is the weaker one. A `contradicts` link to a record that is not in the atlas disputes nothing.
    `weights` are those of its records, where they have been weighed already.
    """
    denied = find_contradicted_in(atlas)
    columns = (
        weigh_records(atlas) if weights is None else weights,
        map(denied.__contains__, atlas.records["id"]),
        atlas.index.stated.tolist(),
    )
    rows = list(zip(*columns, strict=True))
    # Few rows differ from all others in these three.
    numbers = {row: STANDINGS.index(_find_standing(*row)) for row in set(rows)}
    standing = np.fromiter(map(numbers.__getitem__, rows), np.int32, len(rows))
    names = np.array([str(name) for name in STANDINGS], dtype=object)
    return replace(
        atlas,
        index=replace(atlas.index, standing=standing),
        records=atlas.records.assign(standing=pd.Series(names[standing], dtype=object)),
        events=_recompute_events(atlas),
    )


def _find_standing(weight: Weight, contradicted: bool, stated: int) -> Standing:
    return lower_standing(compute_standing(weight.origins, weight.party_alone, contradicted), stated)


def find_contradicted_in(atlas: Atlas) -> frozenset[str]:
    """Return the records that contradict another record of the atlas or are contradicted by one."""
    return find_contradicted(dict(zip(atlas.records["id"], atlas.records["contradicts"], strict=True)))


def _recompute_events(atlas: Atlas) -> tuple[Event, ...]:
    evidence = evidence_of(atlas)
    standings = [compute_event_standing(event, evidence) for event in atlas.events]
    return tuple(
        replace(event, standing=standing) for event, standing in zip(atlas.events, standings, strict=True)
    )


def compute_event_standing(event: Event, evidence: EvidenceBase) -> Standing:
    """Return how well an event is attested."""
    weight = weigh(evidence, claim_of(event))
    return lower_standing(
        compute_standing(weight.origins, weight.party_alone, contradicted=False), event.stated
    )


@lru_cache(maxsize=32)
def find_lowered(atlas: Atlas) -> frozenset[int]:
    """Return the rows that their authors rate lower than their sources support."""
    denied, stated = find_contradicted_in(atlas), atlas.index.stated.tolist()
    rows = zip(atlas.records["id"], weigh_records(atlas), stated, strict=True)
    return frozenset(
        row
        for row, (name, weight, number) in enumerate(rows)
        if number > STANDINGS.index(compute_standing(weight.origins, weight.party_alone, name in denied))
    )


def is_lowered(event: Event, evidence: EvidenceBase) -> bool:
    """Return whether the author of an event rates it lower than its sources support."""
    weight = weigh(evidence, claim_of(event))
    computed = compute_standing(weight.origins, weight.party_alone, contradicted=False)
    return event.stated > STANDINGS.index(computed)


def claim_of(event: Event) -> Claim:
    """Return the claim an event makes; without a start, because a source may announce an event in advance."""
    forces = tuple(force for force in (event.from_force, event.to_force) if force)
    return Claim(forces, bool(event.by.default), Speaker(event.speaker, event.by_side), event.sources, NEVER)


@lru_cache(maxsize=32)
def weigh_records(atlas: Atlas) -> tuple[Weight, ...]:
    """Return how many independent voices support each record, in the order of the tables."""
    return tuple(weigh_some(atlas, np.arange(len(atlas.index))))


def weigh_some(atlas: Atlas, rows: np.ndarray) -> list[Weight]:
    """Return how many independent voices support some records, given by their rows (n,)."""
    evidence, records = evidence_of(atlas), atlas.records.iloc[rows]
    first = {sources: evidence.span(sources)[0] for sources in set(records["sources"])}
    begins = atlas.index.from_earliest[rows]
    preceded = begins > np.fromiter(map(first.__getitem__, records["sources"]), np.int64, len(rows))
    columns = (
        atlas.index.force[rows].tolist(),
        [bool(by.default) for by in records["by"]],
        *(records[column] for column in ("speaker", "by_side", "sources")),
        # Without a start if no source precedes it, so that equals are weighed once.
        np.where(preceded, begins, NEVER).tolist(),
    )
    claims = list(zip(*columns, strict=True))
    forces = list(atlas.forces)
    weights = {
        (force, spoken, speaker, side, sources, start): weigh(
            evidence, Claim((forces[force],), spoken, Speaker(speaker, side), sources, start)
        )
        for force, spoken, speaker, side, sources, start in set(claims)
    }
    return list(map(weights.__getitem__, claims))


@lru_cache(maxsize=32)
def evidence_of(atlas: Atlas) -> EvidenceBase:
    """Return the evidence base of an atlas."""
    sources = [
        (source.id, source.published, source.origin if source.origin != source.id else "", source.leans_to)
        for source in atlas.sources.values()
    ]
    return build_evidence(sources, atlas.families, {own: _side(force) for own, force in atlas.forces.items()})


def _side(force: Force) -> Side:
    names = (force.name.default, force.short.default, *force.aliases)
    return Side(force.family, force.parent, force.sponsor, names)
