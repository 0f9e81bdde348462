"""The provenance line of a still: title, days, sources and credit, in lines at its foot, with the brand."""

from dataclasses import dataclass

from layers.still.layout import Layout, begin
from layers.style.brand_mark import draw_brand
from layers.style.context import DrawingContext
from layers.svg.elements import Element, group
from layers.svg.text_width import Side, letter, wrap

BRAND_SHARE = 1.08
"""The type of the brand, in sizes of that of the lines."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The provenance in lines; never cut. `height` in px."""

    lines: tuple[str, ...]
    height: float


def lay_out_provenance(layout: Layout, notes: list[str], *, rtl: bool = False) -> Provenance:
    """Break the notes into lines, of which the last is beside the brand, and measure them."""
    size, whole, mark = layout.provenance, layout.width - 2 * layout.pad, layout.mark
    narrow = whole - (BRAND_SHARE * mark.wide + 1.6) * size
    *before, last = [
        wrap(note, size, narrow if mark.tall else whole, rtl=rtl, fonts=layout.fonts, breaks=True)
        for note in notes
    ]
    beside = wrap(last[-1], size, narrow, rtl=rtl, fonts=layout.fonts, breaks=True)
    lines = tuple(line for note in (*before, last[:-1], beside) for line in note)
    return Provenance(lines, 1.4 * layout.provenance * len(lines) + 0.8 * layout.pad)


def draw_provenance(context: DrawingContext, layout: Layout, provenance: Provenance, top: float) -> Element:
    """Draw the lines, with the brand on the other side."""
    (x, side), size = begin(context, layout), layout.provenance
    left = layout.pad if side == "end" else layout.width - layout.pad - BRAND_SHARE * layout.mark.wide * size
    if layout.house and layout.house.source_side == "end":
        x, side, left = swap_sides(layout, side)
    baselines = [top + (1.1 + 1.4 * number) * size for number in range(len(provenance.lines))]
    drawn = [
        letter(line, x, y, size, context.theme["ink3"], side=side, fonts=layout.fonts)
        for line, y in zip(provenance.lines, baselines, strict=True)
    ]
    brand = draw_brand(context, BRAND_SHARE * size, left, baselines[-1])
    return group("provenance", [*drawn, brand])


def swap_sides(layout: Layout, side: Side) -> tuple[float, Side, float]:
    """Return x and side of the lines, and the left edge of the brand, where a brand has them swapped."""
    wide = BRAND_SHARE * layout.mark.wide * layout.provenance
    if side == "end":
        return layout.pad, "start", layout.width - layout.pad - wide
    return layout.width - layout.pad, "end", layout.pad
