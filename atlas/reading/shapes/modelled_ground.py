"""Zones that are modelled from sites: which sites a `derive` with `towns` names, and the cell of each.

The cells belong to the sites, so that nothing is recorded twice: who holds a site holds its cell.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import cast

import shapely
from pydantic_core import PydanticCustomError
from shapely import Point
from shapely.geometry.base import BaseGeometry

from atlas.model.faults import shorten, suggest
from atlas.model.vocabulary import SETTLEMENTS
from atlas.reading.shapes.derived_zones import parse_km
from atlas.reading.shapes.geojson import Features
from atlas.reading.shapes.town_cells import find_cells, find_obstacle
from atlas.reading.tables.csv_tables import Table
from atlas.reading.tables.fields import wrong

TOWNS = "towns"
KEYS = (TOWNS, "km", "within")


@dataclass(frozen=True, slots=True)
class TownDerivation:
    """Which sites have cells, by kind or id; how far a cell reaches; the land that it is cut to, or empty."""

    towns: tuple[str, ...]
    km: float
    within: str = ""


def is_modelled(value: object) -> bool:
    """Return whether a property `derive` asks for ground modelled from sites."""
    return isinstance(value, dict) and TOWNS in value


def parse_town_derivation(value: Mapping[str, object]) -> TownDerivation:
    """Read a property `derive` with `towns`; raise an error that names the fault."""
    for key in value:
        if key not in KEYS:
            cure = suggest(key, KEYS) or f"Use one of: {', '.join(KEYS)}"
            raise wrong(f'has the unknown key "{shorten(str(key))}"', cure)
    towns = list(SETTLEMENTS) if value[TOWNS] is True else value[TOWNS]
    if not isinstance(towns, list) or not towns or not all(isinstance(town, str) for town in towns):
        cure = 'Write true for all settlements, or a list of kinds and ids of sites, such as ["city", "town"]'
        raise wrong("does not name towns", cure)
    within = value.get("within", "")
    if not isinstance(within, str):
        raise wrong("does not name a land", "Write within as an id, in quotation marks")
    return TownDerivation(tuple(towns), parse_km(value.get("km")), within)


def check_modelled(tables: Mapping[str, Features], records: Table | None) -> None:
    """Report each `derive` with `towns` that cannot be read or has no sites, and records at such zones."""
    modelled: set[str] = set()
    for row, value in _rows(tables):
        zones = tables["zones"]
        modelled.add(zones.values["id"][row])
        try:
            derivation = parse_town_derivation(value)
        except PydanticCustomError as error:
            context = error.context or {}
            zones.add_fault(row, "derive", context.get("rule", ""), context.get("cure", ""))
            continue
        _check_names(tables, row, derivation)
    for row, place in enumerate(records.values["place"] if records else ()):
        if records and place in modelled:
            rule = "is modelled from towns, and has no records of its own"
            records.add_fault(
                row, "place", rule, "Name one of the towns: who holds it holds the ground around it"
            )


def _check_names(tables: Mapping[str, Features], row: int, derivation: TownDerivation) -> None:
    """Report towns that are neither a kind nor an id of a site, an unknown land, and sites too far apart."""
    zones, known = tables["zones"], _names_of_sites(tables)
    unknown = [town for town in derivation.towns if town not in known and town not in SETTLEMENTS]
    for town in unknown:
        rule = f'names "{shorten(town)}", which is neither a kind nor an id of a site in sites.geojson'
        zones.add_fault(row, "derive", rule, suggest(town, known) or "Correct it, or add the site")
    land = tables.get("basemap/land")
    ids = [str(own) for own in land.written("id")] if land else []
    if derivation.within and derivation.within not in ids:
        rule = f'refers to "{shorten(derivation.within)}", which is not an id in basemap/land.geojson'
        zones.add_fault(row, "derive", rule, suggest(derivation.within, ids) or "Correct it, or add the land")
    elif not unknown:
        _check_sites(tables["zones"], row, _pick_sites(tables, derivation, ()), derivation.km)


def _check_sites(zones: Features, row: int, sites: Mapping[str, Point], km: float) -> None:
    if not sites:
        cure = "Check towns and within: a cell needs a site inside the land"
        zones.add_fault(row, "derive", "results in an empty area, because it has no sites", cure)
    elif rule := find_obstacle(sites.values(), km):
        cure = "Write one zone for each part, with its own towns or within, or a smaller km"
        zones.add_fault(row, "derive", rule, cure)


def _names_of_sites(tables: Mapping[str, Features]) -> set[str]:
    if "sites" not in tables:
        return set()
    values = tables["sites"].values
    return {name for column in ("id", "kind") for name in values[column] if name}


def model_ground(tables: Mapping[str, Features]) -> dict[str, BaseGeometry]:
    """Return the cell of each site that has one; a site that two rows name belongs to the first."""
    cells: dict[str, BaseGeometry] = {}
    for _, value in _rows(tables):
        derivation = parse_town_derivation(value)
        within = _find_land(tables, derivation.within)
        if sites := _pick_sites(tables, derivation, cells):
            cells |= find_cells(sites, derivation.km, within, _find_taken(tables))
    return cells


def _rows(tables: Mapping[str, Features]) -> list[tuple[int, Mapping[str, object]]]:
    values = tables["zones"].values["derive"] if "zones" in tables else []
    return [(row, value) for row, value in enumerate(values) if is_modelled(value)]


def _pick_sites(
    tables: Mapping[str, Features], derivation: TownDerivation, others: Collection[str]
) -> dict[str, Point]:
    """Return the sites of one row that lie in its land, without those that have a cell already."""
    sites = {
        own: cast(Point, point)
        for own, kind, point in _list_sites(tables)
        if {own, kind} & set(derivation.towns) and own not in others
    }
    within = _find_land(tables, derivation.within)
    if within is None or not sites:
        return sites
    shapely.prepare(within)
    inside = shapely.contains(within, list(sites.values())).tolist()
    return {own: point for (own, point), is_in in zip(sites.items(), inside, strict=True) if is_in}


def _list_sites(tables: Mapping[str, Features]) -> list[tuple[str, str, BaseGeometry]]:
    if "sites" not in tables:
        return []
    table = tables["sites"]
    rows = zip(table.values["id"], table.values["kind"], table.geometries, strict=True)
    return [(own, kind, point) for own, kind, point in rows if own and point is not None]


def _find_land(tables: Mapping[str, Features], name: str) -> BaseGeometry | None:
    table = tables.get("basemap/land")
    if not name or table is None:
        return None
    rows = zip(table.written("id"), table.geometries, strict=True)
    return next((shape for own, shape in rows if str(own) == name), None)


def _find_taken(tables: Mapping[str, Features]) -> BaseGeometry | None:
    """Return the ground of the zones that were drawn and always exist: it is not modelled."""
    zones = tables["zones"]
    columns = (zones.values[column] for column in ("derive", "from", "to"))
    drawn = [
        shape
        for shape, derive, start, end in zip(zones.geometries, *columns, strict=True)
        if shape is not None and derive is None and start is None and end is None
    ]
    return shapely.union_all(drawn) if drawn else None
