"""The ground for names: a viewport as cells, with the zone under each and which are taken.

Contains zones and boxes; no days, no forces and no names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil

import numpy as np
import shapely

from layers.geometry.viewport import Viewport
from layers.labels.placement import Box
from layers.style.context import DrawingContext

CELL_PX = 4.0
_NO_ZONE = -1


@dataclass(frozen=True, eq=False)
class NameMap:
    """The viewport as cells: the zone under each, the taken cells, and how deep each lies in its zone."""

    context: DrawingContext
    taken: tuple[Box, ...]

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of cells over the visible picture."""
        extent = self.context.viewport.extent
        return int(extent.height // CELL_PX), int(extent.width // CELL_PX)

    @cached_property
    def zone_names(self) -> list[str]:
        """The zones, in the order the cells number them."""
        return list(self.context.viewport.zones)

    @cached_property
    def cells(self) -> np.ndarray:
        """The number of the zone under each cell (rows, columns), -1 where none is."""
        return _find_cells(self.context.land.viewport, self.shape)

    @cached_property
    def blocked(self) -> np.ndarray:
        """Which cells other labels and symbols cover."""
        blocked = np.zeros(self.shape, dtype=bool)
        for left, top, right, bottom in self.taken:
            blocked[_cells(top, bottom, 3), _cells(left, right, 5)] = True
        return blocked

    @cached_property
    def counts(self) -> np.ndarray:
        """How many cells of the picture each zone fills."""
        return self._count(self.cells)[:-1]

    @cached_property
    def by_size(self) -> np.ndarray:
        """The numbers of the zones, from the one that fills most cells on."""
        return np.argsort(-self.counts, kind="stable")

    def window(self, zones: np.ndarray) -> tuple[slice, slice]:
        """Return the rows and columns of cells that some zones, (n,) bool, reach; empty if they fill none."""
        first, last = self._reaches
        top, left = first[:, zones].min(axis=1, initial=max(self.shape)).tolist()
        bottom, right = last[:, zones].max(axis=1, initial=-1).tolist()
        return slice(top, bottom + 1), slice(left, right + 1)

    @cached_property
    def _reaches(self) -> np.ndarray:
        """The first and the last row and column of each zone: (2, 2, zones)."""
        cells = np.nonzero(self.cells != _NO_ZONE)
        reaches = np.full((2, 2, len(self.zone_names)), -1)
        reaches[0] = max(self.shape)
        for axis, along in enumerate(cells):
            np.minimum.at(reaches[0, axis], self.cells[cells], along)
            np.maximum.at(reaches[1, axis], self.cells[cells], along)
        return reaches

    def _count(self, cells: np.ndarray) -> np.ndarray:
        """Count cells by zone; cells without a zone come last."""
        return np.bincount(cells.ravel() % (len(self.zone_names) + 1), minlength=len(self.zone_names) + 1)

    def zone_at(self, x: float, y: float) -> int:
        """Return the number of the zone at a point in px, -1 where none is."""
        return int(self.cells[int(y // CELL_PX), int(x // CELL_PX)])

    def ends(self, zone: int, rows: Sequence[float], into: float) -> Iterator[tuple[float, float, float]]:
        """Yield where a level line may end in a zone, at some shares of its cells from the top down.

        x and y of its end, and the distance to the zone's edge, at most `into` px; negative to the left.
        """
        down, across = np.nonzero(self.cells == zone)
        for row in dict.fromkeys(int(down[int(share * (len(down) - 1))]) for share in rows):
            columns = across[down == row]  # np.nonzero returns them sorted
            breaks = np.flatnonzero(np.diff(columns) > 1)
            last = columns[breaks[-1] + 1] if len(breaks) else columns[0]
            first = columns[breaks[0]] if len(breaks) else columns[-1]
            y, left, right = (row + 0.5) * CELL_PX, columns[0] * CELL_PX, (columns[-1] + 1) * CELL_PX
            deep = min(into, float(right - last * CELL_PX) / 2)
            yield float(right) - deep, y, deep
            deep = min(into, float((first + 1) * CELL_PX - left) / 2)
            yield float(left) + deep, y, -deep

    def inside(self, box: Box) -> bool:
        """Return whether a box lies in the picture."""
        left, top, right, bottom = box
        extent = self.context.viewport.extent
        return left >= 4 and top >= 4 and right <= extent.width - 4 and bottom <= extent.height - 4

    def free(self, box: Box) -> bool:
        """Return whether a box lies in the picture and on no label."""
        return self.inside(box) and not self.blocked_share(box)

    def blocked_share(self, box: Sequence[float]) -> float:
        """Return the share of a box that labels cover."""
        left, top, right, bottom = box
        return float(self.blocked[_cells(top, bottom, 0), _cells(left, right, 0)].mean())

    def under(self, box: Box) -> np.ndarray:
        """Return how many cells of each zone lie under a box, and last those without a zone: (zones + 1,)."""
        return self._count(self.cells[_cells(box[1], box[3], 0), _cells(box[0], box[2], 0)])

    @cached_property
    def depth(self) -> np.ndarray:
        """How deep each cell lies within a large zone and from the picture's edge: deep cells suit names."""
        return _find_depth(self.context.land.viewport, self.shape)


@lru_cache(maxsize=16)
def _find_cells(viewport: Viewport, shape: tuple[int, int]) -> np.ndarray:
    rows, columns = shape
    x, y = np.meshgrid((np.arange(columns) + 0.5) * CELL_PX, (np.arange(rows) + 0.5) * CELL_PX)
    tree = shapely.STRtree(list(viewport.zones.values()))
    hits = tree.query(shapely.points(x.ravel(), y.ravel()), predicate="within")
    cells = np.full(rows * columns, _NO_ZONE)
    order = np.argsort(hits[1], kind="stable")  # a smaller zone lies on a larger one
    cells[hits[0][order]] = hits[1][order]
    return cells.reshape(rows, columns)


@lru_cache(maxsize=16)
def _find_depth(viewport: Viewport, shape: tuple[int, int]) -> np.ndarray:
    areas = np.sqrt([zone.area for zone in viewport.zones.values()] + [0.0])
    rows, columns = shape
    edge = np.minimum.outer(
        np.minimum(np.arange(rows), np.arange(rows)[::-1]),
        np.minimum(np.arange(columns), np.arange(columns)[::-1]),
    )
    depth: np.ndarray = areas[_find_cells(viewport, shape)] + np.minimum(edge, 18) * CELL_PX
    return depth


def _cells(low: float, high: float, pad: float) -> slice:
    return slice(max(int((low - pad) // CELL_PX), 0), max(int((high + pad) // CELL_PX) + 1, 0))


def summed(free: np.ndarray) -> np.ndarray:
    """Return how many cells are free above and left of each corner: (rows + 1, columns + 1)."""
    rows, columns = free.shape
    sums = np.zeros((rows + 1, columns + 1), dtype=np.int32)
    free.cumsum(0, dtype=np.int32).cumsum(1, out=sums[1:, 1:])
    return sums


def fitting(sums: np.ndarray, width: float, height: float) -> np.ndarray:
    """Return the cells around which a box of width × height px lies wholly on free cells, from their sums."""
    half_rows, half_columns = (ceil((px / CELL_PX - 1) / 2) for px in (height, width))
    rows, columns = sums.shape[0] - 1, sums.shape[1] - 1
    high, wide = 2 * half_rows + 1, 2 * half_columns + 1
    fits = np.zeros((rows, columns), dtype=bool)
    if rows < high or columns < wide:
        return fits
    inside = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    fits[half_rows : rows - half_rows, half_columns : columns - half_columns] = inside == high * wide
    return fits
