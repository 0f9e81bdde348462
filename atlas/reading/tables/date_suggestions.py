"""Suggestions: what a date may mean that is not in EDTF but written as people and spreadsheets do.

Never guesses: a date that can be read in two ways gives both. Contains English names of months only.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product

from atlas.model.edtf_dates import parse_window

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?P<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_YEAR = r"(?P<year>\d{4}|\d\d)"
_GAP = r"[-/. ,]+"
_NUMBERED = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d\d)", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?(?:[T ][\d:.]+Z?)?", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{4})", re.ASCII)
_NAMED = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}}){_GAP}{_NAME}{_GAP}{_YEAR}",
        rf"{_NAME}{_GAP}(?P<day>\d{{1,2}}){_GAP}(?P<year>\d{{4}})",
        rf"{_NAME}{_GAP}{_YEAR}",
    )
)
_SERIAL = re.compile(r"[2-6]\d{4}", re.ASCII)
"""Days since the end of 1899, as spreadsheets count them: 1954 to 2091."""
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_CENTURY_TURNS = 30
"""A two-digit year below this is in the 2000s, as in spreadsheets."""
_LONGEST = 60


def suggest_date(text: str, parse: Callable[[str], object]) -> str:
    """Return "Write it as …" with every reading of a text that `parse` accepts, or an empty text."""
    accepted = list_readings(text, parse)
    choice = ", whichever is meant" if len(accepted) > 1 else ""
    return f"Write {' or '.join(accepted)}{choice}" if accepted else ""


def list_readings(text: str, parse: Callable[[str], object]) -> list[str]:
    """Return every reading of a text, in EDTF, that `parse` accepts."""
    if len(text) > _LONGEST:
        return []
    readings = dict.fromkeys(_read_interval(text.strip()))
    return [reading for reading in readings if _is_taken(reading, parse)]


def _is_taken(reading: str, parse: Callable[[str], object]) -> bool:
    try:
        parse(reading)
    except ValueError:
        return False
    return True


def _read_interval(text: str) -> Iterator[str]:
    yield from _read_date(text)
    for at in (match.start() for match in re.finditer("/", text)):
        halves = text[:at].strip(), text[at + 1 :].strip()
        for half in product(*(_read_half(half) for half in halves)):
            yield "/".join(half)


def _read_half(text: str) -> list[str]:
    if text == ".." or _is_taken(text, parse_window):
        return [text]
    return list(_read_date(text))


def _read_date(text: str) -> Iterator[str]:
    """Yield each reading of one date, with its mark of doubt if it has one."""
    plain = text.rstrip("~?%")
    for reading in (*_read_numbers(plain), *_read_names(plain)):
        if _is_taken(reading, parse_window):
            yield reading + text[len(plain) :]


def _read_numbers(text: str) -> Iterator[str]:
    if match := _YEAR_FIRST.fullmatch(text):
        yield _format(match[1], match[2], match[3])
    elif match := _NUMBERED.fullmatch(text):
        first, second, third = match.groups()
        yield _format(third, second, first)
        yield _format(third, first, second)
        if len(third) < 4:
            yield _format(first, second, third)
    elif match := _MONTH_FIRST.fullmatch(text):
        yield _format(match[2], match[1])
    elif _SERIAL.fullmatch(text):
        yield (_SPREADSHEET_EPOCH + timedelta(days=int(text))).isoformat()


def _read_names(text: str) -> Iterator[str]:
    for form in _NAMED:
        if match := form.fullmatch(text):
            parts = match.groupdict()
            month = _MONTHS.index(parts["name"][:3].lower()) + 1
            yield _format(parts["year"], month, parts.get("day"))
            return


def _format(year: str, month: str | int, day: str | None = None) -> str:
    if len(year) < 4:
        year = year.zfill(2)
        year = f"{'20' if int(year) < _CENTURY_TURNS else '19'}{year}"
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
