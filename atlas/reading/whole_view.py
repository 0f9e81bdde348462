"""The view of an atlas that names none: all places, across the 180th meridian if that is shorter."""

from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.basemap import BBox
from atlas.shapes.bounds import TURN, WORLD, settle_box

_MARGIN = 0.06
"""The room around points at the edge, as a share of the extent of all places."""
_LEAST_MARGIN, _MARGIN_OF_ONE = 0.02, 0.1
"""In degrees: the least room, and the room around a single point."""


def find_whole_view(shapes: Iterable[BaseGeometry]) -> BBox:
    """Return the smallest box around all shapes, with a margin around points; the world without shapes."""
    parts = shapely.get_parts(np.array(list(shapes), dtype=object))
    if not len(parts):
        return settle_box(WORLD)
    bounds = shapely.bounds(parts)
    south, north = float(bounds[:, 1].min()), float(bounds[:, 3].max())
    west, east = _find_sides(bounds[:, 0], bounds[:, 2])
    size = max(east - west, north - south)
    margin = max(_MARGIN * size, _LEAST_MARGIN) if size else _MARGIN_OF_ONE
    around = np.where(bounds[:, 0] == bounds[:, 2], margin, 0.0)
    aside = np.where(bounds[:, 0] >= west, bounds[:, 0], bounds[:, 0] + TURN) - around
    beyond = np.where(bounds[:, 0] >= west, bounds[:, 2], bounds[:, 2] + TURN) + around
    west, east = float(aside.min()), float(beyond.max())
    if east - west > TURN:
        west, east = -TURN / 2, TURN / 2
    south, north = float((bounds[:, 1] - around).min()), float((bounds[:, 3] + around).max())
    return settle_box((west, south, east, north))


def _find_sides(wests: np.ndarray, easts: np.ndarray) -> tuple[float, float]:
    """Return the west and the east beside the widest gap of longitudes; the 180th meridian, if it is one."""
    order = np.argsort(wests, kind="stable")
    reach = np.maximum.accumulate(easts[order])
    gaps = wests[order][1:] - reach[:-1]
    across = float(wests[order[0]] + TURN - reach[-1])
    if not len(gaps) or gaps.max() <= across:
        return float(wests[order[0]]), float(reach[-1])
    widest = int(gaps.argmax())
    return float(wests[order][widest + 1]), float(reach[widest] + TURN)
