"""The insets of a still: a locator map of the country, and a scale bar, on ground outside the atlas' scope.

They depend on no day, so they do not move in a film.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from atlas.model.basemap import BBox, Feature
from layers.geometry.viewport import Extent, fit, mercator_y
from layers.labels.placement import Box
from layers.still.legend_corner import measure_covered
from layers.style.context import DrawingContext
from layers.style.markers import locate_events
from layers.svg.elements import Element, Markup, el, freeze, group, path_data
from layers.svg.text_width import letter

KM_PER_MILE = 1.609344
_NICE = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
LOCATOR_PX = (152.0, 86.0)
SCALE_PX, _SCALE_ASIDE_PX = 92.0, 5.0
"""The greatest length of the scale bar, and the position of its zero in its reserved box."""
SCALE_BOX_PX = (125.0, 40.0)
"""The box of the scale bar with its words."""
_STEP_PX = 24.0
"""The distance of the places beside the corners that are tried."""
_MOST_WIDE = 0.27
"""The greatest share of a map's width that the locator takes, before it is drawn smaller: it has no type."""
_LEAST_WIDER = 1.6
"""A locator shows at least so many times the width of the map."""
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
    """Return the boxes of locator and scale, `edge` px off the sides: on no zone, site, line or event.

    Corners come first, then the sides; the corner of a caption is left free. The locator's box is empty if
    there is no room for it, or if the map shows the whole country. If there is no room for the scale either,
    it lies in the lower corner where it hides least.
    """
    wide, high = _measure_locator(context)
    for size in dict.fromkeys((high, 0.0)):
        for boxes in _list_places(context, edge, wide, size):
            if all(_is_clear(context, box) for box in boxes):
                return boxes
    extent, foot = context.viewport.extent, context.viewport.extent.height - edge
    corners = [
        _boxes(context, (x, x + wide), (foot, foot), top=False) for x in (extent.width - edge - wide, edge)
    ]
    return min(corners, key=lambda boxes: round(measure_covered(context, boxes[1]), 1))


def _measure_locator(context: DrawingContext) -> tuple[float, float]:
    """Return width and height of the locator; its height is 0 if it is left out."""
    extent = context.viewport.extent
    wide = min(LOCATOR_PX[0] * context.marks, _MOST_WIDE * extent.width)
    high = wide * LOCATOR_PX[1] / LOCATOR_PX[0]
    too_large = wide * high > MOST_COVERED * extent.width * extent.height
    needless = _shows_country(context) or _shows_no_more(context, wide, high)
    return wide, 0.0 if too_large or needless else high


def _shows_country(context: DrawingContext) -> bool:
    """Return whether the whole country that the atlas is about is in the picture."""
    lands = _find_country(context)
    if not lands:
        return True
    west, south, east, north = context.viewport.extent.bbox
    left, bottom, right, top = shapely.union_all([land.geometry for land in lands]).bounds
    return west <= left and south <= bottom and right <= east and top <= north


def _shows_no_more(context: DrawingContext, wide: float, high: float) -> bool:
    """Return whether a locator within the basemap would show little more than the map itself."""
    lands = _find_country(context)
    if not lands or any(land.in_focus for land in lands):
        return False
    locator = frame_locator(context, wide, high)
    degrees = context.viewport.extent.width / context.viewport.extent.per_degree
    return locator.width / locator.per_degree < _LEAST_WIDER * degrees


def _find_country(context: DrawingContext) -> list[Feature]:
    """Return the lands that the atlas is about, or all of them if none is marked."""
    lands = context.atlas.basemap.land
    return [land for land in lands if land.in_focus] or list(lands)


def _list_places(context: DrawingContext, edge: float, wide: float, high: float) -> Iterator[tuple[Box, Box]]:
    """Yield the boxes of locator and scale in the corners, then up the sides and along the foot."""
    extent, step = context.viewport.extent, _STEP_PX * context.marks
    left, right, foot = edge, extent.width - edge - wide, extent.height - edge - high
    away = left if context.words.rtl else right
    spots = [(right, foot), (left, foot), (away, edge)]
    rows = np.arange(foot - step, edge + 50 * context.marks, -step).tolist()
    columns = np.arange(right - step, left, -step).tolist()
    spots += [(x, y) for y in rows for x in (right, left)] + [(x, foot) for x in columns]
    for x, y in spots:
        boxes = _boxes(context, (x, x + wide), (y, y + high), top=y == edge)
        if boxes[1][1] >= edge and boxes[1][3] <= extent.height - edge and boxes[1][0] >= edge:
            yield boxes


def _is_clear(context: DrawingContext, box: Box) -> bool:
    """Return whether a box is on no zone of the atlas' scope, and on no site, line or event."""
    if box[1] >= box[3]:
        return True
    frame, viewport = shapely.box(*box), context.viewport
    points = (*viewport.sites.values(), *locate_events(context).values())
    if any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points):
        return False
    held = [shape for zone, shape in viewport.zones.items() if context.atlas.places[zone].covered]
    return not shapely.intersects(np.array([*held, *viewport.lines.values()], dtype=object), frame).any()


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


@lru_cache(maxsize=64)
def draw_locator(context: DrawingContext, box: Box) -> Markup:
    """Draw the inset that shows the position of the map in the country."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    focus = _find_country(context)
    if not focus or bottom <= top:
        return Markup("")
    extent = frame_locator(context, wide, high)
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


def frame_locator(context: DrawingContext, wide: float, high: float) -> Extent:
    """Return the extent of a locator: around the lands in focus, or else within the lands of the basemap.

    Basemaps end somewhere, and beyond their end a locator would draw land as sea.
    """
    lands = _find_country(context)
    west, south, east, north = _find_reach(context, lands)
    if any(land.in_focus for land in lands):
        return fit((west - 0.6, south - 0.6, east + 0.6, north + 0.6), wide, high)
    low, top = mercator_y(np.array([south, north])).tolist()
    per_degree = max(wide / (east - west), high / (top - low))
    middle_x, middle_y = _find_middle(context)
    left = min(max(middle_x - wide / per_degree / 2, west), east - wide / per_degree)
    upper = max(min(middle_y + high / per_degree / 2, top), low + high / per_degree)
    return Extent(left, upper, per_degree, wide, high)


def _find_middle(context: DrawingContext) -> tuple[float, float]:
    """Return longitude and Web Mercator's y of the middle of a map."""
    extent = context.viewport.extent
    return (
        extent.west + extent.width / extent.per_degree / 2,
        extent.north - extent.height / extent.per_degree / 2,
    )


def _find_reach(context: DrawingContext, lands: list[Feature]) -> BBox:
    """Return the bounds of lands, wide enough for the map if it lies outside them."""
    bounds = shapely.union_all([land.geometry for land in lands]).bounds
    west, south, east, north = context.viewport.extent.bbox
    if bounds[0] <= (west + east) / 2 <= bounds[2] and bounds[1] <= (south + north) / 2 <= bounds[3]:
        return bounds
    return min(bounds[0], west), min(bounds[1], south), max(bounds[2], east), max(bounds[3], north)


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
    (left, top), (right, bottom) = extent.to_px(np.array([[west, north], [east, south]])).tolist()
    left, top = max(left, 1), max(top, 1)
    right, bottom = min(right, extent.width - 1), min(bottom, extent.height - 1)
    box = {"x": left, "y": top, "width": max(right - left, 3), "height": max(bottom - top, 3)}
    return el("rect", **box, fill="none", stroke=context.theme["ink"], stroke_width=2 * context.marks)
