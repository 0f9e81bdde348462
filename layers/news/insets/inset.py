"""The inset of a news picture: its map with names of its own, and the frames here and on the map."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from atlas.request.content import MapContent
from atlas.request.request import Request
from layers.geometry.viewport import set_viewport
from layers.labels.placement import Box
from layers.news.changed_ground import draw_changed
from layers.news.composing import compose_news, leave_layers
from layers.news.insets.place import InsetPlace, area_of, find_held, find_place, refuse_inset
from layers.news.layout import NewsLayout
from layers.news.notes.anchors import Anchor, draw_anchor, ring_boxes
from layers.news.notes.subjects import Subject, find_anchors
from layers.still.one_map import Picture, draw_layers
from layers.style.context import DrawingContext
from layers.svg.elements import Element, Markup, distinguish, el, freeze, group
from text.picture_facts import PictureFacts

FRAME_PX, WHITE_PX = 2.0, 4.5
"""The width of a frame, and of the white around it."""


@dataclass(frozen=True, slots=True, eq=False)
class Inset:
    """An inset: where it lies, the contents of its map, and its anchors."""

    place: InsetPlace
    picture: Picture
    anchors: tuple[Anchor, ...]

    @property
    def box(self) -> Box:
        """The box that no name and no note may lie on."""
        edge = (FRAME_PX + WHITE_PX) * self.picture.context.marks
        left, top, right, bottom = self.place.box
        return left - edge, top - edge, right + edge, bottom + edge


def find_inset(
    picture: Picture, request: Request, content: MapContent, layout: NewsLayout, subjects: Sequence[Subject]
) -> Inset | None:
    """Return the inset of a request on its map; RequestError without room off held ground and signs."""
    if not request.inset:
        return None
    context = picture.context
    anchors = [anchor for _, anchor in find_anchors(picture, subjects)]
    area, held = area_of(context.atlas, request), find_held(context.atlas, request)
    taken = [anchor.box for anchor in anchors]
    place = find_place(held, area, context.viewport.extent, context.marks, taken)
    if place is None:
        raise refuse_inset(request)
    extent = place.extent
    enlarged = replace(
        context,
        viewport=set_viewport(context.atlas, extent),
        most_points=layout.most_points(extent.width, extent.height),
        lands=False,
    )
    framed = replace(request, bbox=extent.bbox)
    bare = compose_news(enlarged, framed, content)
    inside = tuple(anchor for _, anchor in find_anchors(bare, subjects))
    boxes = [box for anchor in inside for box in (anchor.box, *ring_boxes(anchor))]
    return Inset(place, compose_news(enlarged, framed, content, boxes), inside)


def draw_inset(inset: Inset, facts: PictureFacts, layers: Sequence[Element | Markup]) -> list[Markup]:
    """Draw the frame on the map, and the inset with names and signs of its own, and no id of the `layers`."""
    context, place = inset.picture.context, inset.place
    left, top, right, bottom = place.box
    wide, high = right - left, bottom - top
    clip = el("clipPath", el("rect", width=wide, height=high), id="inset-clip")
    parts: list[Element | Markup] = [
        el("defs", clip),
        *draw_layers(
            inset.picture,
            leave_layers(replace(facts.request, bbox=place.extent.bbox)),
            corner=False,
            over_ground=draw_changed(inset.picture, facts.changes),
        ),
        group(
            "inset-signs", [part for anchor in inset.anchors[::-1] for part in draw_anchor(context, anchor)]
        ),
    ]
    enlarged = el("g", *parts, clip_path="url(#inset-clip)", transform=f"translate({left:.2f} {top:.2f})")
    drawn = group(
        "inset",
        [
            *_draw_frame(context, place.part, "inset-part"),
            enlarged,
            *_draw_frame(context, place.box, "inset-frame"),
        ],
    )
    return [distinguish(freeze(drawn), freeze(el("g", *layers)), "-inset")]


def _draw_frame(context: DrawingContext, box: Box, name: str) -> list[Element]:
    """Draw a frame with white around it."""
    out = (FRAME_PX + WHITE_PX) / 2 * context.marks
    left, top, right, bottom = box
    around = (left - out, top - out, right + out, bottom + out)
    return [
        _rect(context, around, WHITE_PX, context.theme["halo"]),
        _rect(context, box, FRAME_PX, context.theme["accent"], id=name),
    ]


def _rect(context: DrawingContext, box: Box, width: float, colour: str, **named: str) -> Element:
    left, top, right, bottom = box
    return el(
        "rect", x=f"{left:.2f}", y=f"{top:.2f}", width=f"{right - left:.2f}", height=f"{bottom - top:.2f}",
        **named, **context.stroke(colour, width),
    )  # fmt: skip
