"""The two ends of an uncertain date, each as exactly as it is written: a year, a month or a day."""

import re

from atlas.model.dates.calendar import date_of, day_number
from atlas.model.edtf_dates import Window, parse_window

End = tuple[int, ...]
"""(year,), (year, month) or (year, month, day)."""
YEAR, MONTH, DAY = 1, 2, 3
"""How long an end is."""
_PLAIN = re.compile(r"(-?\d{4})(?:-(0\d|1[0-2])(?:-(\d\d))?)?", re.ASCII)


def find_ends(window: Window) -> tuple[End, End]:
    """Return the first and the last end of a date; twice the same if there is only one."""
    first, slash, last = window.text.partition("/")
    if window.open:
        return ((_ends_of(first) if last == ".." else _ends_of(last))[1],) * 2
    if not slash:
        return _ends_of(first) if first else _bounds(window)
    return _ends_of(first)[0], _ends_of(last)[1]


def first_day(end: End) -> int:
    """Return the first day of a year or a month, or the day itself."""
    year, month, day = (*end, 1, 1)[:DAY]
    return day_number(year, month, day)


def _ends_of(text: str) -> tuple[End, End]:
    """Return the first and the last year, month or day that one half leaves open."""
    plain = text.rstrip("~?%")
    if match := _PLAIN.fullmatch(plain):
        end = tuple(int(part) for part in match.groups() if part)
        return end, end
    return _bounds(parse_window(plain))


def _bounds(window: Window) -> tuple[End, End]:
    first, last = date_of(window.earliest), date_of(window.latest)
    if (first.day, date_of(window.latest + 1).day) != (1, 1):
        return first, last
    if (first.month, last.month) == (1, 12):
        return first[:YEAR], last[:YEAR]
    return first[:MONTH], last[:MONTH]
