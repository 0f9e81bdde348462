"""The frame of a still: title, day, key, scale, locator, stamp, credit. Laid out for each shape of picture.

Knows sizes and texts; the map itself is drawn by the other layers.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import shapely

from layers.canvas import Element, Markup, el, freeze, group, path_data
from layers.land import in_focus
from layers.lettering import Side, letter, width_of, wrap
from layers.pen import Pen
from layers.placing import Box
from layers.stage import Extent, fit

KM_PER_MILE = 1.609344
_NICE = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
LOCATOR_PX = (152.0, 86.0)


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of a still in px: its paddings and sizes of type, and how much marks are enlarged."""

    width: float
    height: float
    pad: float
    title: float
    date: float
    key: float
    stamp: float
    marks: float
    above: float = 0.0
    below: float = 0.0
    """Bands kept free of text, where apps lay their controls."""
    gutter: float = 4.0
    """The paper between two maps."""


def layout_for(width: float, height: float) -> Layout:
    """Return the measures for a shape of picture: tall like a story, square, or wide like a card."""
    if height > 1.5 * width:
        unit = width / 1080
        story = Layout(width, height, 64, 68, 39, 28, 22, 1.9, 164, 252)
        return _scaled(story, unit)
    if height > 0.85 * width:
        return _scaled(Layout(width, height, 40, 44, 26, 19, 15, 1.4), width / 1080)
    unit = min(width / 1200, height / 600)
    return _scaled(Layout(width, height, 32, 34, 20, 14, 13, 1.0), max(unit, 0.5))


def _scaled(layout: Layout, unit: float) -> Layout:
    names = ("pad", "title", "date", "key", "stamp", "marks", "above", "below")
    return replace(layout, **{name: getattr(layout, name) * unit for name in names})


@dataclass(frozen=True, slots=True)
class Heading:
    """Title lines and the day, where their baselines lie, and how high the heading is, in px."""

    title: tuple[tuple[str, float], ...]
    date: tuple[str, float]
    height: float


def set_heading(layout: Layout, title: str, date: str, *, rtl: bool = False) -> Heading:
    """Break the title into lines and measure the heading."""
    lines = wrap(title, layout.title, layout.width - 2 * layout.pad, 600, rtl=rtl)
    first = layout.above + 0.62 * layout.pad + 0.95 * layout.title
    baselines = [first + 1.2 * layout.title * number for number in range(len(lines))]
    date_at = baselines[-1] + 1.6 * layout.date
    return Heading(tuple(zip(lines, baselines, strict=True)), (date, date_at), date_at + 0.8 * layout.date)


def draw_heading(pen: Pen, layout: Layout, heading: Heading) -> Element:
    """Draw title and day at the side where reading begins."""
    x, side = begin(pen, layout)
    title = [
        letter(line, x, y, layout.title, pen.theme["ink"], weight=600, side=side) for line, y in heading.title
    ]
    date, y = heading.date
    return group("heading", [*title, letter(date, x, y, layout.date, pen.theme["ink2"], side=side)])


def begin(pen: Pen, layout: Layout) -> tuple[float, Side]:
    """Return the side of the page where reading begins."""
    return (layout.width - layout.pad, "end") if pen.words.rtl else (layout.pad, "start")


def draw_caption(pen: Pen, layout: Layout, text: str) -> tuple[Element, Box]:
    """Write a text on a card in the upper corner of a map, and return it with the box it fills."""
    size, inset, rtl = layout.key, 0.5 * layout.pad, pen.words.rtl
    wide, high = width_of(text, size, 600) + 1.2 * size, 1.8 * size
    left = pen.stage.extent.width - inset - wide if rtl else inset
    card = el("rect", x=left, y=inset, width=wide, height=high, rx=2, fill=pen.theme["page"])
    middle, baseline = left + wide / 2, inset + 0.66 * high
    words = letter(text, middle, baseline, size, pen.theme["ink"], weight=600, side="middle")
    return group("caption", [card, words]), (left, inset, left + wide, inset + high)


def reserved_boxes(pen: Pen, layout: Layout, caption: str = "") -> tuple[Box, ...]:
    """Return the boxes of a map that bear no names: locator, scale, and the caption if there is one."""
    corner = corner_boxes(layout, pen.stage.extent.width, pen.stage.extent.height)
    return (*corner, draw_caption(pen, layout, caption)[1]) if caption else corner


