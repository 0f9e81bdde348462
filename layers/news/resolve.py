"""Resolving a news picture: its frame, facts and words, once; drawing and texts are made from these."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from atlas.history.news import Kind
from atlas.history.news_choice import NewsGroup, group_news, list_news_between
from atlas.model.atlas import Atlas
from atlas.request.content import MapContent
from atlas.request.request import Request
from layers.geometry.viewport import Extent, set_viewport, sharpness_of
from layers.map.visible_areas import VisibleArea
from layers.news.advances import explain_advances, find_advances
from layers.news.changed_ground import explain_changed, find_changed
from layers.news.composing import compose_news
from layers.news.desk_words import Words, share_height, words_top, write_words
from layers.news.framing import frame_news
from layers.news.insets.inset import Inset, find_inset
from layers.news.insets.place import frame_with_inset
from layers.news.layout import NewsLayout, news_layout
from layers.news.notes.anchors import RING_DASH, Anchor
from layers.news.notes.subjects import Subject, find_anchors, list_subjects
from layers.news.short_legend import merge_entries
from layers.still.facts import find_facts_in
from layers.still.legend import Entry
from layers.still.one_map import Picture
from layers.still.resolve import find_content
from layers.style.context import DrawingContext
from text.picture_facts import PictureFacts
from text.translations import words_for

_MOST_ROUNDS = 3


@dataclass(frozen=True, slots=True, eq=False)
class NewsPicture:
    """A resolved news picture. `left` and `top` are where its map lies, in px; `request` has its extent."""

    request: Request
    layout: NewsLayout
    facts: PictureFacts
    content: MapContent
    picture: Picture
    """The contents of the map, with no room kept free."""
    words: Words
    left: float
    top: float
    subjects: tuple[Subject, ...]
    """What its notes are about."""
    asked: tuple[str, ...]
    """The subjects whose notes are to stand among the words, as far as there is room."""
    inset: Inset | None = None

    @property
    def context(self) -> DrawingContext:
        """The context of its map."""
        return self.picture.context

    @property
    def words_top(self) -> float:
        """Where its words begin, in px."""
        return words_top(self.layout)


@lru_cache(maxsize=16)
def resolve_news(atlas: Atlas, request: Request, listed: tuple[str, ...] = ()) -> NewsPicture:
    """Resolve a request for a news picture; the notes on the subjects `listed` stand among its words."""
    layout = news_layout(request, atlas)
    wide, high = layout.width - layout.column, layout.height * (1.0 if layout.column else 0.7)
    subject = ""
    for _ in range(_MOST_ROUNDS):
        framed, facts, content, picture = _compose(atlas, request, layout, (wide, high), subject)
        context, subjects = picture.context, list_subjects(facts, layout.callouts)
        anchors = [anchor for _, anchor in find_anchors(picture, subjects)]
        inset = find_inset(picture, framed, content, layout, subjects)
        signs = [
            *explain_changed(context, facts.changes),
            *explain_advances(context, find_advances(picture, framed, facts, anchors)),
            *_explain_ring(context, anchors if request.key != "none" else []),
        ]
        maps = [picture, *([inset.picture] if inset else [])]
        entries = [] if layout.brief else [*signs, *merge_entries(maps, framed)]
        noted = [subject for key in listed for subject in subjects if subject.key == key]
        words = write_words(facts, layout, context.viewport.extent, entries, noted)
        top, room = share_height(layout, words)
        leading = facts.news[0][0].place if facts.news else ""
        if (leading, round(room, 2)) == (subject, round(high, 2)):
            break
        subject, high = leading, room
    else:
        # The words and the map's height change each other in turn: the words stay, the map gets their rest.
        framed, facts, content, picture = _compose(atlas, request, layout, (wide, high), subject)
        subjects = list_subjects(facts, layout.callouts)
        inset = find_inset(picture, framed, content, layout, subjects)
    left = 0.0 if words_for(request).rtl else layout.column
    return NewsPicture(
        framed, layout, facts, content, picture, words, left, top, tuple(subjects), listed, inset
    )


def _compose(
    atlas: Atlas, request: Request, layout: NewsLayout, size: tuple[float, float], subject: str
) -> tuple[Request, PictureFacts, MapContent, Picture]:
    """Return the request with the extent of its map, the facts, and the contents of the map."""
    framed, facts, context = _frame(atlas, request, layout, size, subject)
    (content, *_) = find_content(atlas, framed).maps
    return framed, facts, content, compose_news(context, framed, content)


def _frame(
    atlas: Atlas, request: Request, layout: NewsLayout, size: tuple[float, float], subject: str
) -> tuple[Request, PictureFacts, DrawingContext]:
    """Return the request with the extent of its map, and facts and context of that."""
    width, height = (round(side, 2) for side in size)
    extent = frame_news(atlas, request, width, height, subject)
    if request.inset:
        extent = frame_with_inset(atlas, request, extent, layout.marks)
    framed = replace(request, bbox=extent.bbox, zoom=1.0)
    facts = find_facts_in(atlas, framed, VisibleArea(extent, sharpest=sharpness_of(request)))
    if request.since is not None:
        facts = replace(facts, changes=find_changed(atlas, framed))
        facts = replace(facts, news=_list_news_since(facts, request.since))
    return framed, facts, _context(atlas, request, layout, extent, facts)


def _list_news_since(facts: PictureFacts, day: int) -> tuple[NewsGroup, ...]:
    """Return what happened in the picture after a day: what is marked as changed first."""
    request = facts.request
    news = list_news_between(facts.atlas, request.known, facts.hidden, facts.visible, (day, request.date))
    marked = {place.id for change in facts.changes for place in change.places}
    order = sorted(news, key=lambda item: (item.kind, item.place not in marked))
    return tuple(group_news(facts.atlas, order))


def _context(
    atlas: Atlas, request: Request, layout: NewsLayout, extent: Extent, facts: PictureFacts
) -> DrawingContext:
    theme = "light" if request.theme == "auto" else request.theme
    items = [item for group in facts.news[:1] for item in group]
    if request.since is not None:
        items = [item for group in facts.news for item in group if item.kind is Kind.CONTROL]
    loud = frozenset(atlas.forces[force].family for item in items for force in item.forces)
    return DrawingContext(
        set_viewport(atlas, extent, sharpest=sharpness_of(request)), theme, request.lang,
        round(layout.marks, 3),
        adjusted=request.labels,
        loud=loud if loud and not request.age else None,
        most_points=layout.most_points(extent.width, extent.height),
    )  # fmt: skip


def _explain_ring(context: DrawingContext, anchors: Sequence[Anchor]) -> list[Entry]:
    """Return the entry of the ring around the leading news, if it is drawn."""
    for anchor in anchors:
        if anchor.ring:
            text = context.words.format("accuracy_ring", n=f"{anchor.km:g}")
            return [Entry(text, context.theme["land"], context.theme["ink"], dash=RING_DASH)]
    return []
