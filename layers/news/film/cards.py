"""The cards of a film: what it is about, over its first map, and where things stand, with all sources."""

from dataclasses import replace

from layers.geometry.viewport import fit, set_viewport
from layers.labels.placement import Box
from layers.map.borders import shows_choice
from layers.news.film.frames import (
    Panel,
    compose_day,
    draw_foot,
    draw_map_panel,
    draw_words,
    fit_headline,
    words_top,
)
from layers.news.film.resolve import NewsFilm
from layers.news.words_column import Block, height_of, set_block, set_last
from layers.style.brand_mark import draw_brand, measure_brand
from text.film import CardWords
from text.headline import list_publishers
from text.provenance import set_case, write_provenance

_TITLE_SHARES = (1.0, 0.85, 0.7, 0.6, 0.5)
_MOST_OF_HEIGHT = 0.42
"""The most of a picture's height that the words of the title card take, above or below its free bands."""
_SOURCES_SHARE = 0.35
"""The most of the room under the last headline that the sources take."""
_MOST_PUBLISHERS = (14, 10, 7, 5, 3)


def draw_title_card(film: NewsFilm) -> list[Panel]:
    """Draw the first card: its words over the map of the first day, which lies as in the film."""
    layout, rtl = film.layout, film.context.words.rtl
    words_box, map_box = layout.words_box(rtl=rtl), layout.map_box(rtl=rtl)
    blocks, top = _set_title(film), words_top(film)
    if not layout.column:
        words_box = (0.0, 0.0, layout.width, top + height_of(blocks) + 0.7 * layout.pad)
    covered: Box = (0.0, 0.0, map_box[2] - map_box[0], max(words_box[3] - map_box[1], 0.0))
    picture = compose_day(film, film.span[0], () if layout.column else (covered,))
    return [
        draw_map_panel(film, picture, None, map_box, [], []),
        draw_foot(film, None, -1),
        Panel(words_box, tuple(draw_words(film, blocks, top))),
    ]


def _set_title(film: NewsFilm) -> list[Block]:
    layout, words, theme = film.layout, film.title, film.context.theme
    room = layout.height - layout.foot if layout.column else _MOST_OF_HEIGHT * layout.height
    rtl, measure = film.context.words.rtl, layout.measure
    headline = set_case(film.atlas, words.headline, film.request.lang)
    for share in _TITLE_SHARES:
        blocks = [
            set_block([words.day], layout.day, theme["accent"], measure, weight=600, rtl=rtl),
            set_block(
                [headline], layout.title.scaled(share, layout.headline.size * 0.8), theme["ink"],
                measure, weight=600, before=0.25 * layout.pad, rtl=rtl, balanced=True,
            ),
            set_block(
                [words.deck], layout.deck, theme["ink2"],
                measure, before=0.5 * layout.pad, rtl=rtl, balanced=True,
            ),
        ]  # fmt: skip
        if height_of(blocks) <= room:
            break
    return blocks


def draw_end_card(film: NewsFilm) -> list[Panel]:
    """Draw the last card: the map of the last day, smaller, and everybody on whom the film relies."""
    layout, rtl = film.layout, film.context.words.rtl
    top, heading, last = words_top(film), _set_ending(film, film.ending), _set_last(film)
    bottom = layout.height - layout.below - layout.pad
    last_top, heading_foot = bottom - height_of([last]), top + height_of(heading) + 0.6 * layout.pad
    room = last_top - heading_foot - layout.pad
    sources = _set_all_sources(film, room if layout.column else _SOURCES_SHARE * room)
    if layout.column:
        left, _, right, _ = layout.words_box(rtl=rtl)
        page, map_box, sources_top = (left, 0.0, right, layout.height), layout.map_box(rtl=rtl), heading_foot
    else:
        sources_top = last_top - 0.6 * layout.pad - height_of(sources)
        page = (0.0, 0.0, layout.width, layout.height)
        map_box = (layout.pad, heading_foot, layout.width - layout.pad, sources_top - 0.6 * layout.pad)
    brand = 1.2 * layout.source.size
    left = layout.width - layout.pad if rtl else layout.pad
    left += -layout.measure if rtl else layout.measure - measure_brand(film.context) * brand
    drawn = [
        *draw_words(film, heading, top),
        *draw_words(film, sources, sources_top),
        *draw_words(film, [last], last_top),
        draw_brand(film.context, brand, left, bottom - 0.3 * layout.source.leading),
    ]
    return [Panel(page, tuple(drawn)), _draw_last_map(film, map_box)]


def _set_ending(film: NewsFilm, words: CardWords) -> list[Block]:
    layout, theme = film.layout, film.context.theme
    day = set_block(
        [words.day], layout.day, theme["accent"], layout.measure, weight=600, rtl=film.context.words.rtl
    )
    return [day, fit_headline(film, words.headline, 0.22 * layout.height)]


def _draw_last_map(film: NewsFilm, box: Box) -> Panel:
    extent = film.context.viewport.extent
    own = fit(extent.bbox, round(box[2] - box[0], 2), round(box[3] - box[1], 2))
    smaller = replace(film, context=replace(film.context, viewport=set_viewport(film.atlas, own)))
    return draw_map_panel(smaller, compose_day(smaller, film.span[1]), None, box, [], [])


def _set_all_sources(film: NewsFilm, room: float) -> list[Block]:
    """Set the publishers of everything that the film shows, as many as there is room for, and the note."""
    layout, words, theme = film.layout, film.context.words, film.context.theme
    rtl, measure = words.rtl, layout.measure
    publishers = list_publishers(film.facts, (), film.news)
    byline = words.format("byline", name=film.request.byline) if film.request.byline else ""
    for most in _MOST_PUBLISHERS:
        more = [words.format("and_more", n=len(publishers) - most)] if len(publishers) > most else []
        text = film.request.source or words["source_separator"].join([*publishers[:most], *more])
        blocks = [
            set_block(
                [words["film_sources"]], layout.source_on_card, theme["ink"], measure, weight=600, rtl=rtl
            ),
            set_block([text], layout.source_on_card, theme["ink2"], measure, rtl=rtl),
            set_block(
                [film.request.note, byline],
                layout.source,
                theme["ink2"],
                measure,
                before=0.8 * layout.source.size,
                rtl=rtl,
            ),
        ]
        if height_of(blocks) <= room:
            break
    return blocks if text else blocks[2:]


def _set_last(film: NewsFilm) -> Block:
    """Set version, days of knowledge, makers of the map, and the policy of borders."""
    layout, request = film.layout, film.request
    chosen = shows_choice(film.atlas, request.borders, film.context.viewport.extent.bbox)
    text = " · ".join(write_provenance(film.atlas, request, chosen=chosen, short=True))
    brand = 1.2 * layout.source.size
    return set_last(
        text,
        layout.source,
        film.context.theme["ink3"],
        layout.measure,
        (measure_brand(film.context) + 1) * brand,
        rtl=film.context.words.rtl,
    )
