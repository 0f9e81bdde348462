"""The option `labels`: names pinned, dropped or moved in one picture, such as harbour!,river~,old-town@ne."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from atlas.model.atlas import Atlas
from atlas.model.faults import suggest
from atlas.request.parsers import LONGEST_TYPO, RequestError

SIDES = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
MOST_LABELS = 40
_WORD = re.compile(r"(.+?)(?:([!~])|@(.*))")
_FORM = "Write id! to pin a name, id~ to drop it, or id@ne to move it."


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What is to happen to the name of a place, water, country or force. `side` is where it is moved."""

    id: str
    dropped: bool = False
    side: str = ""


def parse_labels(atlas: Atlas, value: str) -> tuple[str, ...]:
    """Read the words of the option; each names something in the atlas once."""
    words = tuple(word.strip() for word in value.split(",") if word.strip())
    if not words or len(words) > MOST_LABELS:
        raise RequestError("labels", value, f"{_FORM} Use 1 to {MOST_LABELS}, separated by commas.")
    ids = nameable(atlas)
    seen: set[str] = set()
    for word in words:
        match = _WORD.fullmatch(word)
        if not match:
            raise RequestError("labels", word, _FORM)
        name, _, side = match.groups()
        if name not in ids:
            cure = suggest(name, ids) if len(name) < LONGEST_TYPO else ""
            raise RequestError("labels", name, cure or "Use the id of a place, water, country or force.")
        if side is not None and side not in SIDES:
            raise RequestError("labels", word, f"After @, use one of: {', '.join(SIDES)}.")
        if side and name in atlas.forces and name not in atlas.places:
            raise RequestError("labels", word, "The name of a force can be pinned or dropped, not moved.")
        if name in seen:
            raise RequestError("labels", name, "It is here twice. Leave one out.")
        seen.add(name)
    return words


def nameable(atlas: Atlas) -> frozenset[str]:
    """Return the ids of everything that has a name on the map."""
    basemap = atlas.basemap
    parts = (basemap.land, basemap.borders, basemap.rivers, basemap.lakes, basemap.towns)
    return frozenset([*atlas.places, *atlas.forces, *(feature.id for part in parts for feature in part)])


def read_labels(words: tuple[str, ...]) -> Iterator[Adjustment]:
    """Yield the adjustments that some words stand for."""
    for word in words:
        name, at, side = word.partition("@")
        yield Adjustment(name.rstrip("!~"), word.endswith("~") and not at, side)
