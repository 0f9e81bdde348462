"""What it does to the map: two scenes of one day, and the places where another force is in effect.

Knows holdings and areas; knows not why the scenes differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from atlas.certainty import UNKNOWN
from atlas.model import Atlas
from atlas.state import Holding, Scene
from atlas.vocabulary import Shape, Status

IN_EFFECT = (Status.CONTROL, Status.BESIEGED)
_EARTH = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Effect:
    """The places where two scenes differ, in the atlas' order, and the area (km²) of the zones among them."""

    day: int
    places: tuple[str, ...]
    km2: float


def measure_km2(geometry: BaseGeometry) -> float:
    """Return the geodesic area of a geometry in degrees."""
    area, _ = _EARTH.geometry_area_perimeter(geometry)
    return abs(float(area)) / 1e6


def sum_km2(atlas: Atlas, places: Iterable[str]) -> float:
    """Return the area of the zones among places; derived zones lie over others and are not counted."""
    zones = (atlas.places[place] for place in places)
    drawn = (zone for zone in zones if zone.shape is Shape.ZONE and not zone.derived)
    return sum(measure_km2(zone.geometry) for zone in drawn)


def forces_in_effect(holdings: Iterable[Holding]) -> frozenset[str]:
    """Return who is in effect: the certain ones, else the possible."""
    found = [one for one in holdings if one.status in IN_EFFECT and one.share != UNKNOWN]
    certain = [one for one in found if one.certain]
    return frozenset(one.force for one in certain or found)


def compare_scenes(one: Scene, other: Scene) -> Effect:
    """Return where another force is in effect in the other scene: both of one day and the same places."""
    atlas, listed = other.atlas, tuple(other.atlas.places)
    numbers = {*one.atlas.index.place[one.rows].tolist(), *atlas.index.place[other.rows].tolist()}
    places = tuple(
        listed[number]
        for number in sorted(numbers)
        if forces_in_effect(one.holdings(listed[number])) != forces_in_effect(other.holdings(listed[number]))
    )
    return Effect(other.day, places, sum_km2(atlas, places))
