"""The progress line of a film: one tick a change at equal steps, years under their first change, a knob."""

from collections.abc import Sequence

from layers.news.film.layout import FilmLayout
from layers.style.context import DrawingContext
from layers.svg.elements import Element, el, group
from layers.svg.text_width import letter, width_of

LINE_PX, _TICK_PX, _KNOB_PX, _KNOB_EDGE_PX = 6.0, 2.4, 12.0, 5.0
_TICK_TOP_PX, _TICK_HIGH_PX, _YEAR_PX = 22.0, 12.0, 36.0
"""How far the ticks begin above the line, how long they are, and how far below the years lie."""
_APART = 1.3
"""Years are at least so many widths of a year apart."""
_LEAST_STEP_PX = 5.0
"""Ticks that would be nearer to each other than this are left out."""


def draw_progress(
    context: DrawingContext,
    layout: FilmLayout,
    years: Sequence[str],
    number: int,
    ends: tuple[float, float],
    y: float,
) -> Element:
    """Draw the line between two ends, from the first change to the last, with the knob at one of them.

    `years` has the year of each change; the first end is where reading begins.
    """
    theme, unit = context.theme, layout.source.size / 17
    first, last = ends
    step = (last - first) / max(len(years) - 1, 1)
    at = [first + step * change for change in range(len(years))]
    knob = at[max(number, 0)] if at else first
    line: dict[str, str] = {
        "fill": "none",
        "stroke_width": f"{LINE_PX * unit:.3g}",
        "stroke_linecap": "round",
    }
    drawn = [
        el("path", d=f"M{first:.2f} {y:.2f}H{last:.2f}", stroke=theme["rule"], **line),
        el("path", d=f"M{first:.2f} {y:.2f}H{knob:.2f}", stroke=theme["accent"], **line),
    ]
    if abs(step) >= _LEAST_STEP_PX * unit:
        drawn += [
            el(
                "path",
                d=f"M{x:.2f} {y - _TICK_TOP_PX * unit:.2f}v{_TICK_HIGH_PX * unit:.2f}",
                stroke=theme["accent" if change <= number else "ink3"],
                stroke_width=_TICK_PX * unit,
            )
            for change, x in enumerate(at)
        ]
    drawn += _draw_years(context, layout, list(zip(years, at, strict=True)), y + _YEAR_PX * unit)
    drawn.append(
        el(
            "circle", cx=f"{knob:.2f}", cy=f"{y:.2f}", r=_KNOB_PX * unit,
            fill=theme["page"], stroke=theme["accent"], stroke_width=_KNOB_EDGE_PX * unit,
        )
    )  # fmt: skip
    return group("progress", drawn)


def _draw_years(
    context: DrawingContext, layout: FilmLayout, years: Sequence[tuple[str, float]], baseline: float
) -> list[Element]:
    """Write each year under its first change, unless that is too near to the year before."""
    size, drawn, before, taken = layout.source.size * 20 / 17, list[Element](), "", None
    for year, x in years:
        wide = width_of(year, size)
        if year != before and (taken is None or abs(x - taken) >= _APART * wide):
            low, high = layout_edges(layout, context, wide)
            drawn.append(
                letter(year, min(max(x, low), high), baseline, size, context.theme["ink2"], side="middle")
            )
            taken = x
        before = year
    return drawn


def layout_edges(layout: FilmLayout, context: DrawingContext, wide: float) -> tuple[float, float]:
    """Return the least and the greatest middle of a year that stays in the words' part of the picture."""
    left, _, right, _ = layout.foot_box(rtl=context.words.rtl)
    return left + 0.3 * layout.pad + wide / 2, right - 0.3 * layout.pad - wide / 2
