"""Lines that the 180th meridian divides, as one. Contains no days."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.shapes.bounds import HALF, TURN


def join_line(line: BaseGeometry) -> BaseGeometry:
    """Return a line that was cut at the 180th meridian as one that goes on beyond 180, in its direction."""
    west, _, east, _ = line.bounds
    if line.geom_type == "LineString" or (west, east) != (-HALF, HALF):
        return line
    by = np.array((TURN, 0.0))
    beyond = shapely.transform(line, lambda at: np.where(at[:, :1] < 0, at + by, at))
    joined: BaseGeometry = shapely.line_merge(beyond, directed=True)
    return joined
