"""Resolving: a request becomes a still, once: what its picture shows, and its layout.

The drawing and the texts about it are made from it. What is written around its maps comes first, then what
they show, and last the layout, so that each room gets the request once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from atlas.model.atlas import Atlas
from atlas.request.content import Content, MapContent, clip_content, resolve_content
from atlas.request.request import Request
from layers.geometry.viewport import visible_bbox
from layers.map.visible_areas import VisibleArea
from layers.still.fit import Notes, Room, share_room
from layers.still.layout import Heading, Layout, layout_of, reserved_boxes, set_heading
from layers.still.legend import Entry
from layers.still.one_map import make_context
from layers.still.two_maps import contexts_for
from layers.style.context import DrawingContext
from layers.svg.text_width import width_of
from text.provenance import set_case, title_of, write_provenance
from text.translations import words_for
from text.two_versions import caption_map

_MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame around the maps of a picture, the room it leaves for them, and how to draw both."""

    heading: Heading
    room: Room
    contexts: tuple[DrawingContext, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """A resolved request: what its picture shows and its layout.

    A plain picture, and one that is too small for a frame, has no frame and only one map.
    """

    content: Content
    layout: Layout
    frame: Frame | None

    @property
    def area(self) -> VisibleArea:
        """The extent that its first map shows, and the boxes that lie on it."""
        request, layout = self.content.request, self.layout
        if self.frame is None:
            context = make_context(self.content.atlas, request, layout, layout.width, layout.height)
            return VisibleArea(context.viewport.extent, sharpest=context.viewport.sharpest)
        context = self.frame.contexts[0]
        written = [caption_map(content, context.words) for content in self.content.maps]
        locator, _, *captions = reserved_boxes(context, layout, written)
        located = () if locator[1] >= locator[3] else (locator,)
        return VisibleArea(context.viewport.extent, (*located, *captions[:1]), context.viewport.sharpest)


def find_content(atlas: Atlas, request: Request) -> Content:
    """Return what the picture of a request shows, with the differences within the request's own area."""
    area = visible_bbox(atlas, request)
    return resolve_content(atlas, request, area)


@lru_cache(maxsize=16)
def resolve_still(atlas: Atlas, request: Request) -> Still:
    """Resolve a request once: the drawing and the texts about it are made from the same still."""
    return resolve_with(atlas, request, None)


def resolve_with(atlas: Atlas, request: Request, entries: Sequence[Entry] | None) -> Still:
    """Resolve a request; a picture too small for a frame is resolved as one plain map.

    For a frame of a film, `entries` are those of its legend. Where two maps are compared, the layout is
    repeated until their differences are those of the drawn extent; the room for their list only grows from
    round to round, so this ends.
    """
    layout, area, listed = layout_of(request, atlas), visible_bbox(atlas, request), 0.0
    title, notes = set_case(atlas, title_of(atlas, request), request.lang), _write_notes(atlas, request)
    content = resolve_content(atlas, request, area)
    for _ in range(1 + _MOST_ROUNDS):
        frame = None if request.plain else _set_frame(content, layout, title, notes, entries, listed)
        still = Still(content, layout, frame)
        if content.scenes is None:
            break
        content = clip_content(content, still.area.extent.bbox)
        if (content.changes, content.differences) == (still.content.changes, still.content.differences):
            break
        listed = 0.0 if frame is None else frame.room.list_height
    if still.frame is None and not request.plain:
        return replace(still, content=_leave_one_map(still.content))
    return still


def _write_notes(atlas: Atlas, request: Request) -> Notes:
    """Return the provenance line in the forms among which the layout chooses."""
    forms = product((False, True), repeat=2)
    return {
        (brief, chosen): write_provenance(atlas, request, brief=brief, chosen=chosen)
        for brief, chosen in forms
    }


def _leave_one_map(content: Content) -> Content:
    """Return the content of a plain picture: only the map of the requested day and side."""
    request = replace(content.request, compare=None, plain=True)
    (scene, *_) = [map_.scene for map_ in content.maps if map_.scene.day == request.date]
    differing = frozenset[str]() if content.differences is None else content.differences.ids
    maps = (MapContent(scene, differing=differing),)
    return replace(content, request=request, maps=maps, changes=())


def _set_frame(
    content: Content,
    layout: Layout,
    title: str,
    notes: Notes,
    entries: Sequence[Entry] | None,
    listed: float,
) -> Frame | None:
    """Divide the room of a picture; None if it is too small for any frame."""
    request, words = content.request, words_for(content.request)
    # The days are as long as there is room for.
    more = f" · {words['age_title']}" if request.age else ""
    texts = [
        " – ".join(map(name, content.days)) + more for name in (words.long_date, words.date, words.short_date)
    ]
    room_across = layout.width - 2 * layout.pad
    fitting = (text for text in texts if width_of(text, layout.date, fonts=layout.fonts) <= room_across)
    heading = set_heading(layout, title, next(fitting, texts[-1]), rtl=words.rtl)
    room = share_room(content, layout, notes, heading.height, entries, listed)
    if room is None:
        return None
    return Frame(heading, room, tuple(contexts_for(request, layout, content.maps, room.map_height)))
