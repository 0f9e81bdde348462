r"""Own notes of a news picture, and positions of callouts: how they are written in an address.

`old-town:Text|40.9,34.5@120,300:Other text` are two notes. In a text, a bar is \| and a backslash \\.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atlas.model.atlas import Atlas
from atlas.model.decimals import parse_decimal
from atlas.model.faults import suggest
from atlas.request.parsers import LONGEST_TYPO, RequestError
from atlas.shapes.bounds import TURN, wrap_longitude

LONGEST_NOTE = 140
MOST_NOTES = 3
PER_MILLE = 1000
Position = tuple[int, int]
"""The middle of a note in per mille of the width and height of its map."""
_PARTS = re.compile(r"(?:[^|\\]|\\.?)+")
_ESCAPED = re.compile(r"\\(.)")
_SPECIAL = re.compile(r"[|\\]")
_POINT_PARTS = 2
_FORM = "Write place:text or lon,lat:text, such as old-town:Held since May. Separate notes by |."
_FORM_OF_POSITION = "Write a position as @x,y, each 0 to 1000 per mille of the map."
_LARGEST = (TURN, 85.0)


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note of the desk: its text, the place or else the point (lon, lat) that it is about, its position."""

    text: str
    place: str = ""
    point: tuple[float, float] | None = None
    position: Position | None = None

    @property
    def target(self) -> str:
        """What it is about, as written."""
        return self.place or ",".join(f"{part:g}" for part in self.point or ())


def parse_notes(atlas: Atlas, value: str) -> tuple[OwnNote, ...]:
    """Read the option `notes`."""
    notes = tuple(_parse_note(atlas, part) for part in _PARTS.findall(value))
    if not notes:
        raise RequestError("notes", value, _FORM)
    if len(notes) > MOST_NOTES:
        raise RequestError("notes", value, f"Write at most {MOST_NOTES} notes.")
    targets = [note.target for note in notes]
    for target in targets:
        if targets.count(target) > 1:
            raise RequestError("notes", target, "It has two notes. Join them to one.")
    return notes


def _parse_note(atlas: Atlas, part: str) -> OwnNote:
    head, colon, tail = part.partition(":")
    text = " ".join(_ESCAPED.sub(r"\1", tail).split())
    if not colon or not text:
        raise RequestError("notes", part, _FORM)
    if len(text) > LONGEST_NOTE or not text.isprintable():
        raise RequestError(
            "notes", text, f"It has {len(text)} characters. Write 1 to {LONGEST_NOTE} printable characters."
        )
    target, position = split_position("notes", head.strip())
    if target in atlas.places:
        return OwnNote(text, place=target, position=position)
    if "," in target:
        return OwnNote(text, point=_parse_point(target), position=position)
    cure = suggest(target, atlas.places) if len(target) < LONGEST_TYPO else ""
    raise RequestError("notes", target, cure or f"Use the id of a place in the atlas. {_FORM}")


def _parse_point(target: str) -> tuple[float, float]:
    try:
        lon, lat = (round(parse_decimal(part.strip()), 4) for part in target.split(","))
    except ValueError:
        lon, lat = _LARGEST[0] + 1, 0.0
    if abs(lon) > _LARGEST[0] or abs(lat) > _LARGEST[1]:
        raise RequestError("notes", target, "Write a point as lon,lat in degrees, such as 40.9,34.5.")
    return wrap_longitude(lon), lat


def split_position(option: str, word: str) -> tuple[str, Position | None]:
    """Return what stands before @x,y, and the position, if there is one."""
    target, at, position = word.partition("@")
    if not at:
        return target, None
    sides = position.split(",")
    if len(sides) != _POINT_PARTS or not all(re.fullmatch(r"\d{1,4}", side, re.ASCII) for side in sides):
        raise RequestError(option, word, _FORM_OF_POSITION)
    x, y = map(int, sides)
    if max(x, y) > PER_MILLE:
        raise RequestError(option, word, _FORM_OF_POSITION)
    return target, (x, y)


def format_notes(notes: Sequence[OwnNote]) -> str:
    """Return notes as they are written in an address."""
    return "|".join(f"{note.target}{format_position(note.position)}:{_escape(note.text)}" for note in notes)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def format_position(position: Position | None) -> str:
    """Return a position as it is written after what it is of; empty for none."""
    return "" if position is None else f"@{position[0]},{position[1]}"


def list_callouts(value: str) -> Iterator[tuple[str, Position | None]]:
    """Yield the ids in the option `callouts`, each with its position."""
    words = iter(value.split(","))
    for word in words:
        yield split_position("callouts", f"{word},{next(words, '')}" if "@" in word else word)
