"""The features and records of a series, as the rows of zones.geojson and records.csv."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy.typing as npt
import shapely

from atlas.model.edtf_dates import format_day
from imports.snapshots.intervals import find_presences, find_shape_dates
from imports.snapshots.places import Place
from imports.snapshots.series import Series

__all__ = ["SeriesRows", "write_rows"]


class SeriesRows(NamedTuple):
    """GeoJSON features of zones, several of which may share an id, and records by column."""

    features: list[dict[str, Any]]
    records: list[dict[str, str]]


def write_rows(series: Series, force_names: Mapping[str, str], source: str) -> SeriesRows:
    """Write rows for all places; `force_names` has names by id, `source` is the source of the series."""
    rows = SeriesRows([], [])
    numbers: Counter[str] = Counter()
    for place in series.places:
        numbers[place.force] += 1
        place_id = f"{place.force}-{numbers[place.force]}"
        name = place.name or f"{force_names[place.force]} {numbers[place.force]}"
        rows.features.extend(_features(place, place_id, name, series))
        rows.records.extend(_records(place, place_id, source, series.days))
    return rows


def _features(place: Place, place_id: str, name: str, series: Series) -> Iterator[dict[str, Any]]:
    """Make one feature of each shape; it has no beginning if the first snapshot shows it."""
    for shape, begin, end in find_shape_dates(place, series.days):
        properties = {"id": place_id, "name": name}
        if begin[1] != series.days[0]:
            properties["from"] = _window(begin)
        if end is not None:
            properties["to"] = _window(end)
        yield {"type": "Feature", "properties": properties, "geometry": _geometry(series.shapes, shape)}


def _geometry(shapes: npt.NDArray[Any], number: int) -> dict[str, Any]:
    return dict(shapely.geometry.mapping(shapely.orient_polygons(shapes[number])))


def _records(place: Place, place_id: str, source: str, days: list[int]) -> Iterator[dict[str, str]]:
    """Make one record of each time in which the place is in every snapshot, reported with the first."""
    for number, (begin, end, confirmed) in enumerate(find_presences(place, days), start=1):
        record = {
            "id": f"{place_id}-{number}",
            "place": place_id,
            "force": place.force,
            "status": place.status,
            "from": f"../{format_day(begin[1])}" if begin[1] == days[0] else _window(begin),
            "confirmed": format_day(confirmed),
            "reported": format_day(begin[1]),
            "sources": source,
        }
        if end is not None:
            record |= {"to": _window(end), "to_reported": format_day(end[1])}
        yield record


def _window(window: tuple[int, int]) -> str:
    """Write a day, or the days on one of which it was, as EDTF."""
    first, last = (format_day(day) for day in window)
    return first if first == last else f"{first}/{last}"
