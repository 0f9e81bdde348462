"""News pictures drawn: the map with callouts, and the words of the desk beside, above and below it."""

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.news.advances import draw_advances
from layers.news.changed_ground import draw_changed
from layers.news.composing import leave_layers
from layers.news.desk_words import KEY_GAP, measure_brand_room
from layers.news.insets.inset import draw_inset
from layers.news.multiples.draw import draw_multiples
from layers.news.multiples.resolve import resolve_multiples
from layers.news.notes.anchors import draw_anchor, draw_ring
from layers.news.notes.covered_towns import draw_covered
from layers.news.notes.note import draw_notes
from layers.news.notes.numbers import draw_numbers
from layers.news.placing import NewsMap, compose_news_picture
from layers.news.resolve import NewsPicture
from layers.news.words_column import draw_blocks, height_of
from layers.still.draw import draw_document, draw_map
from layers.still.facts import find_facts
from layers.still.layout import draw_border
from layers.still.legend import draw_legend
from layers.still.locator_and_scale import draw_scale, scale_start
from layers.still.one_map import draw_layers
from layers.style.brand_mark import draw_brand, draw_rule
from layers.style.context import DrawingContext
from layers.svg.elements import Element, Markup, el, group
from layers.svg.text_width import Side
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
    if request.style == "news":
        return compose_news_picture(atlas, request)[0].facts
    return find_facts(atlas, request)


def draw_news(atlas: Atlas, request: Request) -> str:
    """Return a news picture as an SVG document of request.pixels' width and height."""
    (news, laid), (width, height, _) = compose_news_picture(atlas, request), request.pixels
    drawn: list[Element | Markup] = [_draw_map(news, laid), *_draw_paper(news), *_draw_words(news)]
    if request.border:
        thin = 1.0 if request.pixels[2] <= 1 else 0.5
        drawn.append(draw_border(width, height, news.context.theme["border"], thin))
    across, down = (f"{side}mm" for side in request.paper) if request.paper else (width, height)
    return draw_document(drawn, across, down, f"0 0 {width} {height}")


def _draw_map(news: NewsPicture, drawn: NewsMap) -> Element:
    context, changed = news.context, draw_changed(drawn.picture, news.facts.changes)
    layers = draw_layers(drawn.picture, leave_layers(news.request), corner=False, over_ground=changed)
    parts: list[Element | Markup] = [
        *layers,
        *(draw_inset(news.inset, news.facts, layers) if news.inset else []),
        group("advances", draw_advances(context, drawn.advances)),
        group("signs", [part for anchor in drawn.anchors[::-1] for part in draw_anchor(context, anchor)]),
        *([_draw_numbers(context, drawn)] if drawn.numbers else []),
        *draw_covered(context, drawn.towns),
        group("callouts", draw_notes(context, drawn.notes, news.layout.callout)),
        *(draw_scale(context, *scale_start(context, box)) for box in drawn.scale),
    ]
    return el("g", *parts, id="map", transform=f"translate({news.left:.2f} {news.top:.2f})")


def _draw_numbers(context: DrawingContext, drawn: NewsMap) -> Element:
    rings = [part for anchor in drawn.numbered for part in draw_ring(context, anchor)]
    return group("numbers", [*rings, *draw_numbers(context, drawn.numbers)])


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
        key_top = top + height_of(news.words.top) + KEY_GAP * layout.key.size
        foot = layout.height - layout.pad - measure_brand_room(layout) - foot_high
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
    drawn_foot: list[Element] = []
    for block in news.words.foot:
        # A number stands where reading begins, wherever a brand has its sources.
        at, flush = (x, side) if block.number else (foot_x, foot_side)
        drawn_foot += draw_blocks([block], at, foot, flush)
        foot += block.height
    rule = draw_rule(news.context, begins, top - 0.42 * layout.pad, layout.measure, layout.headline.size)
    return [
        group("words", [*rule, *draw_blocks(news.words.top, x, top, side)]),
        draw_legend(news.context, key, layout.pad, layout.pad + layout.measure, key_top)
        if not (rtl and layout.column)
        else draw_legend(news.context, key, x - layout.measure, x, key_top),
        group("provenance", drawn_foot),
        draw_brand(news.context, size, brand_left, brand_y),
    ]
