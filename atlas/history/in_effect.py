"""Who is in effect at a place, and what it does to the map: the places where two scenes of one day differ.

The one rule for map, key, texts, tables and the player. Knows holdings and areas; not why scenes differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from atlas.history.scene import Holding, Scene
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape

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


def pick_holders(holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    """Return the holdings by which a place is held: the certain ones in effect, else the possible ones."""
    found = [one for one in holdings if one.in_effect]
    return tuple([one for one in found if one.certain] or found)


def name_holders(holdings: Iterable[Holding]) -> tuple[str, ...]:
    """Return the forces that hold a place, each once, in the order in which they are told."""
    return tuple(dict.fromkeys(one.force for one in pick_holders(holdings)))


def surely_held(holders: Iterable[Holding]) -> bool:
    """Say whether of holders none is merely possible; nobody is so for sure."""
    return all(one.certain for one in holders)


def forces_in_effect(holdings: Iterable[Holding]) -> frozenset[str]:
    """Return who is in effect: the certain ones, else the possible."""
    return frozenset(name_holders(holdings))


def compare_scenes(one: Scene, other: Scene) -> Effect:
    """Return where another force is in effect in the other scene: both of one day and the same places."""
    atlas, told = other.atlas, {place.id for scene in (one, other) for place, _ in scene.places()}
    places = tuple(
        place
        for place in atlas.places
        if place in told and forces_in_effect(one.holdings(place)) != forces_in_effect(other.holdings(place))
    )
    return Effect(other.day, places, sum_km2(atlas, places))
