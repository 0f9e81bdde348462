"""The grid of coordinates: positions finer than it are rounded, so that points meant to be one are one.

Programs that cut or reproject shapes write points one unit in the last place apart; a border drawn through
them crosses itself, and neighbours have gaps that nobody can see.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

DECIMALS = 7
"""Of a degree: about a centimetre."""
RULE = "has points that lie less than 0.0000001 degrees (1 cm) apart, which were joined"
CURE = "Export the file with 7 decimals or fewer to write what is drawn"


def snap_to_grid(shapes: Sequence[BaseGeometry]) -> tuple[list[BaseGeometry], list[int]]:
    """Return shapes with their positions on the grid, and the numbers of those in which points were joined.

    Points are joined within a shape and between shapes, such as those of a common border.
    """
    given = np.array(shapes, dtype=object)
    positions, owners = shapely.get_coordinates(given, return_index=True)
    rounded = np.round(positions, DECIMALS)
    if np.array_equal(positions, rounded):
        return list(shapes), []
    distinct, numbers = np.unique(_as_one(positions), return_inverse=True)
    _, places, times = np.unique(np.round(distinct, DECIMALS), return_inverse=True, return_counts=True)
    joined = (times[places] > 1)[numbers]
    moved = np.unique(owners[(positions != rounded).any(axis=1) | joined])
    snapped = shapely.set_coordinates(given[moved], rounded[np.isin(owners, moved)])
    # What is smaller than the grid is left for the check of shapes, which reports it.
    sound = shapely.is_valid(snapped)
    snapped[sound] = shapely.remove_repeated_points(snapped[sound])
    given[moved] = snapped
    return list(given), np.unique(owners[joined]).tolist()


def _as_one(positions: np.ndarray) -> np.ndarray:
    """Return positions (n, 2) as complex numbers (n,), which sort as one."""
    numbers: np.ndarray = positions[:, 0] + 1j * positions[:, 1]
    return numbers
