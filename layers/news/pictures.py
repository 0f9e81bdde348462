"""News pictures drawn: the map with callouts, and the words of the desk beside, above and below it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.history.news_choice import NewsGroup
from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.geometry.viewport import Viewport
from layers.labels.label_grid import NameMap
from layers.labels.placement import Box
from layers.map.arrows import cover_arrows, find_arrows
from layers.news.advances import Advance, draw_advances, find_advances
from layers.news.anchors import EDGE_PX, Anchor, draw_anchor, find_anchor, ring_boxes
from layers.news.callouts import Board, Note, draw_notes
from layers.news.changed_ground import draw_changed, unite_changed
from layers.news.composing import compose_news, leave_layers
from layers.news.grounds import Grounds
from layers.news.multiples.draw import draw_multiples
from layers.news.multiples.resolve import resolve_multiples
from layers.news.resolve import NewsPicture, resolve_news
from layers.news.scale_bar import place_scale
from layers.news.short_legend import find_unnamed
from layers.news.words_column import draw_blocks, height_of
from layers.still.draw import draw_document, draw_map
from layers.still.facts import find_facts
from layers.still.layout import draw_border
from layers.still.legend import draw_legend
from layers.still.locator_and_scale import draw_scale, scale_start
from layers.still.one_map import Picture, draw_layers
from layers.style.brand_mark import draw_brand, draw_rule
from layers.style.colour import legible_on
from layers.style.context import DrawingContext
from layers.style.symbology import EMPTY
from layers.svg.elements import Element, Markup, el, group
from layers.svg.text_width import Side
from text.headline import write_callout
from text.picture_facts import PictureFacts

_BEYOND_PX = 4.0


def draw_picture(atlas: Atlas, request: Request) -> str:
    """Return a still as an SVG document: a news picture, or one with the whole frame, as its style asks."""
    if request.dates:
        return draw_multiples(atlas, request)
    return draw_news(atlas, request) if request.style == "news" else draw_map(atlas, request)


def find_picture_facts(atlas: Atlas, request: Request) -> PictureFacts:
    """Return the facts from which the texts about a still are written."""
    if request.dates:
        return resolve_multiples(atlas, request).facts
    return resolve_news(atlas, request).facts if request.style == "news" else find_facts(atlas, request)


def draw_news(atlas: Atlas, request: Request) -> str:
    """Return a news picture as an SVG document of request.pixels' width and height."""
    news, (width, height, _) = resolve_news(atlas, request), request.pixels
    drawn: list[Element | Markup] = [_draw_map(news), *_draw_paper(news), *_draw_words(news)]
    if request.border:
        thin = 1.0 if request.pixels[2] <= 1 else 0.5
        drawn.append(draw_border(width, height, news.context.theme["border"], thin))
    across, down = (f"{side}mm" for side in request.paper) if request.paper else (width, height)
    return draw_document(drawn, across, down, f"0 0 {width} {height}")


@dataclass(frozen=True, slots=True, eq=False)
class NewsMap:
    """The map of a news picture laid out: contents, anchors, notes, box of the scale bar, and arrows."""

    picture: Picture
    anchors: tuple[Anchor, ...]
    notes: tuple[Note, ...]
    scale: tuple[Box, ...]
    advances: tuple[Advance, ...] = ()


def lay_out_map(news: NewsPicture) -> NewsMap:
    """Lay out the map: signs first, then notes, then the names of towns and forces around them."""
    anchored = _find_anchors(news)
    points = [anchor.box for _, anchor in anchored]
    advances = find_advances(news.picture, news.request, news.facts, news.subjects)
    outlines = find_arrows(news.context, news.facts.hidden) if "lines" in news.request.layers else {}
    arrows = cover_arrows([*outlines.values(), *(advance.outline for advance in advances)])
    signs = [*points, *arrows]
    scale = () if news.layout.brief else place_scale(news.picture, signs)
    notes = _place_notes(news, (*scale, *signs), anchored)
    rings = [box for _, anchor in anchored for box in ring_boxes(anchor)]
    taken = (*scale, *signs, *rings)
    picture = _compose_around(news, taken, notes)
    while notes and not find_unnamed(picture) <= find_unnamed(news.picture):
        # The notes have taken the room of a force's name, which the legend does not give either.
        notes = notes[:-1]
        picture = _compose_around(news, taken, notes)
    return NewsMap(picture, tuple(anchor for _, anchor in anchored), tuple(notes), scale, tuple(advances))


