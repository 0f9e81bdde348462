"""The land under everything, and the water on top of the zones: what never changes.

Knows the basemap; knows no day.
"""

from functools import lru_cache

from layers.map.outside_basemap import draw_beyond
from layers.style.context import Pen
from layers.svg.elements import Element, Markup, el, freeze, group

_DRAWN = frozenset({"LineString", "MultiLineString"})


@lru_cache(maxsize=64)
def draw_land(pen: Pen) -> Markup:
    """Draw sea and land, and where they end; the land in focus stands out from its neighbours."""
    left, top, right, bottom = pen.stage.frame.bounds
    sea = el("rect", x=left, y=top, width=right - left, height=bottom - top, fill=pen.theme["sea"])
    return freeze(group("layer-land", [sea, *_lands(pen), *draw_beyond(pen)]))


def _lands(pen: Pen) -> list[Element]:
    stage, lands = pen.stage, pen.atlas.basemap.land
    shapes = [(land, stage.path(stage.clip(land.geometry))) for land in lands]
    colours = {True: pen.theme["land"], False: pen.theme["neighbour"]}
    return [
        el(
            "path",
            d=data,
            fill=colours[feature.in_focus],
            stroke=colours[feature.in_focus],
            stroke_width=0.6,
        )
        for feature, data in shapes
        if data
    ]


@lru_cache(maxsize=64)
def draw_admin(pen: Pen) -> Markup:
    """Draw the lines between provinces."""
    lines = (pen.stage.path(pen.stage.clip(feature.geometry)) for feature in pen.atlas.basemap.admin1)
    line = pen.stroke(pen.theme["admin"], 0.8, opacity=0.7)
    return freeze(group("layer-admin", [el("path", d=data) for data in lines if data], **line))


@lru_cache(maxsize=64)
def draw_water(pen: Pen) -> Markup:
    """Draw rivers and lakes, over the zones that they bound or lie in."""
    basemap, theme = pen.atlas.basemap, pen.theme
    rivers = (pen.stage.path(pen.stage.clip(feature.geometry)) for feature in basemap.rivers)
    lakes = (pen.stage.path(pen.stage.clip(feature.geometry)) for feature in basemap.lakes)
    shore = pen.stroke(theme["river"], 0.6) | {"fill": theme["lake"]}
    return freeze(
        group(
            "layer-water",
            [
                group("rivers", [el("path", d=d) for d in rivers if d], **pen.stroke(theme["river"], 1.5)),
                group("lakes", [el("path", d=d) for d in lakes if d], **shore),
            ],
        )
    )
