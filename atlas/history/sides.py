"""Sides: who speaks in a record, and which records belong to the account of each side.

The sides are the families that some source leans to. The speaker is named in `by`; if that is empty, the
origins of the record's sources speak, because a relay lends a claim no side. A partial voice counts on its
own only against its side's interest: if it says that opponents hold ground, or that its own forces are
absent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from atlas.evidence.standings import evidence_of
from atlas.evidence.weighing import leaning
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import STATUSES, Status


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a record: the sides, and whether anyone speaks who leans to none."""

    sides: frozenset[str]
    independent: bool


@lru_cache(maxsize=16)
def sides_in(atlas: Atlas) -> tuple[str, ...]:
    """Return the families that some source leans to, in the legend's order: the values of `side`."""
    sides = frozenset().union(*evidence_of(atlas).leanings.values())
    return tuple(family for family in atlas.families if family in sides)


def source_sides(atlas: Atlas, source: str) -> frozenset[str]:
    """Return the sides that the origin of a source leans to."""
    return leaning(evidence_of(atlas), source)


@lru_cache(maxsize=16)
def voices(atlas: Atlas) -> tuple[Voice, ...]:
    """Return who speaks in each record, in the order of the tables."""
    rows = zip(*(atlas.records[column] for column in ("by", "by_side", "sources")), strict=True)
    return tuple(_voice(atlas, bool(by.default), side, sources) for by, side, sources in rows)


def _voice(atlas: Atlas, spoken: bool, side: str, sources: Sequence[str]) -> Voice:
    if spoken:
        return Voice(frozenset({side} - {""}), independent=not side)
    leanings = [source_sides(atlas, source) for source in sources]
    return Voice(frozenset().union(*leanings), independent=not all(leanings))


def is_partial(atlas: Atlas, row: int) -> bool:
    """Return whether only sides speak in a record, each in its own interest: it then needs another voice."""
    voice = voices(atlas)[row]
    return (
        bool(voice.sides)
        and not voice.independent
        and all(_favours(atlas, row, side) for side in voice.sides)
    )


def _favours(atlas: Atlas, row: int, side: str) -> bool:
    """Return whether a record is in a side's interest: its own forces hold ground, or others are gone."""
    index = atlas.index
    own = tuple(atlas.forces.values())[index.force[row]].family == side
    absent = STATUSES[index.status[row]] is Status.ABSENT
    return bool(own != absent)


def end_by_account(atlas: Atlas, side: str) -> np.ndarray:
    """Return until when (n,) each record counts in the account of a side: until it is retracted, or earlier.

    The side's own statements count, and records nobody contradicts. A record that the side contradicts ends
    then; a merely partial record ends when anyone contradicts it.
    """
    until = atlas.index.retracted.copy()
    spoken, denials = voices(atlas), _denials(atlas)
    for row, deniers in denials.items():
        if side in spoken[row].sides:
            continue
        own = [other for other in deniers if side in spoken[other].sides]
        against = deniers if is_partial(atlas, row) else own
        days = [int(atlas.index.reported[other]) for other in against]
        until[row] = min([int(until[row]), *days])
    return until


def _denials(atlas: Atlas) -> dict[int, list[int]]:
    """Return for each disputed record the records that contradict it or that it contradicts."""
    rows = {name: row for row, name in enumerate(atlas.records["id"])}
    denials: dict[int, list[int]] = {}
    for row, denied in enumerate(atlas.records["contradicts"]):
        for name in denied:
            if name in rows:
                denials.setdefault(row, []).append(rows[name])
                denials.setdefault(rows[name], []).append(row)
    return denials
