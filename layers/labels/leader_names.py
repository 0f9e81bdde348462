"""Names beside ground that is too small for them, each with a level line into its ground.

Preferably on nobody's ground, never on another small holding; if there is no such place, there is no name.
Contains no days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import shapely

from layers.labels.candidates import name_key
from layers.labels.label_grid import NameMap
from layers.labels.land_and_water import project_lands
from layers.labels.name_spots import LEAST_CELLS
from layers.labels.placement import Box, overlapping
from layers.labels.written_name import Name, leader_box, name_box, scale_box
from layers.style.colour import legible_on
from layers.style.context import DrawingContext

BESIDE_PX = 12.0
GAPS_PX = (9.0, 24.0, 48.0)
"""The distances of a name from its ground that are tried."""
_WIDE_GAP_PX = 80.0
"""One more, on a map that is drawn smaller."""
_INTO_PX = 8.0
"""How far a leader reaches into wide ground."""
_ROWS = (0.5, 0.7, 0.3, 0.85, 0.15, 0.6, 0.4)
"""The heights of a zone at which its name may be written beside it."""
_ASTRAY, _ASTRAY_WIDE = 0.08, 0.25
"""How much of a name may lie on ground that another small holding fills; on a map drawn smaller, more."""
_TRIED = 3
"""How many of the zones of a force are tried, the largest first."""
_OFF_PX, _ON_BORDER, _OWN_LAND = 0.004, 0.6, 0.5
"""The costs of a px of distance, of a border under a name, and of a land of the same name."""


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """What to write beside which zones; each array (n,) has one value per zone, in their order."""

    text: str
    astray: np.ndarray
    """Zones that other small holdings fill."""
    held: np.ndarray
    own: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Where a name may be written beside a zone: x, y and `aside` of each, the boxes and the ground below.

    `under` (n, zones + 1) is the share of each zone, last that without a zone; `led` the same for the
    leaders; `cost` (n,) is the cost of a place on every day.
    """

    spots: list[tuple[float, float, float]]
    boxes: np.ndarray
    leaders: np.ndarray
    under: np.ndarray
    led: np.ndarray
    cost: np.ndarray


def list_boxes(names: Iterable[Name], zoom: float = 1.0) -> list[Box]:
    """Return the ground under the boxes of names and of their leaders at a zoom."""
    return [scale_box(name, box, zoom) for name in names for box in (name_box(name), leader_box(name)) if box]


def write_beside(
    cells: NameMap,
    writing: Writing,
    zones: Iterable[tuple[int, str]],
    taken: Sequence[Box],
    zoom: float = 1.0,
) -> Name | None:
    """Return the name of a force beside the first of its zones with room for it; None if none has room.

    `zones` are their numbers and the force that leads there; `taken` is the ground under other names. `zoom`
    is that at which it has room, and from which it shows.
    """
    boxes = _boxes(taken)
    for zone, leader in zones:
        sides = find_sides(cells, writing.text, zone, zoom)
        if spot := _choose(sides, writing, boxes, _ASTRAY if zoom >= 1 else _ASTRAY_WIDE):
            return replace(_name(cells.context, writing.text, leader, *spot), zoom=zoom)
    return None


def _choose(
    sides: Sides, writing: Writing, taken: np.ndarray, astray: float
) -> tuple[float, float, float] | None:
    clear = ~overlapping(sides.boxes, taken) & ~overlapping(sides.leaders, taken)
    if not clear.any():
        return None
    foreign = np.append(writing.astray, False)
    free = np.flatnonzero(clear & (sides.under @ foreign <= astray) & (sides.led @ foreign <= astray))
    if not len(free):
        return None
    held = sides.under[free] @ np.append(writing.held & ~writing.own, False)
    mixed = np.minimum(held, 1 - held)
    best = int(free[(held + 2 * mixed + sides.cost[free]).argmin()])
    return sides.spots[best]


