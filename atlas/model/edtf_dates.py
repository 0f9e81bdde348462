"""Days and uncertain dates.

A day is a whole number: days since 1970-01-01, the same in Python and in the browser.
Supports EDTF (ISO 8601-2) levels 0 and 1 for the years -9999 to 9999, and from level 2 unknown digits
such as 2018-1X. Contains no records, no languages and no current date.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from atlas.model.dates.calendar import FIRST_YEAR, LAST_YEAR, date_of, day_number, month_length

FOREVER = day_number(LAST_YEAR, 12, 31)
"""The day of an unknown end: the last day that can be written, so an end on it counts as unknown."""
NEVER = day_number(FIRST_YEAR, 1, 1) - 1
"""The day of something that never happened, earlier than any day a map can show."""

_DAY = re.compile(r"-?\d{4}-\d\d-\d\d", re.ASCII)
_EDTF = re.compile(
    r"(?P<year>-?(?:\d{4}|\d{3}X|\d\dXX))(?:-(?P<month>\d\d|[01]X|XX)(?:-(?P<day>\d\d|XX))?)?[~?%]?", re.ASCII
)
_MONTHS = {
    **{f"{month:02}": (month, month) for month in range(1, 13)},
    **{"0X": (1, 9), "1X": (10, 12), "XX": (1, 12), "": (1, 12)},
}
_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 14)}
"""The first and last month of spring, summer, autumn and winter, which ends in the next year."""
_YEAR_ZERO = "-0000"
_FORMS = (
    "Write YYYY-MM-DD, YYYY-MM, YYYY (44 BCE is -0043), a season (2018-21), a range (A/B), ../A or A/.., "
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
    """Return the day number of a date of Python's own kind."""
    return day_number(when.year, when.month, when.day)


def parse_day(text: str) -> int:
    """Read YYYY-MM-DD. ValueError names the text and the rule."""
    if not _DAY.fullmatch(text) or text.startswith(_YEAR_ZERO):
        raise ValueError(f'"{text}" is not a full date. Write YYYY-MM-DD')
    try:
        return day_number(int(text[:-6]), int(text[-5:-3]), int(text[-2:]))
    except ValueError:
        raise ValueError(f'"{text}" is not a valid date. Correct the day or the month (YYYY-MM-DD)') from None


def format_day(day: int) -> str:
    """Return a day as YYYY-MM-DD, before the year 0 as -YYYY-MM-DD."""
    year, month, of_month = date_of(day)
    return f"{format_year(year)}-{month:02}-{of_month:02}"


def format_year(year: int) -> str:
    """Return a year with four digits and, before the year 0, its sign."""
    return f"{year:05}" if year < 0 else f"{year:04}"


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
        exact = parse_day(text)
        return Window(exact, exact)
    match = _EDTF.fullmatch(text)
    if not match or text.startswith(_YEAR_ZERO):
        raise ValueError(f'"{text}" is not a date in EDTF. {_FORMS}')
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    loose = "X" in year or bool(day)
    if month in ("0X", "1X") and loose:
        raise ValueError(f'"{text}" is not a valid date. {_FORMS}')
    months = _MONTHS.get(month) or (None if loose else _SEASONS.get(month))
    if months is None:
        raise ValueError(f'"{text}" is not a date in EDTF. {_FORMS}')
    try:
        earliest, latest = _bounds(_years(year), months, day)
    except ValueError:
        raise ValueError(f'"{text}" is not a valid date. {_FORMS}') from None
    if latest > FOREVER:
        raise ValueError(f'"{text}" is outside the supported years. Correct the year')
    return Window(earliest, latest, about=text[-1] in "~?%")


def _years(text: str) -> tuple[int, int]:
    first, last = int(text.replace("X", "0")), int(text.replace("X", "9"))
    return min(first, last), max(first, last)


def _bounds(years: tuple[int, int], months: tuple[int, int], day: str) -> tuple[int, int]:
    """Return the first and the last day; a month after the twelfth is in the next year."""
    (first, last), (begin, end) = years, months
    last, end = last + (end - 1) // 12, (end - 1) % 12 + 1
    if day.isdigit():
        return day_number(first, begin, int(day)), day_number(last, end, int(day))
    return day_number(first, begin, 1), day_number(last, end, month_length(last, end))
