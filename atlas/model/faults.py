"""Faults: an error in an atlas folder, its place, the rule it breaks and how to correct it.

Formats a fault as a sentence and as JSON; contains no rule itself.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from typing import Literal

_MOST_CHARACTERS = 80
"""The most characters of a value that a message repeats."""
_MOST_IN_TEXT = 400
"""The most characters of any text in a fault."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One error. `rule` and `cure` are parts of the message: "value" rule. Cure."""

    file: str
    rule: str
    cure: str = ""
    line: int | None = None
    feature: int | None = None
    """The number of a GeoJSON feature, counted from 1."""
    column: str | None = None
    """A column of a table, a property of a feature, or a key of atlas.toml."""
    value: str | None = None

    def format_text(self) -> str:
        """Return the fault as one line: place, value, rule, cure."""
        value = "" if self.value is None else f'"{shorten(self.value)}" '
        cure = f" {_end(self.cure)}" if self.cure else ""
        return f"{self._format_where()}: {value}{self.rule}.{cure}"

    def _format_where(self) -> str:
        parts = [self.file]
        parts += [f"feature {self.feature}"] if self.feature is not None else []
        parts += [f"line {self.line}"] if self.line is not None else []
        parts += [self._name_column()] if self.column is not None else []
        return ", ".join(parts)

    def _name_column(self) -> str:
        if self.file.endswith(".toml"):
            return f"key {self.column}"
        if not self.file.endswith(".geojson"):
            return f"column {self.column}"
        return f"{self.column}" if self.column in {"geometry", "type"} else f"property {self.column}"


class Faults:
    """A collector: every check adds to it, and none stops at the first fault."""

    def __init__(self) -> None:
        self._faults: dict[Fault, None] = {}

    def add(self, fault: Fault) -> None:
        """Add a fault; duplicates are stored once."""
        self._faults[_make_plain(fault)] = None

    def __len__(self) -> int:
        return len(self._faults)

    def sorted(self) -> tuple[Fault, ...]:
        """Return the faults by file and line; on the same line, in the order they were found."""
        return tuple(sorted(self._faults, key=lambda fault: (fault.file, fault.line or fault.feature or 0)))


class AtlasRefused(Exception):  # noqa: N818 - the term of the design; a refusal is not a bug
    """Raised when an atlas folder has faults and was not opened; `faults` contains all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(format_faults(faults))
        self.faults = faults


def format_faults(faults: Iterable[Fault], form: Literal["text", "json"] = "text") -> str:
    """Return all faults, one per line, or as a JSON list whose items also contain the message."""
    if form == "text":
        return "\n".join(fault.format_text() for fault in faults)
    rows = [asdict(fault) | {"message": fault.format_text()} for fault in faults]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def suggest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return 'Did you mean "…"?' if a known word is close, else an empty text."""
    close = get_close_matches(word, list(known), n=1, cutoff=likeness)
    return f'Did you mean "{close[0]}"?' if close else ""


def _end(sentence: str) -> str:
    return sentence if sentence[-1] in ".?" else f"{sentence}."


def _make_plain(fault: Fault) -> Fault:
    """Make every text safe for a terminal and for JSON, since parts of it come from unchecked files."""

    def plain(text: str | None) -> str | None:
        return None if text is None else shorten(text, _MOST_IN_TEXT)

    return replace(
        fault,
        rule=shorten(fault.rule, _MOST_IN_TEXT),
        cure=shorten(fault.cure, _MOST_IN_TEXT),
        column=plain(fault.column),
        value=plain(fault.value),
    )


def shorten(value: str, most: int = _MOST_CHARACTERS) -> str:
    """Return a foreign text safe for a message: on one line, printable, not too long."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in value[: 4 * most]).split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
