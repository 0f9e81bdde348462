"""The words of a news picture, set: from the least important they are left out until the map has its room."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import Request
from layers.geometry.viewport import Extent, set_viewport
from layers.map.borders import shows_choice
from layers.news.layout import NewsLayout
from layers.news.notes.subjects import Subject
from layers.news.words_column import Block, height_of, set_block, set_last, set_numbered
from layers.still.legend import Entry, Legend, lay_out_legend, width_of_entry
from layers.style.brand_mark import OWN_HIGH
from layers.style.theme import Theme, theme_of
from text.headline import list_publishers, write_deck, write_headline, write_source_line
from text.picture_facts import PictureFacts
from text.provenance import set_case, write_provenance
from text.translations import words_for

_HEADLINE_SHARES = (1.0, 0.9, 0.8, 0.7)
KEY_GAP = 0.8
"""In a column: the room before the key, in sizes of its type."""
_ABOVE_BRAND = 4 / 7
"""The room above the brand in a column, in sizes of its type."""
_AFTER_NOTES = 0.45
_OWN_WORDS = ("title", "deck", "note", "source", "byline")
_LEAST_MAP_BESIDE_OWN = 0.35
LEAST_MAP = 0.55
"""The least share of a picture's height for a map under words; words are left out before it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a news picture in lines: above (or at the top of the column), and at its foot."""

    top: tuple[Block, ...]
    foot: tuple[Block, ...]
    key: Legend
    listed: tuple[str, ...] = ()
    """The subjects of the notes among them, in the order of their numbers."""


def words_top(layout: NewsLayout) -> float:
    """Return where the words of a picture begin, in px."""
    return layout.above or (1.0 if layout.column else 0.7) * layout.pad


def measure_brand_room(layout: NewsLayout) -> float:
    """Return the height at the foot of a column that the brand takes, in px."""
    return (layout.mark.high + _ABOVE_BRAND) * layout.brand


def share_height(layout: NewsLayout, words: Words) -> tuple[float, float]:
    """Return where the map begins, and its height, in px."""
    if layout.column:
        return 0.0, layout.height
    top = words_top(layout) + height_of(words.top) + 0.45 * layout.pad
    key = words.key.height + (0.5 * layout.key.size if words.key.rows else 0.0)
    foot = key + height_of(words.foot) + (0.6 if layout.below else 0.9) * layout.pad
    return top, max(layout.height - layout.below - top - foot, 1.0)


@dataclass(frozen=True, slots=True)
class Form:
    """How much is written: sentences in the deck, publishers in the source line, notes, and the key."""

    sentences: int
    publishers: int
    notes: tuple[Subject, ...]
    entries: Sequence[Entry]
    brief: bool


def write_words(
    facts: PictureFacts,
    layout: NewsLayout,
    extent: Extent,
    entries: Sequence[Entry],
    notes: Sequence[Subject] = (),
) -> Words:
    """Set the words; less important ones are left out until the rest fits, the key last, own words never.

    An entry of the key that is wider than the column is left out. `notes` are to be listed with numbers.
    """
    size, fonts = layout.key.size, layout.key.fonts.without_brand()
    narrow = [entry for entry in entries if width_of_entry(entry, size, fonts) <= layout.measure]
    narrow = narrow if facts.request.key == "full" else _limit_rows(facts.request, layout, narrow)
    publishers = find_publishers(facts, extent)
    for form in _list_forms(layout, narrow, notes):
        words = set_words(facts, layout, extent, publishers, form)
        if _fits(layout, words):
            return words
    _check_own_words(facts.request, layout, words)
    return words


def _lay_out_key(layout: NewsLayout, entries: Sequence[Entry]) -> Legend:
    return lay_out_legend(entries, layout.key.size, layout.measure, layout.key.fonts.without_brand())


