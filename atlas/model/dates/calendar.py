"""The calendar: whole numbers of days, and the years, months and days that they are.

Gregorian throughout, also before 1582 (proleptic), with astronomical years: 0 is 1 BCE, -43 is 44 BCE.
Python's `date` has no years before 1, so dates are moved by whole cycles of 400 years. No languages here.
"""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

CYCLE_YEARS = 400
"""After so many years, leap years and weekdays are the same again."""
_CYCLE_DAYS = 146_097
_EPOCH = date(1970, 1, 1).toordinal()
_BASE = 2000
"""The years of one cycle from here on stand for all others."""
FIRST_YEAR, LAST_YEAR = -9999, 9999


class CalendarDate(NamedTuple):
    """A day of the calendar: month 1 to 12, day 1 to 31."""

    year: int
    month: int
    day: int


def day_number(year: int, month: int, day: int) -> int:
    """Return the days since 1970-01-01. ValueError if there is no such month or day."""
    cycles, within = divmod(year - _BASE, CYCLE_YEARS)
    return date(_BASE + within, month, day).toordinal() - _EPOCH + cycles * _CYCLE_DAYS


def date_of(day: int) -> CalendarDate:
    """Return the calendar date of a day number."""
    cycles, within = divmod(day, _CYCLE_DAYS)
    stands = date.fromordinal(within + _EPOCH)
    return CalendarDate(stands.year + cycles * CYCLE_YEARS, stands.month, stands.day)


def stand_in(day: int) -> date:
    """Return a date of 1970 to 2370 with the same month, day and weekday, for libraries with few years."""
    return date.fromordinal(day % _CYCLE_DAYS + _EPOCH)


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return monthrange(_BASE + year % CYCLE_YEARS, month)[1]


def add_months(day: int, months: int) -> int:
    """Return the same date some months on, or the last day of that month."""
    start = date_of(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return day_number(year, month + 1, min(start.day, month_length(year, month + 1)))
