"""Places of codes in print: on the ground they stand for, or beside it with a line into it.

Contains no symbols' meanings and no order among codes; see `print_codes.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.labels.placement import overlapping
from layers.labels.written_name import Name, leader_box, name_box
from layers.style.colour import legible_on, readable_on
from layers.style.context import DrawingContext
from layers.style.symbology import Symbol

SIZES_PX = (10.5, 9.0, 8.0)
_STEPS = 24
"""How many places across and down are tried for the code of an area."""
_INTO_PX = 6.0
_GAPS_PX = (5.0, 10.0, 16.0, 24.0, 34.0, 48.0, 64.0, 84.0, 108.0, 136.0, 168.0, 204.0)
_SHARES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92, 0.28, 0.72, 0.42, 0.58)
"""The heights of an area, or the positions across it, at which a line into it may end."""
_ON_HELD_PX = 12.0
"""How much farther away a code may be in order to be on nobody's ground."""
_EDGE_PX = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """One area that needs a code: its shape in px, and its zones with their symbols."""

    code: str
    shape: BaseGeometry
    zones: tuple[tuple[BaseGeometry, Symbol], ...]

    def symbol_at(self, x: float, y: float) -> Symbol:
        """Return the symbol of the zone at a point."""
        point = shapely.Point(x, y)
        return min(self.zones, key=lambda zone: zone[0].distance(point))[1]


def place_inside(context: DrawingContext, ground: Ground, taken: np.ndarray) -> Name | None:
    """Write a code on its ground, as near its middle as there is room."""
    shape = ground.shape
    shapely.prepare(shape)
    left, top, right, bottom = shape.bounds
    x, y = (
        at.ravel() for at in np.meshgrid(np.linspace(left, right, _STEPS), np.linspace(top, bottom, _STEPS))
    )
    middle = shape.representative_point()
    order = np.argsort(np.hypot(x - middle.x, y - middle.y), kind="stable")
    x, y = np.append(middle.x, x[order]), np.append(middle.y, y[order])
    for size in SIZES_PX:
        high = size * context.marks
        drawn = Name(ground.code, 0, 0.35 * high, high, "", "", fonts=context.fonts)
        boxes = np.array(name_box(drawn)) + np.column_stack([x, y, x, y])
        free = ~overlapping(boxes, taken) & _in_picture(context, boxes)
        fits = np.flatnonzero(free)
        fits = fits[shapely.contains(shape, shapely.box(*boxes[fits].T))]
        if len(fits):
            at = float(x[fits[0]]), float(y[fits[0]])
            symbol = ground.symbol_at(*at)
            ink = readable_on(symbol.ground)
            hatched = symbol.pattern is not None
            left, down, fonts = at[0], at[1] + 0.35 * high, context.fonts
            return Name(ground.code, left, down, high, ink, symbol.ground, hatched=hatched, fonts=fonts)
    return None


def place_beside(context: DrawingContext, ground: Ground, taken: np.ndarray) -> Name | None:
    """Write a code beside its ground, with a line into it, preferably on nobody's ground."""
    halo = context.theme["halo"]
    ink = legible_on(context.theme["label"], halo)
    zones = list(context.viewport.zones.values())
    names = [
        Name(ground.code, x, y, size * context.marks, ink, halo, aside=aside, rise=rise, fonts=context.fonts)
        for size, (x, y, aside, rise) in product(SIZES_PX[1:], _ends(context, ground.shape))
    ]
    boxes = np.array([name_box(name) for name in names]).reshape(-1, 4)
    leaders = np.array([leader_box(name) for name in names]).reshape(-1, 4)
    free = ~overlapping(boxes, taken) & ~overlapping(leaders, taken) & _in_picture(context, boxes)
    if not free.any():
        return None
    far = np.array([abs(name.aside or name.rise) for name in names])
    cost = far + _touches(zones, boxes) * _ON_HELD_PX * context.marks
    return names[int(np.where(free, cost, np.inf).argmin())]


def _touches(shapes: Sequence[BaseGeometry], boxes: np.ndarray) -> np.ndarray:
    tree = shapely.STRtree(shapes)
    hit = np.zeros(len(boxes), dtype=bool)
    hit[tree.query(shapely.box(*boxes.T), predicate="intersects")[0]] = True
    return hit


def _in_picture(context: DrawingContext, boxes: np.ndarray) -> np.ndarray:
    extent, edge = context.viewport.extent, _EDGE_PX * context.marks
    inside: np.ndarray = (
        (boxes[:, :2] >= edge).all(axis=1)
        & (boxes[:, 2] <= extent.width - edge)
        & (boxes[:, 3] <= extent.height - edge)
    )
    return inside


def _ends(context: DrawingContext, shape: BaseGeometry) -> Iterator[tuple[float, float, float, float]]:
    """Yield where a line may end in an area, and how far beside or above it its code is written."""
    left, top, right, bottom = shape.bounds
    for share in _SHARES:
        y, x = top + share * (bottom - top), left + share * (right - left)
        level = _chords(shape, shapely.LineString([(left - 1, y), (right + 1, y)]))
        upright = _chords(shape, shapely.LineString([(x, top - 1), (x, bottom + 1)]))
        for chord, gap in product(level, _GAPS_PX):
            deep = min(_INTO_PX * context.marks, chord.length / 2)
            yield chord.bounds[2] - deep, y, deep + gap * context.marks, 0.0
            yield chord.bounds[0] + deep, y, -deep - gap * context.marks, 0.0
        for chord, gap in product(upright, _GAPS_PX):
            deep = min(_INTO_PX * context.marks, chord.length / 2)
            yield x, chord.bounds[1] + deep, 0.0, deep + gap * context.marks
            yield x, chord.bounds[3] - deep, 0.0, -deep - gap * context.marks


def _chords(shape: BaseGeometry, line: BaseGeometry) -> list[BaseGeometry]:
    """Return the first and the last piece of a line within an area."""
    pieces = [part for part in shapely.get_parts(shape.intersection(line)) if part.length > 0]
    ranked = sorted(pieces, key=lambda piece: piece.bounds)
    return list(dict.fromkeys((ranked[0], ranked[-1]))) if ranked else []
