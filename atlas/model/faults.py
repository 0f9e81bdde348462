"""Faults: an error in an atlas folder, its place, the rule it breaks and how to correct it.

Formats a fault as a sentence and as JSON; contains no rule itself.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Literal

_MOST_CHARACTERS = 80
"""The most characters of a value that a message repeats."""
_MOST_IN_TEXT = 400
"""The most characters of any text in a fault."""
SINGLE = 3
"""In up to so many places the same fault is listed at each."""
VARIETY = 5
"""Up to so many values with the same fault are listed each; more are examples in one line."""
MOST = 1_000
"""So many different faults are listed."""
_MOST_PLACES = 100_000
"""So many places of one fault are remembered; after that, repeats are no longer recognised."""
MOST_SUGGESTIONS = 25
"""Unknown words per file or column that get a suggestion: comparing each with 10,000 others takes time."""
_DETAILS = re.compile(r'"[^"]*"|\d[\d,.]*')


class Severity(StrEnum):
    """Whether an atlas cannot be opened, or only may show something that its editors do not want."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One error or doubt. `rule` and `cure` are parts of the message: "value" rule. Cure."""

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
    others: tuple[str, ...] = ()
    """Some other values with the same fault, if too many have it to list each."""
    severity: Severity = Severity.FAULT

    def format_text(self) -> str:
        """Return the fault as one line: place, value, rule, cure; a warning says that it is one."""
        warning = "Warning: " if self.severity is Severity.WARNING else ""
        value = "" if self.value is None else f'"{shorten(self.value)}" '
        cure = f" {_end(self.cure)}" if self.cure else ""
        return f"{warning}{self._format_where()}: {value}{self.rule}.{cure}{self._format_count()}"

    def _format_count(self) -> str:
        if self.count == 1:
            return ""
        others = [f'"{shorten(value)}"' for value in self.others]
        same = f", also with values such as {', '.join(others)}" if others else ""
        return f" ({self.count:,} times, first at {', '.join(self._list_location())}{same})"

    def _format_where(self) -> str:
        parts = [self.file]
        if self.count == 1:
            parts += self._list_location()
        parts += [self._name_column()] if self.column is not None else []
        return ", ".join(parts)

    def _list_location(self) -> list[str]:
        numbers = (("feature", self.feature), ("line", self.line))
        return [f"{kind} {number}" for kind, number in numbers if number is not None]

    def _name_column(self) -> str:
        if self.file.endswith(".toml"):
            return f"key {self.column}"
        if not self.file.endswith(".geojson"):
            return f"column {self.column}"
        return f"{self.column}" if self.column in {"geometry", "type"} else f"property {self.column}"


class Faults:
    """A collector: every check adds to it, and none stops at the first fault.

    The same fault in more than `SINGLE` places is one fault with a count, and so is one with more than
    `VARIETY` different values. `MOST` different ones are stored and the rest is counted, so that a broken
    file of any size takes little memory.
    """

    def __init__(self) -> None:
        self._causes: dict[tuple[str | None, ...], _Cause] = {}
        self._left_out = 0

    def add(self, fault: Fault) -> None:
        """Add a fault or a warning; duplicates are stored once."""
        key = (fault.severity, fault.file, fault.column, _name_kind(fault.rule))
        cause = self._causes.get(key)
        if cause is None:
            if len(self._causes) >= MOST:
                self._left_out += 1
                return
            cause = self._causes[key] = _Cause()
        cause.add(fault)

    def count(self, kind: tuple[Severity, str, str, str], cure: str, value: str | None) -> bool:
        """Count a fault of a kind (severity, file, column, rule) that was added often; it costs little.

        False if it must be added instead, because its cure or value is a new one.
        """
        *where, rule = kind
        cause = self._causes.get((*where, _name_kind(rule)))
        return cause is not None and cause.count((rule, cure, value))

    def __len__(self) -> int:
        return len(self._causes)

    def sorted(self) -> tuple[Fault, ...]:
        """Return the faults and then the warnings, by file and line; on one line, in the order of finding."""
        faults = [fault for cause in self._causes.values() for fault in cause.list_faults()]
        faults.sort(key=lambda fault: (fault.severity, fault.file, fault.line or fault.feature or 0))
        left_out = self._left_out + len(faults[MOST:])
        if left_out:
            rule = f"there are {left_out:,} more faults"
            cure = "Correct those above first, then check again"
            faults[MOST:] = [Fault("more", rule, cure, severity=faults[0].severity)]
        return tuple(faults)


@lru_cache(maxsize=256)
def _name_kind(rule: str) -> str:
    return _DETAILS.sub("", rule)


_Variant = tuple[str, str, str | None]
"""What differs between the faults of one cause: rule, cure and value."""
_Place = tuple[int, int]
_ANY: _Variant = ("", "", None)
"""Stands for all variants where there are too many to list."""


class _Cause:
    """Faults of one file and column that break the same rule; their values and places may differ."""

    def __init__(self) -> None:
        self._variants: dict[_Variant, Fault] = {}
        self._places: dict[tuple[_Variant, _Place], None] = {}
        self._first: tuple[_Place, Fault] | None = None
        self._unlisted: Counter[_Variant] = Counter()

    def add(self, fault: Fault) -> None:
        place = (fault.feature or 0, fault.line or 0)
        variant = (fault.rule, fault.cure, fault.value)
        if (variant, place) in self._places:
            return
        if self._first is None or place < self._first[0]:
            self._first = place, _make_plain(fault)
        if variant not in self._variants and len(self._variants) <= VARIETY:
            self._variants[variant] = _make_plain(replace(fault, line=None, feature=None))
        if len(self._places) < _MOST_PLACES:
            self._places[variant, place] = None
        else:
            self._unlisted[variant if len(self._variants) <= VARIETY else _ANY] += 1

    def count(self, variant: _Variant) -> bool:
        """Count a fault; False if it must be added, because its value is needed."""
        if len(self._variants) <= VARIETY and variant not in self._variants:
            return False
        self._unlisted[variant if len(self._variants) <= VARIETY else _ANY] += 1
        return True

    def list_faults(self) -> list[Fault]:
        if len(self._variants) <= VARIETY or self._first is None:
            return [fault for variant in self._variants for fault in self._list_variant(variant)]
        first = self._first[1]
        values = [fault.value for fault in self._variants.values() if fault.value != first.value]
        others = tuple(value for value in values if value is not None)[: VARIETY - 1]
        return [replace(first, count=len(self._places) + self._unlisted.total(), others=others)]

    def _list_variant(self, variant: _Variant) -> list[Fault]:
        fault, places = self._variants[variant], [place for own, place in self._places if own == variant]
        count = len(places) + self._unlisted[variant]
        if count > SINGLE:
            places = [min(places)]
        times = count if count > SINGLE else 1
        return [replace(fault, feature=at or None, line=line or None, count=times) for at, line in places]


class AtlasRefused(Exception):  # noqa: N818 - the term of the design; a refusal is not a bug
    """Raised when an atlas folder has faults and was not opened; `faults` contains all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(format_faults(faults))
        self.faults = faults


def split_faults(findings: Iterable[Fault]) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """Return the faults and the warnings among findings, each in their order."""
    both: dict[Severity, list[Fault]] = {severity: [] for severity in Severity}
    for finding in findings:
        both[finding.severity].append(finding)
    return tuple(both[Severity.FAULT]), tuple(both[Severity.WARNING])


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


def import_file(name: str) -> str:
    """Return the cure for a file that another program wrote: an atlas can be made from it."""
    return f"make an atlas from it: python app.py import {name} --into NEW-FOLDER"


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
