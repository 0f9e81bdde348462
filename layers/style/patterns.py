"""Patterns: stripes, dots, cross-hatch and dashes as SVG, sized in px of the picture.

The first colour is solid under a pattern, so a viewer that leaves seams between tiles shows no white.
"""

import re
from collections.abc import Iterable
from math import lcm

from atlas.model.colours import contrast
from layers.style.colour import halves
from layers.style.symbology import Hatch, Pattern
from layers.style.theme import (
    DOTS,
    HATCH,
    OPEN_HATCH,
    RIVALS_PX,
    SPARSE_DOTS,
    STRIPE_PX,
    UNKNOWN_PITCH_PX,
)
from layers.svg.elements import Element, el

_TURN = {
    Hatch.STRIPES: "rotate(45)",
    Hatch.RIVALS: "rotate(45)",
    Hatch.CROSS: "rotate(45)",
    Hatch.DASHES: "rotate(-45)",
    Hatch.DOTS: "",
    Hatch.UNKNOWN: "",
}


def pattern_id(pattern: Pattern) -> str:
    """Return the id of a pattern: the same pattern has the same id everywhere."""
    name = f"{pattern.hatch}-faint" if pattern.faint else pattern.hatch
    return "-".join([name, *(re.sub(r"light-dark|[^0-9a-f]", "", colour) for colour in pattern.colours)])


def clearest_patterns(patterns: Iterable[Pattern]) -> dict[Hatch, Pattern]:
    """Return one pattern of the picture for each hatch: its first; for stripes, the two that differ most.

    A cross-hatch of open ground stands for the others only where there is no other.
    """
    clearest: dict[Hatch, Pattern] = {}
    for pattern in sorted(patterns, key=_spread):
        clearest.setdefault(pattern.hatch, pattern)
    return clearest


def _spread(pattern: Pattern) -> tuple[float, bool]:
    """Return how similar the colours of stripes are; a cross-hatch of open ground comes last."""
    first, last = (halves(pattern.colours[at])[0] for at in (0, -1))
    similar = -contrast(first, last) if pattern.hatch in (Hatch.STRIPES, Hatch.RIVALS) else 0.0
    return similar, pattern.faint and pattern.hatch is Hatch.CROSS


def draw_patterns(patterns: Iterable[Pattern], marks: float = 1.0) -> Element:
    """Return the <defs> of the patterns, each once."""
    return el("defs", *(_DRAW[pattern.hatch](pattern, marks) for pattern in dict.fromkeys(patterns)))


def _tile(pattern: Pattern, width: float, height: float, marks: float, *children: Element) -> Element:
    turn = _TURN[pattern.hatch]
    scaled = f"{turn} scale({marks:g})".strip() if marks != 1 else turn
    return el(
        "pattern",
        *children,
        id=pattern_id(pattern),
        width=width,
        height=height,
        patternUnits="userSpaceOnUse",
        patternTransform=scaled or None,
        data_transform=scaled or None,
    )


def _stripes(pattern: Pattern, marks: float) -> Element:
    period = STRIPE_PX * len(pattern.colours)
    stripes = [
        el("rect", x=i * STRIPE_PX, y=0, width=STRIPE_PX, height=period, fill=colour)
        for i, colour in enumerate(pattern.colours)
    ]
    return _tile(pattern, period, period, marks, *stripes)


def _rivals(pattern: Pattern, marks: float) -> Element:
    """Draw a chequerboard, in which no colour runs through as in the stripes of joint control."""
    count = len(pattern.colours)
    period = RIVALS_PX * count
    ground = el("rect", x=0, y=0, width=period, height=period, fill=pattern.colours[0])
    checks = [
        el(
            "rect",
            x=column * RIVALS_PX,
            y=row * RIVALS_PX,
            width=RIVALS_PX,
            height=RIVALS_PX,
            fill=pattern.colours[(column + row) % count],
        )
        for row in range(count)
        for column in range(count)
        if (column + row) % count
    ]
    return _tile(pattern, period, period, marks, ground, *checks)


def _dots(pattern: Pattern, marks: float) -> Element:
    """Alternate the families on one staggered grid, never in columns."""
    count = len(pattern.colours)
    pitch, radius = SPARSE_DOTS if pattern.faint else DOTS
    rows = lcm(2, count)
    dots = [""] * count
    for row in range(rows):
        for column in range(count):
            x, y = (column + 0.25 + row % 2 / 2) * pitch, (row + 0.5) * pitch / 2
            dots[(column + row) % count] += f"M{x:g} {y:g}h0"
    drawn = [el("path", d=data, stroke=ink) for data, ink in zip(dots, pattern.colours, strict=True)]
    # A line of no length with round ends is a dot, in fewer bytes than a circle.
    lines = el("g", *drawn, stroke_width=2 * radius, stroke_linecap="round")
    return _tile(pattern, pitch * count, rows * pitch / 2, marks, lines)


def _cross(pattern: Pattern, marks: float) -> Element:
    pitch, width = OPEN_HATCH if pattern.faint else HATCH
    middle = pitch / 2
    lines = (f"M0 {middle:g}h{pitch:g}", f"M{middle:g} 0v{pitch:g}")
    inks = (pattern.colours[0], pattern.colours[-1])
    drawn = [
        el("path", d=line, stroke=ink, stroke_width=width, fill="none")
        for line, ink in zip(lines, inks, strict=True)
    ]
    return _tile(pattern, pitch, pitch, marks, *drawn)


def _dashes(pattern: Pattern, marks: float) -> Element:
    dashes = [
        el("rect", x=x, y=y, width=6, height=1.6, rx=0.8, fill=pattern.colours[0], fill_opacity=0.7)
        for x, y in ((1, 2), (8, 7))
    ]
    return _tile(pattern, 14, 10, marks, *dashes)


def _unknown(pattern: Pattern, marks: float) -> Element:
    """Draw small question marks on a staggered grid, as paths, so that no font is needed."""
    pitch = UNKNOWN_PITCH_PX
    at = ((pitch / 4, pitch / 4), (3 * pitch / 4, 3 * pitch / 4))
    hooks = "".join(
        f"M{x - 2:g} {y - 1.4:g}a2 2 0 1 1 3.1 1.6q-1.1.7-1.1 1.9M{x:g} {y + 3.9:g}v.1" for x, y in at
    )
    ink = pattern.colours[0]
    marked = el("path", d=hooks, fill="none", stroke=ink, stroke_width=1.1, stroke_linecap="round")
    return _tile(pattern, pitch, pitch, marks, marked)


_DRAW = {
    Hatch.STRIPES: _stripes,
    Hatch.RIVALS: _rivals,
    Hatch.DOTS: _dots,
    Hatch.CROSS: _cross,
    Hatch.DASHES: _dashes,
    Hatch.UNKNOWN: _unknown,
}
