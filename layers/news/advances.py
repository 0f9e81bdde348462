"""Advances since a day: arrows from ground that a force held before into ground next to it that it gained.

They are drawn by rule and follow no route. Ground that touches nothing its new holder held gets none.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from atlas.history.changes_of_control import ChangeOfControl
from atlas.history.in_effect import forces_in_effect
from atlas.history.scene import scene_on
from atlas.request.request import Request
from layers.map.arrows import colour_of, draw_outline, shape_arrow
from layers.news.notes.anchors import Anchor
from layers.still.legend import Entry
from layers.still.one_map import Picture
from layers.style.context import DrawingContext
from layers.svg.elements import Element
from text.picture_facts import PictureFacts

_LEAST_GROUND = 250.0
"""The least ground gained, in square px at marks 1, that gets an arrow."""
_LEAST_BORDER_PX = 14.0
"""The least border with ground held before."""
_TAILS_PX = (130.0, 100.0, 75.0, 55.0, 42.0)
"""How far from that border an arrow begins, the longest first."""
_MOST_INSIDE_PX = 90.0
_TURNS = (0, 20, -20, 40, -40, 60, -60)
"""By how many degrees its tail may turn away from the straight line."""
_TOUCH_PX = 1.5
_EDGE_PX = 14.0
_ON_OWN = 0.97
"""The share of an arrow's outline that lies on ground that its force held or gained."""


@dataclass(frozen=True, slots=True)
class Advance:
    """An arrow in px, and its force."""

    outline: Polygon
    force: str


def find_advances(
    picture: Picture, request: Request, facts: PictureFacts, signs: Sequence[Anchor]
) -> list[Advance]:
    """Return the arrows of the ground that changed hands since the day of a request, off signs."""
    if request.since is None or "zones" not in request.layers:
        return []
    context, changes = picture.context, facts.changes
    taken = shapely.union_all([shapely.box(*sign.box) for sign in signs])
    advances: list[Advance] = []
    for force, gained in _group_gains(context, changes):
        held = _find_held(context, request, force, changes)
        others = shapely.union_all([taken, *(other.outline for other in advances)])
        outline = _place_arrow(context, gained, held, others)
        advances += [Advance(outline, force)] if outline else []
    return advances


def _group_gains(
    context: DrawingContext, changes: Sequence[ChangeOfControl]
) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield each connected piece of ground that a force gained, the largest of each force first."""
    zones, extent = context.viewport.zones, context.viewport.extent
    by_force: dict[str, list[BaseGeometry]] = {}
    for change in changes:
        if change.after and change.sure_after and not change.rivals_after:
            shapes = [zones[place.id] for place in change.places if place.id in zones]
            by_force.setdefault(change.after[0], []).extend(shapes)
    for force, shapes in by_force.items():
        whole = shapely.union_all([shape.buffer(_TOUCH_PX / 2) for shape in shapes])
        pieces = shapely.get_parts(shapely.clip_by_rect(whole, 0, 0, extent.width, extent.height))
        for piece in sorted(pieces, key=lambda piece: -piece.area):
            if piece.area >= _LEAST_GROUND * context.marks**2:
                yield force, piece


def _find_held(
    context: DrawingContext, request: Request, force: str, changes: Sequence[ChangeOfControl]
) -> BaseGeometry:
    """Return the ground on the map that a force held on the first day and did not gain since."""
    scene = scene_on(context.atlas, request.since or request.date, request.known)
    changed = {place.id for change in changes for place in change.places}
    return shapely.union_all(
        [
            shape.buffer(_TOUCH_PX / 2)
            for zone, shape in context.viewport.zones.items()
            if zone not in changed and force in forces_in_effect(scene.holdings(zone))
        ]
    )


def _place_arrow(
    context: DrawingContext, gained: BaseGeometry, held: BaseGeometry, taken: BaseGeometry
) -> Polygon | None:
    """Return an arrow over the border of ground held before and ground gained; None without room."""
    marks, extent = context.marks, context.viewport.extent
    border = shapely.intersection(gained.boundary, held.buffer(_TOUCH_PX))
    parts = shapely.get_parts(shapely.line_merge(border)).tolist()
    longest = max(parts, key=lambda part: part.length, default=None)
    if longest is None or longest.length < _LEAST_BORDER_PX * marks:
        return None
    own = shapely.union(held, gained)
    edge = _EDGE_PX * marks
    inside = shapely.box(edge, edge, extent.width - edge, extent.height - edge)
    for points in _list_ways(longest, gained, marks):
        outline = shape_arrow(points, marks)
        free = inside.contains(LineString(points)) and not outline.intersects(taken)
        if free and own.intersection(outline).area >= _ON_OWN * outline.area:
            return outline
    return None


def _list_ways(border: LineString, gained: BaseGeometry, marks: float) -> Iterator[np.ndarray]:
    """Yield the points of possible arrows: tail, crossing of the border, and tip, if it is not there."""
    centre = shapely.get_coordinates(shapely.maximum_inscribed_circle(np.array([gained])))[0]
    for inside, length, share in itertools.product((1.0, 0.0), _TAILS_PX, (0.5, 0.35, 0.65)):
        crossing = np.array(border.interpolate(share, normalized=True).coords[0])
        way = centre - crossing
        far = max(float(np.hypot(*way)), 1e-6)
        tip = crossing + inside * way * min(1.0, _MOST_INSIDE_PX * marks / far)
        for turn in _TURNS:
            back = math.atan2(-way[1], -way[0]) + math.radians(turn)
            tail = crossing + length * marks * np.array([math.cos(back), math.sin(back)])
            yield np.array([tail, crossing, tip] if inside else [tail, crossing])


def draw_advances(context: DrawingContext, advances: Sequence[Advance]) -> list[Element]:
    """Draw the arrows."""
    return [
        part
        for advance in advances
        for part in draw_outline(context, advance.outline, colour_of(context, advance.force))
    ]


def explain_advances(context: DrawingContext, advances: Sequence[Advance]) -> list[Entry]:
    """Return the entry of the key for the arrows, if there are any."""
    colour = colour_of(context, advances[0].force) if advances else ""
    return [Entry(context.words["advance_by_rule"], colour, "none", arrow=True)] if advances else []
