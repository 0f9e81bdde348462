"""Dates as people and programs write them, in EDTF. A form that can be read in two ways is never guessed."""

import re
from functools import lru_cache

from atlas.model.edtf_dates import parse_window
from atlas.reading.tables.date_suggestions import list_readings
from imports.values.months import translate_months

ORDERS = ("dmy", "mdy")
_NUMBERED = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d\d)", re.ASCII)
_COMPACT = re.compile(r"((?:1[5-9]|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])", re.ASCII)
_TIME = re.compile(
    r"[T ,]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[AaPp][Mm])?\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?$"
)
_OPEN = frozenset(
    {"", "-", "—", "–", "?", "present", "now", "ongoing", "today", "current", "n/a", "na", "none", "null"}
)
"""Words for an end that is not known to have come."""
_CENTURY = 30
_SHORT_YEAR = re.compile(r"(-?)(\d{1,4})", re.ASCII)
_BEFORE_CHRIST = re.compile(
    r"(\d{1,4})\s*(?:bce?|b\.\s?c\.(?:\s?e\.)?|v\.\s?chr\.?|до н\.?\s?э?е?\.?|ق\.?\s?م\.?)", re.I
)


class DateError(ValueError):
    """Raised when a text is no date; the text is the rule that it breaks."""


class AmbiguousDateError(DateError):
    """Raised when a date can be read in two ways, and nobody said which is meant."""


def is_open(text: str) -> bool:
    """Return whether a cell says that there is no end."""
    return text.strip().casefold() in _OPEN


@lru_cache(maxsize=65536)
def parse_date(text: str, order: str = "") -> str:
    """Return a date in EDTF; `order` (dmy or mdy) decides between the readings of 3/4/2022."""
    plain = _TIME.sub("", translate_months(text.strip())).strip(" ,")
    if _is_date(plain):
        return plain
    if year := _read_year(plain):
        return year
    if match := _COMPACT.fullmatch(plain):
        plain = "-".join(match.groups())
        if _is_date(plain):
            return plain
    if order and (match := _NUMBERED.fullmatch(plain)):
        return _read_in_order(match, order, text)
    readings = list_readings(plain, parse_window)
    if len(readings) > 1:
        raise AmbiguousDateError(
            f'"{text[:40]}" can be read as {" or ".join(readings)}: give --dates dmy or mdy'
        )
    if not readings:
        raise DateError(f'"{text[:40]}" is not a date')
    return readings[0]


def _read_year(text: str) -> str:
    """Return a year with four digits: 800 is 0800, -3400 stays, and 44 BC is -0043; empty if it is none."""
    if match := _BEFORE_CHRIST.fullmatch(text):
        before = int(match[1]) - 1
        return f"-{before:04d}" if before > 0 else "0000"
    if match := _SHORT_YEAR.fullmatch(text):
        return f"{match[1] if int(match[2]) else ''}{int(match[2]):04d}"
    return ""


def _is_date(text: str) -> bool:
    try:
        parse_window(text)
    except ValueError:
        return False
    return True


def _read_in_order(match: re.Match[str], order: str, text: str) -> str:
    first, second, year = match.groups()
    day, month = (first, second) if order == "dmy" else (second, first)
    if len(year) == 2:
        year = f"{'20' if int(year) < _CENTURY else '19'}{year}"
    date = f"{year}-{int(month):02d}-{int(day):02d}"
    if not _is_date(date):
        raise DateError(f'"{text[:40]}" is not a date in the order {order}')
    return date
