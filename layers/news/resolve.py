"""Resolving a news picture: its frame, facts and words, once; drawing and texts are made from these."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from atlas.history.news import Kind
from atlas.history.news_choice import NewsGroup, group_news, list_news_between
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.request.content import MapContent
from atlas.request.request import Request
from layers.geometry.viewport import Extent, set_viewport
from layers.map.borders import shows_choice
from layers.map.visible_areas import VisibleArea
from layers.news.advances import explain_advances, find_advances
from layers.news.anchors import EDGE_PX, RING_DASH, find_anchor
from layers.news.changed_ground import explain_changed, find_changed
from layers.news.composing import compose_news
from layers.news.framing import frame_news
from layers.news.layout import NewsLayout, news_layout
from layers.news.short_legend import pick_entries
from layers.news.words_column import Block, height_of, set_block, set_last
from layers.still.facts import find_facts_in
from layers.still.legend import Entry, Legend, lay_out_legend, width_of_entry
from layers.still.one_map import Picture
from layers.still.resolve import find_content
from layers.style.brand_mark import OWN_HIGH
from layers.style.context import DrawingContext
from layers.style.theme import Theme, theme_of
from text.headline import list_publishers, write_deck, write_headline, write_source_line
from text.picture_facts import PictureFacts
from text.provenance import set_case, write_provenance
from text.translations import load_words

_MOST_ROUNDS = 3
_HEADLINE_SHARES = (1.0, 0.9, 0.8, 0.7)
_LEAST_MAP = 0.55
"""The least share of a picture's height for a map under words; words are left out before it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a news picture in lines: above (or at the top of the column), and at its foot."""

    top: tuple[Block, ...]
    foot: tuple[Block, ...]
    key: Legend


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

    @property
    def context(self) -> DrawingContext:
        """The context of its map."""
        return self.picture.context

    @property
    def words_top(self) -> float:
        """Where its words begin, in px."""
        return _words_top(self.layout)

    @property
    def subjects(self) -> Sequence[NewsGroup]:
        """The news that its callouts may be about."""
        return pick_subjects(self.request, self.facts, self.layout)


def pick_subjects(request: Request, facts: PictureFacts, layout: NewsLayout) -> Sequence[NewsGroup]:
    """Return the news that callouts may be about."""
    if request.callouts == "none":
        return ()
    if request.callouts == "auto":
        return facts.news[: layout.callouts]
    ids = request.callouts.split(",")
    return [group for group in facts.news if any(_names(group, wanted) for wanted in ids)]


def _names(group: NewsGroup, wanted: str) -> bool:
    return any(item.place == wanted or (item.event and item.event.id == wanted) for item in group)


@lru_cache(maxsize=16)
def resolve_news(atlas: Atlas, request: Request) -> NewsPicture:
    """Resolve a request for a news picture."""
    layout = news_layout(request, atlas.brand)
    wide, high = layout.width - layout.column, layout.height * (1.0 if layout.column else 0.7)
    subject = ""
    for _ in range(_MOST_ROUNDS):
        framed, facts, context = _frame(atlas, request, layout, (wide, high), subject)
        (content, *_) = find_content(atlas, framed).maps
        picture = compose_news(context, framed, content)
        advances = find_advances(picture, framed, facts, pick_subjects(framed, facts, layout))
        signs = [
            *explain_changed(context, facts.changes),
            *explain_advances(context, advances),
            *_explain_ring(picture, facts, layout),
        ]
        entries = [] if layout.brief else [*signs, *pick_entries(picture, framed)]
        words = _write(atlas, layout, facts, context.viewport.extent, entries)
        top, room = _share_height(layout, words)
        leading = facts.news[0][0].place if facts.news else ""
        if (leading, round(room, 2)) == (subject, round(high, 2)):
            break
        subject, high = leading, room
    else:
        # The words and the map's height change each other in turn: the words stay, the map gets their rest.
        framed, facts, context = _frame(atlas, request, layout, (wide, high), subject)
        (content, *_) = find_content(atlas, framed).maps
        picture = compose_news(context, framed, content)
    left = 0.0 if load_words(request.lang).rtl else layout.column
    return NewsPicture(framed, layout, facts, content, picture, words, left, top)


def _frame(
    atlas: Atlas, request: Request, layout: NewsLayout, size: tuple[float, float], subject: str
) -> tuple[Request, PictureFacts, DrawingContext]:
    """Return the request with the extent of its map, and facts and context of that."""
    width, height = (round(side, 2) for side in size)
    extent = frame_news(atlas, request, width, height, subject)
    framed = replace(request, bbox=extent.bbox, zoom=1.0)
    facts = find_facts_in(atlas, framed, VisibleArea(extent))
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
        set_viewport(atlas, extent), theme, request.lang, round(layout.marks, 3),
        loud=loud if loud and not request.age else None,
        most_points=layout.most_points(extent.width, extent.height),
    )  # fmt: skip


def _words_top(layout: NewsLayout) -> float:
    return layout.above or (1.0 if layout.column else 0.7) * layout.pad


def _explain_ring(picture: Picture, facts: PictureFacts, layout: NewsLayout) -> list[Entry]:
    """Return the entry of the ring around the leading news, if its callout has one."""
    context, request = picture.context, facts.request
    if not facts.news or not layout.callouts or request.callouts == "none" or request.key == "none":
        return []
    anchor = find_anchor(picture, facts.news[0], EDGE_PX * context.marks)
    if anchor is None or not anchor.ring:
        return []
    text = context.words.format("accuracy_ring", n=f"{anchor.km:g}")
    return [Entry(text, context.theme["land"], context.theme["ink"], dash=RING_DASH)]


