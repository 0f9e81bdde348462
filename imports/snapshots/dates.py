"""The day of a snapshot: in the name of its file."""

import re

from atlas.model.edtf_dates import format_day, parse_day

__all__ = ["find_day"]

_FORMS = (
    re.compile(r"(?<!\d)(\d{4})[-_. ]?(\d\d)[-_. ]?(\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(\d\d)[-_. ](\d\d)[-_. ](\d{4})(?!\d)"),
)


def find_day(name: str) -> int:
    """Find the day in the name of a file, such as front_2022-02-24.geojson, 20220224.json or 24.02.2022.kml.

    ValueError if the name contains no day, or several, or one that can be read in two ways.
    """
    days = {
        day for match in _FORMS[0].finditer(name) if (day := _valid("-".join(match.groups()))) is not None
    }
    if not days:
        days = _day_last(name)
    if len(days) == 1:
        return days.pop()
    if days:
        dates = " or ".join(format_day(day) for day in sorted(days))
        raise ValueError(f'"{name}" is of {dates}. Rename it so that it contains one date, as YYYY-MM-DD')
    raise ValueError(f'"{name}" contains no date. Rename it after its day, such as front_2022-02-24.geojson')


def _day_last(name: str) -> set[int]:
    """Day, month and year, in either order of day and month."""
    days: set[int] = set()
    for match in _FORMS[1].finditer(name):
        first, second, year = match.groups()
        readings = (_valid(f"{year}-{second}-{first}"), _valid(f"{year}-{first}-{second}"))
        days |= {day for day in readings if day is not None}
    return days


def _valid(text: str) -> int | None:
    try:
        return parse_day(text)
    except ValueError:
        return None
