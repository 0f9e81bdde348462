"""How well a claim is carried: who tells it first, how many tell it on their own, and whose side they are on.

Works on ids only; knows no files.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from atlas.model.vocabulary import STANDINGS, Standing

_PARTISAN = re.compile(r"^pro-|[- ](?:aligned|backed|area|controlled)$")
_SHORT = 3
"""A name of so few letters is only met whole and as written: US, IDF."""
_NO_SIDE = frozenset({"", "none", "local"})
"""Words of a leaning that are nobody's side, whatever a family is called."""


def find_cycles(links: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return every ring of links (each id points to at most one other), each beginning at its least id."""
    settled: set[str] = set()
    rings = []
    for start in links:
        path: dict[str, int] = {}
        at = start
        while at and at not in settled and at not in path:
            path[at] = len(path)
            at = links.get(at, "")
        if at in path:
            rings.append(_turn_to_least(list(path)[path[at] :]))
        settled.update(path)
    return rings


def _turn_to_least(ring: list[str]) -> tuple[str, ...]:
    first = ring.index(min(ring))
    return tuple(ring[first:] + ring[:first])


def resolve_origins(relays: Mapping[str, str]) -> dict[str, str]:
    """Return for each source the end of its chain of relays: itself where it relays none.

    A chain that leads to an unknown source ends before it; one that turns in a ring ends at its least id.
    """
    relays = {name: to for name, to in relays.items() if name}
    origins = {at: min(ring) for ring in find_cycles(relays) for at in ring}
    for start in relays:
        path, at = [], start
        while at not in origins and relays.get(at) in relays:
            path.append(at)
            at = relays[at]
        end = origins.get(at, at)
        origins.update(dict.fromkeys([*path, at], end))
    return origins


def count_origins(sources: Iterable[str], origins: Mapping[str, str]) -> int:
    """Return how many independent testimonies the sources make: sources with one origin are one."""
    return len({origins[source] for source in sources if source in origins})


def count_testimony(documents: int, origins: int) -> str:
    """Say how many independent sources some documents make: "1 independent source (5 relays)"."""
    relays = documents - origins
    sources = f"{origins} independent source{'' if origins == 1 else 's'}"
    return f"{sources} ({relays} relay{'' if relays == 1 else 's'})" if relays > 0 else sources


@dataclass(frozen=True, slots=True)
class Side:
    """What the sides of a force depend on: whom it belongs to, and every name of it."""

    family: str
    parent: str = ""
    sponsor: str = ""
    names: tuple[str, ...] = ()


def families_behind(force: str, forces: Mapping[str, Side]) -> frozenset[str]:
    """Return the families whose sides a force is on: its own, its parents’ and its sponsors’."""
    families: set[str] = set()
    waiting, seen = [force], set()
    while waiting:
        at = waiting.pop()
        if at in forces and at not in seen:
            seen.add(at)
            families.add(forces[at].family)
            waiting += [forces[at].parent, forces[at].sponsor]
    return frozenset(families - {""})


def side_words(families: Iterable[str], forces: Mapping[str, Side]) -> dict[str, frozenset[str]]:
    """Return for each family the words by which a leaning names it: its id, its forces' ids and names."""
    words: dict[str, set[str]] = {family: {plain_word(family)} for family in families}
    for own, force in forces.items():
        if force.family in words:
            words[force.family] |= {plain_word(name) for name in (own, *force.names)}
    return {family: frozenset(found - _NO_SIDE) for family, found in words.items()}


def sides_named(leaning: str, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the families that a leaning such as "pro-government" or "Iran-aligned; local" names."""
    named = {plain_word(part) for part in leaning.split(";")}
    return frozenset(family for family, known in words.items() if not named.isdisjoint(known))


def plain_word(word: str) -> str:
    """Return the word that names a side in a leaning: without what makes it one, such as pro- or -aligned."""
    return _PARTISAN.sub("", word.strip().lower()).replace("-", " ")


def mentions(text: str, name: str) -> bool:
    """Tell whether a text has a name in it, such as a force's in "Russian Ministry of Defence"."""
    if len(name) <= _SHORT:
        return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None
    return re.search(rf"(?<![\w-]){re.escape(name)}", text, re.IGNORECASE) is not None


def compute_standing(origins: int, party_alone: bool, contradicted: bool) -> Standing:
    """Return what a claim is worth by what counts for it: the one rule of standings.

    What another account denies is disputed, by however many it is told. What a party alone says of itself, by
    its own mouth or by sources that lean to it, is claimed. Else two origins confirm, and one reports.
    """
    if contradicted:
        return Standing.DISPUTED
    if party_alone:
        return Standing.CLAIMED
    return Standing.CONFIRMED if origins >= 2 else Standing.REPORTED


COMPUTED = -1
"""What is stated where nothing is."""


def stated_number(standing: Standing | None) -> int:
    """Return the number of what an author states."""
    return COMPUTED if standing is None else STANDINGS.index(standing)


def lower_standing(computed: Standing, stated: int) -> Standing:
    """Return the weaker of what is computed and what an author states."""
    return STANDINGS[max(STANDINGS.index(computed), stated)]


def find_contradicted(links: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the records that deny another or are denied by one."""
    known = {
        (one, other) for one, others in links.items() for other in others if other in links and other != one
    }
    return frozenset(record for pair in known for record in pair)
