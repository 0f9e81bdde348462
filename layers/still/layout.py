"""The frame of a still: title, day, legend, caption, provenance line. Laid out for each shape of picture.

Handles sizes and texts; the map itself is drawn by the other layers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from atlas.fonts.font_stack import PINNED_ONLY, FontStack
from atlas.model.atlas import Atlas
from atlas.model.brand import Brand
from atlas.request.request import Request
from layers.labels.placement import Box
from layers.still.locator_and_scale import corner_boxes
from layers.style.brand_mark import OWN_MARK, Mark, draw_rule, find_mark
from layers.style.context import DrawingContext
from layers.svg.elements import Element, el, group
from layers.svg.text_width import Side, letter, width_of, wrap
from text.translations import words_for


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of a still in px: its paddings and sizes of type, and how much marks are enlarged."""

    width: float
    height: float
    pad: float
    title: float
    date: float
    legend: float
    provenance: float
    marks: float
    above: float = 0.0
    below: float = 0.0
    """Bands kept free of text, because apps put their controls there."""
    gutter: float = 4.0
    """The paper between two maps."""
    house: Brand | None = None
    mark: Mark = OWN_MARK
    fonts: FontStack = PINNED_ONLY
    """The fonts of title, day and provenance line, those of the brand first."""

    @property
    def tall(self) -> bool:
        """True for a picture in which two maps are one above the other."""
        return self.height > _TALL_FROM * self.width


_TALL_FROM = 1.2
_LEAST_TITLE = 0.6
"""The share of its size down to which a title is set smaller (not below the day) before a word is broken."""
LEAST_PX = {"title": 14.0, "date": 11.0, "legend": 10.0, "provenance": 9.0, "marks": 0.87}
"""The smallest type on a screen; `marks` brings the smallest name of the map to 9 px."""
LEAST_PT = {"title": 9.0, "date": 7.0, "legend": 6.0, "provenance": 5.0, "marks": 0.55}
"""The smallest type on paper, where a px is a point; `marks` brings the smallest name of a place to 6 pt."""


def fonts_of(atlas: Atlas) -> FontStack:
    """Return the fonts of the words around a map: those of the brand first, if it has its own."""
    return atlas.fonts.of_brand(atlas.brand.family if atlas.brand else None)


def layout_of(request: Request, atlas: Atlas) -> Layout:
    """Return the measures of a still; type stays legible on a screen, and on paper, where it is smaller.

    Fonts, rules and mark are those of the atlas and its brand.
    """
    width, height, _ = request.pixels
    two = not request.plain and (request.compare is not None or bool(request.versus))
    layout = layout_for(width, height, two=two)
    floors = LEAST_PT if request.paper or request.size == "print" else LEAST_PX
    sizes = {name: max(getattr(layout, name), least) for name, least in floors.items()}
    mark = find_mark(atlas.brand, request.theme, words_for(request), atlas.fonts)
    return replace(layout, house=atlas.brand, mark=mark, fonts=fonts_of(atlas), **sizes)


def layout_for(width: float, height: float, *, two: bool = False) -> Layout:
    """Return the measures for a shape of picture: tall like a story, square, or wide like a card.

    A story of `two` maps has smaller type, so that legend and provenance line have room beneath both.
    """
    if height > 1.5 * width:
        unit = width / 1080
        story = Layout(width, height, 64, 68, 39, 28, 22, 1.9, 164, 252)
        pair = Layout(width, height, 48, 54, 32, 22, 18, 1.6, 164, 252)
        return _scaled(pair if two else story, unit)
    if height > 0.85 * width:
        return _scaled(Layout(width, height, 40, 44, 26, 19, 15, 1.4), width / 1080)
    unit = min(width / 1200, height / 600)
    return _scaled(Layout(width, height, 32, 34, 20, 14, 13, 1.0), max(unit, 0.5))


