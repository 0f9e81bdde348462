"""Sides: whose voice a record is, and what each side's version of events is.

The sides are the families that some source leans to. Whoever is named in `by` speaks, else the origins of the
record's sources do. A partial source counts only against its own side: where it says that its opponents hold
ground, or that its own are not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from atlas.evidence import leans_to, mentions, plain_word
from atlas.model import Atlas, Force
from atlas.vocabulary import STATUSES, Status


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a record: the sides, and whether somebody does who leans to none."""

    sides: frozenset[str]
    independent: bool


@lru_cache(maxsize=16)
def sides_in(atlas: Atlas) -> tuple[str, ...]:
    """Return the families that some source leans to, in the order of the key: the option `side`."""
    leanings = {source.leaning for source in atlas.sources.values()}
    found = {side for leaning in leanings for side in _sides_of(atlas, leaning)}
    return tuple(family for family in atlas.families if family in found)


@lru_cache(maxsize=1024)
def _sides_of(atlas: Atlas, leaning: str) -> frozenset[str]:
    words = _side_words(atlas)
    return frozenset(side for side in words if leans_to(leaning, words[side]))


@lru_cache(maxsize=16)
def _side_words(atlas: Atlas) -> dict[str, frozenset[str]]:
    """Return for each family the words by which a leaning names it."""
    words: dict[str, set[str]] = {family: {plain_word(family)} for family in atlas.families}
    for force in atlas.forces.values():
        words[force.family] |= {plain_word(name) for name in _names(force)}
    return {family: frozenset(found - {"", "none", "local"}) for family, found in words.items()}


def _names(force: Force) -> tuple[str, ...]:
    return force.id, force.name.default, force.short.default, *force.aliases


def source_sides(atlas: Atlas, source: str) -> frozenset[str]:
    """Return the sides that the origin of a source leans to."""
    known = atlas.sources[source]
    return _sides_of(atlas, atlas.sources.get(known.origin, known).leaning)


@lru_cache(maxsize=1024)
def _named_in(atlas: Atlas, text: str) -> frozenset[str]:
    """Return the sides whose forces a claimant's name mentions: "Russian Ministry of Defence", "IDF"."""
    return frozenset(
        force.family for force in atlas.forces.values() if any(mentions(text, name) for name in _names(force))
    )


@lru_cache(maxsize=16)
def voices(atlas: Atlas) -> tuple[Voice, ...]:
    """Return who speaks in each record, in the order of the tables."""
    rows = zip(atlas.records["by"], atlas.records["sources"], strict=True)
    return tuple(_voice(atlas, by.default, sources) for by, sources in rows)


def _voice(atlas: Atlas, by: str, sources: Sequence[str]) -> Voice:
    named = _named_in(atlas, by) if by else frozenset()
    if named:
        return Voice(named, independent=False)
    leaning = [source_sides(atlas, source) for source in sources]
    return Voice(frozenset().union(*leaning), independent=not all(leaning))


def is_partial(atlas: Atlas, row: int) -> bool:
    """Tell whether only sides speak in a record, and each of them for itself: it needs another voice."""
    voice = voices(atlas)[row]
    return (
        bool(voice.sides)
        and not voice.independent
        and all(_favours(atlas, row, side) for side in voice.sides)
    )


def _favours(atlas: Atlas, row: int, side: str) -> bool:
    """Tell whether a record says what its side gains by: that its own hold, or that others are gone."""
    index = atlas.index
    own = tuple(atlas.forces.values())[index.force[row]].family == side
    absent = STATUSES[index.status[row]] is Status.ABSENT
    return bool(own != absent)


def tell_version(atlas: Atlas, side: str) -> np.ndarray:
    """Return until when (n,) each record counts in a side's version: until it is retracted, or earlier.

    What a side's own voices say counts, and what nobody denies. What they deny falls away when they do. In a
    dispute in which a side has no voice, what is merely partial falls away.
    """
    until = atlas.index.retracted.copy()
    spoken, denials = voices(atlas), _denials(atlas)
    for row, deniers in denials.items():
        if side in spoken[row].sides:
            continue
        own = [other for other in deniers if side in spoken[other].sides]
        against = own or (deniers if is_partial(atlas, row) else [])
        days = [int(atlas.index.reported[other]) for other in against]
        until[row] = min([int(until[row]), *days])
    return until


def _denials(atlas: Atlas) -> dict[int, list[int]]:
    """Return for each disputed record those that deny it or that it denies."""
    rows = {name: row for row, name in enumerate(atlas.records["id"])}
    found: dict[int, list[int]] = {}
    for row, denied in enumerate(atlas.records["contradicts"]):
        for name in denied:
            if name in rows:
                found.setdefault(row, []).append(rows[name])
                found.setdefault(rows[name], []).append(row)
    return found
