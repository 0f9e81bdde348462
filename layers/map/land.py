"""The land under everything, and the water on top of the zones: the parts that never change.

Draws the basemap; contains no days.
"""

from functools import lru_cache

from layers.geometry.viewport import river_courses
from layers.map.ground.outside_basemap import draw_outside
from layers.style.context import DrawingContext
from layers.svg.elements import Markup, el, freeze, group

_DRAWN = frozenset({"LineString", "MultiLineString"})


@lru_cache(maxsize=64)
def draw_land(context: DrawingContext) -> Markup:
    """Draw sea and land with their outlines; the land in focus stands out from its neighbours.

    Without any land on the basemap, nobody has said what is sea: all ground is neutral.
    """
    left, top, right, bottom = context.viewport.frame.bounds
    viewport, lands = context.viewport, context.atlas.basemap.land
    ground = context.theme["sea" if lands else "land"]
    sea = el("rect", x=left, y=top, width=right - left, height=bottom - top, fill=ground)
    shapes = [(land, viewport.path(viewport.clip(land.geometry))) for land in lands]
    colours = {True: context.theme["land"], False: context.theme["neighbour"]}
    drawn = [
        el("path", d=data, fill=colours[land.in_focus], stroke=colours[land.in_focus], stroke_width=0.6)
        for land, data in shapes
        if data
    ]
    return freeze(group("layer-land", [sea, *drawn, *draw_outside(context)]))


@lru_cache(maxsize=64)
def draw_admin(context: DrawingContext) -> Markup:
    """Draw the lines between provinces."""
    lines = (
        context.viewport.path(context.viewport.clip(feature.geometry))
        for feature in context.atlas.basemap.admin1
    )
    line = context.stroke(context.theme["admin"], 0.8, opacity=0.7)
    return freeze(group("layer-admin", [el("path", d=data) for data in lines if data], **line))


@lru_cache(maxsize=64)
def draw_water(context: DrawingContext) -> Markup:
    """Draw rivers and lakes, over the zones that they bound or lie in."""
    basemap, theme = context.atlas.basemap, context.theme
    courses = river_courses(context.viewport).values()
    rivers = (context.viewport.path(context.viewport.clip(course)) for course in courses)
    lakes = (context.viewport.path(context.viewport.clip(feature.geometry)) for feature in basemap.lakes)
    shore = context.stroke(theme["river"], 0.6) | {"fill": theme["lake"]}
    return freeze(
        group(
            "layer-water",
            [
                group(
                    "rivers", [el("path", d=d) for d in rivers if d], **context.stroke(theme["river"], 1.5)
                ),
                group("lakes", [el("path", d=d) for d in lakes if d], **shore),
            ],
        )
    )