def _name(context: DrawingContext, text: str, leader: str, x: float, y: float, aside: float) -> Name:
    family = context.atlas.families[context.atlas.forces[leader].family]
    halo = context.theme["halo"]
    ink = legible_on(context.theme.shades(family).text, halo)
    return Name(text, x, y, BESIDE_PX * context.marks, ink, halo, aside=aside, fonts=context.fonts)


@lru_cache(maxsize=8192)
def largest_zones(cells: NameMap, members: bytes, least: float = LEAST_CELLS) -> tuple[int, ...]:
    """Return the largest of some zones, (n,) bool as bytes, with at least so many cells."""
    among = np.frombuffer(members, dtype=bool)[cells.by_size]
    largest = cells.by_size[np.flatnonzero(among)[:_TRIED]]
    return tuple(int(zone) for zone in largest if cells.counts[zone] >= least)


@lru_cache(maxsize=2048)
def find_sides(cells: NameMap, text: str, zone: int, zoom: float = 1.0) -> Sides:
    """Return where a name may be written beside a zone at a zoom.

    At zoom 1 it lies on no label. At a wider one it may: the player then leaves the label out.
    """
    marks = cells.context.marks
    size = BESIDE_PX * marks
    gaps = GAPS_PX if zoom >= 1 else (*GAPS_PX, _WIDE_GAP_PX)
    free_spots = []
    for x, y, edge in cells.ends(zone, _ROWS, _INTO_PX * marks):
        for gap in gaps:
            aside = edge + (gap * marks if edge > 0 else -gap * marks)
            name = Name(text, x, y, size, "", "", aside=aside, fonts=cells.context.fonts)
            leader = leader_box(name)
            if not leader:
                continue
            box, leader = scale_box(name, name_box(name), zoom), scale_box(name, leader, zoom)
            if cells.inside(box) and (zoom < 1 or (cells.free(box) and cells.free(leader))):
                free_spots.append(((x, y, aside), box, leader))
    boxes, leaders = _boxes([box for _, box, _ in free_spots]), _boxes([leader for *_, leader in free_spots])
    distance = np.array([abs(spot[2]) for spot, *_ in free_spots]) / marks * _OFF_PX
    return Sides(
        spots=[spot for spot, *_ in free_spots],
        boxes=boxes,
        leaders=leaders,
        under=_shares(cells, boxes),
        led=_shares(cells, leaders),
        cost=distance + _on_lands(cells.context, text, boxes) + [cells.blocked_share(box) for box in boxes],
    )


def _boxes(boxes: Sequence[Box]) -> np.ndarray:
    return np.array(boxes).reshape(-1, 4)


def _shares(cells: NameMap, boxes: np.ndarray) -> np.ndarray:
    """Return the share of each box (n, 4) that lies in every zone, last that without one: (n, zones + 1)."""
    left, top, right, bottom = boxes.T
    under = np.array([cells.under(box) for box in zip(left, top, right, bottom, strict=True)])
    under = under.reshape(-1, len(cells.zone_names) + 1)
    shares: np.ndarray = under / np.maximum(under.sum(axis=1, keepdims=True), 1)
    return shares


def _on_lands(context: DrawingContext, text: str, boxes: np.ndarray) -> np.ndarray:
    """Return the cost of boxes (n, 4) by the lands under them: borders cost, the own country is free."""
    lands, grounds = project_lands(context.land), shapely.box(*boxes.T) if len(boxes) else np.array([])
    cost = np.zeros(len(boxes))
    for land in context.atlas.basemap.land:
        inside = shapely.contains(lands[land.id], grounds)
        cost += np.where(shapely.intersects(lands[land.id], grounds) & ~inside, _ON_BORDER / 2, 0.0)
        if name_key(land.name.translate(context.language)) == name_key(text):
            cost -= np.where(inside, _OWN_LAND, 0.0)
    return cost
