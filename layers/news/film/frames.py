"""The frames of a film between its cards: caption, map and progress line of each change, as panels."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from atlas.history.changes_of_control import ChangeOfControl, find_changes_of_control
from atlas.history.scene import scene_on
from atlas.request.content import MapContent
from layers.geometry.viewport import set_viewport
from layers.labels.placement import Box
from layers.labels.written_name import Name
from layers.map.place_names import name_map
from layers.news.changed_ground import draw_changed
from layers.news.composing import leave_dots, leave_layers
from layers.news.film.callouts import place_callout
from layers.news.film.names import keep_names
from layers.news.film.progress import draw_progress
from layers.news.film.resolve import FilmChange, NewsFilm
from layers.news.notes.anchors import EDGE_PX, Anchor, draw_anchor, find_anchor
from layers.news.notes.note import Note, draw_notes
from layers.news.scale_bar import place_lasting_scale
from layers.news.words_column import Block, draw_blocks, height_of, set_block, set_last
from layers.still.locator_and_scale import draw_scale, scale_start
from layers.still.one_map import Picture, compose_picture, draw_layers
from layers.style.brand_mark import draw_brand, measure_brand
from layers.svg.elements import Element, Markup, el, freeze
from layers.svg.text_width import Side
from text.film import describe_limits
from text.headline import list_publishers, write_source_line
from text.provenance import set_case

_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6)
_MOST_PUBLISHERS = (6, 4, 3, 2, 1)
_LINE_AT, _SOURCES_BELOW, _BRAND_SHARE = 3.05, 3.1, 1.12
"""Where the progress line and the sources lie in the foot, and the brand's type, in sizes of the sources."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a frame that changes on its own: its box in px of the frame, and what is drawn in it."""

    box: Box
    drawn: tuple[Element | Markup, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FilmState:
    """A day of a film: its map plain, and with what changed marked (None on the first day), and the rest."""

    map: Panel
    marked: Panel | None
    caption: Panel
    foot: Panel


def draw_states(film: NewsFilm) -> Iterator[FilmState]:
    """Yield the states of a film: the first day, without a change, then each change."""
    names: list[Name] = []
    for number, day in enumerate(film.days):
        picture = compose_day(film, day)
        names = keep_names(name_map(picture.placing.ground, picture.taken), picture.symbols, names)
        change = film.changes[number - 1] if number else None
        changed = _find_changed(film, film.days[number - 1], day) if number else ()
        note = place_callout(film, picture, names, change, changed) if change else None
        yield FilmState(
            _draw_map(film, picture, names, change, note),
            _draw_map(film, picture, names, change, note, changed) if change else None,
            _draw_caption(film, change),
            draw_foot(film, change, number - 1),
        )


def compose_day(film: NewsFilm, day: int, taken: tuple[Box, ...] = ()) -> Picture:
    """Find the contents of the map on a day; the names of places are those of every day of the film."""
    request = leave_layers(replace(film.request, date=day))
    content = MapContent(scene_on(film.atlas, day, request.known))
    boxes = (place_lasting_scale(film.context), *taken)
    context = film.context
    if content.atlas is not film.atlas:
        context = replace(context, viewport=set_viewport(content.atlas, context.viewport.extent))
    return leave_dots(compose_picture(context, request, content, boxes, film.never))


def _find_changed(film: NewsFilm, before: int, day: int) -> tuple[ChangeOfControl, ...]:
    """Return the changes of control on the map between two days."""
    first, last = (scene_on(film.atlas, each, film.request.known) for each in (before, day))
    return find_changes_of_control(first, last, film.facts.hidden, film.context.viewport.extent.bbox)


def _draw_map(
    film: NewsFilm,
    picture: Picture,
    names: list[Name],
    change: FilmChange | None,
    note: Note | None,
    changed: tuple[ChangeOfControl, ...] = (),
) -> Panel:
    """Draw the map of a day, with the sign and the note of its news, and marks on ground that changed."""
    box = film.layout.map_box(rtl=film.context.words.rtl)
    over = draw_changed(picture, changed)
    anchor = note.anchor if note else _find_sign(picture, change)
    signs = draw_anchor(film.context, anchor) if anchor else []
    signs += draw_notes(film.context, [note], film.layout.callout) if note else []
    return draw_map_panel(film, picture, names, box, [*over], signs)


def draw_map_panel(
    film: NewsFilm,
    picture: Picture,
    names: list[Name] | None,
    box: Box,
    over: list[Element],
    signs: list[Element],
) -> Panel:
    """Draw a map at a box of the frame."""
    context = picture.context
    request = leave_layers(film.request)
    drawn = [
        *draw_layers(picture, request, corner=False, over_ground=over, names=names),
        *signs,
        draw_scale(context, *scale_start(context, picture.reserved[0])),
    ]
    return Panel(box, (freeze(el("g", *drawn, transform=f"translate({box[0]:.2f} {box[1]:.2f})")),))


def _find_sign(picture: Picture, change: FilmChange | None) -> Anchor | None:
    """Return the sign of the leading news if it is at a point: changed ground has an edge instead."""
    if change is None:
        return None
    anchor = find_anchor(picture, change.news[0], EDGE_PX * picture.context.marks)
    return replace(anchor, ring=0.0) if anchor and anchor.fill else None


def _draw_caption(film: NewsFilm, change: FilmChange | None) -> Panel:
    """Draw the day and the headline of a change; paper alone on the first day, which the card covers."""
    layout, words, theme = film.layout, film.context.words, film.context.theme
    box = layout.words_box(rtl=words.rtl)
    if change is None:
        return Panel(box, ())
    day = set_block(
        [words.date(change.day)], layout.day, theme["accent"], layout.measure, weight=600, rtl=words.rtl
    )
    top = words_top(film)
    room = box[3] - top - height_of([day]) - 0.3 * layout.pad
    headline = fit_headline(film, change.caption, room)
    return Panel(box, tuple(draw_words(film, [day, headline], top)))


def words_top(film: NewsFilm) -> float:
    """Return where the words begin, in px."""
    return film.layout.above + (film.layout.pad if film.layout.column else 0.8 * film.layout.pad)


def fit_headline(film: NewsFilm, text: str, room: float) -> Block:
    """Set a headline, in smaller type if it is too long for the room, in px."""
    layout, context = film.layout, film.context
    text = set_case(film.atlas, text, film.request.lang)
    for share in _SHARES:
        block = set_block(
            [text], layout.headline.scaled(share, 0), context.theme["ink"], layout.measure,
            weight=600, before=0.14 * layout.headline.size, rtl=context.words.rtl, balanced=True,
        )  # fmt: skip
        if block.height <= room:
            break
    return block


def draw_words(film: NewsFilm, blocks: list[Block], top: float) -> list[Element]:
    """Draw blocks at the side where reading begins."""
    layout, rtl = film.layout, film.context.words.rtl
    x = layout.width - layout.pad if rtl else layout.pad
    side: Side = "end" if rtl else "start"
    return draw_blocks(blocks, x, top, side)


def draw_foot(film: NewsFilm, change: FilmChange | None, number: int) -> Panel:
    """Draw the progress line, the sources of a change, the makers of the map, and the brand."""
    layout, context = film.layout, film.context
    rtl, size = context.words.rtl, layout.source.size
    box = layout.foot_box(rtl=rtl)
    begin = layout.width - layout.pad if rtl else layout.pad
    forward, inset = (-1 if rtl else 1), 0.4 * layout.pad
    ends = (begin + forward * inset, begin + forward * (layout.measure - inset))
    line = box[1] + _LINE_AT * size
    sources = _set_sources(film, change)
    top, brand = line + _SOURCES_BELOW * size, _BRAND_SHARE * size
    left = begin - layout.measure if rtl else begin + layout.measure - measure_brand(context) * brand
    baseline = top + (layout.source_lines - 0.5) * layout.source.leading + 0.36 * size
    years = [context.words.year(each.year) for each in film.changes]
    drawn = [draw_progress(context, layout, years, number, ends, line)] if years else []
    return Panel(box, (*drawn, *draw_words(film, [sources], top), draw_brand(context, brand, left, baseline)))


def _set_sources(film: NewsFilm, change: FilmChange | None) -> Block:
    """Set who says so and who made the map, in as many lines as there is room for."""
    layout, words, facts = film.layout, film.context.words, film.facts
    publishers = list_publishers(facts, (), change.news if change else film.news)
    credit = film.atlas.meta.credit.translate(words.language)
    limits = describe_limits(film.atlas, film.request)
    beside = (measure_brand(film.context) + 1) * _BRAND_SHARE * layout.source.size
    for most in _MOST_PUBLISHERS:
        text = " · ".join(filter(None, (write_source_line(facts, publishers, most), *limits, credit)))
        block = set_last(
            text, layout.source, film.context.theme["ink3"], layout.measure, beside, rtl=words.rtl
        )
        if len(block.lines) <= layout.source_lines:
            break
    return replace(block, before=0.0)
