"""The ground of an atlas without a basemap: the world that ships with the program, as its tables.

Decides what of the world an atlas shows; contains no shape.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import shapely

from atlas.model.edtf_dates import parse_day
from atlas.model.faults import Faults
from atlas.model.vocabulary import WorldPart
from atlas.reading.folder import BASEMAP, PLACES, Folder
from atlas.reading.shapes.geojson import Features
from atlas.reading.tables.atlas_toml import Toml
from atlas.reading.tables.csv_tables import Table, check_columns
from atlas.reading.tables.row_schemas import BasemapRow, LandRow
from atlas.reading.whole_view import find_whole_view
from atlas.reading.world.topojson import Box
from atlas.reading.world.world import (
    SETTLED_SINCE,
    Item,
    cut_borders,
    cut_lands,
    cut_waters,
    is_too_wide_for_rivers,
    read_world,
    split_box,
    widen,
)
from atlas.shapes.bounds import turn_box

_KM_PER_DEGREE = 111.0
_FURTHEST = 60.0
"""The latitude up to which a reach in km is measured along a parallel."""


def add_world(
    folder: Folder, toml: Toml | None, tables: Mapping[str, Table], features: Mapping[str, Features]
) -> Mapping[str, Features]:
    """Return the features with the parts of the world that the atlas shows, if it has no basemap itself."""
    part = toml.settings.values["world"][0] if toml else WorldPart.NONE
    if part is WorldPart.NONE or any(folder.contains(f"basemap/{name}.geojson") for name in BASEMAP):
        return features
    box = _find_extent(toml.extent if toml else None, tables, features)
    if toml is None or box is None:
        return features
    languages = toml.settings.values["languages"][0] or ("en",)
    return {**features, **_build_parts(folder, box, languages, part or _choose_part(tables))}


def _choose_part(tables: Mapping[str, Table]) -> WorldPart:
    """Return the part for the time of an atlas: today's countries are none of an earlier century's."""
    windows = [
        window
        for name, column in (("records", "from"), ("events", "date"))
        if name in tables
        for window in tables[name].values[column]
        if window is not None
    ]
    settled = parse_day(f"{SETTLED_SINCE}-01-01")
    earlier = windows and all(window.latest < settled for window in windows)
    return WorldPart.LAND if earlier else WorldPart.COUNTRIES


def _build_parts(folder: Folder, box: Box, languages: Iterable[str], part: WorldPart) -> dict[str, Features]:
    wide = split_box(widen(box))
    lands = list(cut_lands(read_world(), wide, list(languages)))
    parts: dict[str, list[Item]] = {"lakes": list(cut_waters("lakes", wide))}
    if part is WorldPart.COUNTRIES:
        parts["borders"] = list(cut_borders(read_world(), wide))
    else:
        lands = [({"id": own["id"], "name": ""}, shape) for own, shape in lands]
    if not is_too_wide_for_rivers(box):
        parts["rivers"] = list(cut_waters("rivers", wide))
    built = {f"basemap/{name}": _build_table(folder, name, items) for name, items in parts.items() if items}
    return built | {"basemap/land": _build_table(folder, "land", lands)}


def _build_table(folder: Folder, part: str, items: list[Item]) -> Features:
    """Return a table like one that was read from a file; the program's own files have no faults to report."""
    properties = [own for own, _ in items]
    columns = dict.fromkeys(column for own in properties for column in own)
    text = {column: [own.get(column) for own in properties] for column in columns}
    table = Features(f"basemap/{part}.geojson", Faults(), range(1, len(items) + 1), text)
    table.properties, table.geometries = properties, [shape for _, shape in items]
    check_columns(table, LandRow if part == "land" else BasemapRow, folder.limits)
    return table


def _find_extent(
    views: Box | None, tables: Mapping[str, Table], features: Mapping[str, Features]
) -> Box | None:
    """Return the box around the views, places and events of an atlas; None if it has none."""
    shapes = [
        shape
        for name in PLACES
        if name in features
        for shape in features[name].geometries
        if shape is not None
    ]
    shapes += [shapely.Point(point) for point in _find_events(tables.get("events"))]
    if not shapes:
        return views
    places = _reach(find_whole_view(shapes), features)
    if views is None:
        return places
    turned = turn_box(views, (places[0] + places[2]) / 2)
    return (
        min(places[0], turned[0]),
        min(places[1], turned[1]),
        max(places[2], turned[2]),
        max(places[3], turned[3]),
    )


def _reach(box: Box, features: Mapping[str, Features]) -> Box:
    """Widen a box by the reach of the derived zones: what they are cut to must be whole there."""
    derivations = features["zones"].values["derive"] if "zones" in features else []
    lengths = [
        value["km"] for value in derivations if isinstance(value, dict) and _is_length(value.get("km"))
    ]
    high = max(lengths, default=0) / _KM_PER_DEGREE
    wide = high / np.cos(np.radians(_FURTHEST)) if high else 0.0
    west, south, east, north = box
    return west - wide, south - high, east + wide, north + high


def _is_length(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 2_000


def _find_events(events: Table | None) -> list[tuple[float, float]]:
    if events is None:
        return []
    points = zip(events.values["lon"], events.values["lat"], strict=True)
    return [
        (lon, lat)
        for lon, lat in points
        if lon is not None and lat is not None and abs(lon) <= 180 and abs(lat) <= 90
    ]
