"""Codes in print: a family's letters on ground whose grey is close to another's, and on patterns.

Such ground has its code, in small type if necessary, or else beside it with a line into it. Dots, cross-hatch
and dashes have the codes of the forces they stand for. Contains no days.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.labels.label_grid import NameMap
from layers.labels.placement import Box, overlapping
from layers.labels.written_name import Name, leader_box, name_box
from layers.style.colour import legible_on, lightness, readable_on
from layers.style.context import DrawingContext
from layers.style.markers import locate_events
from layers.style.symbology import EMPTY, Hatch, Symbol

PRINT_APART = 10.0
"""Two greys that differ by less (L*) look the same in print."""
SIZES_PX = (10.5, 9.0, 8.0)
LEAST_PX = 4.0
"""Ground without room for a disc of this width is invisible, and has no code."""
SIGNS = {Hatch.DOTS: "•", Hatch.CROSS: "#", Hatch.DASHES: "–"}
"""The marks before the code of a family that is present, contests ground or possibly holds it."""
TOGETHER, EITHER = " + ", " / "
"""Separates the codes of families that share ground, and of those of which one holds it."""
_STEPS = 24
"""How many places across and down are tried for the code of an area."""
_INTO_PX = 6.0
_GAPS_PX = (5.0, 10.0, 16.0, 24.0, 34.0, 48.0, 64.0, 84.0)
_SHARES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92, 0.28, 0.72, 0.42, 0.58)
"""The heights of an area, or the positions across it, at which a line into it may end."""
_ON_HELD_PX = 12.0
"""How much farther away a code may be in order to be on nobody's ground."""
_EDGE_PX, _STAR_PX = 1.5, 7.0


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


def held_code(context: DrawingContext, symbol: Symbol) -> str:
    """Return the codes of the families that hold ground with this symbol, or one of which does."""
    if not symbol.held:
        return ""
    joint = EITHER if symbol.changing or symbol.rivals else TOGETHER
    return joint.join(_codes(context, (symbol.leader, *symbol.partners)))


def over_code(context: DrawingContext, symbol: Symbol) -> str:
    """Return the codes of families that the pattern of ground stands for although they do not hold it.

    Ground under nominal control has its holder's code in brackets.
    """
    if symbol.pattern and (sign := SIGNS.get(symbol.pattern.hatch)):
        holders = [context.atlas.forces[force].family for force in _holders(symbol)]
        others = [family for family in symbol.over if family not in holders]
        return " ".join(f"{sign} {context.atlas.families[family].code}" for family in others)
    on_paper = symbol.leader and not (symbol.held or symbol.loose or symbol.pattern)
    return f"({_codes(context, (symbol.leader,))[0]})" if on_paper else ""


def _codes(context: DrawingContext, forces: Iterable[str]) -> list[str]:
    atlas = context.atlas
    return list(dict.fromkeys(atlas.families[atlas.forces[force].family].code for force in forces))


def near_families(context: DrawingContext, symbols: Iterable[Symbol]) -> frozenset[str]:
    """Return the families whose ground has a grey too close to another's."""
    greys: dict[str, set[float]] = {}
    for symbol in symbols:
        if symbol.held:
            for number, force in enumerate((symbol.leader, *symbol.partners)):
                known = context.atlas.forces[force]
                fill = (
                    symbol.ground
                    if not number
                    else context.theme.fill(known, context.atlas.families[known.family])
                )
                greys.setdefault(known.family, set()).add(lightness(fill))
    near = [
        pair
        for pair in combinations(greys, 2)
        if any(abs(one - other) < PRINT_APART for one in greys[pair[0]] for other in greys[pair[1]])
    ]
    return frozenset(family for pair in near for family in pair)


def code_sites(context: DrawingContext, symbols: Mapping[str, Symbol]) -> tuple[tuple[str, str], ...]:
    """Return the sites that look like another holder's than the ground around them, with their codes."""
    if context.theme_name != "print":
        return ()
    found = []
    for site, (x, y) in context.viewport.sites.items():
        symbol = symbols.get(site)
        code = (held_code(context, symbol) or over_code(context, symbol)) if symbol and symbol.ground else ""
        if code and code != _code_at(context, symbols, x, y):
            found.append((site, code))
    return tuple(found)


def _code_at(context: DrawingContext, symbols: Mapping[str, Symbol], x: float, y: float) -> str:
    """Return the code of the smallest zone at a point, which lies on top."""
    point = shapely.Point(x, y)
    under = [zone for zone, shape in context.viewport.zones.items() if shape.contains(point)]
    return held_code(context, symbols[under[-1]]) if under and under[-1] in symbols else ""


def write_codes(cells: NameMap, shown: Mapping[str, Symbol], names: Sequence[Name]) -> list[Name]:
    """Return the codes that a still in print needs beside its names, by the symbols of zones and sites.

    Ground without room for its code, even beside it, has none.
    """
    context = cells.context
    symbols = [shown.get(zone, EMPTY) for zone in context.viewport.zones]
    near, forces = near_families(context, shown.values()), context.atlas.forces
    held = [
        held_code(context, one) if any(forces[force].family in near for force in _holders(one)) else ""
        for one in symbols
    ]
    over = [over_code(context, one) for one in symbols]
    named = [(name.code or name.text, shapely.Point(name.x, name.y)) for name in names]
    wanted = [
        one
        for one in _grounds(context, held, symbols)
        if not any(code == one.code and one.shape.intersects(point) for code, point in named)
    ]
    wanted += _grounds(context, over, symbols)
    return _write(cells, wanted, names)