def _compose_around(news: NewsPicture, taken: tuple[Box, ...], notes: Sequence[Note]) -> Picture:
    """Find the contents of the map around boxes and notes."""
    boxes = (*taken, *(box for note in notes for box in note.boxes))
    sites = frozenset(note.anchor.site for note in notes)
    return compose_news(news.context, news.request, news.content, boxes, sites)


def _draw_map(news: NewsPicture) -> Element:
    context, drawn = news.context, lay_out_map(news)
    parts: list[Element | Markup] = [
        *draw_layers(
            drawn.picture,
            leave_layers(news.request),
            corner=False,
            over_ground=draw_changed(drawn.picture, news.facts.changes),
        ),
        group("advances", draw_advances(context, drawn.advances)),
        group("signs", [part for anchor in drawn.anchors[::-1] for part in draw_anchor(context, anchor)]),
        group("callouts", draw_notes(context, drawn.notes, news.layout.callout)),
        *(draw_scale(context, *scale_start(context, box)) for box in drawn.scale),
    ]
    return el("g", *parts, id="map", transform=f"translate({news.left:.2f} {news.top:.2f})")


def _find_anchors(news: NewsPicture) -> list[tuple[NewsGroup, Anchor]]:
    """Return the news that callouts are about, each with its point in the map; on one spot only the first."""
    picture, edge = news.picture, EDGE_PX * news.context.marks
    anchored: list[tuple[NewsGroup, Anchor]] = []
    for subject in news.subjects:
        anchor = find_anchor(picture, subject, edge)
        if anchor and not any(_overlaps(anchor, other) for _, other in anchored):
            anchored.append((subject, replace(anchor, ring=0.0) if anchored else anchor))
    return anchored


def _overlaps(anchor: Anchor, other: Anchor) -> bool:
    return math.hypot(anchor.x - other.x, anchor.y - other.y) < anchor.radius + other.radius


def _place_notes(
    news: NewsPicture, taken: tuple[Box, ...], anchored: Sequence[tuple[NewsGroup, Anchor]]
) -> list[Note]:
    """Place the notes, the most important first; those without room are left out."""
    if not anchored:
        return []
    board = _make_board(news, taken, [anchor for _, anchor in anchored])
    notes = []
    for number, (subject, anchor) in enumerate(anchored):
        accent = _accent(news, subject) if number == 0 else news.context.theme["ink"]
        callout, type_ = write_callout(news.facts, subject), news.layout.callout
        note = board.place(anchor, callout, type_, accent, rtl=news.context.words.rtl)
        notes += [note] if note else []
    return notes


def _accent(news: NewsPicture, subject: NewsGroup) -> str:
    """Return the colour of the leading note: that of the new holder, as far as it is legible."""
    theme = news.context.theme
    if not subject[0].after:
        return theme["ink"]
    return legible_on(news.picture.symbolizer.shades(subject[0].after[0]).text, theme["halo"])


