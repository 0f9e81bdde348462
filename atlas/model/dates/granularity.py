"""Granularity: the unit of time of an atlas, and what follows from it for days.

Days stay numbers of days. A date is shown on the first day of its unit, so dates are rounded down to it.
"""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from atlas.model.dates.calendar import add_months, date_of, day_number
from atlas.model.edtf_dates import FOREVER, NEVER, Window, format_day, format_year, parse_day, parse_window


class Granularity(StrEnum):
    """The unit of time in which an atlas is shown: the step of its slider."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    def floor(self, day: int) -> int:
        """Return the first day of the unit that contains a day."""
        if self is Granularity.DAY or not NEVER < day < FOREVER:
            return day
        year, month, _ = date_of(day)
        return day_number(year, 1 if self is Granularity.YEAR else month, 1)

    def floor_window(self, window: Window) -> Window:
        """Return a window between first days of units; one day for a date as fine as the unit or finer."""
        return window if self is Granularity.DAY else _floor_window(window, self)

    def add(self, day: int, count: int) -> int:
        """Return the day some units on."""
        return day + count if self is Granularity.DAY else add_months(day, count * self.months)

    def units(self, first: int, last: int) -> Iterator[int]:
        """Yield the first days of the units between two days, with the unit of the first."""
        day = self.floor(first)
        while day <= last:
            yield day
            day = self.add(day, 1)

    def write(self, day: int) -> str:
        """Return the unit of a day as in addresses: 2020-12-17, 1415-03 or -0043."""
        text = format_day(day)
        return text if self is Granularity.DAY else text[:-3] if self is Granularity.MONTH else text[:-6]

    def parse(self, text: str) -> int:
        """Read a date, or the month or year of one, as the first day of its unit; ValueError if it is none.

        In an atlas of days, only a day is one.
        """
        return parse_day(text) if self is Granularity.DAY else self.floor(parse_date(text).earliest)

    @property
    def months(self) -> int:
        """The length of a month or a year in months."""
        return 12 if self is Granularity.YEAR else 1

    @property
    def form(self) -> str:
        """How its dates are written in addresses and tables."""
        return {Granularity.DAY: "YYYY-MM-DD", Granularity.MONTH: "YYYY-MM", Granularity.YEAR: "YYYY"}[self]

    @property
    def scale(self) -> int:
        """By how much spans of days are longer that suit an atlas of days: 30 days, 12 months, 10 years."""
        return {Granularity.DAY: 1, Granularity.MONTH: 12, Granularity.YEAR: 122}[self]

    @property
    def stale_after(self) -> tuple[int, int, int]:
        """The usual steps of the age of evidence, in its own units."""
        return {
            Granularity.DAY: (90, 180, 365),
            Granularity.MONTH: (12, 24, 60),
            Granularity.YEAR: (10, 25, 50),
        }[self]

    def days(self, units: int) -> int:
        """Return about how many days so many units are."""
        return round(units * _LENGTHS[self])

    def units_in(self, days: int) -> int:
        """Return about how many units so many days are."""
        return round(days / _LENGTHS[self])


_LENGTHS = {Granularity.DAY: 1.0, Granularity.MONTH: 365.2425 / 12, Granularity.YEAR: 365.2425}


@lru_cache(maxsize=65536)
def _floor_window(window: Window, unit: Granularity) -> Window:
    return replace(window, earliest=unit.floor(window.earliest), latest=unit.floor(window.latest))


def parse_date(text: str) -> Window:
    """Read one year, month or day without signs of doubt. ValueError names the text and the rule."""
    window = parse_window(text)
    if window.open or window.about or any(sign in text for sign in "/X") or text != _plain(window):
        raise ValueError(f'"{text}" is not one date. Write YYYY-MM-DD, YYYY-MM or YYYY')
    return window


def _plain(window: Window) -> str:
    """Return a whole year, month or day as written; another text for a season."""
    whole = format_day(window.earliest)
    if window.earliest == window.latest:
        return whole
    year, month, _ = date_of(window.latest)
    if whole.endswith("-01-01") and month == 12 and year == date_of(window.earliest).year:
        return format_year(year)
    return whole[:-3] if date_of(window.earliest)[:2] == (year, month) else ""
