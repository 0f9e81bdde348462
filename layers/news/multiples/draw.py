"""Maps of several days drawn: the words, the grid of maps, one key, the sources."""

from dataclasses import replace

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.labels.placement import Box
from layers.news.composing import compose_news, leave_layers
from layers.news.desk_words import page_theme
from layers.news.multiples.grid import Cell
from layers.news.multiples.resolve import RULE_PX, Multiples, SmallMap, heading_type, resolve_multiples
from layers.news.scale_bar import place_scale
from layers.news.words_column import Block, draw_blocks, height_of
from layers.still.draw import draw_document
from layers.still.layout import draw_border
from layers.still.legend import draw_legend
from layers.still.locator_and_scale import draw_scale, scale_start
from layers.still.one_map import Picture, draw_layers
from layers.style.brand_mark import draw_brand, draw_rule
from layers.style.context import DrawingContext
from layers.svg.elements import Element, Markup, distinguish, el, freeze, group
from layers.svg.text_width import Side

_SCALE_SHARES = (1.0, 0.75, 0.6)


def draw_multiples(atlas: Atlas, request: Request) -> str:
    """Return a picture of several days as an SVG document of request.pixels' width and height."""
    multiples, (width, height, _) = resolve_multiples(atlas, request), request.pixels
    theme = page_theme(atlas, request)
    drawn: list[Element | Markup] = []
    if not request.transparent:
        drawn.append(el("rect", id="paper", width=width, height=height, fill=theme["page"]))
    drawn += [*_draw_maps(multiples), *_draw_words(multiples)]
    if request.border:
        thin = 1.0 if request.pixels[2] <= 1 else 0.5
        drawn.append(draw_border(width, height, theme["border"], thin))
    across, down = (f"{side}mm" for side in request.paper) if request.paper else (width, height)
    return draw_document(drawn, across, down, f"0 0 {width} {height}")


def _draw_maps(multiples: Multiples) -> list[Markup]:
    """Draw the maps, each with ids of its own."""
    layout, rtl = multiples.layout, multiples.rtl
    cells = multiples.grid.list_cells(len(multiples.maps), layout.pad, multiples.top, rtl=rtl)
    drawn: list[Markup] = []
    for cell, small in zip(cells, multiples.maps, strict=True):
        markup = freeze(_draw_cell(multiples, small, cell))
        before = Markup("".join(other.text for other in drawn))
        drawn.append(distinguish(markup, before, f"-{cell.number + 1}"))
    return drawn


def _draw_cell(multiples: Multiples, small: SmallMap, cell: Cell) -> Element:
    """Draw a rule, the day, the map and its finding."""
    layout, grid, context = multiples.layout, multiples.grid, small.picture.context
    theme, words = context.theme, context.words
    x = cell.left + (grid.width if multiples.rtl else 0.0)
    side: Side = "end" if multiples.rtl else "start"
    rule, day = RULE_PX * layout.marks, words.date(small.day)
    heading = heading_type(layout).able(day)
    above = cell.top + rule + 0.45 * heading.leading
    under = cell.top + grid.head + grid.height + 0.4 * layout.callout.leading
    return group(
        f"day-{cell.number + 1}",
        [
            el("rect", x=cell.left, y=cell.top, width=grid.width, height=rule, fill=theme["ink"]),
            *draw_blocks([Block((day,), heading, theme["ink"], 600)], x, above, side),
            _draw_map(multiples, small, cell),
            *draw_blocks([small.finding], x, under, side),
        ],
    )


def _draw_map(multiples: Multiples, small: SmallMap, cell: Cell) -> Element:
    """Draw one map, cut at its edges; the first has the scale."""
    request, grid, picture = multiples.facts.request, multiples.grid, small.picture
    scale = _place_scale(picture) if cell.number == 0 else None
    taken = [*picture.reserved, *([scale[1]] if scale else [])]
    picture = compose_news(picture.context, replace(request, date=small.day), small.content, taken)
    frame = el("clipPath", el("rect", width=grid.width, height=grid.height), id="frame")
    parts: list[Element | Markup] = [
        el("defs", frame),
        *draw_layers(picture, leave_layers(replace(request, date=small.day)), corner=False),
        *([draw_scale(scale[0], *scale_start(*scale))] if scale else []),
    ]
    moved = f"translate({cell.left:.2f} {cell.top + grid.head:.2f})"
    return el("g", el("g", *parts, clip_path="url(#frame)"), id="map", transform=moved)


def _place_scale(picture: Picture) -> tuple[DrawingContext, Box] | None:
    """Return the context and the box of the scale bar, smaller in little room; None without any."""
    for share in _SCALE_SHARES:
        for box in place_scale(picture, (), share):
            return replace(picture.context, marks=share * picture.context.marks), box
    return None


def _draw_words(multiples: Multiples) -> list[Element]:
    """Draw the words above the maps, the key and the sources under them, and the brand."""
    layout, words, context = multiples.layout, multiples.words, multiples.maps[0].picture.context
    x = layout.width - layout.pad if multiples.rtl else layout.pad
    side: Side = "end" if multiples.rtl else "start"
    foot = layout.height - layout.below - 0.9 * layout.pad - height_of(words.foot)
    key_top = foot - words.key.height - (0.5 * layout.key.size if words.key.rows else 0.0)
    brand_y = foot + height_of(words.foot) - 0.3 * layout.last.leading
    wide = layout.mark.wide * layout.brand
    begins, ends = layout.pad, layout.width - layout.pad
    brand_left = begins if multiples.rtl else ends - wide
    foot_x, foot_side = x, side
    if layout.house and layout.house.source_side == "end":
        foot_x, foot_side = (begins, "start") if multiples.rtl else (ends, "end")
        brand_left = ends - wide if multiples.rtl else begins
    top = max(layout.above, 0.7 * layout.pad)
    rule = draw_rule(context, begins, top - 0.42 * layout.pad, layout.measure, layout.headline.size)
    return [
        group("words", [*rule, *draw_blocks(words.top, x, top, side)]),
        draw_legend(context, words.key, begins, ends, key_top),
        group("provenance", draw_blocks(words.foot, foot_x, foot, foot_side)),
        draw_brand(context, layout.brand, brand_left, brand_y),
    ]
