"""Names of forces on the ground they hold: one name a territory, on the part that stays longest.

A name goes where its whole box lies on ground of its force and on no other label, rather where nobody fights;
else beside it, on nobody's ground or on that of the force that holds most.
Knows looks and boxes; pure, so a day always gives the same names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from layers.cells import CELL_PX, NameMap, fitting, summed
from layers.colour import readable_on
from layers.lettering import width_of
from layers.looks import EMPTY, Hatch, Look
from layers.pen import Pen
from layers.placing import ZOOMS, Box, overlapping
from layers.territories import find_territories

TOGETHER = " + "
"""What stands between the names of two forces that share their ground."""
SIZES = (13.5, 12.5, 10.5)
APART_PX = 380.0
"""A second name of the same force is written only this far from the first, on another territory."""
NEARER = 2.0
"""From which zoom on a territory has a second name, on a map that is moved."""
MOST_NAMES = 4
"""How often the name of one force is written at most."""
BESIDE_PX = 12.0
_ASTRAY = 0.08
"""How much of a name may lie on ground that another small holding fills."""
_TRIED = 3
"""So many of the zones of a force are tried, the largest first."""
LEAST_CELLS = 14
"""A zone that fills fewer cells is not named."""


Spot = tuple[float, float, float, float, int]
"""x and y of a name's middle, its size of type (px), from which zoom on it fits, and the zone under it."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written: text, middle of its baseline in px, size, ink and halo."""

    text: str
    x: float
    y: float
    size: float
    ink: str
    halo: str
    zoom: float = 1.0
    """From which zoom on it fits."""


def name_box(name: Name) -> Box:
    """Return the box of a written name in px."""
    half = width_of(name.text, name.size, 600) / 2
    return name.x - half, name.y - 0.82 * name.size, name.x + half, name.y + 0.26 * name.size


def write_names(cells: NameMap, looks: Mapping[str, Look]) -> list[Name]:
    """Return the names to write on zones that look so."""
    zones = [looks.get(zone, EMPTY) for zone in cells.zone_names]
    return Namer(cells, zones).names(np.arange(len(zones)))