def _holders(symbol: Symbol) -> tuple[str, ...]:
    return (symbol.leader, *symbol.partners) if symbol.held else ()


def _grounds(context: DrawingContext, codes: Sequence[str], symbols: Sequence[Symbol]) -> list[Ground]:
    """Return the areas with a code, the largest first; touching zones with one code are one area."""
    seen = shapely.box(0, 0, context.viewport.extent.width, context.viewport.extent.height)
    visible = _visible_zones(context)
    found: list[Ground] = []
    for code in dict.fromkeys(filter(None, codes)):
        zones = tuple(
            (shape, symbol) for shape, symbol, own in zip(visible, symbols, codes, strict=True) if own == code
        )
        whole = shapely.union_all([shape for shape, _ in zones])
        parts = shapely.get_parts(shapely.intersection(whole, seen))
        wide = ~shapely.is_empty(shapely.buffer(parts, -LEAST_PX * context.marks / 2))
        found += [Ground(code, part, zones) for part in parts[wide]]
    return sorted(found, key=lambda one: -one.shape.area)


@lru_cache(maxsize=16)
def _visible_zones(context: DrawingContext) -> list[BaseGeometry]:
    """Return the visible part of each zone: later ones lie on top."""
    zones = list(context.viewport.zones.values())
    tree = shapely.STRtree(zones)
    return [
        shapely.difference(
            shape, shapely.union_all([zones[n] for n in tree.query(shape).tolist() if n > number])
        )
        for number, shape in enumerate(zones)
    ]


def _write(cells: NameMap, wanted: Sequence[Ground], names: Sequence[Name]) -> list[Name]:
    taken = [*cells.taken, *_boxes_of(names)]
    stars = _stars(cells.context)
    written: list[Name] = []
    beside: list[Ground] = []
    for place in (_inside, _beside):
        for ground in wanted if place is _inside else beside:
            boxes = np.array(taken).reshape(-1, 4)
            found = place(cells.context, ground, np.concatenate([boxes, stars])) or place(
                cells.context, ground, boxes
            )
            if found:
                written.append(found)
                taken += _boxes_of([found])
            elif place is _inside:
                beside.append(ground)
    return written


def _stars(context: DrawingContext) -> np.ndarray:
    """Return the boxes that events may take on any day: codes avoid them."""
    half = _STAR_PX * context.marks
    points = np.array([*locate_events(context).values()]).reshape(-1, 2)
    return np.column_stack([points - half, points + half])


def _boxes_of(names: Iterable[Name]) -> list[Box]:
    boxes = ((name_box(name), leader_box(name)) for name in names)
    return [box for both in boxes for box in both if box]


def _inside(context: DrawingContext, ground: Ground, taken: np.ndarray) -> Name | None:
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
        drawn = Name(ground.code, 0, 0.35 * high, high, "", "")
        boxes = np.array(name_box(drawn)) + np.column_stack([x, y, x, y])
        free = ~overlapping(boxes, taken) & _in_picture(context, boxes)
        fits = np.flatnonzero(free)
        fits = fits[shapely.contains(shape, shapely.box(*boxes[fits].T))]
        if len(fits):
            at = float(x[fits[0]]), float(y[fits[0]])
            symbol = ground.symbol_at(*at)
            ink = readable_on(symbol.ground)
            hatched = symbol.pattern is not None
            return Name(ground.code, at[0], at[1] + 0.35 * high, high, ink, symbol.ground, hatched=hatched)
    return None


def _beside(context: DrawingContext, ground: Ground, taken: np.ndarray) -> Name | None:
    """Write a code beside its ground, with a line into it, preferably on nobody's ground."""
    halo = context.theme["halo"]
    ink = legible_on(context.theme["label"], halo)
    zones = list(context.viewport.zones.values())
    names = [
        Name(ground.code, x, y, size * context.marks, ink, halo, aside=aside, rise=rise)
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
        for one, gap in product(level, _GAPS_PX):
            deep = min(_INTO_PX * context.marks, one.length / 2)
            yield one.bounds[2] - deep, y, deep + gap * context.marks, 0.0
            yield one.bounds[0] + deep, y, -deep - gap * context.marks, 0.0
        for one, gap in product(upright, _GAPS_PX):
            deep = min(_INTO_PX * context.marks, one.length / 2)
            yield x, one.bounds[1] + deep, 0.0, deep + gap * context.marks
            yield x, one.bounds[3] - deep, 0.0, -deep - gap * context.marks


def _chords(shape: BaseGeometry, line: BaseGeometry) -> list[BaseGeometry]:
    """Return the first and the last piece of a line within an area."""
    pieces = [part for part in shapely.get_parts(shape.intersection(line)) if part.length > 0]
    ranked = sorted(pieces, key=lambda one: one.bounds)
    return list(dict.fromkeys((ranked[0], ranked[-1]))) if ranked else []
