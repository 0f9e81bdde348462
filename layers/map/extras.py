"""Roads and oil fields: quiet parts of the basemap, which a picture shows only if asked to. No days."""

from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np

from atlas.model.basemap import Feature
from layers.geometry.smoothing import smooth_line
from layers.map.ground.modelled_ground import draw_modelled_swatch
from layers.style.context import DrawingContext
from layers.svg.elements import Element, Markup, el, freeze, group

ROAD_PX = {"trunk": 1.3, "primary": 1.0}
"""Widths of roads by kind; others are as thin as possible."""
_THIN_PX = 0.8
_CASING_PX = 1.8
"""How much wider the light casing of a road is."""
SIGN_PX = 4.2
MODELLED = "modelled"
"""The name of the entry for modelled ground, which is drawn whether or not it is asked for."""
_NO_POINTS = np.empty((0, 2))


@lru_cache(maxsize=64)
def draw_extras(context: DrawingContext, extras: tuple[str, ...]) -> Markup:
    """Draw the wanted parts, roads below signs."""
    parts = [_draw_roads(context)] if "roads" in extras else []
    parts += [_draw_fields(context)] if "oilfields" in extras else []
    return freeze(group("layer-extras", parts))


def extras_in_view(context: DrawingContext, extras: Collection[str]) -> list[str]:
    """Return the wanted parts of which something lies in the picture, roads first."""
    basemap = context.atlas.basemap
    drawn: dict[str, Sequence[object]] = {}
    if "roads" in extras:
        drawn["roads"] = [path for road in basemap.roads if (path := _course(context, road))]
    if "oilfields" in extras:
        drawn["oilfields"] = _points(context)
    return [name for name, shapes in drawn.items() if shapes]


def _course(context: DrawingContext, road: Feature) -> str:
    return context.viewport.path(context.viewport.clip(smooth_line(road.geometry, _NO_POINTS)))


def _draw_roads(context: DrawingContext) -> Element:
    widths = {road.id: ROAD_PX.get(road.kind, _THIN_PX) for road in context.atlas.basemap.roads}
    courses = [(widths[road.id], _course(context, road)) for road in context.atlas.basemap.roads]
    casing, ink = context.theme["halo"], context.theme["control"]
    drawn = []
    for wider, colour, opacity in ((_CASING_PX, casing, 0.7), (0.0, ink, 1.0)):
        for width in sorted({width for width, _ in courses}):
            data = "".join(path for own, path in courses if own == width)
            stroke = context.stroke(colour, width + wider, opacity=opacity)
            drawn += [el("path", d=data, **stroke)] if data else []
    return group("roads", drawn)


def _points(context: DrawingContext) -> list[tuple[float, float]]:
    left, top, right, bottom = context.viewport.frame.bounds
    points = [context.viewport.extent.at(field.geometry) for field in context.atlas.basemap.oilfields]
    return [(x, y) for x, y in points if left <= x <= right and top <= y <= bottom]


def _draw_fields(context: DrawingContext) -> Element:
    sign = draw_field_sign(context, SIGN_PX * context.marks)
    return group("oilfields", [context.mark(x, y, 0.0, [sign]) for x, y in _points(context)])


def draw_extra_swatch(
    context: DrawingContext, name: str, wide: float, start: tuple[float, float]
) -> list[Element]:
    """Draw the swatch of an entry of the legend, `wide` px from its start in the middle of its left side."""
    x, y = start
    if name == MODELLED:
        return draw_modelled_swatch(context, wide, start)
    if name == "oilfields":
        sign = draw_field_sign(context, 0.28 * wide)
        return [el("g", sign, transform=f"translate({x + wide / 2:.2f} {y:.2f})")]
    line = context.stroke(context.theme["control"], ROAD_PX["trunk"])
    return [el("path", d=f"M{x:.2f} {y:.2f}h{wide:.2f}", **line)]


def draw_field_sign(context: DrawingContext, r: float) -> Element:
    """Draw a derrick around the origin, `r` px high to each side."""
    foot, brace = 0.75 * r, 0.38 * r
    data = f"M{-foot:.2f} {r:.2f}L0 {-r:.2f}L{foot:.2f} {r:.2f}M{-brace:.2f} 0H{brace:.2f}"
    ink, halo = context.theme["label_minor"], context.theme["halo"]
    line = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}
    return el(
        "g",
        el("path", d=data, stroke=halo, stroke_width=0.75 * r, stroke_opacity=0.85, **line),
        el("path", d=data, stroke=ink, stroke_width=0.3 * r, **line),
    )
