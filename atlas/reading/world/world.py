"""The lands, borders, lakes and rivers of the world at 1:50 million, cut to the extent of an atlas.

Contains today's countries and no dates: `ground.py` decides what an atlas of earlier times shows of them.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import numpy as np
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
class Countries:
    """Lands that share their borders."""

    lands: Topology
    by_id: Mapping[str, Country]
    disputed: frozenset[tuple[str, str]]


@lru_cache(maxsize=1)
def read_world() -> Countries:
    """Read the countries of the program once."""
    return build_countries(parse_topology((DATA / "countries-50m.json").read_bytes()))


@lru_cache(maxsize=1)
def _read_waters() -> Topology:
    return parse_topology((DATA / "waters-50m.json").read_bytes())


def build_countries(lands: Topology) -> Countries:
    """Return the countries of a file like those of npm `world-atlas`, with the ids and names used here."""
    rows = _read_rows("countries.csv")
    disputed = frozenset((row["one"], row["other"]) for row in _read_rows("disputed.csv"))
    features = {geometry["properties"]["name"]: geometry for geometry in lands.objects["countries"]}
    apart = {
        row["feature"]: _find_part(lands, features[row["feature"]], row["at"])
        for row in rows
        if row["at"] and row["feature"] in features
    }
    countries = [
        _build_country(row, features[row["feature"]], apart.get(row["feature"]))
        for row in rows
        if row["feature"] in features
    ]
    return Countries(lands, {country.id: country for country in countries}, disputed)


def _find_part(lands: Topology, geometry: Mapping[str, Any], at: str) -> int:
    """Return the number of the part of an area that contains a point, "lon lat"."""
    point = shapely.Point(*map(float, at.split()))
    parts = ({"type": "Polygon", "arcs": part} for part in geometry["arcs"])
    return next(number for number, part in enumerate(parts) if lands.build_area(part).contains(point))


def _read_rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((DATA / name).read_text(encoding="utf-8"))))


def _build_country(row: Mapping[str, str], geometry: Mapping[str, Any], apart: int | None) -> Country:
    """Return an area of the file: a feature without the part that is an area of its own, or that part."""
    if apart is not None and row["at"]:
        geometry = {"type": "Polygon", "arcs": geometry["arcs"][apart]}
    elif apart is not None:
        parts = [part for number, part in enumerate(geometry["arcs"]) if number != apart]
        geometry = {"type": "MultiPolygon", "arcs": parts}
    names = {"en": row["name"] or ("" if row["code"] else row["feature"]), "ar": row["name_ar"]}
    return Country(row["id"], row["code"], names, geometry, frozenset(arcs_of(geometry)))


def widen(box: Box) -> Box:
    """Return a box with as much again on each side, for wide and tall pictures; at most all the world."""
    west, south, east, north = box
    wide = max(east - west, 1.5 * (north - south), _LEAST)
    high = max(north - south, east - west, _LEAST)
    south, north = max(south - high, -_EDGE), min(north + high, _EDGE)
    west, east = west - wide, east + wide
    return (west, south, east, north) if east - west < 360 else (-180.0, south, 180.0, north)


def split_box(box: Box) -> list[Box]:
    """Return the parts of a box on each side of the 180th meridian."""
    west, south, east, north = box
    parts = ((west + turn, east + turn) for turn in (-360, 0, 360))
    cut_off = ((max(left, -180.0), min(right, 180.0)) for left, right in parts)
    return [(left, south, right, north) for left, right in cut_off if left < right]


def cut_lands(countries: Countries, boxes: Sequence[Box], languages: Sequence[str]) -> Iterator[Item]:
    """Yield the lands in some boxes, with their names in some languages; the first is the default."""
    for country in _countries_in(countries, boxes):
        area = cut(_build_area(countries, country), boxes)
        if not area.is_empty:
            names = name_country(country, languages)
            yield {"id": country.id, "country": country.code.lower() or country.id} | names, area


def cut_borders(countries: Countries, boxes: Sequence[Box]) -> Iterator[Item]:
    """Yield the borders in some boxes, each with the two lands that it lies between."""
    arcs = {country.id: set(country.arcs) for country in _countries_in(countries, boxes)}
    for left, right, shared in find_borders(arcs):
        line = cut(countries.lands.build_line(shared), boxes)
        if not line.is_empty:
            kind = "disputed" if (left, right) in countries.disputed else "international"
            yield {"id": f"{left}--{right}", "kind": kind, "between": [left, right]}, line


def cut_waters(part: str, boxes: Sequence[Box]) -> Iterator[Item]:
    """Yield the `rivers` or `lakes` in some boxes."""
    waters = _read_waters()
    near = waters.find_arcs(boxes)
    for number, geometry in enumerate(waters.objects[part]):
        arcs = [arc for own in geometry["arcs"] for arc in own] if part == "rivers" else arcs_of(geometry)
        if near[list(arcs)].any():
            whole = waters.build_line(arcs) if part == "rivers" else waters.build_area(geometry)
            shape = cut(whole, boxes)
            if not shape.is_empty:
                yield {"id": f"{part}-{number}", "kind": part[:-1]}, shape


def is_too_wide_for_rivers(box: Box) -> bool:
    """Return whether rivers would only be clutter."""
    return box[2] - box[0] > _RIVERS


def _countries_in(countries: Countries, boxes: Sequence[Box]) -> list[Country]:
    near, bounds = countries.lands.find_arcs(boxes), countries.lands.bounds
    # A box in the middle of a large country may lie within the bounds of none of its arcs.
    return [
        country
        for country in countries.by_id.values()
        if near[list(country.arcs)].any() or any(_surrounds(bounds[list(country.arcs)], box) for box in boxes)
    ]


@lru_cache(maxsize=512)
def _build_area(countries: Countries, country: Country) -> BaseGeometry:
    return countries.lands.build_area(country.geometry)


def _surrounds(bounds: np.ndarray, box: Box) -> bool:
    west, south = bounds[:, :2].min(axis=0)
    east, north = bounds[:, 2:].max(axis=0)
    return bool(west <= box[0] and south <= box[1] and east >= box[2] and north >= box[3])


def cut(shape: BaseGeometry, boxes: Sequence[Box]) -> BaseGeometry:
    """Return the part of an area or a line in some boxes, without the points and lines of a touch."""
    west, south, east, north = shape.bounds
    for box in boxes:
        if west >= box[0] and south >= box[1] and east <= box[2] and north <= box[3]:
            return shape
    kind = shapely.get_dimensions(shape)
    region = MultiPolygon([shapely.box(*box) for box in boxes])
    pieces = shapely.get_parts(shapely.intersection(shape, region)).tolist()
    parts = [part for part in pieces if shapely.get_dimensions(part) == kind]
    if len(parts) == 1:
        return cast(BaseGeometry, parts[0])
    return MultiPolygon(parts) if kind == 2 else MultiLineString(parts)


def name_country(country: Country, languages: Sequence[str]) -> dict[str, str]:
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
