"""Leanings: words of sources that nearly name a side. Such a typo would silently remove the side.

Other words, such as rights or local, are free if they resemble no family and no force.
"""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from atlas.evidence.leanings import leaning_id, plain_word
from atlas.reading.tables.csv_tables import Table

_FREE = frozenset({"", "none", "local", "rights", "independent", "neutral"})
_LIKE = 0.8
_SHORT = 4
"""A shorter word resembles too many others."""


def check_leanings(
    sources: Table | None, families: Table | None, forces: Table | None, leanings: Table | None
) -> None:
    """Report leanings that resemble a word of leanings.csv, of a family or of a force but match none."""
    if sources is None or families is None or forces is None:
        return
    known = dict(_name_sides(families, forces))
    if leanings is not None:
        known |= {plain_word(own): own for own in (*leanings.ids(), *leanings.stray_ids)}
    titles = zip(families.written("id"), families.texts("name"), strict=True)
    near = {plain_word(name.default): own for own, name in titles} | known
    slips = {leaning: dict(_slips(leaning, known, near)) for leaning in set(sources.values["leaning"])}
    for row, leaning in enumerate(sources.values["leaning"]):
        for part, own in slips[leaning].items():
            rule = "looks like the name of a side, but matches no leaning, family or force by id or name"
            sources.add_fault(row, "leaning", rule, f'Did you mean "{own}"?', part)


def _name_sides(families: Table, forces: Table) -> Iterator[tuple[str, str]]:
    """Yield each word by which a leaning can name a side, with the id of the family or force."""
    for own in (*families.ids(), *families.stray_ids, *forces.stray_ids):
        yield plain_word(own), own
    names = zip(forces.texts("name"), forces.texts("short"), forces.values["aliases"], strict=True)
    for own, (name, short, aliases) in zip(forces.written("id"), names, strict=True):
        for word in (own, name.default, short.default, *(aliases or ())):
            yield plain_word(word), own


def _slips(
    leaning: str | None, known: Mapping[str, str], near: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield each part of a leaning that resembles a side but matches none, with the id of that side."""
    for part in (leaning or "").split(";"):
        word = plain_word(part)
        if word in known or word in _FREE or plain_word(leaning_id(part)) in known:
            continue
        likeness, own = max(((_compare(word, other), own) for other, own in near.items()), default=(0.0, ""))
        if likeness >= _LIKE:
            yield part.strip(), own


def _compare(word: str, other: str) -> float:
    """Return how similar two words are, from 0 to 1; a longer word such as southern is similar to south."""
    if min(len(word), len(other)) < _SHORT:
        return 0.0
    if " " not in word + other and (word.startswith(other) or other.startswith(word)):
        return _LIKE + min(len(word), len(other)) / max(len(word), len(other)) / 10
    return SequenceMatcher(None, word, other).ratio()
