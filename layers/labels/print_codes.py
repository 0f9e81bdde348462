"""Codes in print: a family's letters on ground whose grey is close to another's, and on patterns.

Such ground has its code, in small type if necessary, or else beside it with a line into it. Dots, cross-hatch
and dashes have the codes of the forces they stand for. Contains no days.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.labels.code_places import Ground, place_beside, place_inside
from layers.labels.label_grid import NameMap
from layers.labels.placement import Box
from layers.labels.written_name import Name, leader_box, name_box
from layers.style.colour import lightness
from layers.style.context import DrawingContext
from layers.style.markers import locate_events
from layers.style.symbology import EMPTY, Hatch, Symbol

PRINT_APART = 10.0
"""Two greys that differ by less (L*) look the same in print."""
LEAST_PX = 4.0
"""Ground without room for a disc of this width is invisible, and has no code."""
SIGNS = {Hatch.DOTS: "•", Hatch.CROSS: "#", Hatch.DASHES: "–"}
"""The marks before the code of a family that is present, contests ground or possibly holds it."""
TOGETHER, EITHER = " + ", " / "
"""Separates the codes of families that share ground, and of those of which one holds it."""
_MOST_ROUNDS = 4
"""How often the placing of codes is repeated while some have no place."""
_STAR_PX = 7.0


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
                of_force = context.atlas.forces[force]
                fill = (
                    symbol.ground
                    if not number
                    else context.theme.fill(of_force, context.atlas.families[of_force.family])
                )
                greys.setdefault(of_force.family, set()).add(lightness(fill))
    near = [
        pair
        for pair in combinations(greys, 2)
        if any(abs(grey - other) < PRINT_APART for grey in greys[pair[0]] for other in greys[pair[1]])
    ]
    return frozenset(family for pair in near for family in pair)


def code_sites(context: DrawingContext, symbols: Mapping[str, Symbol]) -> tuple[tuple[str, str], ...]:
    """Return the sites that look like another holder's than the ground around them, with their codes."""
    if context.theme_name != "print":
        return ()
    coded = []
    for site, (x, y) in context.viewport.sites.items():
        symbol = symbols.get(site)
        code = (held_code(context, symbol) or over_code(context, symbol)) if symbol and symbol.ground else ""
        if code and code != _code_at(context, symbols, x, y):
            coded.append((site, code))
    return tuple(coded)


def _code_at(context: DrawingContext, symbols: Mapping[str, Symbol], x: float, y: float) -> str:
    """Return the code of the smallest zone at a point, which lies on top."""
    point = shapely.Point(x, y)
    under = [zone for zone, shape in context.viewport.zones.items() if shape.contains(point)]
    return held_code(context, symbols[under[-1]]) if under and under[-1] in symbols else ""


def write_codes(cells: NameMap, symbols_by_place: Mapping[str, Symbol], names: Sequence[Name]) -> list[Name]:
    """Return the codes that a still in print needs beside its names, by the symbols of zones and sites.

    Ground has its holder's code if its grey is close to another's, or if others' codes are on it. Ground
    without room for its code, even beside it, has none.
    """
    context = cells.context
    symbols = [symbols_by_place.get(zone, EMPTY) for zone in context.viewport.zones]
    near, forces = near_families(context, symbols_by_place.values()), context.atlas.forces
    over_codes = [over_code(context, symbol) for symbol in symbols]
    named = [(name.code or name.text, shapely.Point(name.x, name.y)) for name in names]
    alike = {
        held_code(context, symbol)
        for symbol in symbols
        if any(forces[force].family in near for force in _holders(symbol))
    }
    patterned = [shape for shape, code in zip(_visible_zones(context), over_codes, strict=True) if code]
    grounds = [
        ground
        for ground in _grounds(context, [held_code(context, symbol) for symbol in symbols], symbols)
        if (ground.code in alike or _lies_under(ground, patterned))
        and not any(code == ground.code and ground.shape.intersects(point) for code, point in named)
    ]
    grounds += _grounds(context, over_codes, symbols)
    return _write(cells, grounds, names)


def _lies_under(ground: Ground, patterned: Sequence[BaseGeometry]) -> bool:
    """Return whether others' codes are on some ground: without its own, they would be read as its holders."""
    return any(ground.shape.intersection(shape).area > LEAST_PX**2 for shape in patterned)


def _holders(symbol: Symbol) -> tuple[str, ...]:
    return (symbol.leader, *symbol.partners) if symbol.held else ()


def _grounds(context: DrawingContext, codes: Sequence[str], symbols: Sequence[Symbol]) -> list[Ground]:
    """Return the areas with a code, the largest first; touching zones with one code are one area."""
    frame = shapely.box(0, 0, context.viewport.extent.width, context.viewport.extent.height)
    visible = _visible_zones(context)
    grounds: list[Ground] = []
    for code in dict.fromkeys(filter(None, codes)):
        zones = tuple(
            (shape, symbol) for shape, symbol, own in zip(visible, symbols, codes, strict=True) if own == code
        )
        union = shapely.union_all([shape for shape, _ in zones])
        parts = shapely.get_parts(shapely.intersection(union, frame))
        wide = ~shapely.is_empty(shapely.buffer(parts, -LEAST_PX * context.marks / 2))
        grounds += [Ground(code, part, zones) for part in parts[wide]]
    return sorted(grounds, key=lambda ground: -ground.shape.area)


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


def _write(cells: NameMap, grounds: Sequence[Ground], names: Sequence[Name]) -> list[Name]:
    """Write codes on their ground, and those without room there beside it.

    As long as some find no place, they are placed first in the next round; the round that lacks least counts.
    """
    context, stars = cells.context, _stars(cells.context)
    inside, beside = _place(context, grounds, [*cells.taken, *_boxes_of(names)], stars, place_inside)
    taken = [*cells.taken, *_boxes_of([*names, *inside])]
    best, lacking = _place(context, beside, taken, stars, place_beside)
    for _ in range(_MOST_ROUNDS if lacking else 0):
        beside = [*lacking, *(ground for ground in beside if ground not in lacking)]
        written, rest = _place(context, beside, taken, stars, place_beside)
        best = written if len(written) > len(best) else best
        lacking = rest
        if not rest:
            break
    return [*inside, *best]


def _place(
    context: DrawingContext,
    grounds: Sequence[Ground],
    taken: Sequence[Box],
    stars: np.ndarray,
    place: Callable[[DrawingContext, Ground, np.ndarray], Name | None],
) -> tuple[list[Name], list[Ground]]:
    """Return the codes placed one after the other, and the areas without a place for theirs."""
    filled, written, lacking = list(taken), list[Name](), list[Ground]()
    for ground in grounds:
        boxes = np.array(filled).reshape(-1, 4)
        name = place(context, ground, np.concatenate([boxes, stars])) or place(context, ground, boxes)
        if name:
            written.append(name)
            filled += _boxes_of([name])
        else:
            lacking.append(ground)
    return written, lacking


def _stars(context: DrawingContext) -> np.ndarray:
    """Return the boxes that events may take on any day: codes avoid them."""
    half = _STAR_PX * context.marks
    points = np.array([*locate_events(context).values()]).reshape(-1, 2)
    return np.column_stack([points - half, points + half])


def _boxes_of(names: Iterable[Name]) -> list[Box]:
    boxes = ((name_box(name), leader_box(name)) for name in names)
    return [box for both in boxes for box in both if box]
