"""The highlight: a line around the selected place, or a ring around the marker of a site."""

from layers.style.context import DrawingContext
from layers.svg.elements import Element, el

HIGHLIGHT_PX = 2
RING_PX = 4
"""The gap between the ring and the marker."""


def draw_highlight(context: DrawingContext, place: str) -> Element | None:
    """Draw the line around a zone, a line or a band in a still, as the player highlights it."""
    viewport = context.viewport
    drawn = {**viewport.lines, **viewport.bands}
    data = viewport.paths.get(place) or (viewport.path(drawn[place]) if place in drawn else "")
    line = context.stroke(context.theme["ink"], HIGHLIGHT_PX)
    return el("path", id="highlight", d=data, **line) if data else None


def draw_ring(context: DrawingContext, radius: float) -> Element:
    """Draw the ring around the marker of a site, which fills `radius` px."""
    return el(
        "circle",
        id="highlight",
        r=radius + RING_PX * context.marks,
        **context.stroke(context.theme["ink"], HIGHLIGHT_PX),
    )
