"""Places and the basemap: checks across their features, and their building.

The checks come first and compute the derived zones (an empty one is a fault); then building, without checks.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import shapely
from pydantic_core import PydanticCustomError
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Place
from atlas.model.basemap import Basemap, Feature
from atlas.model.dated_shape import DatedShape
from atlas.model.edtf_dates import FOREVER, NEVER, Window, format_day
from atlas.model.faults import Fault, shorten, suggest
from atlas.model.vocabulary import OTHER_RANK, RANKS_OF_KINDS, Shape
from atlas.reading.folder import BASEMAP, PLACES, Folder
from atlas.reading.shapes.dated_shapes import build_shapes, list_dated
from atlas.reading.shapes.derived_zones import Derivation, derive_zone, parse_derivation
from atlas.reading.shapes.geojson import Features, read_features
from atlas.reading.shapes.geometry import looks_swapped
from atlas.reading.shapes.modelled_ground import is_modelled, model_ground
from atlas.reading.tables.csv_tables import Table

Extent = tuple[float, float, float, float]


def read_places(folder: Folder) -> dict[str, Features]:
    """Read the existing files of zones, sites, lines and the basemap, by name."""
    names = [*PLACES, *(f"basemap/{part}" for part in BASEMAP)]
    tables = {name: features for name in names if (features := read_features(folder, name)) is not None}
    if not any(folder.contains(f"{name}.geojson") for name in ("zones", "sites")):
        folder.faults.add(
            Fault("zones.geojson", "is missing", "Every atlas needs zones.geojson or sites.geojson")
        )
    return tables


def check_places(tables: Mapping[str, Features], extent: Extent | None, own_land: bool = False) -> None:
    """Report duplicates and swapped axes, and compute the geometries of derived zones.

    Positions are compared with the `extent` of the views, or else with the basemap if the atlas has its own.
    """
    where = "every view", "one"
    lands = tables["basemap/land"].geometries if own_land and "basemap/land" in tables else []
    if extent is None and any(land is not None for land in lands):
        where, bounds = ("the basemap", "it"), shapely.total_bounds([land for land in lands if land])
        extent = cast(Extent, tuple(bounds.tolist()))
    for name in PLACES:
        if name in tables:
            _check_swapped(tables[name], extent, where)
    for name in ("zones", "lines"):
        if name in tables:
            _check_duplicates(tables[name])
    if "zones" in tables:
        for row, value in enumerate(tables["zones"].values["derive"]):
            if value is not None and not is_modelled(value):
                _derive(tables, row, value)


def _check_swapped(table: Features, extent: Extent | None, where: tuple[str, str]) -> None:
    outside, inside = where
    for row, geometry in enumerate(table.geometries):
        if geometry is not None and looks_swapped(geometry, extent):
            west, south, *_ = geometry.bounds
            at = f"[{west:g}, {south:g}]"
            rule = f"is outside {outside}, but inside {inside} if longitude and latitude are swapped: {at}"
            table.add_fault(row, "geometry", rule, "Longitude comes first: swap the two")


def _check_duplicates(table: Features) -> None:
    rows = [row for row, geometry in enumerate(table.geometries) if geometry is not None]
    shapes = np.array([table.geometries[row] for row in rows], dtype=object)
    alike: dict[bytes, list[int]] = {}
    for row, form in zip(rows, shapely.to_wkb(shapely.normalize(shapes)), strict=True):
        twins = alike.setdefault(form, [])
        if twin := next((other + 1 for other in twins if _is_at_once(table, row, other)), 0):
            rule = f"has the same shape as feature {twin}"
            table.add_fault(row, "geometry", rule, "Delete one of them, or correct its shape")
        twins.append(row)


def _is_at_once(table: Features, row: int, other: int) -> bool:
    """Return whether two features may apply on the same day; a place may return to an earlier shape."""
    ids, starts, ends = ([table.values[column][at] for at in (row, other)] for column in ("id", "from", "to"))
    if ids[0] == ids[1]:
        return not any((*starts, *ends))
    begun = max(NEVER if start is None else start.earliest for start in starts)
    return begun < min(FOREVER if end is None else end.latest for end in ends)


def _derive(tables: Mapping[str, Features], row: int, value: object) -> None:
    zones = tables["zones"]
    try:
        derivation = parse_derivation(value)
    except PydanticCustomError as error:
        context = error.context or {}
        zones.add_fault(row, "derive", context.get("rule", ""), context.get("cure", ""))
        return
    of = _find_shape(tables, row, derivation.of, "lines" if derivation.is_band else "sites")
    within = _find_shape(tables, row, derivation.within, "basemap/land") if derivation.within else None
    if of is not None and (within is not None or not derivation.within):
        _compute(zones, row, derivation, of, within)


def check_times(tables: Mapping[str, Features], records: Table | None) -> None:
    """Report places that end before they begin, and records that begin when their place does not exist."""
    dated: dict[str, tuple[Window | None, Window | None]] = {}
    for table in (tables[name] for name in PLACES if name in tables):
        columns = (table.values[column] for column in ("id", "from", "to"))
        for row, (own, start, end) in enumerate(zip(*columns, strict=True)):
            if start is not None or end is not None:
                dated[own] = start, end
            if start is not None and end is not None and start.earliest >= end.latest:
                rule = f'must be after from, "{table.written("from")[row]}"'
                table.add_fault(row, "to", rule, "Swap them, or leave to empty if the place still exists")
        for own, rows in list_dated(table).items():
            dated[own] = table.values["from"][rows[0]], table.values["to"][rows[-1]]
    if records is not None and dated:
        _check_begun(records, dated)


def _check_begun(records: Table, dated: Mapping[str, tuple[Window | None, Window | None]]) -> None:
    for row, (place, begun) in enumerate(zip(records.values["place"], records.values["from"], strict=True)):
        start, end = dated.get(place, (None, None))
        if begun is not None and start is not None and begun.latest < start.earliest:
            rule = f"is before {format_day(start.earliest)}, when {place} begins to exist"
            records.add_fault(row, "from", rule, "Correct it, or give the place an earlier from")
        if begun is not None and end is not None and begun.earliest >= end.latest:
            rule = f"is not before {format_day(end.latest)}, when {place} ceases to exist"
            records.add_fault(row, "from", rule, "Correct it, or give the place a later to")


def derive_again(tables: Mapping[str, Features], places: Collection[str]) -> Features:
    """Return the zones, with those derived from some places computed again from their current shapes."""
    zones = tables["zones"].keep(range(len(tables["zones"])))
    updated = dict(tables) | {"zones": zones}
    for row, value in enumerate(zones.values["derive"]):
        if value is not None and not is_modelled(value) and parse_derivation(value).of in places:
            _derive(updated, row, value)
    return zones


def _find_shape(tables: Mapping[str, Features], row: int, name: str, file: str) -> BaseGeometry | None:
    """Return the shape of a place or land by its id; report an unknown id (invalid shapes already are)."""
    table, zones = tables.get(file), tables["zones"]
    ids = table.written("id") if table else []
    shapes = [
        shape for at, shape in zip(ids, table.geometries if table else [], strict=True) if str(at) == name
    ]
    if len(shapes) > 1 and file in PLACES:
        rule = f'refers to "{shorten(name)}", which has several shapes'
        zones.add_fault(row, "derive", rule, "Draw the zone by hand, with the days of each of its shapes")
        return None
    if not shapes:
        rule = f'refers to "{shorten(name)}", which is not an id in {file}.geojson'
        zones.add_fault(row, "derive", rule, suggest(name, map(str, ids)) or "Correct it, or add the feature")
    return shapes[0] if shapes else None


def _compute(
    zones: Features, row: int, derivation: Derivation, of: BaseGeometry, within: BaseGeometry | None
) -> None:
    try:
        area = derive_zone(derivation, of, within)
    except ValueError as error:
        zones.add_fault(
            row,
            "derive",
            f"cannot be computed: {error}",
            "Join its parts, simplify the line, or draw the zone by hand",
        )
        return
    if area.is_empty:
        zones.add_fault(row, "derive", "results in an empty area", "Check side, km and within")
    zones.geometries[row] = area


def build_places(tables: Mapping[str, Features]) -> dict[str, Place]:
    """Return zones, sites and lines by id, in the order of their files; sites with their modelled cells."""
    shapes = dict(zip(PLACES, (Shape.ZONE, Shape.SITE, Shape.LINE), strict=True))
    places = [place for name in PLACES if name in tables for place in _build_file(tables[name], shapes[name])]
    built = {place.id: place for place in places}
    for table in (tables[name] for name in PLACES if name in tables):
        for own, rows in list_dated(table).items():
            last, start = table.values["to"][rows[-1]], table.values["from"][rows[0]]
            built[own] = replace(
                _build_file(table.keep([rows[-1]]), built[own].shape)[0], start=start, end=last
            )
    return built | {own: replace(built[own], cell=cell) for own, cell in model_ground(tables).items()}


def build_all_shapes(
    tables: Mapping[str, Features], published: Mapping[str, int | None]
) -> dict[str, tuple[DatedShape, ...]]:
    """Return the shapes of the places that have several; see `build_shapes`."""
    tables_of_places = (tables[name] for name in PLACES if name in tables)
    return {
        own: shapes for table in tables_of_places for own, shapes in build_shapes(table, published).items()
    }


def _build_file(table: Features, shape: Shape) -> Sequence[Place]:
    values, names, texts = table.values, table.texts("name"), table.texts("in_text")
    return [
        Place(
            id=values["id"][row],
            name=names[row],
            shape=shape,
            kind=values["kind"][row],
            accuracy_km=values["accuracy_km"][row],
            source=values["source"][row],
            geometry=cast(BaseGeometry, table.geometries[row]),
            covered=values["covered"][row],
            rank=values["rank"][row] or RANKS_OF_KINDS.get(values["kind"][row], OTHER_RANK),
            derived=values["derive"][row] is not None,
            in_text=texts[row],
            start=values["from"][row],
            end=values["to"][row],
            centre=_centre(values["derive"][row]),
            force=values["force"][row],
        )
        for row in range(len(table))
        if not is_modelled(values["derive"][row])
    ]


def _centre(derive: object) -> str:
    return str(derive.get("circle_of", "")) if isinstance(derive, dict) else ""


def build_basemap(tables: Mapping[str, Features], focus: Collection[str] = ()) -> Basemap:
    """Build the basemap from the existing files; a feature without an id gets its number in the file.

    `focus` are the lands that the atlas is about; if there are none, lands with the property `focus` are.
    """
    parts = {
        part: _build_part(part, tables[f"basemap/{part}"]) for part in BASEMAP if f"basemap/{part}" in tables
    }
    basemap = Basemap(**parts)
    return replace(basemap, land=tuple(_focus_on(land, focus) for land in basemap.land)) if focus else basemap


def _focus_on(land: Feature, focus: Collection[str]) -> Feature:
    others = {name: value for name, value in land.properties.items() if name != "focus"}
    return replace(land, properties=others | ({"focus": True} if land.id in focus else {}))


def _build_part(part: str, table: Features) -> tuple[Feature, ...]:
    values, names = table.values, table.texts("name")
    return tuple(
        Feature(
            id=values["id"][row] or f"{part}-{row + 1}",
            name=names[row],
            kind=values["kind"][row],
            geometry=cast(BaseGeometry, table.geometries[row]),
            properties=table.properties[row],
        )
        for row in range(len(table))
    )
