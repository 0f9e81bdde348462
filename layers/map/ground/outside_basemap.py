"""Outside the basemap: a picture that reaches beyond it shows paper with a quiet hatch, not water.

Uses the basemap's land; contains no days.
"""

from math import inf

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.basemap import Basemap, BBox
from layers.style.context import DrawingContext
from layers.svg.elements import Element, el, group

PITCH_PX = 9.0
_ID = "outside-basemap"
_TURN = "rotate(45)"


def draw_outside(context: DrawingContext) -> list[Element]:
    """Draw the ground outside the basemap and the line at which it ends; nothing if it fills the picture."""
    inside = _inside(context)
    paper = shapely.difference(context.viewport.frame, inside)
    if paper.is_empty:
        return []
    data = context.viewport.path(paper)
    edge = context.viewport.path(shapely.intersection(inside.boundary, context.viewport.frame))
    line = el("rect", width=PITCH_PX, height=0.9, fill=context.theme["rule"])
    turn = f"{_TURN} scale({context.marks:g})" if context.marks != 1 else _TURN
    attributes = {
        "id": _ID,
        "patternUnits": "userSpaceOnUse",
        "patternTransform": turn,
        "data_transform": turn,
    }
    return [
        el("defs", el("pattern", line, width=PITCH_PX, height=PITCH_PX, **attributes)),
        group(
            "layer-outside-basemap",
            [
                el("path", d=data, fill=context.theme["page"]),
                el("path", d=data, fill=f"url(#{_ID})"),
                el("path", d=edge, **context.stroke(context.theme["control"], 0.8)),
            ],
        ),
    ]


def _inside(context: DrawingContext) -> BaseGeometry:
    """Return the ground that the basemap covers, in px; on an open side it reaches past the picture."""
    left, top, right, bottom = context.viewport.frame.buffer(1e3).bounds
    west, south, east, north = ends_of(context.atlas.basemap)
    extent = context.viewport.extent
    x = [(lon - extent.west) * extent.per_degree for lon in (west, east)]
    y = [extent.point(0, lat)[1] if abs(lat) < inf else -lat for lat in (north, south)]
    return shapely.box(max(x[0], left), max(y[0], top), min(x[1], right), min(y[1], bottom))


def ends_of(basemap: Basemap) -> BBox:
    """Return where the basemap ends, in degrees (west, south, east, north); infinite where the sea goes on.

    It ends on a side along which land was cut off straight, and nowhere if it has no land.
    """
    lands = np.array([land.geometry for land in basemap.land])
    if not len(lands):
        return -inf, -inf, inf, inf
    points = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(lands))]
    starts, stops = np.vstack([ring[:-1] for ring in points]), np.vstack([ring[1:] for ring in points])
    bounds = shapely.total_bounds(lands)
    cut = [
        bool(((starts[:, side % 2] == bound) & (stops[:, side % 2] == bound)).any())
        for side, bound in enumerate(bounds)
    ]
    west, south, east, north = (
        float(bound) if ends else open_
        for bound, ends, open_ in zip(bounds, cut, (-inf, -inf, inf, inf), strict=True)
    )
    return west, south, east, north
