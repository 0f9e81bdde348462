"""A date by a pattern of CLDR, such as d MMMM y. Babel writes all but the year: it has no year 0."""

import re
from functools import lru_cache

from babel.dates import format_date

from atlas.model.dates.calendar import day_number, stand_in

PLAIN_YEARS = 1000
"""From this year on, a year is understood without its era."""
_FIRST_SUNDAY = day_number(2000, 1, 2)


@lru_cache(maxsize=16384)
def fill_pattern(day: int, pattern: str, locale: str, year: str) -> str:
    """Return a day by a pattern, with its year as it is to be written."""
    quoted = "'" + year.replace("'", "''") + "'"
    return str(format_date(stand_in(day), format=re.sub("y+", lambda _: quoted, pattern), locale=locale))


def name_months(locale: str, *, short: bool = False) -> list[str]:
    """Return the twelve months' names, January first."""
    pattern = "LLL" if short else "LLLL"
    return [fill_pattern(day_number(2000, month, 1), pattern, locale, "") for month in range(1, 13)]


def name_weekdays(locale: str) -> list[str]:
    """Return the seven days' names, Sunday first."""
    return [fill_pattern(_FIRST_SUNDAY + number, "EEEE", locale, "") for number in range(7)]
