"""Names of forces on the ground they hold: one name a territory, on the part that stays longest.

A name goes where its whole box lies on ground of its force and on no other label, else beside it.
Knows looks and boxes; pure, so a day always gives the same names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from layers.cells import CELL_PX, NameMap, fitting
from layers.lettering import width_of
from layers.looks import Look
from layers.placing import ZOOMS, Box, overlap
from layers.theme import readable_on

SIZES = (13.5, 12.5, 10.5)
APART_PX = 380.0
"""A second name of the same force is written only this far from the first."""
MOST_NAMES = 4
"""How often the name of one force is written at most."""
BESIDE_PX = 12.0
LEAST_CELLS = 14
"""A zone that fills fewer cells is not named."""


Spot = tuple[float, float, float, float]
"""x and y of a name's middle, its size of type (px), and from which zoom on it fits."""


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


class Namer:
    """Writes the names of a day; remembers territories it has named before."""

    def __init__(self, cells: NameMap) -> None:
        self._cells = cells
        self._known: dict[tuple[str, bytes], list[Spot]] = {}
        self._sides: dict[tuple[str, str], list[Name]] = {}

    def names(self, looks: Mapping[str, Look]) -> list[Name]:
        """Return the names to write on a day: on the ground they are for, or beside it where it is small."""
        territories = self._territories(looks)
        inside = {text: list(self._write(text, parts)) for text, parts in territories.items()}
        names = [name for written in inside.values() for name in written]
        for text, written in inside.items():
            if not written:
                names += self._beside(text, territories[text], looks, names)
        return names

    def _beside(
        self, text: str, parts: Mapping[str, Look], looks: Mapping[str, Look], written: list[Name]
    ) -> list[Name]:
        """Write a name at the side of its largest zone, rather on nobody's ground than on another's."""
        cells = self._cells
        zone = max(parts, key=cells.count)
        if cells.count(zone) < LEAST_CELLS or parts[zone].partners:
            return []
        taken = [name_box(name) for name in written]
        free = [
            name
            for name in self._spots(text, zone, parts[zone])
            if not any(overlap(name_box(name), other) for other in taken)
        ]
        grounds = map(looks.get, cells.zone_names)
        held = np.array([bool(look and look.held) for look in grounds])
        return sorted(free, key=lambda name: cells.share(name_box(name), held))[:1]

    def _spots(self, text: str, zone: str, look: Look) -> list[Name]:
        """Return the name at every side of a zone where no label is, best first."""
        pen, cells, key = self._cells.pen, self._cells, (text, zone)
        if key not in self._sides:
            size = BESIDE_PX * pen.marks
            ink, halo = self._ink(look), pen.theme["halo"]
            around = cells.around(zone, width_of(text, size, 600), size)
            names = [Name(text, x, y, size, ink, halo) for x, y in around]
            self._sides[key] = [name for name in names if cells.free(name_box(name))]
        return self._sides[key]

    def _ink(self, look: Look) -> str:
        atlas = self._cells.pen.atlas
        return self._cells.pen.theme.shades(atlas.families[atlas.forces[look.leader].family]).text

    def _territories(self, looks: Mapping[str, Look]) -> dict[str, dict[str, Look]]:
        """Return the zones that bear each name."""
        found: dict[str, dict[str, Look]] = {}
        for zone in self._cells.zone_names:
            look = looks.get(zone)
            if look and look.held:
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
        for x, y, size, zoom in self._known[key]:
            look = parts[zones[self._zone_at(x, y)]]
            yield Name(text, x, y + 0.35 * size, size, readable_on(look.ground), look.ground, zoom)

    def _zone_at(self, x: float, y: float) -> int:
        return int(self._cells.cells[int(y // CELL_PX), int(x // CELL_PX)])

    def _fit(self, text: str, free: np.ndarray) -> list[Spot]:
        """Return where a name fits, in the largest type and, for the player, from the widest zoom on."""
        pen = self._cells.pen
        wide = [(SIZES[0], zoom) for zoom in ZOOMS if zoom < 1] if pen.live else []
        for type_px, zoom in (*wide, *((type_px, 1.0) for type_px in SIZES)):
            size = type_px * pen.marks
            spots = fitting(free, (width_of(text, size, 600) + 8) / zoom, size * 1.35 / zoom)
            if spots.any():
                return [(x, y, size, zoom) for x, y in self._best(spots)]
        return []

    def _best(self, spots: np.ndarray) -> list[tuple[float, float]]:
        """Return the best of the spots in px, and further ones where the territory reaches far beyond it."""
        apart = APART_PX * self._cells.pen.marks / CELL_PX
        rows, columns = np.nonzero(spots)
        depth = self._cells.depth[rows, columns]
        chosen: list[tuple[float, float]] = []
        while len(depth) and len(chosen) < MOST_NAMES:
            best = depth >= depth.max() - 1e-9
            from_middle = np.hypot(rows - rows[best].mean(), columns - columns[best].mean())
            spot = int(np.where(best, from_middle, np.inf).argmin())
            row, column = int(rows[spot]), int(columns[spot])
            chosen.append(((column + 0.5) * CELL_PX, (row + 0.5) * CELL_PX))
            far = np.hypot(rows - row, columns - column) > apart
            rows, columns, depth = rows[far], columns[far], depth[far]
        return chosen