def _share_height(layout: NewsLayout, words: Words) -> tuple[float, float]:
    """Return where the map begins, and its height, in px."""
    if layout.column:
        return 0.0, layout.height
    top = _words_top(layout) + height_of(words.top) + 0.45 * layout.pad
    key = words.key.height + (0.5 * layout.key.size if words.key.rows else 0.0)
    foot = key + height_of(words.foot) + (0.6 if layout.below else 0.9) * layout.pad
    return top, max(layout.height - layout.below - top - foot, 1.0)


def _write(
    atlas: Atlas, layout: NewsLayout, facts: PictureFacts, extent: Extent, entries: Sequence[Entry]
) -> Words:
    """Set the words; less important ones are left out until the rest fits, the key last.

    An entry of the key that is wider than the column is left out.
    """
    narrow = [entry for entry in entries if width_of_entry(entry, layout.key.size) <= layout.measure]
    forms = [(narrow, False), (narrow[:2], layout.small), ((), layout.small)]
    for (listed, brief), sentences, publishers in itertools.product(
        forms, (3, 2, 1, 0) if layout.column else (2, 1, 0), (6, 3, 2, 1)
    ):
        top, foot = set_desk_words(atlas, layout, facts, extent, (sentences, publishers), brief=brief)
        words = Words(top, foot, lay_out_legend(listed, layout.key.size, layout.measure))
        if _fits(layout, words):
            break
    return words


def _fits(layout: NewsLayout, words: Words) -> bool:
    if layout.column:
        height = height_of(words.top) + words.key.height + height_of(words.foot)
        taller = (layout.mark.high - OWN_HIGH) * layout.brand
        return height + taller + 4.2 * layout.pad <= layout.height
    return _share_height(layout, words)[1] >= _LEAST_MAP * layout.height


def set_desk_words(
    atlas: Atlas,
    layout: NewsLayout,
    facts: PictureFacts,
    extent: Extent,
    most: tuple[int, int],
    *,
    brief: bool,
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Set the words with at most so many sentences in the deck and publishers in the source line."""
    request, words = facts.request, load_words(facts.request.lang)
    sentences, publishers = most
    theme = page_theme(atlas, request)
    measure, rtl = layout.measure, words.rtl
    area = atlas.views[request.view].name.translate(request.lang)
    date = words.day(request.date)
    if request.since is not None:
        date = " – ".join(map(words.short_day, (request.since, request.date)))
    day = words.format("day_line", area=area, date=date)
    deck = " ".join(write_deck(facts)[:sentences])
    top = [
        set_block([day], layout.day, theme["accent"], measure, weight=600, rtl=rtl),
        _set_headline(facts, layout, theme["ink"], rtl=rtl),
        set_block([deck], layout.deck, theme["ink2"], measure, before=0.5 * layout.deck.size, rtl=rtl),
    ]  # fmt: skip
    byline = words.format("byline", name=request.byline) if request.byline else ""
    source = write_source_line(facts, list_publishers(facts, _ground_rows(facts, extent)), publishers)
    bbox = extent.bbox
    chosen = shows_choice(atlas, request.borders, bbox)
    last = write_provenance(atlas, request, chosen=chosen, short=True, brief=brief or layout.brief)
    if layout.brief:
        last, source = [part for part in (source, *last) if part], ""
    if layout.mark.tall:
        measure -= layout.beside_brand
    foot = [
        set_block([request.note], layout.source, theme["ink2"], measure, rtl=rtl),
        set_block([source, byline], layout.source, theme["ink2"], measure, rtl=rtl),
        set_last(" · ".join(last), layout.last, theme["ink3"], measure, layout.beside_brand, rtl=rtl),
    ]
    return tuple(top[1:] if layout.brief else top), tuple(foot)


def _set_headline(facts: PictureFacts, layout: NewsLayout, ink: str, *, rtl: bool) -> Block:
    """Set the headline, in smaller type if it is long."""
    for share in _HEADLINE_SHARES:
        whole = layout.headline
        type_ = replace(whole, size=share * whole.size, leading=share * whole.leading)
        block = set_block(
            [set_case(facts.atlas, write_headline(facts), facts.request.lang)], type_, ink, layout.measure,
            weight=600, before=0.3 * layout.day.size, rtl=rtl, balanced=True,
        )  # fmt: skip
        if len(block.lines) <= (4 if layout.column else 2 if layout.brief else 3):
            break
    return block


def page_theme(atlas: Atlas, request: Request) -> Theme:
    """Return the colours of the words and of the page."""
    return theme_of(atlas, "light" if request.theme == "auto" else request.theme)


def _ground_rows(facts: PictureFacts, extent: Extent) -> list[int]:
    """Return the records of the ground in a picture, those of the largest zones first."""
    scene = scene_on(facts.atlas, facts.request.date, facts.request.known)
    zones = [zone for zone in set_viewport(facts.atlas, extent).zones if zone in facts.visible.places]
    return [
        row for zone in zones for holding in scene.holdings(zone) if holding.in_effect for row in holding.rows
    ]
