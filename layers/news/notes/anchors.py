"""Anchors: the points of a map that callouts point at, and the signs that mark them.

A point that changed hands is a disc in the colour of its new holder; a place known only roughly has a ring.
"""

from dataclasses import dataclass

import shapely

from atlas.history.news_choice import NewsGroup
from atlas.model.atlas import Place
from atlas.model.vocabulary import Shape
from atlas.request.own_notes import OwnNote
from layers.labels.placement import Box
from layers.still.one_map import Picture
from layers.style.context import DrawingContext
from layers.svg.elements import Element, el

DISC_PX, _DISC_HALO_PX = 7.5, 2.5
DOT_PX = 3.0
_RING_PX, RING_DASH, _RING_CASING_PX = 1.7, "4 4", 4.0
EDGE_PX = 14.0
"""The least distance of an anchor from the edge of the map, at marks 1."""
_RING_STEP_PX = 4.0
_LEAST_RING = 1.8
"""A ring is drawn if it is so many times as large as the disc."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point in px, the radius that its sign fills, and the radius of its ring of doubt, 0 for none.

    `fill` is the colour of a disc; empty for a dot on a zone. `km` is the accuracy of its place.
    """

    x: float
    y: float
    radius: float
    fill: str = ""
    ring: float = 0.0
    km: float = 0.0
    site: str = ""

    @property
    def box(self) -> Box:
        """The box of its sign."""
        reach = self.radius + 2
        return self.x - reach, self.y - reach, self.x + reach, self.y + reach


def find_anchor(picture: Picture, group: NewsGroup, edge: float) -> Anchor | None:
    """Return the anchor of news: the first of its places or events that lies `edge` px inside the map."""
    context = picture.context
    extent = context.viewport.extent
    for item in group:
        if item.event is not None:
            x, y = extent.point(item.event.lon, item.event.lat)
            anchor: Anchor | None = Anchor(x, y, DISC_PX * context.marks, context.theme["ink"])
        else:
            anchor = _anchor_place(picture, context.atlas.places[item.place], item.after)
        if anchor and _lies_inside(anchor, extent.width, extent.height, edge):
            return anchor
    return None


def anchor_own(picture: Picture, note: OwnNote) -> Anchor | None:
    """Return the anchor of an own note, if its place or point lies inside the map."""
    context = picture.context
    extent = context.viewport.extent
    if note.point is not None:
        x, y = extent.point(*note.point)
        anchor: Anchor | None = Anchor(x, y, DOT_PX * context.marks)
    else:
        place = context.atlas.places[note.place]
        anchor = _anchor_place(picture, place, ())
        if place.shape is Shape.SITE and anchor:
            anchor = Anchor(anchor.x, anchor.y, DOT_PX * context.marks, site=place.id)
    return anchor if anchor and _lies_inside(anchor, extent.width, extent.height, anchor.radius) else None


def _lies_inside(anchor: Anchor, width: float, height: float, edge: float) -> bool:
    return edge <= anchor.x <= width - edge and edge <= anchor.y <= height - edge


def _anchor_place(picture: Picture, place: Place, after: tuple[str, ...]) -> Anchor | None:
    context = picture.context
    if place.shape is Shape.SITE:
        x, y = context.viewport.extent.at(place.geometry)
        ring = place.accuracy_km * context.viewport.extent.px_per_km()
        radius = DISC_PX * context.marks
        ring = ring if ring >= _LEAST_RING * radius else 0.0
        fill = picture.symbolizer.fill(after[0]) if after else context.theme["control"]
        return Anchor(x, y, radius, fill, ring, place.accuracy_km, place.id)
    shapes = {**context.viewport.zones, **context.viewport.lines, **context.viewport.bands}
    extent = context.viewport.extent
    if place.id not in shapes:
        return None
    seen = shapely.clip_by_rect(shapes[place.id], 0, 0, extent.width, extent.height)
    if seen.is_empty:
        return None
    point = max(shapely.get_parts(seen), key=lambda part: (part.area, part.length)).representative_point()
    return Anchor(point.x, point.y, DOT_PX * context.marks)


def ring_boxes(anchor: Anchor) -> list[Box]:
    """Return small boxes along the ring of an anchor, on which no name may lie; none without a ring."""
    if not anchor.ring:
        return []
    ring = shapely.Point(anchor.x, anchor.y).buffer(anchor.ring).exterior
    points = shapely.get_coordinates(shapely.segmentize(ring, _RING_STEP_PX)).tolist()
    half = _RING_CASING_PX / 2
    return [(x - half, y - half, x + half, y + half) for x, y in points]


def draw_ring(context: DrawingContext, anchor: Anchor) -> list[Element]:
    """Draw the ring of an anchor, if it has one."""
    if not anchor.ring:
        return []
    theme = context.theme
    at: dict[str, str | float] = {"cx": f"{anchor.x:.2f}", "cy": f"{anchor.y:.2f}", "r": anchor.ring}
    return [
        el("circle", **at, **context.stroke(theme["halo"], _RING_CASING_PX, opacity=0.75)),
        el("circle", **at, **context.stroke(theme["ink"], _RING_PX, RING_DASH)),
    ]


def draw_anchor(context: DrawingContext, anchor: Anchor) -> list[Element]:
    """Draw the sign of an anchor, with its ring if it has one."""
    theme, marks = context.theme, context.marks
    at = {"cx": f"{anchor.x:.2f}", "cy": f"{anchor.y:.2f}"}
    sign = el(
        "circle",
        r=f"{anchor.radius:.2f}",
        fill=anchor.fill or theme["ink"],
        stroke=theme["halo"],
        stroke_width=f"{(_DISC_HALO_PX if anchor.fill else 1.0) * marks:.3g}",
        **at,
    )
    return [*draw_ring(context, anchor), sign]
