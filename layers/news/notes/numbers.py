"""Numbers on the map: discs at the points of notes that have no room there; the words give the notes."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from layers.labels.placement import Box
from layers.news.notes.anchors import Anchor
from layers.style.colour import readable_on
from layers.style.context import DrawingContext
from layers.svg.elements import Element, el
from layers.svg.text_width import letter

DISC_PX, FIGURE_PX = 10.0, 13.0
_HALO_PX = 1.5
_STEPS_PX = (0.0, 10.0, 16.0, 22.0, 28.0)
"""How far from its point a number may lie, at marks 1, where others are in its way."""
_TURNS = 8


@dataclass(frozen=True, slots=True)
class NumberSign:
    """A numbered disc, in px."""

    figure: int
    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        """The box that it fills."""
        reach = self.radius + 2
        return self.x - reach, self.y - reach, self.x + reach, self.y + reach


def place_numbers(
    context: DrawingContext, anchors: Sequence[Anchor], others: Sequence[Anchor]
) -> list[NumberSign]:
    """Place the numbers 1, 2, 3 at anchors: each off the signs of others and off the numbers before it."""
    taken = [(other.x, other.y, other.radius) for other in others]
    placed: list[NumberSign] = []
    for figure, anchor in enumerate(anchors, start=1):
        x, y = _find_spot(context, anchor, taken)
        placed.append(NumberSign(figure, x, y, DISC_PX * context.marks))
        taken.append((x, y, DISC_PX * context.marks))
    return placed


def _find_spot(
    context: DrawingContext, anchor: Anchor, taken: Sequence[tuple[float, float, float]]
) -> tuple[float, float]:
    """Return the nearest free middle of a disc; the point itself if there is none."""
    radius, extent = DISC_PX * context.marks, context.viewport.extent
    for step, turn in itertools.product(_STEPS_PX, range(_TURNS)):
        angle = 2 * math.pi * turn / _TURNS
        x = anchor.x + step * context.marks * math.cos(angle)
        y = anchor.y + step * context.marks * math.sin(angle)
        inside = radius <= x <= extent.width - radius and radius <= y <= extent.height - radius
        if inside and all(math.hypot(x - left, y - top) >= radius + reach for left, top, reach in taken):
            return x, y
    return anchor.x, anchor.y


def draw_numbers(context: DrawingContext, numbers: Sequence[NumberSign]) -> list[Element]:
    """Draw the discs on the map, each with a rim in the colour of the halo."""
    theme = context.theme
    return [
        el(
            "g",
            el("circle", cx=sign.x, cy=sign.y, r=sign.radius + _HALO_PX * context.marks, fill=theme["halo"]),
            *draw_number(sign.figure, sign.x, sign.y, sign.radius, theme["ink"]),
            class_="number",
        )
        for sign in numbers
    ]


def draw_number(figure: int, x: float, y: float, radius: float, fill: str) -> list[Element]:
    """Draw a numbered disc around a point."""
    size = FIGURE_PX / DISC_PX * radius
    ink = readable_on(fill)
    return [
        el("circle", cx=x, cy=y, r=radius, fill=fill),
        letter(str(figure), x, y + 0.36 * size, size, ink, weight=600, side="middle"),
    ]
