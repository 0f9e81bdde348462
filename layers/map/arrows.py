"""Arrows: the advances of forces, tapered along their lines, with a head where they point.

Handles shapes in px; whether an arrow is drawn on a day is a matter of its place's existence.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Place
from atlas.model.vocabulary import ARROW
from atlas.shapes.whole_line import join_line
from layers.labels.placement import Box
from layers.style.context import DrawingContext
from layers.svg.elements import Element, el

TAIL_PX, NECK_PX, HEAD_PX = 4.0, 13.0, 28.0
"""The width of an arrow at its tail and at its head, and the length and width of the head, at marks 1."""
RIM_PX = 2.5
_MOST_HEAD = 0.5
"""The most of an arrow's length that is its head."""
_STEPS = 12
"""How many pieces a curve has between two points."""
_BOX_STEP_PX = 10.0


def shape_arrow(points: np.ndarray, marks: float) -> Polygon:
    """Return the outline of an arrow along a curve through points (n, 2), in px."""
    curve = LineString(_smooth(points))
    head = min(HEAD_PX * marks, _MOST_HEAD * curve.length)
    thin = head / HEAD_PX
    shares = np.linspace(0.0, 1.0, _STEPS * max(len(points) - 1, 2))
    body = _points_at(curve, shares * (curve.length - head))
    ahead = _points_at(curve, shares * (curve.length - head) + 0.5)
    normals = _turn(ahead - body)
    half = (TAIL_PX + (NECK_PX - TAIL_PX) * shares)[:, None] * thin / 2
    tip, neck = np.array(curve.coords[-1]), body[-1]
    across = _turn((tip - neck)[None])[0] * head / 2
    left, right = body + normals * half, body - normals * half
    return Polygon([*left, neck + across, tip, neck - across, *right[::-1]])


def _points_at(curve: LineString, distances: np.ndarray) -> np.ndarray:
    return shapely.get_coordinates(shapely.line_interpolate_point(curve, distances))


def _turn(vectors: np.ndarray) -> np.ndarray:
    """Return vectors (n, 2) turned by 90 degrees, 1 long."""
    turned = np.column_stack([vectors[:, 1], -vectors[:, 0]])
    unit: np.ndarray = turned / np.maximum(np.hypot(*turned.T), 1e-9)[:, None]
    return unit


def _smooth(points: np.ndarray) -> np.ndarray:
    """Return a curve through points: a cardinal spline."""
    if len(points) < 3:
        return points
    slopes = np.gradient(points, axis=0) * 0.8
    share = np.linspace(0.0, 1.0, _STEPS, endpoint=False)[:, None]
    square, cube = share**2, share**3
    pieces = [
        (2 * cube - 3 * square + 1) * points[number]
        + (cube - 2 * square + share) * slopes[number]
        + (3 * square - 2 * cube) * points[number + 1]
        + (cube - square) * slopes[number + 1]
        for number in range(len(points) - 1)
    ]
    return np.vstack([*pieces, points[-1:]])


@lru_cache(maxsize=64)
def find_arrows(context: DrawingContext, hidden: frozenset[str] = frozenset()) -> dict[str, BaseGeometry]:
    """Return the outlines of the arrows in the frame, by id, without those of hidden forces."""
    viewport = context.viewport
    frame = viewport.frame.buffer(2 * RIM_PX * context.marks, join_style="mitre")
    outlines = {
        place.id: shapely.intersection(_shape_place(context, place), frame)
        for place in list_arrows(context, hidden)
    }
    return {own: outline for own, outline in outlines.items() if not outline.is_empty}


def list_arrows(context: DrawingContext, hidden: Collection[str] = ()) -> list[Place]:
    """Return the arrows whose lines are in the frame, without those of hidden forces."""
    places = (context.atlas.places[own] for own in context.viewport.lines)
    return [place for place in places if place.kind == ARROW and place.force not in hidden]


def _shape_place(context: DrawingContext, place: Place) -> Polygon:
    points = shapely.get_coordinates(context.viewport.extent.project(join_line(place.geometry)))
    return shape_arrow(points, context.marks)


def draw_arrow(context: DrawingContext, own: str, outline: BaseGeometry) -> list[Element]:
    """Draw an arrow of the atlas in the colour of its force's text, on a rim in the colour of the halo."""
    force = context.atlas.places[own].force
    named = {"id": f"line-{own}", "data_place": own if context.live else None}
    return draw_outline(context, outline, colour_of(context, force), **named)


def draw_outline(
    context: DrawingContext, outline: BaseGeometry, colour: str, **named: str | None
) -> list[Element]:
    """Draw the outline of an arrow in a colour, on its rim."""
    data = context.viewport.path(outline)
    rim = context.stroke(context.theme["halo"], 2 * RIM_PX)
    return [el("path", d=data, **rim), el("path", d=data, fill=colour, **named)]


def draw_sign(colour: str, wide: float, high: float, x: float = 0.0, y: float = 0.0) -> Element:
    """Draw the sign of arrows in a legend, in a box from (x, y) on."""
    shape = ((0, 0.4), (0.55, 0.27), (0.55, 0), (1, 0.5), (0.55, 1), (0.55, 0.73), (0, 0.6))
    points = " ".join(f"{x + wide * across:.2f},{y + high * down:.2f}" for across, down in shape)
    return el("polygon", points=points, fill=colour)


def colour_of(context: DrawingContext, force: str) -> str:
    """Return the colour of the arrows of a force: that of its text."""
    return context.theme.shades_of(context.atlas.forces[force]).text


def cover_arrows(outlines: Iterable[BaseGeometry]) -> list[Box]:
    """Return small boxes along arrows, on which no name may lie."""
    boxes: list[Box] = []
    for outline in outlines:
        left, top, right, bottom = outline.bounds
        for x in np.arange(left, right, _BOX_STEP_PX).tolist():
            for y in np.arange(top, bottom, _BOX_STEP_PX).tolist():
                box = (x, y, x + _BOX_STEP_PX, y + _BOX_STEP_PX)
                if outline.intersects(shapely.box(*box)):
                    boxes.append(box)
    return boxes
