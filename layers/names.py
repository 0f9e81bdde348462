"""Names of forces on the ground they hold: one name a territory, on the part that stays longest.

A raster of the stage tells which zone lies under each cell; a name goes where its whole box lies on
ground of its force and on no other label. Knows looks and boxes; pure, so a day always gives the same names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from layers.lettering import width_of
from layers.looks import Look
from layers.pen import Pen
from layers.placing import Box
from layers.theme import readable_on

CELL_PX = 6.0
SIZES = (13.5, 12.5, 10.5)
APART_PX = 300.0
"""A second name of the same force is written only this far from the first."""
_NO_ZONE = -1


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written: text, middle of its baseline in px, size, ink and halo."""

    text: str
    x: float
    y: float
    size: float
    ink: str
    halo: str


@dataclass(frozen=True, eq=False)
class NameMap:
    """The stage as cells: which zone lies where, which cells are taken, and how deep in its zone each lies."""

    pen: Pen
    taken: tuple[Box, ...]

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of cells over the visible picture."""
        extent = self.pen.stage.extent
        return int(extent.height // CELL_PX), int(extent.width // CELL_PX)

    @cached_property
    def zone_names(self) -> list[str]:
        """The zones, in the order the cells number them."""
        return list(self.pen.stage.zones)

    @cached_property
    def cells(self) -> np.ndarray:
        """The number of the zone under each cell (rows, columns), -1 where there is none."""
        rows, columns = self.shape
        x, y = np.meshgrid((np.arange(columns) + 0.5) * CELL_PX, (np.arange(rows) + 0.5) * CELL_PX)
        tree = shapely.STRtree(list(self.pen.stage.zones.values()))
        hits = tree.query(shapely.points(x.ravel(), y.ravel()), predicate="within")
        cells = np.full(rows * columns, _NO_ZONE)
        cells[hits[0]] = hits[1]
        return cells.reshape(rows, columns)

    @cached_property
    def blocked(self) -> np.ndarray:
        """Which cells other labels and symbols cover."""
        blocked = np.zeros(self.shape, dtype=bool)
        for left, top, right, bottom in self.taken:
            blocked[_cells(top, bottom, 3), _cells(left, right, 5)] = True
        return blocked

    @cached_property
    def depth(self) -> np.ndarray:
        """How large the zone under a cell is and how far from the picture's edge: where names prefer to be."""
        areas = np.sqrt([shape.area for shape in self.pen.stage.zones.values()] + [0.0])
        rows, columns = self.shape
        edge = np.minimum.outer(
            np.minimum(np.arange(rows), np.arange(rows)[::-1]),
            np.minimum(np.arange(columns), np.arange(columns)[::-1]),
        )
        return areas[self.cells] + np.minimum(edge, 12) * CELL_PX


def _cells(low: float, high: float, pad: float) -> slice:
    return slice(max(int((low - pad) // CELL_PX), 0), max(int((high + pad) // CELL_PX) + 1, 0))


class Namer:
    """Writes the names of a day; remembers territories it has named before."""

    def __init__(self, cells: NameMap) -> None:
        self._cells = cells
        self._known: dict[tuple[str, bytes], list[tuple[float, float, float]]] = {}

    def names(self, looks: Mapping[str, Look]) -> list[Name]:
        """Return the names to write on a day."""
        return [name for text, parts in self._territories(looks).items() for name in self._write(text, parts)]

    def _territories(self, looks: Mapping[str, Look]) -> dict[str, dict[str, Look]]:
        """Return the zones that bear each name."""
        found: dict[str, dict[str, Look]] = {}
        for zone in self._cells.zone_names:
            look = looks.get(zone)
            if look and look.ground and look.leader and not look.loose:
                found.setdefault(self._text(look), {})[zone] = look
        return found

    def _text(self, look: Look) -> str:
        pen = self._cells.pen
        if look.changing:
            return pen.words["changing"]
        forces = (look.leader, *look.partners[:1])
        return " + ".join(pen.atlas.forces[force].short.say(pen.language) for force in forces)

    def _write(self, text: str, parts: Mapping[str, Look]) -> Iterable[Name]:
        zones = self._cells.zone_names
        members = np.array([zone in parts for zone in zones] + [False])
        key = (text, members.tobytes())
        if key not in self._known:
            self._known[key] = self._fit(text, members[self._cells.cells] & ~self._cells.blocked)
        for x, y, size in self._known[key]:
            look = parts[zones[self._zone_at(x, y)]]
            yield Name(text, x, y + 0.35 * size, size, readable_on(look.ground), look.ground)

    def _zone_at(self, x: float, y: float) -> int:
        return int(self._cells.cells[int(y // CELL_PX), int(x // CELL_PX)])

    def _fit(self, text: str, free: np.ndarray) -> list[tuple[float, float, float]]:
        marks = self._cells.pen.marks
        for size in (size * marks for size in SIZES):
            spots = _fitting(free, width_of(text, size, 600) + 8, size * 1.35)
            if spots.any():
                return [(x, y, size) for x, y in self._best(np.where(spots, self._cells.depth, -1.0))]
        return []

    @staticmethod
    def _best(score: np.ndarray) -> list[tuple[float, float]]:
        """Return the best cell, and further ones where the territory reaches far beyond it."""
        rows, columns = np.indices(score.shape)
        chosen: list[tuple[float, float]] = []
        while score.max() > 0 and len(chosen) < 4:
            best = score >= score.max() - 1e-9
            middle = (rows[best].mean(), columns[best].mean())
            near = np.where(best, (rows - middle[0]) ** 2 + (columns - middle[1]) ** 2, np.inf)
            row, column = np.unravel_index(int(near.argmin()), score.shape)
            chosen.append(((column + 0.5) * CELL_PX, (row + 0.5) * CELL_PX))
            far = np.hypot(rows - row, columns - column) * CELL_PX > APART_PX
            score = np.where(far, score, -1.0)
        return chosen


def _fitting(free: np.ndarray, width: float, height: float) -> np.ndarray:
    """Return the cells around which a box of width × height px lies wholly on free cells."""
    half_rows, half_columns = int(height / 2 // CELL_PX) + 1, int(width / 2 // CELL_PX) + 1
    rows, columns = free.shape
    high, wide = 2 * half_rows + 1, 2 * half_columns + 1
    fits = np.zeros_like(free)
    if rows < high or columns < wide:
        return fits
    sums = np.zeros((rows + 1, columns + 1), dtype=np.int32)
    sums[1:, 1:] = free.cumsum(0).cumsum(1)
    inside = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    fits[half_rows : rows - half_rows, half_columns : columns - half_columns] = inside == high * wide
    return fits
