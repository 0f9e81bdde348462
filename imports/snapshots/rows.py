"""The places of a series as the features of zones.geojson and the rows of records.csv."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from atlas.model.edtf_dates import format_day
from imports.snapshots.intervals import Dates, date_shapes, date_stays
from imports.snapshots.places import Place
from imports.snapshots.series import Series

__all__ = ["SeriesRows", "ShapeRow", "StayRow", "write_rows"]


class ShapeRow(NamedTuple):
    """A feature; several may share an id. `rows` are the numbers of the rows of the input behind it."""

    properties: dict[str, str]
    shape: BaseGeometry
    rows: list[int]


class StayRow(NamedTuple):
    """A record by column, and the numbers of the rows of the input behind it."""

    cells: dict[str, str]
    rows: list[int]


class SeriesRows(NamedTuple):
    """What a series adds to an atlas."""

    shapes: list[ShapeRow]
    stays: list[StayRow]


def write_rows(series: Series, force_names: Mapping[str, str], source: str) -> SeriesRows:
    """Write rows for all places; `force_names` has names by id, `source` is the source of the series."""
    rows = SeriesRows([], [])
    numbers: Counter[str] = Counter()
    for place in series.places:
        numbers[place.force] += 1
        place_id = f"{place.force}-{numbers[place.force]}"
        name = place.name or f"{force_names[place.force]} {numbers[place.force]}"
        rows.shapes.extend(_shapes(place, {"id": place_id, "name": name}, series))
        rows.stays.extend(_stays(place, place_id, source, series.days))
    return rows


def _shapes(place: Place, properties: dict[str, str], series: Series) -> Iterator[ShapeRow]:
    """Make a feature of each shape; it has no beginning if the first snapshot shows it."""
    for dates in date_shapes(place, series.days):
        begin = {"from": _window(dates.begin)} if dates.first else {}
        end = {"to": _window(dates.end)} if dates.end else {}
        yield ShapeRow(
            properties | begin | end, series.shapes[place.shapes[dates.first]], _rows(place, dates)
        )


def _stays(place: Place, place_id: str, source: str, days: list[int]) -> Iterator[StayRow]:
    """Make a record of each time in which the place is in every snapshot, reported with the first."""
    for number, dates in enumerate(date_stays(place, days), start=1):
        first = format_day(days[dates.first])
        cells = {
            "id": f"{place_id}-{number}",
            "place": place_id,
            "force": place.force,
            "status": place.status,
            "from": _window(dates.begin) if dates.first else f"../{first}",
            "confirmed": format_day(days[dates.last]),
            "reported": first,
            "sources": source,
        }
        end = {"to": _window(dates.end), "to_reported": format_day(dates.end[1])} if dates.end else {}
        yield StayRow(cells | end, _rows(place, dates))


def _rows(place: Place, dates: Dates) -> list[int]:
    return [place.rows[number] for number in range(dates.first, dates.last + 1)]


def _window(window: tuple[int, int]) -> str:
    """Write a day, or the days on one of which it was, as EDTF."""
    first, last = (format_day(day) for day in window)
    return first if first == last else f"{first}/{last}"
