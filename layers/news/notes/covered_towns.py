"""Covered towns: a town under a sign is named beside it, and the main town in a ring of doubt beside its dot.

They come before all other names, which have to keep off signs and rings.
"""

import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from atlas.model.vocabulary import SETTLEMENTS
from layers.labels.candidates import collect_names
from layers.labels.named import Named
from layers.labels.placement import Box, overlap, point_spots
from layers.style.context import DrawingContext
from layers.style.markers import draw_marker, radius_of
from layers.svg.elements import Element
from layers.svg.text_width import Side, letter, width_of

_SIZE_PX, _HALO_PX = 14.0, 4.0
_GAP_PX = 2.0
_EDGE_PX = 4.0
Disc = tuple[float, float, float]
"""x, y and radius, in px."""


@dataclass(frozen=True, slots=True)
class CoveredTown:
    """A town's name, its x and baseline, size and side, and its box, in px; `dot` is None under a sign."""

    text: str
    x: float
    y: float
    size: float
    side: Side
    box: Box
    dot: Named | None = None

    @property
    def boxes(self) -> list[Box]:
        """The boxes that its name and its dot fill."""
        if self.dot is None:
            return [self.box]
        x, y, radius = self.dot.candidate.x, self.dot.candidate.y, self.dot.candidate.radius
        return [self.box, (x - radius, y - radius, x + radius, y + radius)]


def name_covered(
    context: DrawingContext,
    signs: Sequence[Disc],
    rings: Sequence[Disc],
    taken: Iterable[Box],
    skipped: Container[str],
) -> list[CoveredTown]:
    """Name one town under each sign and one within each ring, off what is taken; not the sites `skipped`."""
    boxes = list(taken)
    named: dict[str, CoveredTown] = {}
    towns = [
        name for name in collect_names(context) if name.marker in SETTLEMENTS and name.candidate.needs <= 1
    ]
    for disc in (*signs, *rings):
        town = next((town for town in towns if _covers(disc, town)), None)
        if town is None or town.text in named or town.place in skipped:
            continue
        dot = (town.candidate.x, town.candidate.y, radius_of(town.marker) * context.marks)
        placed = _place(context, town.text, dot if disc in rings else disc, boxes)
        if placed and disc in rings:
            placed = replace(placed, dot=town)
        if placed:
            named[town.text] = placed
            boxes.append(placed.box)
    return list(named.values())


def _covers(disc: Disc, town: Named) -> bool:
    x, y, radius = disc
    candidate = town.candidate
    return math.hypot(candidate.x - x, candidate.y - y) < radius + candidate.radius


def _place(context: DrawingContext, text: str, sign: Disc, boxes: Sequence[Box]) -> CoveredTown | None:
    """Return a name at the first free spot beside a sign, which a leader may leave upwards and downwards."""
    x, y, radius = sign
    extent, size = context.viewport.extent, _SIZE_PX * context.marks
    wide = width_of(text, size, 600, fonts=context.fonts)
    for spot in point_spots(radius + _GAP_PX * context.marks, size):
        left = x + spot.dx - (wide if spot.side == "end" else 0.0)
        box = (left, y + spot.dy - 0.82 * size, left + wide, y + spot.dy + 0.26 * size)
        inside = min(box[:2]) >= _EDGE_PX and box[2] <= extent.width - _EDGE_PX
        inside = inside and box[3] <= extent.height - _EDGE_PX
        if spot.side != "middle" and inside and not any(overlap(box, other) for other in boxes):
            return CoveredTown(text, x + spot.dx, y + spot.dy, size, spot.side, box)
    return None


def draw_covered(context: DrawingContext, towns: Iterable[CoveredTown]) -> list[Element]:
    """Draw the names of covered towns, and the dots of those that lie under no sign."""
    theme, halo = context.theme, _HALO_PX * context.marks
    drawn = []
    for town in towns:
        if town.dot:
            marker = draw_marker(town.dot.marker, theme["label"], theme["halo"], context.marks)
            drawn.append(context.mark(town.dot.candidate.x, town.dot.candidate.y, 1.0, marker))
        drawn.append(
            letter(
                town.text, town.x, town.y, town.size, theme["label"],
                weight=600, side=town.side, halo=theme["halo"], halo_px=halo,
            )
        )  # fmt: skip
    return drawn
