"""Roles: what a column may contain, and the words by which its header is recognised."""

import re
import tomllib
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from imports.values.normalise import normalise

_FOLDER = Path(__file__).parent
_WHOLE, _PART = 1.0, 0.6
"""How much a header counts that equals a word of a role, and one that contains it."""
_LEAST_CHARACTERS = 4
"""A shorter word counts only as a whole header: "to", "le", "з"."""


class Role(StrEnum):
    """What a column contains."""

    PLACE = "place"
    ACTOR = "actor"
    FROM = "from"
    TO = "to"
    DATE = "date"
    SOURCE = "source"
    URL = "url"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    COORDINATES = "coordinates"
    STATUS = "status"
    NOTE = "note"
    KIND = "kind"
    COUNTRY = "country"
    FAMILY = "family"
    PUBLISHED = "published"
    CONFIRMED = "confirmed"
    ID = "id"
    TITLE = "title"
    SECOND_ACTOR = "second_actor"
    FATALITIES = "fatalities"


def _read_words(name: str) -> dict[str, dict[str, int]]:
    """Return the words of each table of a file, with their positions."""
    tables = tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
    return {
        role: {word: at for at, word in reversed([*enumerate(map(normalise, words))])}
        for role, words in tables.items()
    }


_HEADERS = _read_words("headers.toml")
_STATUSES = {word: status for status, words in _read_words("statuses.toml").items() for word in words}


@lru_cache(maxsize=4096)
def score_header(header: str, role: Role) -> float:
    """Return how likely a header names a role, from 0 to 1; earlier words of the list count more."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    words = _HEADERS.get(role, {})
    scores = [0.0]
    for text in {normalise(header), normalise(spaced)}:
        if text in words:
            scores.append(_WHOLE - words[text] / 1000)
        scores += [
            _PART - at / 1000
            for word, at in words.items()
            if len(word) >= _LEAST_CHARACTERS and f" {word} " in f" {text} "
        ]
    return max(scores)


def find_status(text: str) -> str:
    """Return the status that a word in any of the languages means; empty if it is none."""
    return _STATUSES.get(normalise(text), "")
