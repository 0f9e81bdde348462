"""Dry spots: a name lies on no water but that at which its place stands.

A town on the coast may be named on the sea, a town inland may not; a river is not named on a lake. Pure
geometry in px; contains no atlas and no type.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.labels.placement import Box, Candidate, text_box

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
    corners = _corners_of(candidate, turn)
    ground = corners / np.array(zooms)[:, None, None, None] + (candidate.x, candidate.y)
    widest = (*ground[0].min(axis=(0, 1)).tolist(), *ground[0].max(axis=(0, 1)).tolist())
    water = _find_foreign(candidate, waters, widest, shore)
    if water is None:
        return candidate
    under = shapely.polygons(ground)
    wet = np.zeros(under.shape)
    shapely.prepare(water)
    touched = shapely.intersects(under, water)
    wet[touched] = shapely.area(shapely.intersection(under[touched], water))
    dry = wet <= MOST_WET * shapely.area(under)
    dry = np.logical_and.accumulate(dry[::-1], axis=0)[::-1]
    spots = tuple(
        replace(spot, zoom=zooms[int(column.argmax())])
        for spot, column in zip(candidate.spots, dry.T, strict=True)
        if column.any()
    )
    return replace(candidate, spots=spots) if spots else None


def _find_foreign(
    candidate: Candidate, waters: Sequence[BaseGeometry], box: Box, shore: float
) -> BaseGeometry | None:
    """Return the waters in a box at which the place does not stand, as one shape; None without any."""
    if not len(waters):
        return None
    shapes = np.array(waters, dtype=object)
    west, north, east, south = shapely.bounds(shapes).T
    left, top, right, bottom = box
    near = shapes[(west <= right) & (east >= left) & (north <= bottom) & (south >= top)]
    frame, point = shapely.box(*box), shapely.Point(candidate.x, candidate.y)
    foreign = [water for water in near if water.intersects(frame) and water.distance(point) > shore]
    return shapely.union_all(shapely.clip_by_rect(foreign, *box)) if foreign else None


def _corners_of(candidate: Candidate, turn: float) -> np.ndarray:
    """Return the corners (spots, 4, 2) of the text at each spot, in px from its place.

    A name keeps its size while the map zooms under it, so the ground under it is that divided by the zoom.
    """
    boxes = np.array([text_box(candidate, spot) for spot in candidate.spots])
    pivots = np.array([(spot.dx, spot.dy) for spot in candidate.spots])[:, None]
    corners = boxes[:, [[0, 1], [2, 1], [2, 3], [0, 3]]] - pivots
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    turned: np.ndarray = corners @ np.array([[cos, sin], [-sin, cos]]) + pivots
    return turned
