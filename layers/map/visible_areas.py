"""Visible areas: how much of the visible area each force holds.

Smaller zones lie on larger ones, and the locator and captions on all of them; covered ground does not count.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.history.news_choice import Visible
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from atlas.request.situation import PlaceState
from atlas.shapes.bounds import as_area
from layers.geometry.viewport import SHARPEST_ZOOM, Extent, set_viewport
from layers.labels.placement import Box

_LEAST_PX = 0.5
"""Zones that overlap by fewer square px than this only touch."""
_LEAST_SHARE = 0.02
"""A force with a smaller share of the ground is not worth a word."""


@dataclass(frozen=True, slots=True)
class VisibleArea:
    """What one map of a picture shows: its extent, and the boxes that lie on it, in px."""

    extent: Extent
    covered: tuple[Box, ...] = ()
    sharpest: float = SHARPEST_ZOOM
    """How accurate its lines are, as in `set_viewport`; as in its drawing, so that both share one."""

    def shows(self, lon: float, lat: float) -> bool:
        """Return whether a point is within the map."""
        x, y = self.extent.point(lon, lat)
        return 0 <= x <= self.extent.width and 0 <= y <= self.extent.height


@lru_cache(maxsize=32)
def find_visible(atlas: Atlas, area: VisibleArea) -> Visible:
    """Return the places that a map shows at least partly, and its events."""
    viewport = set_viewport(atlas, area.extent, sharpest=area.sharpest)
    frame = shapely.box(0, 0, area.extent.width, area.extent.height)
    shapes = {**viewport.zones, **viewport.lines, **viewport.bands}
    points = {place: shapely.Point(point) for place, point in viewport.sites.items()}
    places = frozenset(place for place, shape in (shapes | points).items() if shape.intersects(frame))
    return Visible(places, frozenset(event.id for event in atlas.events if area.shows(event.lon, event.lat)))


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The zones as they lie on a map, in px, and the smaller ones on each."""

    shapes: Mapping[str, BaseGeometry]
    above: Mapping[str, Sequence[str]]

    def visible(self, name: str, drawn: set[str]) -> float:
        """Return how many square px of a zone are visible under those drawn on it."""
        shape = self.shapes[name]
        above = [self.shapes[zone] for zone in self.above.get(name, ()) if zone in drawn]
        return float((shape.difference(shapely.union_all(above)) if above else shape).area)


@lru_cache(maxsize=32)
def lay_out_ground(atlas: Atlas, area: VisibleArea) -> Ground:
    """Return the zones on a map, without what lies under its boxes."""
    viewport = set_viewport(atlas, area.extent, sharpest=area.sharpest)
    free: BaseGeometry = shapely.box(0, 0, area.extent.width, area.extent.height)
    for box in area.covered:
        free = free.difference(shapely.box(*box))
    names = list(viewport.zones)
    shapes = shapely.intersection(np.array([viewport.zones[name] for name in names], dtype=object), free)
    above: defaultdict[str, list[str]] = defaultdict(list)
    tree = shapely.STRtree(shapes)
    for low, high in zip(*tree.query(shapes, predicate="intersects").tolist(), strict=True):
        if low < high and shapes[low].intersection(shapes[high]).area > _LEAST_PX:
            above[names[low]].append(names[high])
    return Ground(dict(zip(names, shapes, strict=True)), above)


def measure_held(atlas: Atlas, ground: Ground, states: Mapping[str, PlaceState]) -> Mapping[str, float]:
    """Return the square px that each force holds, largest first; joint ground counts in equal parts.

    Ground with rival claims is held by none of them.
    """
    drawn = {name for name in ground.shapes if states[name].coloured}
    held: defaultdict[str, float] = defaultdict(float)
    for name in drawn:
        holders = states[name].holders if atlas.places[name].covered else frozenset[str]()
        px = ground.visible(name, drawn) if holders else 0.0
        for force in holders:
            held[force] += px / len(holders)
    return dict(sorted(held.items(), key=lambda entry: (-entry[1], entry[0])))


def rank_forces(held: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the forces in control with their shares of the visible ground that is held, largest first."""
    whole = sum(held.values())
    ranked = [(force, px / whole) for force, px in held.items() if px]
    return [entry for number, entry in enumerate(ranked) if number == 0 or entry[1] >= _LEAST_SHARE]


def find_share_held(
    atlas: Atlas, ground: Ground, held: Mapping[str, float], absent: Collection[str]
) -> float:
    """Return the share of the visible ground that forces hold; the rest is unknown or held by nobody."""
    covered = (
        place.id
        for place in atlas.places.values()
        if place.covered and place.id not in absent and place.id in ground.shapes
    )
    whole = _measure(ground, tuple(covered))
    return sum(held.values()) / whole if whole else 0.0


@lru_cache(maxsize=64)
def _measure(ground: Ground, zones: tuple[str, ...]) -> float:
    """Return the square px of all the ground in some zones: the same on most days."""
    return float(shapely.union_all([ground.shapes[zone] for zone in zones]).area)


def list_covered_zones(atlas: Atlas, area: VisibleArea) -> list[str]:
    """Return the covered zones on a map, in the order of the atlas."""
    zones = [place for place in atlas.places.values() if place.shape is Shape.ZONE and place.covered]
    shapes = np.array([zone.geometry for zone in zones], dtype=object)
    inside = shapely.intersects(shapes, as_area(area.extent.bbox))
    return [zone.id for zone, within in zip(zones, inside, strict=True) if within]
