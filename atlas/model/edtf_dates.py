"""Days and uncertain dates.

A day is a whole number: days since 1970-01-01, the same in Python and in the browser.
Supports EDTF (ISO 8601-2) levels 0 and 1, and from level 2 the groups of months such as 2018-1X.
Contains no records, no languages and no current date.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from time import struct_time

from edtf import EDTFObject, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

EPOCH = date(1970, 1, 1).toordinal()
FOREVER = date(9999, 12, 31).toordinal() - EPOCH
"""The day of an unknown end, later than any day a map can show."""
NEVER = date(1, 1, 1).toordinal() - EPOCH
"""The day of something that never happened, earlier than any day a map can show."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTHS = re.compile(r"(\d{4})-([01])X", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_WINTER = re.compile(r"(\d{4})-24", re.ASCII)
_ALLOWED = re.compile(r"\d{2}(\d\d|\dX|XX)(-(0\d|1[0-2]|2[1-4]|[01]X|XX)(-(\d\d|XX))?)?[~?%]?", re.ASCII)
_FORMS = (
    "Write YYYY-MM-DD, YYYY-MM, YYYY, a season (2018-21), a range (A/B), ../A or A/.., "
    "each optionally followed by ~, ? or %"
)


@dataclass(frozen=True, slots=True)
class Window:
    """The days on one of which something began or ended: [earliest, latest], both included."""

    earliest: int
    latest: int
    open: bool = False
    """True for ../A (true by then, start unknown) and A/.. (still true then, end unknown)."""
    about: bool = False
    """True if the date carries ~, ? or %."""
    text: str = field(default="", compare=False)
    """The date as written, so that texts are no more exact than the data; empty if nobody wrote it."""


UNENDED = Window(FOREVER, FOREVER)
"""The end of a record with no known end."""


def day_of(when: date) -> int:
    """Return the day number of a calendar date."""
    return when.toordinal() - EPOCH


def date_of(day: int) -> date:
    """Return the calendar date of a day number."""
    return date.fromordinal(day + EPOCH)


def parse_day(text: str) -> int:
    """Read YYYY-MM-DD. ValueError names the text and the rule."""
    if _DAY.fullmatch(text):
        try:
            return day_of(date.fromisoformat(text))
        except ValueError:
            raise ValueError(
                f'"{text}" is not a valid date. Correct the day or the month (YYYY-MM-DD)'
            ) from None
    raise ValueError(f'"{text}" is not a full date. Write YYYY-MM-DD')


def format_day(day: int) -> str:
    """Return a day as YYYY-MM-DD."""
    return date_of(day).isoformat()


@lru_cache(maxsize=65536)
def parse_window(text: str) -> Window:
    """Read one EDTF date into the window of days it leaves open. ValueError names the text and the rule."""
    return replace(_parse(text), text=text)


def _parse(text: str) -> Window:
    start, slash, end = text.partition("/")
    if not slash:
        return _parse_single(start)
    if start == ".." and end not in ("", ".."):
        last = _parse_single(end)
        return Window(last.latest, last.latest, open=True, about=last.about)
    if end == ".." and start not in ("", ".."):
        first = _parse_single(start)
        return Window(first.earliest, first.earliest, open=True, about=first.about)
    first, last = _parse_single(start), _parse_single(end)
    if last.latest < first.earliest:
        raise ValueError(f'"{text}" ends before it begins. Swap the two dates')
    return Window(first.earliest, last.latest, about=first.about or last.about)


def _parse_single(text: str) -> Window:
    if _DAY.fullmatch(text):
        day = parse_day(text)
        return Window(day, day)
    if not _ALLOWED.fullmatch(text):
        raise ValueError(f'"{text}" is not a date in EDTF. {_FORMS}')
    about = text[-1] in "~?%"
    return _months(text.rstrip("~?%"), about) or _by_library(text, about)


def _months(text: str, about: bool) -> Window | None:
    """Read groups of months and winters, which the edtf library reads slowly or wrongly."""
    if text.startswith("0000") or text == "9999-24":
        raise ValueError(f'"{text}" is outside the supported years. Correct the year')
    if match := _MONTHS.fullmatch(text):
        year, tens = int(match[1]), match[2]
        first, last = (1, 9) if tens == "0" else (10, 12)
        return Window(day_of(date(year, first, 1)), _month_end(year, last), about=about)
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        return Window(day_of(date(year, month, 1)), _month_end(year, month), about=about)
    if match := _WINTER.fullmatch(text):
        year = int(match[1])
        return Window(day_of(date(year, 12, 1)), _month_end(year + 1, 2), about=about)
    return None


def _month_end(year: int, month: int) -> int:
    return day_of(date(year, month, monthrange(year, month)[1]))


def _by_library(text: str, about: bool) -> Window:
    try:
        parsed = parse_edtf(text)
    except (EDTFParseException, AttributeError):
        raise ValueError(f'"{text}" is not a date in EDTF. {_FORMS}') from None
    return Window(*_bounds(parsed, text), about=about)


def _bounds(parsed: EDTFObject, text: str) -> tuple[int, int]:
    try:
        return _day_of_struct(parsed.lower_strict()), _day_of_struct(parsed.upper_strict())
    except (ValueError, TypeError, AttributeError):
        raise ValueError(f'"{text}" is not a valid date. {_FORMS}') from None


def _day_of_struct(moment: struct_time) -> int:
    return day_of(date(moment.tm_year, moment.tm_mon, moment.tm_mday))