def _limit_rows(request: Request, layout: NewsLayout, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of two rows, three in a story, one more for changed ground; families stay."""
    most, left = (3 if layout.above else 2) + (request.since is not None), list(entries)
    while len(_lay_out_key(layout, left).rows) > most:
        patterns = [number for number, entry in enumerate(left) if entry.pattern]
        del left[patterns[-1] if patterns else -1]
    return left


def _list_forms(layout: NewsLayout, entries: Sequence[Entry], notes: Sequence[Subject]) -> Iterator[Form]:
    """Yield the forms, the longest first; notes about news leave a sentence of the deck."""
    keys = ((entries, False), (entries[:2], layout.small), ((), layout.small))
    news = [note for note in notes if not note.own]
    for left in range(len(news), -1, -1):
        listed = tuple(note for note in notes if note.own or note in news[:left])
        sentences = (3, 2, 1, 0) if layout.column else (2, 1, 0)
        for (key, brief), most, publishers in itertools.product(
            keys, sentences[:-1] if left else sentences, (6, 3, 2, 1)
        ):
            yield Form(most, publishers, listed, key, brief)


def set_words(
    facts: PictureFacts, layout: NewsLayout, extent: Extent, publishers: Sequence[str], form: Form
) -> Words:
    """Set the words in a form."""
    type_ = layout.callout if layout.column else layout.key
    ink, rtl = page_theme(facts.atlas, facts.request)["ink"], words_for(facts.request).rtl
    listed = [
        set_numbered(note.words, number, type_, ink, layout.measure, rtl=rtl)
        for number, note in enumerate(form.notes, start=1)
    ]
    top = [*_set_top(facts, layout, form.sentences), *(listed if layout.column else [])]
    foot = _set_foot(facts, layout, extent, publishers, form)
    if listed and not layout.column:
        foot = [*listed, replace(foot[0], before=_AFTER_NOTES * type_.size), *foot[1:]]
    return Words(
        tuple(top),
        tuple(foot),
        _lay_out_key(layout, form.entries),
        tuple(note.key for note in form.notes),
    )


def _fits(layout: NewsLayout, words: Words) -> bool:
    if layout.column:
        between = 2 * layout.pad + KEY_GAP * layout.key.size + measure_brand_room(layout)
        taller = (layout.mark.high - OWN_HIGH) * layout.brand
        height = height_of(words.top) + words.key.height + height_of(words.foot)
        return height + max(4.2 * layout.pad + taller, between) <= layout.height
    return share_height(layout, words)[1] >= LEAST_MAP * layout.height


def _check_own_words(request: Request, layout: NewsLayout, words: Words) -> None:
    """Refuse own words that leave no room for the map, or for the rest of the words."""
    texts = {option: str(getattr(request, option)) for option in _OWN_WORDS}
    texts["notes"] = "".join(note.text for note in request.notes)
    option = max(texts, key=lambda name: len(texts[name]))
    if layout.column:
        full = height_of(words.top) + height_of(words.foot) + 2 * layout.pad > layout.height
    else:
        full = share_height(layout, words)[1] < _LEAST_MAP_BESIDE_OWN * layout.height
    if full and texts[option]:
        allowed = "Together the words leave no room for the map. Shorten them, or make the picture larger."
        raise RequestError(option, texts[option], allowed)


def _set_top(facts: PictureFacts, layout: NewsLayout, sentences: int) -> list[Block]:
    """Set day line, headline and deck; a deck of the desk stays whole."""
    request, words = facts.request, words_for(facts.request)
    theme = page_theme(facts.atlas, request)
    measure, rtl = layout.measure, words.rtl
    area = facts.atlas.views[request.view].name.translate(request.lang)
    date = words.date(request.date)
    if request.since is not None:
        date = " – ".join(map(words.short_date, (request.since, request.date)))
    day = words.format("day_line", area=area, date=date)
    deck = " ".join(write_deck(facts)[: max(sentences, 1) if request.deck else sentences])
    top = [
        set_block([day], layout.day, theme["accent"], measure, weight=600, rtl=rtl),
        _set_headline(facts, layout, theme["ink"], rtl=rtl),
        set_block([deck], layout.deck, theme["ink2"], measure, before=0.5 * layout.deck.size, rtl=rtl),
    ]  # fmt: skip
    return top[1:] if layout.brief else top


def _set_foot(
    facts: PictureFacts, layout: NewsLayout, extent: Extent, publishers: Sequence[str], form: Form
) -> list[Block]:
    """Set note, source line and the small last line."""
    request, words = facts.request, words_for(facts.request)
    theme, measure, rtl = page_theme(facts.atlas, request), layout.measure, words.rtl
    byline = words.format("byline", name=request.byline) if request.byline else ""
    source = write_source_line(facts, publishers, form.publishers)
    chosen = shows_choice(facts.atlas, request.borders, extent.bbox)
    last = write_provenance(facts.atlas, request, chosen=chosen, short=True, brief=form.brief or layout.brief)
    if layout.brief:
        last, source = [part for part in (source, *last) if part], ""
    if layout.mark.tall:
        measure -= layout.beside_brand
    return [
        set_block([request.note], layout.source, theme["ink2"], measure, rtl=rtl),
        set_block([source, byline], layout.source, theme["ink2"], measure, rtl=rtl),
        set_last(" · ".join(last), layout.last, theme["ink3"], measure, layout.beside_brand, rtl=rtl),
    ]


def count_headline_lines(layout: NewsLayout) -> int:
    """Return the most lines of a headline in its largest type."""
    return 4 if layout.column else 2 if layout.brief else 3


def _set_headline(facts: PictureFacts, layout: NewsLayout, ink: str, *, rtl: bool) -> Block:
    """Set the headline, in smaller type if it is long."""
    for share in _HEADLINE_SHARES:
        whole = layout.headline
        type_ = replace(whole, size=share * whole.size, leading=share * whole.leading)
        block = set_block(
            [set_case(facts.atlas, write_headline(facts), facts.request.lang)], type_, ink, layout.measure,
            weight=600, before=0.3 * layout.day.size, rtl=rtl, balanced=True,
        )  # fmt: skip
        if len(block.lines) <= count_headline_lines(layout):
            break
    return block


def page_theme(atlas: Atlas, request: Request) -> Theme:
    """Return the colours of the words and of the page."""
    return theme_of(atlas, "light" if request.theme == "auto" else request.theme)


def find_publishers(facts: PictureFacts, extent: Extent) -> list[str]:
    """Return who the picture relies on: for its news, then for its ground, the largest zones first."""
    scene = scene_on(facts.atlas, facts.request.date, facts.request.known)
    zones = [zone for zone in set_viewport(facts.atlas, extent).zones if zone in facts.visible.places]
    holdings = [holding for zone in zones for holding in scene.holdings(zone) if holding.in_effect]
    return list_publishers(facts, [row for holding in holdings for row in holding.rows])