def _scaled(layout: Layout, unit: float) -> Layout:
    names = ("pad", "title", "date", "legend", "provenance", "marks", "above", "below")
    return replace(layout, **{name: getattr(layout, name) * unit for name in names})


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines of title and day, their baselines, and the height of the heading, in px."""

    title: tuple[tuple[str, float], ...]
    date: tuple[tuple[str, float], ...]
    height: float
    size: float
    """The type size of the title, in px."""


def set_heading(layout: Layout, title: str, date: str, *, rtl: bool = False) -> Heading:
    """Break title and day into lines and measure the heading."""
    wide, fonts = layout.width - 2 * layout.pad, layout.fonts
    size = _fit_title(layout, title, wide)
    lines = wrap(title, size, wide, 600, rtl=rtl, fonts=fonts, breaks=True)
    first = layout.above + 0.62 * layout.pad + 0.95 * size
    baselines = [first + 1.2 * size * number for number in range(len(lines))]
    days = wrap(date, layout.date, wide, rtl=rtl, fonts=fonts, breaks=True)
    dated = [baselines[-1] + (1.6 + 1.25 * number) * layout.date for number in range(len(days))]
    lines_and_days = tuple(zip(lines, baselines, strict=True)), tuple(zip(days, dated, strict=True))
    return Heading(*lines_and_days, dated[-1] + 0.8 * layout.date, size)


def _fit_title(layout: Layout, title: str, wide: float) -> float:
    """Return the size in which the longest word of a title fits in a line, or the least size if none does."""
    widest = max((width_of(word, layout.title, 600, fonts=layout.fonts) for word in title.split()), default=0)
    if widest <= wide:
        return layout.title
    return max(layout.title * max(wide / widest, _LEAST_TITLE), layout.date)


def draw_heading(context: DrawingContext, layout: Layout, heading: Heading) -> Element:
    """Draw title and day on the side where reading begins."""
    x, side = begin(context, layout)
    title = [
        letter(line, x, y, heading.size, context.theme["ink"], weight=600, side=side, fonts=layout.fonts)
        for line, y in heading.title
    ]
    date = [
        letter(line, x, y, layout.date, context.theme["ink2"], side=side, fonts=layout.fonts)
        for line, y in heading.date
    ]
    top = layout.above + 0.3 * layout.pad
    wide = layout.width - 2 * layout.pad
    return group("heading", [*draw_rule(context, layout.pad, top, wide, layout.title), *title, *date])


def begin(context: DrawingContext, layout: Layout) -> tuple[float, Side]:
    """Return the side of the page where reading begins."""
    return (layout.width - layout.pad, "end") if context.words.rtl else (layout.pad, "start")


def draw_caption(context: DrawingContext, layout: Layout, text: str) -> tuple[Element, Box]:
    """Write a text on a card in the upper corner of a map, and return it with the box it fills."""
    size, inset, rtl = layout.legend, 0.5 * layout.pad, context.words.rtl
    wide, high = width_of(text, size, 600, fonts=context.fonts) + 1.2 * size, 1.8 * size
    left = context.viewport.extent.width - inset - wide if rtl else inset
    card = el("rect", x=left, y=inset, width=wide, height=high, rx=2, fill=context.theme["page"])
    middle, baseline = left + wide / 2, inset + 0.66 * high
    words = letter(text, middle, baseline, size, context.theme["ink"], weight=600, side="middle")
    return group("caption", [card, words]), (left, inset, left + wide, inset + high)


def reserved_boxes(context: DrawingContext, layout: Layout, captions: Iterable[str] = ()) -> tuple[Box, ...]:
    """Return the boxes of a map that must contain no names: locator and scale, and the captions."""
    captioned = (draw_caption(context, layout, caption)[1] for caption in captions if caption)
    return *corner_boxes(context, 0.5 * layout.pad), *captioned


def draw_border(width: float, height: float, colour: str, thin: float) -> Element:
    """Draw a line `thin` px wide around the whole picture, inside its edge."""
    return el(
        "rect",
        id="border",
        x=thin / 2,
        y=thin / 2,
        width=width - thin,
        height=height - thin,
        fill="none",
        stroke=colour,
        stroke_width=thin,
    )
