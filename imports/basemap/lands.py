"""Land, borders and lakes of an area."""

from collections.abc import Iterator, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from atlas.reading.world.topojson import parse_topology
from atlas.reading.world.world import Countries, Item, build_countries, cut_borders, cut_lands, cut_waters
from imports.basemap.area import Area
from imports.basemap.packages import WORLD_ATLAS, Shelf

_STEPS = 8_000
"""An area is drawn with details down to this share of its size."""


def read_countries(shelf: Shelf) -> Countries:
    """Read the countries at 1:10 million."""
    return build_countries(parse_topology(shelf.read(WORLD_ATLAS, "countries-10m.json")))


def thin_out(countries: Countries, area: Area) -> Countries:
    """Return the countries without details that cannot be seen: an arc is simplified once, for both sides."""
    return Countries(countries.lands.simplify(area.size / _STEPS), countries.by_id, countries.disputed)


def find_lands(countries: Countries, area: Area, languages: Sequence[str]) -> Iterator[Item]:
    """Yield the lands; those that the atlas is about are in focus, and each has a place for its name."""
    for properties, shape in cut_lands(countries, [area.box], languages):
        point = _place_name(shape)
        more: dict[str, Any] = {"label": [round(point.x, 3), round(point.y, 3)]}
        if properties["id"] in area.focus:
            more["focus"] = True
        yield properties | more, shape


def find_borders_of(countries: Countries, area: Area) -> Iterator[Item]:
    """Yield the borders."""
    return cut_borders(countries, [area.box])


def find_lakes(area: Area) -> Iterator[Item]:
    """Yield the lakes of the program's own world, at 1:50 million."""
    return cut_waters("lakes", [area.box])


def _place_name(shape: BaseGeometry) -> shapely.Point:
    parts = shapely.get_parts(shape)
    largest = parts[int(shapely.area(parts).argmax())]
    return shapely.Point(shapely.maximum_inscribed_circle(largest, tolerance=0.05).coords[0])