def _make_board(news: NewsPicture, taken: tuple[Box, ...], anchors: Sequence[Anchor]) -> Board:
    """Return the map as notes see it: signs, rings, fronts and lines are taken."""
    picture = news.picture
    cells = NameMap(picture.context, taken)
    looks = [picture.symbols.get(zone, EMPTY) for zone in cells.zone_names]
    numbers = {look: number for number, look in enumerate(dict.fromkeys(looks))}
    look_of = np.array([*(numbers[look] for look in looks), -1])
    grounds = Grounds(
        look_of[cells.cells],
        [look.ground for look in numbers],
        [_is_loud(news.context, look.leader) for look in numbers],
    )
    rings = [
        shapely.Point(anchor.x, anchor.y).buffer(anchor.ring).exterior for anchor in anchors if anchor.ring
    ]
    changed = unite_changed(news.context, news.facts.changes).boundary
    return Board(cells, grounds, [*_lines(news.context.land.viewport), *rings, changed])


def _is_loud(context: DrawingContext, leader: str) -> bool:
    return bool(leader) and context.loud is not None and context.atlas.forces[leader].family in context.loud


def _lines(viewport: Viewport) -> Iterator[BaseGeometry]:
    """Yield the borders, coasts and rivers of a viewport."""
    basemap = viewport.atlas.basemap
    for feature in (*basemap.borders, *basemap.rivers, *basemap.lakes):
        yield viewport.clip(feature.geometry)
    for feature in basemap.land:
        yield shapely.boundary(viewport.clip(feature.geometry))


def _draw_paper(news: NewsPicture) -> list[Element]:
    """Cover with paper what the map draws beyond its edges; this replaces clipping."""
    if news.request.transparent:
        return []
    layout, beyond = news.layout, _BEYOND_PX
    extent = news.context.viewport.extent
    colour = news.context.theme["page"]
    if layout.column:
        x = extent.width if news.context.words.rtl else -beyond
        rects = [(x, -beyond, layout.column + beyond, layout.height + 2 * beyond)]
    else:
        foot = news.top + extent.height
        wide = layout.width + 2 * beyond
        rects = [
            (-beyond, -beyond, wide, news.top + beyond),
            (-beyond, foot, wide, layout.height - foot + beyond),
        ]
    drawn = [el("rect", x=x, y=y, width=width, height=height) for x, y, width, height in rects]
    return [group("paper", drawn, fill=colour)]


def _draw_words(news: NewsPicture) -> list[Element]:
    """Draw the words above and below the map, or at the top and the foot of the column, and the brand."""
    layout, rtl = news.layout, news.context.words.rtl
    x = layout.width - layout.pad if rtl else layout.pad
    side: Side = "end" if rtl else "start"
    top = news.words_top
    size, key, foot_high = layout.brand, news.words.key, height_of(news.words.foot)
    wide = layout.mark.wide * size
    if layout.column:
        key_top = top + height_of(news.words.top) + 0.8 * layout.key.size
        foot = layout.height - layout.pad - (layout.mark.high + 4 / 7) * size - foot_high
        brand_left, brand_y = (x - wide if rtl else x), layout.height - layout.pad
    else:
        key_top = news.top + news.context.viewport.extent.height + 0.45 * layout.pad
        foot = key_top + key.height + (0.5 * layout.key.size if key.rows else 0.0)
        brand_left = layout.pad if rtl else layout.width - layout.pad - wide
        brand_y = foot + foot_high - 0.3 * layout.last.leading
    begins = x - layout.measure if rtl else x
    foot_x, foot_side = x, side
    if layout.house and layout.house.source_side == "end":
        foot_x, foot_side = (begins, "start") if rtl else (begins + layout.measure, "end")
        brand_left = begins + layout.measure - wide if rtl else begins
    rule = draw_rule(news.context, begins, top - 0.42 * layout.pad, layout.measure, layout.headline.size)
    return [
        group("words", [*rule, *draw_blocks(news.words.top, x, top, side)]),
        draw_legend(news.context, key, layout.pad, layout.pad + layout.measure, key_top)
        if not (rtl and layout.column)
        else draw_legend(news.context, key, x - layout.measure, x, key_top),
        group("provenance", draw_blocks(news.words.foot, foot_x, foot, foot_side)),
        draw_brand(news.context, size, brand_left, brand_y),
    ]
