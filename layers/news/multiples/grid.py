"""The grid of small maps: how many columns they stand in, and where each lies. Handles sizes only."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from atlas.model.basemap import BBox
from layers.geometry.viewport import fit

_GUTTER, _ROW_GAP = 0.5, 0.8
"""The room between columns and between rows, in paddings."""
LEAST_PX = 96.0
"""The least width and height of a map, at marks 1."""
_NARROW = 15.0
"""A column of fewer sizes of type is narrow."""
_MOST_TALL = 1.5
"""A map is at most this many times as high as wide."""


@dataclass(frozen=True, slots=True)
class WordsRoom:
    """The height over a map, and the type of the finding under it, in px."""

    head: float
    size: float
    leading: float

    def lines_in(self, width: float) -> int:
        """Return the most lines of a finding: a narrow column has more."""
        return 2 if width >= _NARROW * self.size else 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One small map: its number, and the left and upper edge of its column of rule, day, map and finding."""

    number: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of maps of one size in px, and the heights of the words over and under each."""

    columns: int
    rows: int
    width: float
    height: float
    head: float
    foot: float
    lines: int
    pad: float

    @property
    def total(self) -> float:
        """The height of all rows."""
        return self.rows * (self.head + self.height + self.foot) + (self.rows - 1) * _ROW_GAP * self.pad

    def list_cells(self, count: int, left: float, top: float, *, rtl: bool) -> Iterator[Cell]:
        """Yield the cells in reading order, from an upper left corner on."""
        across, down = self.width + _GUTTER * self.pad, self.head + self.height + self.foot
        for number in range(count):
            row, column = divmod(number, self.columns)
            column = self.columns - 1 - column if rtl else column
            yield Cell(number, left + column * across, top + row * (down + _ROW_GAP * self.pad))


def choose_grid(count: int, bbox: BBox, room: tuple[float, float], words: WordsRoom, pad: float) -> Grid:
    """Return the grid in which an area and its map are largest; of equal ones that with the fewest rows.

    `room` is the width and height for all cells.
    """
    grids = [_set_grid(columns, count, room, words, pad) for columns in range(count, 0, -1)]
    sound = [grid for grid in grids if min(grid.width, grid.height) > 0] or grids[:1]
    return max(sound, key=lambda grid: round(_measure(grid, bbox), 3))


def _set_grid(columns: int, count: int, room: tuple[float, float], words: WordsRoom, pad: float) -> Grid:
    (wide, high), rows = room, math.ceil(count / columns)
    width = (wide - (columns - 1) * _GUTTER * pad) / columns
    lines = words.lines_in(width)
    foot = (lines + 0.9) * words.leading
    height = (high - (rows - 1) * _ROW_GAP * pad) / rows - words.head - foot
    shape = round(width, 2), round(min(height, _MOST_TALL * width), 2)
    return Grid(columns, rows, *shape, words.head, foot, lines, pad)


def _measure(grid: Grid, bbox: BBox) -> float:
    if min(grid.width, grid.height) <= 0:
        return 0.0
    return fit(bbox, grid.width, grid.height).per_degree * math.sqrt(grid.width * grid.height)
