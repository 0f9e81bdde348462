"""Who controls a place, who claims it against others, and where two scenes of one day differ in this.

The one rule for map, legend, texts, tables and the player. Forces whose claims to one place contradict each
other are rivals; that is not joint control.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from atlas.history.scene import Holding, Scene
from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.model.vocabulary import Shape, Standing
from atlas.shapes.bounds import as_area

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


def sum_km2(atlas: Atlas, places: Iterable[str], area: BBox | None = None) -> float:
    """Return the area of the zones among places, or of their parts in an `area`.

    Derived zones lie over others and are not counted.
    """
    zones = (atlas.places[place] for place in places)
    drawn = (zone.geometry for zone in zones if zone.shape is Shape.ZONE and not zone.derived)
    frame = None if area is None else as_area(area)
    return sum(measure_km2(shape if frame is None else shape.intersection(frame)) for shape in drawn)


def pick_holders(holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    """Return the holdings that decide who controls a place: the certain ones, or else the possible ones."""
    in_effect = [holding for holding in holdings if holding.in_effect]
    return tuple([holding for holding in in_effect if holding.certain] or in_effect)


def name_holders(holdings: Iterable[Holding]) -> tuple[str, ...]:
    """Return the forces that control a place, each once, in the order of the holdings."""
    return tuple(dict.fromkeys(holding.force for holding in pick_holders(holdings)))


def is_certain(holders: Iterable[Holding]) -> bool:
    """Return whether control is certain: no holder is merely possible. False for no holders."""
    return all(holder.certain for holder in holders)


def forces_in_effect(holdings: Iterable[Holding]) -> frozenset[str]:
    """Return the forces in control: the certain ones, or else the possible ones."""
    return frozenset(name_holders(holdings))


def compare_scenes(first: Scene, second: Scene) -> Effect:
    """Return where the other scene, of the same day and the same places, shows another force in control."""
    atlas, with_records = second.atlas, {place.id for scene in (first, second) for place, _ in scene.places()}
    places = tuple(
        place
        for place in atlas.places
        if place in with_records
        and forces_in_effect(first.holdings(place)) != forces_in_effect(second.holdings(place))
    )
    return Effect(second.day, places, sum_km2(atlas, places))


def find_denied(atlas: Atlas, holdings: Iterable[Holding], others: Iterable[Holding]) -> frozenset[str]:
    """Return the forces of `others` whose records all contradict those of `holdings`, or vice versa."""
    rows = [row for holding in holdings for row in holding.rows]
    denied = frozenset[int]().union(*(list_denials(atlas).get(row, frozenset()) for row in rows))
    return frozenset(holding.force for holding in others if denied.issuperset(holding.rows))


def find_rivals(atlas: Atlas, holdings: Collection[Holding]) -> tuple[str, ...]:
    """Return the forces that claim a place and deny each other, in the order of its holdings.

    Where two of its holders are rivals, all are listed: nobody is sure to share it. Else there are none.
    """
    if Standing.DISPUTED not in [holding.standing for holding in holdings]:
        return ()
    holders = pick_holders(holdings)
    disputed = [holder for holder in holders if holder.standing is Standing.DISPUTED]
    for holder in disputed:
        rest = [other for other in holders if other.force != holder.force]
        if any(holder.force in find_denied(atlas, (other,), (holder,)) for other in rest):
            return tuple(dict.fromkeys(holder.force for holder in holders))
    return ()


@lru_cache(maxsize=8)
def list_denials(atlas: Atlas) -> Mapping[int, frozenset[int]]:
    """Return for each row the rows of the records that contradict it or that it contradicts."""
    numbers = {name: row for row, name in enumerate(atlas.records["id"])}
    denials: dict[int, set[int]] = {}
    for row, denied in enumerate(atlas.records["contradicts"]):
        for other in (numbers[name] for name in denied if name in numbers):
            denials.setdefault(row, set()).add(other)
            denials.setdefault(other, set()).add(row)
    return {row: frozenset(others) for row, others in denials.items()}