class Namer:
    """Writes the names of a day on zones whose looks are numbered; what it finds of a territory is kept."""

    def __init__(self, cells: NameMap, looks: Sequence[Look]) -> None:
        self._cells, self._looks = cells, looks
        texts = [_text(cells.pen, look) if look.held else "" for look in looks]
        self._texts = list(dict.fromkeys(texts))
        numbers = {text: number for number, text in enumerate(self._texts)}
        self._text_of = np.array([numbers[text] for text in texts], dtype=np.int32)
        self._held = np.array([look.held for look in looks], dtype=bool)
        self._fought = np.array([_is_fought_over(look) for look in looks], dtype=bool)

    def names(self, values: np.ndarray) -> list[Name]:
        """Return the names of a day: on the ground they are for, or beside it where it is small.

        `values` (n,) number the looks of the zones, in the order of the cells' `zone_names`.
        """
        texts, calm = self._text_of[values], ~self._fought[values]
        written, small = [], []
        for number in np.unique(texts).tolist():
            if text := self._texts[number]:
                members = texts == number
                inside = self._write(text, members & calm, values) or self._write(text, members, values)
                written += inside
                small += [] if inside else [number]
        others = self._ground_of_others(texts, values) if small else texts
        for number in small:
            written += self._beside(number, texts, values, written, others)
        return written

    def _ground_of_others(self, texts: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Return which zones (n,) hold ground that is not that of the force with most: no name lies there."""
        held = self._held[values]
        counts = np.bincount(texts[held], self._cells.counts[held], len(self._texts))
        others: np.ndarray = held & (texts != int(counts.argmax()))
        return others

    def _write(self, text: str, members: np.ndarray, values: np.ndarray) -> list[Name]:
        names = []
        for x, y, size, zoom, zone in fit_name(self._cells, text, members.tobytes()):
            ground = self._looks[values[zone]].ground
            names.append(Name(text, x, y + 0.35 * size, size, readable_on(ground), ground, zoom))
        return names

    def _beside(
        self, number: int, texts: np.ndarray, values: np.ndarray, written: list[Name], others: np.ndarray
    ) -> list[Name]:
        """Write a name at the side of a zone: best on nobody's ground, never on another's small holding."""
        text = self._texts[number]
        taken = np.array([name_box(name) for name in written]).reshape(-1, 4)
        for zone in largest_zones(self._cells, (texts == number).tobytes()):
            look = self._looks[values[zone]]
            sides, boxes, under = name_sides(self._cells, text, zone)
            astray = under @ np.append(others & (texts != number), False)
            free = np.flatnonzero(~overlapping(boxes, taken) & (astray <= _ASTRAY))
            if len(free) and not look.partners:
                on_held = under[free] @ np.append(self._held[values], False)
                return [self._name_beside(text, look, *sides[free[on_held.argmin()]])]
        return []

    def _name_beside(self, text: str, look: Look, x: float, y: float, size: float) -> Name:
        pen = self._cells.pen
        family = pen.atlas.families[pen.atlas.forces[look.leader].family]
        return Name(text, x, y, size, pen.theme.shades(family).text, pen.theme["halo"])


def _is_fought_over(look: Look) -> bool:
    return look.pattern is not None and look.pattern.hatch is Hatch.CROSS


def _text(pen: Pen, look: Look) -> str:
    if look.changing:
        return pen.words["changing"]
    forces = (look.leader, *look.partners[:1])
    return TOGETHER.join(pen.atlas.forces[force].short.say(pen.language) for force in forces)


@lru_cache(maxsize=8192)
def fit_name(cells: NameMap, text: str, members: bytes) -> tuple[Spot, ...]:
    """Return where a name fits on zones, (n,) bool as bytes, in large type and, live, from a wide zoom on."""
    pen = cells.pen
    inside = np.append(np.frombuffer(members, dtype=bool), False)
    free = inside[cells.cells] & ~cells.blocked
    wide = [(SIZES[0], zoom) for zoom in ZOOMS if zoom < 1] if pen.live else []
    sums = summed(free)
    for type_px, zoom in (*wide, *((type_px, 1.0) for type_px in SIZES)):
        size = type_px * pen.marks
        spots = fitting(sums, (width_of(text, size, 600) + 8) / zoom, size * 1.35 / zoom)
        if spots.any():
            best = _best(cells, spots, inside[cells.cells])
            return tuple((x, y, size, max(zoom, least), cells.zone_at(x, y)) for x, y, least in best)
    return ()


def _best(cells: NameMap, spots: np.ndarray, inside: np.ndarray) -> list[tuple[float, float, float]]:
    """Return the best of the spots in px, then of those far from it, with the zoom that each needs.

    A still names each territory once; on a map that is moved, a second name comes once the first may be out.
    """
    apart = APART_PX * cells.pen.marks / CELL_PX
    rows, columns = np.nonzero(spots)
    depth, near = cells.depth[rows, columns], np.zeros(len(rows), dtype=bool)
    chosen: list[tuple[float, float, float]] = []
    while len(depth) and len(chosen) < MOST_NAMES:
        best = depth >= depth.max() - 1e-9
        from_middle = np.hypot(rows - rows[best].mean(), columns - columns[best].mean())
        spot = int(np.where(best, from_middle, np.inf).argmin())
        row, column = int(rows[spot]), int(columns[spot])
        chosen.append(((column + 0.5) * CELL_PX, (row + 0.5) * CELL_PX, NEARER if near[spot] else 0.0))
        far = np.hypot(rows - row, columns - column) > apart
        if not far.any():
            break
        near |= _together(inside, (row, column), rows, columns)
        kept = far & (~near | cells.pen.live)
        rows, columns, depth, near = rows[kept], columns[kept], depth[kept], near[kept]
    return chosen


def _together(inside: np.ndarray, cell: tuple[int, int], rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Say which cells lie in the territory of one."""
    territories = find_territories(inside)
    together: np.ndarray = territories[rows, columns] == territories[cell]
    return together


@lru_cache(maxsize=8192)
def largest_zones(cells: NameMap, members: bytes) -> tuple[int, ...]:
    """Return the largest of some zones, (n,) bool as bytes, that are not too small to be named."""
    counts = np.where(np.frombuffer(members, dtype=bool), cells.counts, 0)
    order = np.argsort(-counts, kind="stable")[:_TRIED]
    return tuple(int(zone) for zone in order if counts[zone] >= LEAST_CELLS)


@lru_cache(maxsize=2048)
def name_sides(
    cells: NameMap, text: str, zone: int
) -> tuple[list[tuple[float, float, float]], np.ndarray, np.ndarray]:
    """Return where a name may stand beside a zone, on no label, best first.

    That is x, y and size of each, their boxes (n, 4), and what share of them each zone fills, none the last.
    """
    size = BESIDE_PX * cells.pen.marks
    around = cells.around(zone, width_of(text, size, 600), size)
    found = [((x, y, size), name_box(Name(text, x, y, size, "", ""))) for x, y in around]
    found = [(side, box) for side, box in found if cells.free(box)]
    boxes = np.array([box for _, box in found]).reshape(-1, 4)
    under = np.array([cells.under(box) for _, box in found]).reshape(-1, len(cells.zone_names) + 1)
    return [side for side, _ in found], boxes, under / under.sum(axis=1, keepdims=True)
