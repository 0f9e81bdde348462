"""The insets of a still: a locator map of the country, and a scale bar, in the corner where they hide least.

They depend on no day, so they do not move in a film.
"""

from dataclasses import dataclass
from functools import lru_cache

import shapely

from layers.geometry.viewport import Extent, fit
from layers.labels.placement import Box
from layers.still.legend_corner import measure_covered
from layers.style.context import DrawingContext
from layers.svg.elements import Element, Markup, el, freeze, group, path_data
from layers.svg.text_width import letter

KM_PER_MILE = 1.609344
_NICE = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
LOCATOR_PX = (152.0, 86.0)
SCALE_PX, _SCALE_ASIDE_PX = 92.0, 5.0
"""The greatest length of the scale bar, and the position of its zero in its reserved box."""
SCALE_BOX_PX = (125.0, 40.0)
"""The box of the scale bar with its words."""
_MOST_WIDE = 0.27
"""The greatest share of a map's width that the locator takes, before it is drawn smaller: it has no type."""
MOST_COVERED = 0.08
"""The greatest share of a map that the locator may cover; a smaller map has only the scale."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale bar: round kilometres and miles, and the length of each in px."""

    km: int
    km_px: float
    miles: int
    miles_px: float


def scale_for(extent: Extent, room: float) -> Scale:
    """Return the longest round scale that fits into `room` px."""
    per_km = extent.px_per_km()
    per_mile = per_km * KM_PER_MILE
    km = max((n for n in _NICE if n * per_km <= room), default=1)
    miles = max((n for n in _NICE if n * per_mile <= room), default=1)
    return Scale(km, km * per_km, miles, miles * per_mile)


def draw_scale(context: DrawingContext, left: float, bottom: float) -> Element:
    """Draw the scale bar from zero at `left`: kilometres above the line, miles below, at their own ticks."""
    scale, size, tick = (
        scale_for(context.viewport.extent, SCALE_PX * context.marks),
        11 * context.marks,
        5 * context.marks,
    )
    ink, halo = context.theme["ink2"], context.theme["halo"]
    y, far = bottom - 1.35 * size, left + max(scale.km_px, scale.miles_px)
    line = (
        f"M{left:.2f} {y - tick:.2f}V{y + tick:.2f}M{left:.2f} {y:.2f}H{far:.2f}"
        f"M{left + scale.km_px:.2f} {y - tick:.2f}V{y:.2f}M{left + scale.miles_px:.2f} {y:.2f}V{y + tick:.2f}"
    )
    above, below = y - 0.7 * size, y + 1.25 * size
    texts = (
        ("0", left, above),
        (context.words.format("km", n=scale.km), left + scale.km_px, above),
        (context.words.format("mi", n=scale.miles), left + scale.miles_px, below),
    )
    halo_line = el(
        "path", d=line, fill="none", stroke=halo, stroke_width=3 * context.marks, stroke_opacity=0.7
    )
    return group(
        "scale",
        [
            halo_line,
            el("path", d=line, fill="none", stroke=ink, stroke_width=context.marks),
            *(
                letter(text, x, at, size, ink, side="middle", halo=halo, halo_px=2.5 * context.marks)
                for text, x, at in texts
            ),
        ],
    )


def scale_start(context: DrawingContext, box: Box) -> tuple[float, float]:
    """Return the zero and the foot of the scale bar in its box."""
    return box[0] + _SCALE_ASIDE_PX * context.marks, box[3]


@lru_cache(maxsize=64)
def corner_boxes(context: DrawingContext, edge: float) -> tuple[Box, Box]:
    """Return the boxes of locator and scale, `edge` px off the sides: in the corner where they hide least.

    Of equal corners, the last in reading order is used; the corner of a caption is left free. If there is no
    room for the locator, its box is empty.
    """
    extent = context.viewport.extent
    wide = min(LOCATOR_PX[0] * context.marks, _MOST_WIDE * extent.width)
    high = wide * LOCATOR_PX[1] / LOCATOR_PX[0]
    if wide * high > MOST_COVERED * extent.width * extent.height:
        high = 0.0
    left, right, foot = edge, extent.width - edge - wide, extent.height - edge - high
    corners = ((right, foot), (left, foot), (left if context.words.rtl else right, edge))
    candidates = [_boxes(context, (x, x + wide), (y, y + high), top=y == edge) for x, y in corners]
    return min(candidates, key=lambda boxes: round(measure_covered(context, _around(*boxes)), 1))


def _boxes(
    context: DrawingContext, across: tuple[float, float], down: tuple[float, float], top: bool
) -> tuple[Box, Box]:
    """Return locator and scale of one corner: the scale is above the locator, or at the top below it."""
    marks, (left, right), (above, below) = context.marks, across, down
    from_y = below + 10 * marks if top else above - 50 * marks
    return (left, above, right, below), (
        right - SCALE_BOX_PX[0] * marks,
        from_y,
        right,
        from_y + SCALE_BOX_PX[1] * marks,
    )


def _around(box: Box, other: Box) -> Box:
    return min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])


@lru_cache(maxsize=64)
def draw_locator(context: DrawingContext, box: Box) -> Markup:
    """Draw the inset that shows the position of the map in the country."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    focus = [land for land in context.atlas.basemap.land if land.in_focus] or list(context.atlas.basemap.land)
    if not focus or bottom <= top:
        return Markup("")
    west, south, east, north = shapely.union_all([land.geometry for land in focus]).bounds
    extent = fit((west - 0.6, south - 0.6, east + 0.6, north + 0.6), wide, high)
    return freeze(
        el(
            "g",
            el("rect", width=wide, height=high, fill=context.theme["sea"]),
            *_locator_lands(context, extent),
            _here(context, extent),
            el(
                "rect",
                width=wide,
                height=high,
                fill="none",
                stroke=context.theme["border"],
                stroke_width=context.marks,
            ),
            id="locator",
            transform=f"translate({left:.2f} {top:.2f})",
        )
    )


def _locator_lands(context: DrawingContext, extent: Extent) -> list[Element]:
    lands = []
    for land in context.atlas.basemap.land:
        shape = shapely.simplify(extent.project(land.geometry), 0.4)
        data = path_data(shapely.clip_by_rect(shape, 0, 0, extent.width, extent.height))
        if data:
            fill = context.theme["control"] if land.in_focus else context.theme["neighbour"]
            lands.append(
                el("path", d=data, fill=fill, stroke=context.theme["sea"], stroke_width=0.5 * context.marks)
            )
    return lands


def _here(context: DrawingContext, extent: Extent) -> Element:
    west, south, east, north = context.viewport.extent.bbox
    (left, top), (right, bottom) = extent.point(west, north), extent.point(east, south)
    left, top = max(left, 1), max(top, 1)
    right, bottom = min(right, extent.width - 1), min(bottom, extent.height - 1)
    box = {"x": left, "y": top, "width": max(right - left, 3), "height": max(bottom - top, 3)}
    return el("rect", **box, fill="none", stroke=context.theme["ink"], stroke_width=2 * context.marks)
