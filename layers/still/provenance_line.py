"""The provenance line of a still: title, days, sources and credit, in lines at its foot, with the brand."""

from dataclasses import dataclass

from layers.still.layout import Layout, begin
from layers.style.context import DrawingContext
from layers.svg.elements import Element, el, group
from layers.svg.text_width import letter, wrap


@dataclass(frozen=True, slots=True)
class Provenance:
    """The provenance in lines; never cut. `height` in px."""

    lines: tuple[str, ...]
    height: float


def lay_out_provenance(layout: Layout, notes: list[str], *, rtl: bool = False) -> Provenance:
    """Break the notes into lines, of which the last is beside the brand, and measure them."""
    size, whole = layout.provenance, layout.width - 2 * layout.pad
    *before, last = [wrap(note, size, whole, rtl=rtl) for note in notes]
    beside = wrap(last[-1], size, whole - 9 * size, rtl=rtl)
    lines = tuple(line for note in (*before, last[:-1], beside) for line in note)
    return Provenance(lines, 1.4 * layout.provenance * len(lines) + 0.8 * layout.pad)


def draw_provenance(context: DrawingContext, layout: Layout, provenance: Provenance, top: float) -> Element:
    """Draw the lines, with the brand on the other side."""
    x, side = begin(context, layout)
    size = layout.provenance
    baselines = [top + (1.1 + 1.4 * number) * size for number in range(len(provenance.lines))]
    drawn = [
        letter(line, x, y, size, context.theme["ink3"], side=side)
        for line, y in zip(provenance.lines, baselines, strict=True)
    ]
    return group("provenance", [*drawn, _brand(context, layout, baselines[-1])])


def _brand(context: DrawingContext, layout: Layout, baseline: float) -> Element:
    size = 1.08 * layout.provenance
    left = layout.pad if context.words.rtl else layout.width - layout.pad - BRAND_WIDE * size
    return draw_brand(context, size, left, baseline)


BRAND_WIDE = 96 / 14
"""The width of the brand in sizes of its type."""


def draw_brand(context: DrawingContext, size: float, x: float, baseline: float) -> Element:
    """Draw the brand from `x` px on, its name in type of `size` px on a baseline."""
    unit = size / 14
    crown = el(
        "path", d="M2 17V5l5 4 3-6 3 6 5-4v12", fill="none", stroke=context.theme["accent"], stroke_width=2
    )
    foot = el(
        "path", d="M2 17h16", fill="none", stroke=context.theme["ink"], stroke_width=2, stroke_dasharray="3 2"
    )
    mark = el("g", crown, foot, transform=f"translate({x:.2f} {baseline - 15 * unit:.2f}) scale({unit:.3f})")
    name = letter(context.words["brand"], x + 27 * unit, baseline, size, context.theme["ink"], weight=600)
    return group("brand", [mark, name])
