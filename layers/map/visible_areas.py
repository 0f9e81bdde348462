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

from atlas.history.existence import absent_on
from atlas.history.in_effect import find_rivals, forces_in_effect
from atlas.history.scene import Scene, newest_age
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from layers.geometry.viewport import Extent, Viewport, set_viewport
from layers.labels.placement import Box
from layers.style.symbology import Symbolizer

_LEAST_PX = 0.5
"""Zones that overlap by fewer square px than this only touch."""
_LEAST_SHARE = 0.02
"""A force with a smaller share of the ground is not worth a word."""


@dataclass(frozen=True, slots=True)
class VisibleArea:
    """What one map of a picture shows: its extent, and the boxes that lie on it, in px."""

    extent: Extent
    covered: tuple[Box, ...] = ()

    def shows(self, lon: float, lat: float) -> bool:
        """Return whether a point is within the map."""
        x, y = self.extent.point(lon, lat)
        return 0 <= x <= self.extent.width and 0 <= y <= self.extent.height


@lru_cache(maxsize=32)
def find_visible_places(atlas: Atlas, area: VisibleArea) -> frozenset[str]:
    """Return the places that a map shows at least partly."""
    viewport = set_viewport(atlas, area.extent)
    frame = shapely.box(0, 0, area.extent.width, area.extent.height)
    shapes = {**viewport.zones, **viewport.lines, **viewport.bands}
    points = {place: shapely.Point(point) for place, point in viewport.sites.items()}
    return frozenset(place for place, shape in (shapes | points).items() if shape.intersects(frame))


def rank_forces(scene: Scene, symbolizer: Symbolizer, area: VisibleArea) -> list[tuple[str, float]]:
    """Return the forces in control with their shares of the visible ground that is held, largest first."""
    held = measure_held(scene, symbolizer, area)
    whole = sum(held.values())
    ranked = [(force, px / whole) for force, px in held.items() if px]
    return [entry for number, entry in enumerate(ranked) if number == 0 or entry[1] >= _LEAST_SHARE]


def find_share_held(scene: Scene, symbolizer: Symbolizer, area: VisibleArea) -> float:
    """Return the share of the visible ground that forces hold; the rest is unknown or held by nobody."""
    absent = absent_on(scene.atlas, scene.day, scene.known)
    existing = (place for place in scene.atlas.places.values() if place.covered and place.id not in absent)
    grounds = _grounds(scene.atlas, area)
    covered = [grounds.shapes[place.id] for place in existing if place.id in grounds.shapes]
    whole = float(shapely.union_all(covered).area)
    return sum(measure_held(scene, symbolizer, area).values()) / whole if whole else 0.0


def list_ages(scene: Scene, hidden: Collection[str], area: VisibleArea) -> list[int | None]:
    """Return the step of age of each covered zone on a map, None without evidence."""
    frame = shapely.box(*area.extent.bbox)
    absent = absent_on(scene.atlas, scene.day, scene.known)
    zones = [
        place
        for place in scene.atlas.places.values()
        if place.shape is Shape.ZONE and place.covered and place.id not in absent
    ]
    inside = shapely.intersects(np.array([zone.geometry for zone in zones], dtype=object), frame)
    return [
        newest_age(holding for holding in scene.holdings(zone.id) if holding.force not in hidden)
        for zone, within in zip(zones, inside, strict=True)
        if within
    ]


def measure_held(scene: Scene, symbolizer: Symbolizer, area: VisibleArea) -> Mapping[str, float]:
    """Return the square px that each force holds, largest first; joint ground counts in equal parts.

    Ground with rival claims is held by none of them.
    """
    atlas, grounds = scene.atlas, _grounds(scene.atlas, area)
    drawn = {name for name in grounds.shapes if symbolizer.symbolize(scene.holdings(name)).ground}
    held: defaultdict[str, float] = defaultdict(float)
    for name in drawn:
        holdings = [holding for holding in scene.holdings(name) if not symbolizer.hides(holding.force)]
        counted = atlas.places[name].covered and not find_rivals(atlas, holdings)
        forces = forces_in_effect(holdings) if counted else frozenset[str]()
        px = grounds.visible(name, drawn) if forces else 0.0
        for force in forces:
            held[force] += px / len(forces)
    return dict(sorted(held.items(), key=lambda entry: (-entry[1], entry[0])))


@dataclass(frozen=True, slots=True, eq=False)
class _Grounds:
    """The zones as they lie on a map, in px, and the smaller ones on each."""

    shapes: Mapping[str, BaseGeometry]
    above: Mapping[str, Sequence[str]]

    def visible(self, name: str, drawn: set[str]) -> float:
        shape = self.shapes[name]
        above = [self.shapes[zone] for zone in self.above.get(name, ()) if zone in drawn]
        return float((shape.difference(shapely.union_all(above)) if above else shape).area)


@lru_cache(maxsize=32)
def _grounds(atlas: Atlas, area: VisibleArea) -> _Grounds:
    viewport: Viewport = set_viewport(atlas, area.extent)
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
    return _Grounds(dict(zip(names, shapes, strict=True)), above)
