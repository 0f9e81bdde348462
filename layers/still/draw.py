"""The drawing: an atlas and a request become one SVG document, the same for every output.

A request is resolved once, into a `Still`; the drawing and the texts about it are made from it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from atlas.model.atlas import Atlas
from atlas.request.content import MapContent
from atlas.request.request import Request
from layers.labels.placement import Box
from layers.map.borders import shows_choice
from layers.still.layout import (
    Layout,
    draw_border,
    draw_caption,
    draw_heading,
)
from layers.still.legend import Entry, draw_legend
from layers.still.list_below import draw_listing
from layers.still.one_map import Picture, compose_picture, compose_pictures, draw_layers, make_context
from layers.still.provenance_line import draw_provenance
from layers.still.resolve import Frame, Still, resolve_still, resolve_with
from layers.still.two_maps import corners_of, draw_gutter
from layers.style.context import DrawingContext
from layers.style.patterns import draw_patterns, pattern_id
from layers.style.theme import FONTS, theme_of
from layers.svg.elements import Element, Markup, Value, distinguish, el, freeze, group, serialise
from layers.svg.text_width import letter, width_of, wrap
from text.provenance import write_provenance
from text.two_versions import caption_map


@dataclass(frozen=True, slots=True)
class Page:
    """A picture in parts: maps, and parts above and below them, each with its offset in px from the top.

    `defs` are patterns of the legend that are in no map, `patterns` all of them; `over` lies on top.
    """

    maps: tuple[Markup, ...]
    top: float = 0.0
    defs: tuple[Element, ...] = ()
    patterns: tuple[Element, ...] = ()
    paper: tuple[Element, ...] = ()
    parts: tuple[tuple[float, tuple[Element, ...]], ...] = ()
    over: tuple[Element, ...] = ()


def draw_map(atlas: Atlas, request: Request, entries: Sequence[Entry] | None = None) -> str:
    """Return a still as an SVG document of request.pixels' width and height.

    For a frame of a film, `entries` are those of its legend, which must not move from day to day; a plain
    frame then shows its day.
    """
    width, height, _ = request.pixels
    page = lay_out(atlas, request, entries)
    around = [element for _, part in page.parts for element in part]
    across, down = (f"{side}mm" for side in request.paper) if request.paper else (width, height)
    drawn: list[Element | Markup] = [*page.maps, *page.defs, *page.paper, *around, *page.over]
    return draw_document(drawn, across, down, f"0 0 {width} {height}")


def draw_document(drawn: Iterable[Element | Markup], across: Value, down: Value, box: str) -> str:
    """Return an SVG document; `box` is the part of the page it shows."""
    root: dict[str, Value] = {"width": across, "height": down, "viewBox": box}
    return serialise(
        el(
            "svg",
            *drawn,
            xmlns="http://www.w3.org/2000/svg",
            **root,
            font_family=FONTS,
            direction="ltr",
        )
    )


def lay_out(atlas: Atlas, request: Request, entries: Sequence[Entry] | None = None) -> Page:
    """Return the parts of a picture, as `draw_map` puts them together."""
    still = resolve_still(atlas, request) if entries is None else resolve_with(atlas, request, entries)
    page = _plain(still, entries) if still.frame is None else _framed(still, still.frame)
    if not request.border:
        return page
    thin = 1.0 if request.pixels[2] <= 1 else 0.5
    colour = theme_of(atlas, request.theme)["border"]
    return replace(page, over=(draw_border(*request.pixels[:2], colour, thin),))


def _framed(still: Still, frame: Frame) -> Page:
    request, layout, contents = still.content.request, still.layout, still.content.maps
    heading, room, contexts = frame.heading, frame.room, frame.contexts
    maps, context = _maps(contexts, request, layout, contents, heading.height), contexts[0]
    foot = heading.height + room.map_height
    listing, top, right = room.listing, foot + 0.45 * layout.pad, layout.width - layout.pad
    listed = (draw_listing(context, layout, listing, top),) if listing else ()
    legend = draw_legend(context, room.legend, layout.pad, right, top + room.list_height)
    last = foot + room.legend.height + 0.7 * layout.pad + room.list_height
    paper = theme_of(still.content.atlas, request.theme)["page"]
    gutter = draw_gutter(layout, contexts, heading.height)
    # The patterns of the legend that are in no map: of other days, or just outside.
    patterns = [entry.pattern for entry in room.entries if entry.pattern]
    lacking = [
        pattern for pattern in patterns if not any(f'"{pattern_id(pattern)}"' in map_.text for map_ in maps)
    ]
    return Page(
        maps,
        heading.height,
        (draw_patterns(lacking, context.marks),) if lacking else (),
        (draw_patterns((entry.pattern for entry in room.entries if entry.pattern), context.marks),),
        () if request.transparent else (_paper(layout, paper, heading.height, foot, gutter),),
        (
            (0.0, (draw_heading(context, layout, heading),)),
            (foot, (*listed, legend)),
            (last, (draw_provenance(context, layout, room.provenance, last),)),
        ),
    )


def _paper(layout: Layout, colour: str, top: float, foot: float, gutter: Sequence[Element]) -> Element:
    """Cover with paper what the maps draw beyond their edges; this replaces clipping."""
    bands = ((-4.0, top + 4.0), (foot, layout.height - foot + 4.0))
    return group(
        "paper",
        [*(el("rect", x=-4, y=y, width=layout.width + 8, height=high) for y, high in bands), *gutter],
        fill=colour,
    )


def _maps(
    contexts: Sequence[DrawingContext],
    request: Request,
    layout: Layout,
    contents: Sequence[MapContent],
    top: float,
) -> tuple[Markup, ...]:
    pictures = compose_pictures(contexts, request, layout, contents)
    if len(contents) == 1:
        return (freeze(_map(pictures[0], request, layout, contents[0], top)),)
    corners = corners_of(layout, contexts)
    first, second = (
        freeze(
            el(
                "g",
                _map(picture, request, layout, content, top, number),
                transform=f"translate({left:.2f} {down:.4g})",
            )
        )
        for number, (picture, content, (left, down)) in enumerate(
            zip(pictures, contents, corners, strict=True), 1
        )
    )
    return first, distinguish(second, first, "-later")


def _map(
    picture: Picture, request: Request, layout: Layout, content: MapContent, top: float, number: int = 0
) -> Element:
    """Draw one map, `top` px down the page; of two, each has a caption and the first a corner."""
    caption = caption_map(content, picture.context.words)
    captions = [draw_caption(picture.context, layout, caption)[0]] if caption else []
    drawn = draw_layers(picture, request, corner=number < 2)
    name = f"map-{number}" if number else "map"
    return el("g", *drawn, *captions, id=name, transform=f"translate(0 {top:.2f})")


def _plain(still: Still, entries: Sequence[Entry] | None) -> Page:
    atlas, request, layout = still.content.atlas, still.content.request, still.layout
    context = make_context(atlas, request, layout, layout.width, layout.height)
    size = 10.5 * layout.marks
    lines = _plain_provenance(context, request, layout, size)
    top = layout.height - (1.35 * len(lines) + 0.5) * size
    halo = context.theme["halo"]
    provenance = [
        letter(
            line, layout.width - 8, top + 1.35 * (number + 1) * size, size, context.theme["ink3"],
            side="end", halo=halo, halo_px=2.5 * layout.marks,
        )
        for number, line in enumerate(lines)
    ]  # fmt: skip
    wide = max(width_of(line, size, fonts=context.fonts) for line in lines) + 16
    reserved: tuple[Box, ...] = ((layout.width - wide, top, layout.width, layout.height),)
    captions: list[Element] = []
    if entries is not None:
        written, box = draw_caption(context, layout, context.words.date(request.date))
        captions, reserved = [written], (*reserved, box)
    picture = compose_picture(context, request, still.content.maps[0], reserved)
    drawn = [*draw_layers(picture, request, corner=False), group("provenance", provenance), *captions]
    return Page(tuple(freeze(part) for part in drawn))


def _plain_provenance(context: DrawingContext, request: Request, layout: Layout, size: float) -> list[str]:
    """Return the provenance of a plain picture: whole if each note takes one line, else in brief.

    The short note on borders is added if the picture shows a border drawn by choice, unless the picture is
    too small for it.
    """
    atlas, rtl = context.atlas, context.words.rtl
    chosen = shows_choice(atlas, request.borders, context.viewport.extent.bbox)
    notes = [
        write_provenance(atlas, request, brief=brief, short=True, chosen=chosen and noted)
        for brief, noted in ((False, True), (True, True), (True, False))
    ]
    broken = [
        [
            line
            for note in form
            for line in wrap(note, size, layout.width - 16, rtl=rtl, fonts=context.fonts, breaks=True)
        ]
        for form in notes
    ]
    whole, brief, least = broken
    if len(whole) <= len(notes[0]):
        return whole
    return brief if 1.35 * (len(brief) + 1) * size <= layout.height else least
