"""Ground: how much of what a picture shows each force holds, by the area that is seen.

Smaller zones lie on larger ones, and the locator and captions on them all; what they cover does not count.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.history.in_effect import forces_in_effect
from atlas.history.scene import Scene
from atlas.model.atlas import Atlas
from layers.geometry.viewport import Extent, Stage, set_stage
from layers.labels.placement import Box
from layers.style.symbology import Painter

_LEAST_PX = 0.5
"""Zones that share less than this many square px touch, and do not lie on one another."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one map of a picture shows: its extent, and the boxes that lie on it, in px."""

    extent: Extent
    covered: tuple[Box, ...] = ()

    def shows(self, lon: float, lat: float) -> bool:
        """Say whether a point is within the map."""
        x, y = self.extent.point(lon, lat)
        return 0 <= x <= self.extent.width and 0 <= y <= self.extent.height


@lru_cache(maxsize=32)
def find_seen(atlas: Atlas, seen: Seen) -> frozenset[str]:
    """Return the places of which a map shows a part."""
    stage = set_stage(atlas, seen.extent)
    frame = shapely.box(0, 0, seen.extent.width, seen.extent.height)
    shapes = {**stage.zones, **stage.lines, **stage.bands}
    points = {place: shapely.Point(point) for place, point in stage.sites.items()}
    return frozenset(place for place, shape in (shapes | points).items() if shape.intersects(frame))


def measure_held(atlas: Atlas, scene: Scene, painter: Painter, seen: Seen) -> Mapping[str, float]:
    """Return the square px that each force holds, largest first; joint ground counts in equal parts."""
    grounds = _grounds(atlas, seen)
    drawn = {name for name in grounds.shapes if painter.look(scene.holdings(name)).ground}
    held: defaultdict[str, float] = defaultdict(float)
    for name in drawn:
        told = (one for one in scene.holdings(name) if not painter.hides(one.force))
        forces = forces_in_effect(told) if atlas.places[name].covered else frozenset[str]()
        area = grounds.visible(name, drawn) if forces else 0.0
        for force in forces:
            held[force] += area / len(forces)
    return dict(sorted(held.items(), key=lambda entry: (-entry[1], entry[0])))


@dataclass(frozen=True, slots=True, eq=False)
class _Grounds:
    """The zones as they lie in a map, in px, and which smaller ones lie on each."""

    shapes: Mapping[str, BaseGeometry]
    above: Mapping[str, Sequence[str]]

    def visible(self, name: str, drawn: set[str]) -> float:
        shape, above = (
            self.shapes[name],
            [self.shapes[one] for one in self.above.get(name, ()) if one in drawn],
        )
        return float((shape.difference(shapely.union_all(above)) if above else shape).area)


@lru_cache(maxsize=32)
def _grounds(atlas: Atlas, seen: Seen) -> _Grounds:
    stage: Stage = set_stage(atlas, seen.extent)
    free: BaseGeometry = shapely.box(0, 0, seen.extent.width, seen.extent.height)
    for box in seen.covered:
        free = free.difference(shapely.box(*box))
    names = list(stage.zones)
    shapes = shapely.intersection(np.array([stage.zones[name] for name in names], dtype=object), free)
    above: defaultdict[str, list[str]] = defaultdict(list)
    tree = shapely.STRtree(shapes)
    for low, high in zip(*tree.query(shapes, predicate="intersects").tolist(), strict=True):
        if low < high and shapes[low].intersection(shapes[high]).area > _LEAST_PX:
            above[names[low]].append(names[high])
    return _Grounds(dict(zip(names, shapes, strict=True)), above)
