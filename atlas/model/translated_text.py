"""Texts in several languages, and what a text that is drawn may contain. Contains no language itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BREAKS = re.compile(r"\s*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")
_CLOSED_BY = dict.fromkeys("\u202a\u202b", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_OVERRIDES = "\u202d\u202e"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the atlas' default language, with its translations."""

    default: str
    others: Mapping[str, str]

    def translate(self, language: str) -> str:
        """Return the text in a language, or else in the default language."""
        return self.others.get(language) or self.default

    def over(self, other: "Text", language: str) -> str:
        """Return this text in a language, or else the other text in it, or else their defaults."""
        return self.others.get(language) or other.others.get(language) or self.default or other.default


NO_TEXT = Text("", {})
"""An empty text."""


def join_lines(text: str) -> str:
    """Return a text on one line: line breaks and separators of every kind become one space."""
    return text if text.isprintable() else _BREAKS.sub(" ", text).strip(" ")


def find_stray_direction(text: str) -> str:
    """Return a direction control that would change text around it, or show letters out of order; else "".

    Embeddings and isolates that are closed within the text are harmless.
    """
    if text.isprintable():
        return ""
    awaited: list[tuple[str, str]] = []
    for char in text:
        if char in _CLOSED_BY:
            awaited.append((char, _CLOSED_BY[char]))
        elif char in _OVERRIDES or (char in _CLOSED_BY.values() and not (awaited and awaited[-1][1] == char)):
            return char
        elif char in _CLOSED_BY.values():
            awaited.pop()
    return awaited[-1][0] if awaited else ""
