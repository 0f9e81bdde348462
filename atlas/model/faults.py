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
SINGLE = 3
"""In up to so many places the same fault is listed at each."""
MOST = 1_000
"""So many different faults are listed."""


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
    count: int = 1
    """In how many places it is; `line` and `feature` are those of the first."""

    def format_text(self) -> str:
        """Return the fault as one line: place, value, rule, cure."""
        value = "" if self.value is None else f'"{shorten(self.value)}" '
        cure = f" {_end(self.cure)}" if self.cure else ""
        return f"{self._format_where()}: {value}{self.rule}.{cure}{self._format_count()}"

    def _format_count(self) -> str:
        if self.count == 1:
            return ""
        at = f"line {self.line}" if self.line is not None else f"feature {self.feature}"
        return f" (×{self.count:,}, first at {at})"

    def _format_where(self) -> str:
        parts = [self.file]
        if self.count == 1:
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
    """A collector: every check adds to it, and none stops at the first fault.

    The same fault in more than `SINGLE` places is one fault with a count; `MOST` different ones are stored,
    and the rest is counted, so that a broken file of any size takes little memory.
    """

    def __init__(self) -> None:
        self._groups: dict[tuple[str | None, ...], _Group] = {}
        self._left_out = 0

    def add(self, fault: Fault) -> None:
        """Add a fault; duplicates are stored once."""
        cause = (fault.file, fault.rule, fault.cure, fault.column, fault.value)
        group = self._groups.get(cause)
        if group is None:
            if len(self._groups) >= MOST:
                self._left_out += 1
                return
            group = self._groups[cause] = _Group(_make_plain(replace(fault, line=None, feature=None)))
        group.add(fault.line, fault.feature)

    def __len__(self) -> int:
        return len(self._groups)

    def sorted(self) -> tuple[Fault, ...]:
        """Return the faults by file and line; on the same line, in the order they were found."""
        faults = [fault for group in self._groups.values() for fault in group.list_faults()]
        faults.sort(key=lambda fault: (fault.file, fault.line or fault.feature or 0))
        if self._left_out:
            rule = f"there are {self._left_out:,} more faults"
            faults.append(Fault("more", rule, "Correct those above first, then check again"))
        return tuple(faults)


class _Group:
    """The places of one fault, each once, in the order they were found."""

    def __init__(self, cause: Fault) -> None:
        self._cause = cause
        self._places: dict[tuple[int | None, int | None], None] = {}

    def add(self, line: int | None, feature: int | None) -> None:
        self._places[line, feature] = None

    def list_faults(self) -> list[Fault]:
        if len(self._places) <= SINGLE:
            return [replace(self._cause, line=line, feature=feature) for line, feature in self._places]
        line, feature = min(self._places, key=lambda place: (place[1] or 0, place[0] or 0))
        return [replace(self._cause, line=line, feature=feature, count=len(self._places))]


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
