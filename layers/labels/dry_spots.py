"""Dry spots: a name lies on no water but that at which its place stands.

A town on the coast may be named on the sea, a town inland may not; a river is not named on a lake. Pure
geometry in px; contains no atlas and no type.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.labels.placement import Candidate, text_box

SHORE_PX = 9.0
"""A place that is nearer to a water than this, at zoom 1, stands at it."""
MOST_WET = 0.04
"""How much of a name may lie on water: letters reach less far than their box."""


def keep_dry(
    candidate: Candidate,
    waters: Sequence[BaseGeometry],
    zooms: Sequence[float],
    *,
    shore: float = SHORE_PX,
    turn: float = 0.0,
) -> Candidate | None:
    """Return a candidate with the spots that are dry, each from the zoom at which it is; None without any.

    A place within `shore` px of a water stands at it; with a negative `shore` none does. `turn` is the slope
    of the text in degrees.
    """
    boxes = [_ground_under(candidate, zoom, turn) for zoom in zooms]
    widest = shapely.box(*shapely.total_bounds(boxes[0]))
    point = shapely.Point(candidate.x, candidate.y)
    foreign = [water for water in waters if water.intersects(widest) and water.distance(point) > shore]
    if not foreign:
        return candidate
    water = shapely.union_all(foreign)
    wet = np.array([shapely.area(shapely.intersection(under, water)) for under in boxes])
    dry = wet <= MOST_WET * np.array([shapely.area(under) for under in boxes])
    dry = np.logical_and.accumulate(dry[::-1], axis=0)[::-1]
    spots = tuple(
        replace(spot, zoom=zooms[int(column.argmax())])
        for spot, column in zip(candidate.spots, dry.T, strict=True)
        if column.any()
    )
    return replace(candidate, spots=spots) if spots else None


def _ground_under(candidate: Candidate, zoom: float, turn: float) -> np.ndarray:
    """Return the ground under the text at each spot: a name keeps its size while the map zooms under it."""
    boxes = []
    for spot in candidate.spots:
        box = shapely.affinity.rotate(shapely.box(*text_box(candidate, spot)), turn, (spot.dx, spot.dy))
        boxes.append(shapely.transform(box, lambda points: points / zoom + (candidate.x, candidate.y)))
    return np.array(boxes, dtype=object)
