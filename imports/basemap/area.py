"""The area of a basemap: a box, or the countries in it."""

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.faults import suggest
from atlas.reading.world.topojson import Box
from atlas.reading.world.world import Countries

_MARGIN = 0.15
"""The room around countries, as a share of their extent."""
_LEAST_MARGIN = 0.3
_HOME = 8.0
"""Parts of a country further than so many degrees from its largest are not its home: overseas territories."""
_NORTH = 85.05


class AreaError(Exception):
    """An area that cannot be used; the message names the cure."""


@dataclass(frozen=True, slots=True)
class Area:
    """A box in degrees, and the ids of the countries that the atlas is about."""

    box: Box
    focus: frozenset[str] = frozenset()

    @property
    def size(self) -> float:
        """The longer side in degrees."""
        west, south, east, north = self.box
        return max(east - west, north - south)


def parse_bbox(text: str) -> Area:
    """Read "west,south,east,north"; AreaError names what is wrong."""
    cure = "Write west,south,east,north in degrees, such as 35,32,43,38."
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise AreaError(f'"{text}" is not four numbers. {cure}') from None
    if west > east and west <= 180 and east >= -180:
        raise AreaError(
            f'"{text}" crosses the 180th meridian. Make a basemap for each side, in folders of their own, '
            "and join their features."
        )
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        swapped = " Longitude comes first." if abs(south) > 90 or abs(north) > 90 else ""
        raise AreaError(f'"{text}" is not an extent.{swapped} {cure}')
    return Area((west, max(south, -_NORTH), east, min(north, _NORTH)))


def parse_countries(text: str, countries: Countries) -> Area:
    """Read ISO codes or ids of countries, "SY,IQ"; AreaError names an unknown one and the nearest."""
    codes = {country.code.lower(): own for own, country in countries.by_id.items() if country.code}
    names = [part.strip() for part in text.split(",") if part.strip()]
    if not names:
        raise AreaError("--countries is empty. Write ISO codes such as SY,IQ.")
    chosen: dict[str, BaseGeometry] = {}
    for name in names:
        own = codes.get(name.lower(), name.lower().replace(" ", "-"))
        if own not in countries.by_id:
            near = suggest(own, countries.by_id) or "Write its ISO code, such as SY, or its English name."
            raise AreaError(f'"{name}" is not a country. {near}')
        chosen[own] = _find_home(countries.lands.build_area(countries.by_id[own].geometry))
    west, south, east, north = shapely.total_bounds(list(chosen.values())).tolist()
    wide = max(_MARGIN * (east - west), _LEAST_MARGIN)
    high = max(_MARGIN * (north - south), _LEAST_MARGIN)
    box = (
        max(west - wide, -180),
        max(south - high, -_NORTH),
        min(east + wide, 180),
        min(north + high, _NORTH),
    )
    return Area(box, frozenset(chosen))


def _find_home(country: BaseGeometry) -> BaseGeometry:
    """Return the largest part of a country and those near it."""
    parts = shapely.get_parts(country)
    largest = parts[int(shapely.area(parts).argmax())]
    return shapely.union_all(parts[shapely.distance(parts, largest) < _HOME])
