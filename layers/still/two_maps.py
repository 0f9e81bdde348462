"""The arrangement of the maps of a still: two are side by side, or in a tall picture one above the other.

Handles sizes, not the contents of the maps.
"""

from collections.abc import Sequence

from atlas.model.atlas import Atlas
from atlas.request.content import MapContent
from atlas.request.request import Request
from layers.geometry.viewport import height_of
from layers.still.layout import Layout
from layers.still.one_map import make_context
from layers.style.context import DrawingContext
from layers.svg.elements import Element, el


def is_stacked(layout: Layout, count: int) -> bool:
    """Return whether the maps are one above the other."""
    return count > 1 and layout.tall


def contexts_for(
    request: Request, layout: Layout, contents: Sequence[MapContent], height: float
) -> list[DrawingContext]:
    """Return the contexts for the maps, which share `height` px if they are stacked, else the width."""
    gaps = (len(contents) - 1) * layout.gutter
    wide, high = (layout.width - gaps) / len(contents), height
    if is_stacked(layout, len(contents)):
        wide, high = layout.width, (height - gaps) / len(contents)
    return [make_context(content.atlas, request, layout, wide, high) for content in contents]


def most_height(atlas: Atlas, request: Request, layout: Layout, count: int) -> float:
    """Return how many px all maps need at most: more would only show the surroundings of the view."""
    if not is_stacked(layout, count):
        return layout.height
    needed = height_of(request.bbox or atlas.views[request.view].bbox, layout.width)
    return count * needed + (count - 1) * layout.gutter


def corners_of(layout: Layout, contexts: Sequence[DrawingContext]) -> list[tuple[float, float]]:
    """Return the upper left corner of each map, in px of the space for maps; the first is read first."""
    count, extent = len(contexts), contexts[0].viewport.extent
    if is_stacked(layout, count):
        return [(0.0, number * (extent.height + layout.gutter)) for number in range(count)]
    corners = [(number * (extent.width + layout.gutter), 0.0) for number in range(count)]
    return corners[::-1] if contexts[0].words.rtl else corners


def draw_gutter(layout: Layout, contexts: Sequence[DrawingContext], top: float) -> list[Element]:
    """Draw the paper between two maps, `top` px down the page; nothing for one map."""
    extent, gap = contexts[0].viewport.extent, layout.gutter
    if is_stacked(layout, len(contexts)):
        return [el("rect", x=0, y=top + extent.height, width=layout.width, height=gap)]
    return [el("rect", x=extent.width, y=top, width=gap, height=extent.height) for _ in contexts[1:]]
