"""Leanings: the words that name a side in sources and speakers, and the families whose sides a force is on.

An atlas may list words in leanings.csv with their sides; other words name a family or a force by themselves.

Works on ids and words alone. Reads no files.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PARTISAN = re.compile(r"^pro-|[- ](?:aligned|backed|area|controlled)$")


_UNLIKE_IDS = re.compile(r"[^a-z0-9]+")

_SIDE = "="
"""Stands before the id of a family in the words that a leaning of leanings.csv is replaced by."""

_SHORT = 3
"""Names up to this many letters match only as whole words with the same capitals: US, IDF."""


_NO_SIDE = frozenset({"", "none", "local"})
"""Words of a leaning that never name a side, whatever a family is called."""


@dataclass(frozen=True, slots=True)
class Side:
    """What decides which sides a force is on: its family, its parents and sponsors, and all its names."""

    family: str
    parent: str = ""
    sponsor: str = ""
    names: tuple[str, ...] = ()


def leaning_id(word: str) -> str:
    """Return the id in leanings.csv that a word of a leaning has: "Coast (north)" is coast-north."""
    return _UNLIKE_IDS.sub("-", word.lower()).strip("-")


def resolve_leaning(leaning: str, listed: Mapping[str, str]) -> str:
    """Return a leaning with the sides of listed words (id: family, or nothing) instead of these words."""
    parts = [part.strip() for part in leaning.split(";")]
    sides = {part: listed.get(leaning_id(part)) for part in parts}
    words = (part if side is None else f"{_SIDE}{side}" if side else "" for part, side in sides.items())
    return ";".join(word for word in words if word)


def leaning_words(leanings: Iterable[str]) -> set[str]:
    """Return the words of resolved leanings that name sides."""
    return {plain_word(part) for leaning in leanings for part in leaning.split(";")}


def family_words(family: str) -> set[str]:
    """Return the words by which a leaning names a family itself."""
    return {plain_word(family), f"{_SIDE}{family}"}


def find_sides(forces: Mapping[str, Side]) -> dict[str, frozenset[str]]:
    """Return for each force the families whose sides it is on: its own, its parents’ and its sponsors’.

    Families are passed on from force to force until nothing changes, so loops and long chains cost no more.
    """
    sides = {name: {force.family} - {""} for name, force in forces.items()}
    followers: dict[str, list[str]] = {}
    for name, force in forces.items():
        for leader in {force.parent, force.sponsor} & sides.keys():
            followers.setdefault(leader, []).append(name)
    waiting = [(name, frozenset(families)) for name, families in sides.items()]
    while waiting:
        leader, families = waiting.pop()
        for name in followers.get(leader, ()):
            if new := families - sides[name]:
                sides[name] |= new
                waiting.append((name, new))
    return {name: frozenset(families) for name, families in sides.items()}


def side_words(families: Iterable[str], forces: Mapping[str, Side]) -> dict[str, frozenset[str]]:
    """Return for each family the words that name it in a leaning: its id, its forces' ids and names."""
    words = {family: family_words(family) for family in families}
    for own, force in forces.items():
        if force.family in words:
            words[force.family] |= {plain_word(name) for name in (own, *force.names)}
    return {family: frozenset(family_words - _NO_SIDE) for family, family_words in words.items()}


def sides_named(leaning: str, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the families that a leaning such as "pro-government" or "north-aligned; local" names."""
    named = leaning_words([leaning])
    return frozenset(family for family, known in words.items() if not named.isdisjoint(known))


def plain_word(word: str) -> str:
    """Return the word that names a side, without affixes such as pro- or -aligned."""
    if word.startswith(_SIDE):
        return word
    return _PARTISAN.sub("", word.strip().lower()).replace("-", " ")


def mentions(text: str, name: str) -> bool:
    """Return whether a text contains a name, for example a force’s in "Northern Ministry of Defence"."""
    if len(name) <= _SHORT:
        return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None
    return re.search(rf"(?<![\w-]){re.escape(name)}", text, re.IGNORECASE) is not None
