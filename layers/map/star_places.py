"""Where the stars of events are drawn: beside their place, so that no tip lies under a name.

Pure geometry in px; contains no days and no names.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from layers.labels.placement import Box, overlapping
from layers.style.markers import RISE_PX

STAR_PX = 6.0
"""How far the tips of a star reach."""
_EDGE_PX = 1.0
_RINGS = (1.0, 1.6, 2.2, 2.9)
"""How far from its place a star is tried, in its usual distances."""
_DIRECTIONS = ((0, -1), (0.75, -0.75), (-0.75, -0.75), (1, 0), (-1, 0), (0.75, 0.75), (-0.75, 0.75), (0, 1))


def place_stars(
    points: Mapping[str, tuple[float, float]], names: Sequence[Box], marks: float
) -> dict[str, tuple[float, float]]:
    """Return where stars are drawn that usually stand at some points above their places.

    Each takes the first position around its place that no name covers; its usual one if all are covered.
    """
    boxes = np.array(names).reshape(-1, 4)
    offsets = np.array([(x * ring, y * ring) for ring in _RINGS for x, y in _DIRECTIONS]) * RISE_PX * marks
    reach = (STAR_PX + _EDGE_PX) * marks
    placed = {}
    for event, (x, y) in points.items():
        at = offsets + np.array([x, y + RISE_PX * marks])
        free = ~overlapping(np.hstack([at - reach, at + reach]), boxes)
        column, row = at[int(free.argmax())].tolist() if free.any() else (x, y)
        placed[event] = (column, row)
    return placed
