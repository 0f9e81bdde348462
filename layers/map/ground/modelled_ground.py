"""Ground modelled from towns: a screen of fine lines over it shows that it is an estimate.

The colours under the screen change with the days; the screen itself never does.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.style.context import DrawingContext
from layers.svg.elements import Element, Markup, el, freeze, group

PITCH_PX, LINE_PX = 3.6, 1.8
"""Distance and width of the lines: half of the ground keeps its colour."""
_ID = "modelled-ground"


@lru_cache(maxsize=64)
def draw_modelled(context: DrawingContext) -> Markup | None:
    """Draw the screen over modelled ground; None if there is none.

    It lies over zones and edges, so that edges between cells are broken lines.
    """
    viewport, places = context.viewport, context.atlas.places
    cells = [shape for name, shape in viewport.zones.items() if places[name].cell is not None]
    drawn = [shape for name, shape in viewport.zones.items() if places[name].cell is None]
    ground = shapely.intersection(shapely.union_all(cells), viewport.frame)
    if ground.is_empty:
        return None
    data = viewport.path(shapely.difference(ground, shapely.union_all(drawn)) if drawn else ground)
    return freeze(
        group(
            "layer-modelled",
            [
                el("defs", _screen(context, _find_land(context, cells))),
                el("path", d=data, fill=f"url(#{_ID})"),
            ],
        )
    )


def _find_land(context: DrawingContext, cells: Sequence[BaseGeometry]) -> str:
    """Return the colour of the land under most cells: no screen is seen where nobody holds them."""
    focus = [land.geometry for land in context.atlas.basemap.land if land.in_focus]
    inside = shapely.intersects(
        context.viewport.extent.project(shapely.union_all(focus)), shapely.centroid(np.array(cells))
    )
    return context.theme["land" if 2 * np.count_nonzero(inside) >= len(cells) else "neighbour"]


def _screen(context: DrawingContext, land: str) -> Element:
    line = el("rect", width=PITCH_PX, height=LINE_PX, fill=land)
    scale = f"scale({context.marks:g})" if context.marks != 1 else None
    attributes = {
        "id": _ID,
        "patternUnits": "userSpaceOnUse",
        "patternTransform": scale,
        "data_transform": scale or "scale(1)",
    }
    return el("pattern", line, width=PITCH_PX, height=PITCH_PX, **attributes)


def draw_modelled_swatch(context: DrawingContext, wide: float, start: tuple[float, float]) -> list[Element]:
    """Draw the swatch of the legend, `wide` px from the middle of its left side: the screen on a colour."""
    (x, y), high = start, wide * 2 / 3
    top, step, ink = y - high / 2, PITCH_PX * context.marks, context.theme["control"]
    lines = [at * step for at in range(int(high // step) + 1)]
    data = "".join(f"M{x:.2f} {top + at + step / 4:.2f}h{wide:.2f}" for at in lines if at + step / 2 <= high)
    return [
        el("rect", x=x, y=top, width=wide, height=high, rx=2, fill=ink, fill_opacity=0.6),
        el("path", d=data, stroke=context.theme["land"], stroke_width=step / 2),
    ]
