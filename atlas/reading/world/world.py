"""The lands, borders, lakes and rivers of the world at 1:50 million, cut to the extent of an atlas.

Contains today's countries and no dates: `ground.py` decides what an atlas of earlier times shows of them.
"""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import shapely
from babel import Locale, UnknownLocaleError
from shapely import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from atlas.reading.world.topojson import Box, Topology, arcs_of, find_borders, parse_topology

DATA = Path(__file__).parents[2] / "world"
"""The folder of the files, with their sources and licences."""
SETTLED_SINCE = 1992
"""The year from which on the countries are those of today, but for a few."""
_EDGE = 85.06
"""The latitude at which Web Mercator ends."""
_LEAST = 5.0
"""The least margin around an atlas, in degrees."""
_RIVERS = 45.0
"""The width in degrees from which on an atlas is too wide for rivers."""

Item = tuple[dict[str, Any], BaseGeometry]
"""The properties of a feature and its shape."""


@dataclass(frozen=True, eq=False, slots=True)
class Country:
    """An area of the file: a country, or what has the form of one there."""

    id: str
    code: str
    """Its ISO code, or empty."""
    names: Mapping[str, str]
    geometry: Mapping[str, Any]
    arcs: frozenset[int]


@dataclass(frozen=True, eq=False)
class World:
    """The files, read."""

    lands: Topology
    waters: Topology
    countries: Mapping[str, Country]
    disputed: frozenset[tuple[str, str]]


@lru_cache(maxsize=1)
def read_world() -> World:
    """Read the files once."""
    lands = parse_topology((DATA / "countries-50m.json").read_bytes())
    rows = _read_rows("countries.csv")
    disputed = frozenset((row["one"], row["other"]) for row in _read_rows("disputed.csv"))
    countries = {row["id"]: _build_country(row, lands, rows) for row in rows}
    return World(lands, parse_topology((DATA / "waters-50m.json").read_bytes()), countries, disputed)


def _read_rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((DATA / name).read_text(encoding="utf-8"))))


def _build_country(row: Mapping[str, str], lands: Topology, rows: Sequence[Mapping[str, str]]) -> Country:
    """Return an area of the file: a feature without the parts that are areas of their own, or such a part."""
    geometry = next(g for g in lands.objects["countries"] if g["properties"]["name"] == row["feature"])
    apart = {int(r["part"]) for r in rows if r["feature"] == row["feature"] and r["part"]}
    if row["part"]:
        geometry = {"type": "Polygon", "arcs": geometry["arcs"][int(row["part"])]}
    elif apart:
        parts = [part for number, part in enumerate(geometry["arcs"]) if number not in apart]
        geometry = {"type": "MultiPolygon", "arcs": parts}
    names = {"en": row["name"] or ("" if row["code"] else row["feature"]), "ar": row["name_ar"]}
    return Country(row["id"], row["code"], names, geometry, frozenset(arcs_of(geometry)))


def widen(box: Box) -> Box:
    """Return a box with as much again on each side, for wide and tall pictures, within the map's edges."""
    west, south, east, north = box
    wide = max(east - west, 1.5 * (north - south), _LEAST)
    high = max(north - south, east - west, _LEAST)
    return (
        max(west - wide, -180.0),
        max(south - high, -_EDGE),
        min(east + wide, 180.0),
        min(north + high, _EDGE),
    )


def cut_lands(box: Box, languages: Sequence[str]) -> Iterator[Item]:
    """Yield the lands in a box, with their names in some languages; the first is the default."""
    for country in _countries_in(box):
        area = _cut(_build_area(country), box)
        if not area.is_empty:
            names = _name(country, languages)
            yield {"id": country.id, "country": country.code.lower() or country.id} | names, area


def cut_borders(box: Box) -> Iterator[Item]:
    """Yield the borders in a box, each with the two lands that it lies between."""
    world = read_world()
    arcs = {country.id: set(country.arcs) for country in _countries_in(box)}
    for left, right, shared in find_borders(arcs):
        line = _cut(world.lands.build_line(shared), box)
        if not line.is_empty:
            kind = "disputed" if (left, right) in world.disputed else "international"
            yield {"id": f"{left}--{right}", "kind": kind, "between": [left, right]}, line


def cut_waters(part: str, box: Box) -> Iterator[Item]:
    """Yield the `rivers` or `lakes` in a box."""
    waters = read_world().waters
    near = waters.find_arcs([box])
    for number, geometry in enumerate(waters.objects[part]):
        arcs = [arc for own in geometry["arcs"] for arc in own] if part == "rivers" else arcs_of(geometry)
        if near[list(arcs)].any():
            whole = waters.build_line(arcs) if part == "rivers" else waters.build_area(geometry)
            shape = _cut(whole, box)
            if not shape.is_empty:
                yield {"id": f"{part}-{number}", "kind": part[:-1]}, shape


def is_too_wide_for_rivers(box: Box) -> bool:
    """Return whether rivers would only be clutter."""
    return box[2] - box[0] > _RIVERS


def _countries_in(box: Box) -> list[Country]:
    near = read_world().lands.find_arcs([box])
    # A box in the middle of a large country may lie within the bounds of none of its arcs.
    return [
        country
        for country in read_world().countries.values()
        if near[list(country.arcs)].any() or _surrounds(country.arcs, box)
    ]


@lru_cache(maxsize=256)
def _build_area(country: Country) -> BaseGeometry:
    return read_world().lands.build_area(country.geometry)


def _surrounds(arcs: Collection[int], box: Box) -> bool:
    bounds = read_world().lands.bounds[list(arcs)]
    west, south = bounds[:, :2].min(axis=0)
    east, north = bounds[:, 2:].max(axis=0)
    return bool(west <= box[0] and south <= box[1] and east >= box[2] and north >= box[3])


def _cut(shape: BaseGeometry, box: Box) -> BaseGeometry:
    west, south, east, north = shape.bounds
    if west >= box[0] and south >= box[1] and east <= box[2] and north <= box[3]:
        return shape
    kind = shapely.get_dimensions(shape)
    cut = shapely.get_parts(shapely.intersection(shape, shapely.box(*box))).tolist()
    parts = [part for part in cut if shapely.get_dimensions(part) == kind]
    if len(parts) == 1:
        return cast(BaseGeometry, parts[0])
    return MultiPolygon(parts) if kind == 2 else MultiLineString(parts)


def _name(country: Country, languages: Sequence[str]) -> dict[str, str]:
    """Return the names of a country by column: `name` is in the first language, `name_fr` in French."""
    names = {language: _translate(country, language) for language in languages}
    default, *others = languages
    first = names[default] or country.names["en"] or _translate(country, "en")
    return {"name": first} | {f"name_{code}": names[code] for code in others if names[code]}


def _translate(country: Country, language: str) -> str:
    own = country.names.get(language, "")
    return own or (str(_territories(language).get(country.code, "")) if country.code else "")


@lru_cache(maxsize=64)
def _territories(language: str) -> Mapping[str, str]:
    try:
        return Locale.parse(language).territories or {}
    except (UnknownLocaleError, ValueError):
        return {}