def draw_border(layout: Layout, colour: str, thin: float) -> Element:
    """Draw a line `thin` px wide around the whole picture, inside its edge."""
    return el(
        "rect",
        id="border",
        x=thin / 2,
        y=thin / 2,
        width=layout.width - thin,
        height=layout.height - thin,
        fill="none",
        stroke=colour,
        stroke_width=thin,
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale bar: round kilometres and miles, and how long each is in px."""

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


def draw_scale(pen: Pen, right: float, bottom: float) -> Element:
    """Draw the scale bar, its right end at `right`: kilometres above the line, miles below."""
    scale, size, tick = scale_for(pen.stage.extent, 120 * pen.marks), 11 * pen.marks, 5 * pen.marks
    ink, halo = pen.theme["ink2"], pen.theme["halo"]
    y = bottom - 1.35 * size
    line = (
        f"M{right - scale.km_px:.2f} {y - tick:.2f}V{y:.2f}H{right:.2f}V{y - tick:.2f}"
        f"M{right - scale.miles_px:.2f} {y + tick:.2f}V{y:.2f}H{right:.2f}V{y + tick:.2f}"
    )
    texts = (
        (pen.words.say("km", n=scale.km), y - 0.7 * size),
        (pen.words.say("mi", n=scale.miles), y + 1.25 * size),
    )
    x = right - 5 * pen.marks
    halo_line = el("path", d=line, fill="none", stroke=halo, stroke_width=3 * pen.marks, stroke_opacity=0.7)
    return group(
        "scale",
        [
            halo_line,
            el("path", d=line, fill="none", stroke=ink, stroke_width=pen.marks),
            *(
                letter(text, x, at, size, ink, side="end", halo=halo, halo_px=2.5 * pen.marks)
                for text, at in texts
            ),
        ],
    )


def corner_boxes(layout: Layout, width: float, height: float) -> tuple[Box, Box]:
    """Return where locator and scale lie in a map of this size: bottom right, the scale above."""
    marks, edge = layout.marks, 0.5 * layout.pad
    wide, high = LOCATOR_PX[0] * marks, LOCATOR_PX[1] * marks
    locator = (width - edge - wide, height - edge - high, width - edge, height - edge)
    over = locator[1] - 10 * marks
    return locator, (width - edge - 125 * marks, over - 40 * marks, width - edge, over)


@lru_cache(maxsize=64)
def draw_locator(pen: Pen, box: Box) -> Markup:
    """Draw the inset that shows where in the country the map lies."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    focus = [land for land in pen.atlas.basemap.land if in_focus(land)] or list(pen.atlas.basemap.land)
    if not focus:
        return Markup("")
    west, south, east, north = shapely.union_all([land.geometry for land in focus]).bounds
    extent = fit((west - 0.6, south - 0.6, east + 0.6, north + 0.6), wide, high)
    return freeze(
        el(
            "g",
            el("rect", width=wide, height=high, fill=pen.theme["sea"]),
            *_locator_lands(pen, extent),
            _here(pen, extent),
            el(
                "rect",
                width=wide,
                height=high,
                fill="none",
                stroke=pen.theme["border"],
                stroke_width=pen.marks,
            ),
            id="locator",
            transform=f"translate({left:.2f} {top:.2f})",
        )
    )


def _locator_lands(pen: Pen, extent: Extent) -> list[Element]:
    lands = []
    for land in pen.atlas.basemap.land:
        shape = shapely.simplify(extent.project(land.geometry), 0.4)
        data = path_data(shapely.clip_by_rect(shape, 0, 0, extent.width, extent.height))
        if data:
            fill = pen.theme["control"] if in_focus(land) else pen.theme["neighbour"]
            lands.append(el("path", d=data, fill=fill, stroke=pen.theme["sea"], stroke_width=0.5 * pen.marks))
    return lands


def _here(pen: Pen, extent: Extent) -> Element:
    west, south, east, north = pen.stage.extent.bbox
    (left, top), (right, bottom) = extent.point(west, north), extent.point(east, south)
    left, top = max(left, 1), max(top, 1)
    right, bottom = min(right, extent.width - 1), min(bottom, extent.height - 1)
    box = {"x": left, "y": top, "width": max(right - left, 3), "height": max(bottom - top, 3)}
    return el("rect", **box, fill="none", stroke=pen.theme["ink"], stroke_width=2 * pen.marks)
