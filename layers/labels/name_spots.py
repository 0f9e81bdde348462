"""Spots for names and codes on their ground: in the largest type that fits, on the part that stays longest.

Handles cells and type; contains no days and no colours.
"""

from functools import lru_cache

import numpy as np

from atlas.fonts.font_stack import FontStack
from layers.geometry.connected_cells import find_territories
from layers.labels.label_grid import CELL_PX, NameMap, fitting, summed
from layers.labels.placement import ZOOMS
from layers.labels.written_name import block_size, break_in_two
from layers.style.context import DrawingContext

SIZES = (13.5, 12.5, 10.5)
TWO_LINES = (12.5, 10.5)
"""Sizes of type in px; in two lines a name is no larger than the second."""
CODE_PX = (10.5, 9.0)
APART_PX = 380.0
"""A second name of the same force must be this far from the first, on another territory."""
NEARER = 2.0
"""The zoom from which a territory has a second name, on a movable map."""
MOST_NAMES = 4
"""How often the name of one force is written at most."""
LEAST_CELLS = 14
"""A zone with fewer cells is not named."""

Spot = tuple[float, float, float, float, int, tuple[str, ...]]
"""x and y of a name's middle, its size of type (px), its least zoom, the zone under it and its lines."""
WHOLE = slice(None), slice(None)
"""All rows and columns of a map."""


@lru_cache(maxsize=8192)
def fit_name(cells: NameMap, text: str, members: bytes, code: str = "") -> tuple[Spot, ...]:
    """Return where a name fits on zones, (n,) bool as bytes, in large type and, live, from a wide zoom."""
    context, zones = cells.context, np.frombuffer(members, dtype=bool)
    window = cells.window(zones)
    under = np.append(zones, False)[cells.cells[window]]
    sums = summed(under & ~cells.blocked[window])
    tries = _tries(text, context.live, context.fonts)
    boxes = [
        _box(lines, code if code != text else "", size * context.marks, zoom, context.fonts)
        for size, zoom, lines in tries
    ]
    # Where a box of the least width and height finds no room, none of them does.
    if not fitting(sums, *(min(sides) for sides in zip(*boxes, strict=True))).any():
        return ()
    for (type_px, zoom, lines), box in zip(tries, boxes, strict=True):
        size = type_px * context.marks
        spots = fitting(sums, *box)
        if spots.any():
            best = _best(cells, spots, under, window)
            return tuple((x, y, size, max(zoom, least), cells.zone_at(x, y), lines) for x, y, least in best)
    return ()


def _box(
    lines: tuple[str, ...], code: str, size: float, zoom: float, fonts: FontStack
) -> tuple[float, float]:
    """Return the width and height in px that a name needs on the ground at zoom 1."""
    wide, high = block_size(lines, code, size, fonts)
    return (wide + 8) / zoom, (high + max(0.35 * size, 0.08 * size + CELL_PX)) / zoom


@lru_cache(maxsize=1024)
def _tries(text: str, live: bool, fonts: FontStack) -> tuple[tuple[float, float, tuple[str, ...]], ...]:
    """Return the sizes, zooms and lines to try for a name, best first."""
    single, double = (text,), break_in_two(text, fonts)
    wide = [(SIZES[0], zoom, single) for zoom in ZOOMS if zoom < 1] if live else []
    tries = [(size, 1.0, lines) for size in SIZES for lines in (single, double) if lines]
    return *wide, *(attempt for attempt in tries if len(attempt[2]) == 1 or attempt[0] in TWO_LINES)


@lru_cache(maxsize=8192)
def fit_codes(
    cells: NameMap, code: str, members: bytes, named: tuple[tuple[float, float], ...]
) -> tuple[Spot, ...]:
    """Return where a code fits on each territory of some zones that has no name at one of the points."""
    context = cells.context
    inside = np.append(np.frombuffer(members, dtype=bool), False)[cells.cells]
    numbers = find_territories(inside)
    done = {int(numbers[int(y // CELL_PX), int(x // CELL_PX)]) for x, y in named}
    territories, counts = np.unique(numbers[inside], return_counts=True)
    spots = []
    for number in territories[counts >= LEAST_CELLS].tolist():
        if number not in done:
            spots += _fit_code(cells, code, (numbers == number) & inside, context)
    return tuple(spots)


def _fit_code(cells: NameMap, code: str, inside: np.ndarray, context: DrawingContext) -> list[Spot]:
    marks = context.marks
    sums = summed(inside & ~cells.blocked)
    for type_px in CODE_PX:
        wide, high = block_size((code,), "", type_px * marks, context.fonts)
        spots = fitting(sums, wide + 1.5 * CELL_PX, high + 0.08 * type_px * marks + CELL_PX)
        if spots.any():
            x, y, least = _best(cells, spots, inside)[0]
            return [(x, y, type_px * marks, max(1.0, least), cells.zone_at(x, y), (code,))]
    return []


def _best(
    cells: NameMap, spots: np.ndarray, inside: np.ndarray, window: tuple[slice, slice] = WHOLE
) -> list[tuple[float, float, float]]:
    """Return the best of the spots in px, then of those far from it, with the zoom that each needs.

    `spots` and `inside` are the cells of a window of the map.
    A still names each territory once; on a movable map, a second name appears when the first may be out of
    view.
    """
    separation = APART_PX * cells.context.marks / CELL_PX
    top, left = (along.start or 0 for along in window)
    rows, columns = np.nonzero(spots)
    rows, columns = rows + top, columns + left
    depth, near = cells.depth[rows, columns], np.zeros(len(rows), dtype=bool)
    chosen: list[tuple[float, float, float]] = []
    while len(depth) and len(chosen) < MOST_NAMES:
        best = depth >= depth.max() - 1e-9
        from_middle = np.hypot(rows - rows[best].mean(), columns - columns[best].mean())
        spot = int(np.where(best, from_middle, np.inf).argmin())
        row, column = int(rows[spot]), int(columns[spot])
        chosen.append(((column + 0.5) * CELL_PX, (row + 0.5) * CELL_PX, NEARER if near[spot] else 0.0))
        far = np.hypot(rows - row, columns - column) > separation
        if not far.any():
            break
        near |= _together(inside, (row - top, column - left), rows - top, columns - left)
        left_over = far & (~near | cells.context.live)
        rows, columns, depth, near = rows[left_over], columns[left_over], depth[left_over], near[left_over]
    return chosen


def _together(inside: np.ndarray, cell: tuple[int, int], rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return which cells belong to the territory of one cell."""
    territories = find_territories(inside)
    together: np.ndarray = territories[rows, columns] == territories[cell]
    return together
