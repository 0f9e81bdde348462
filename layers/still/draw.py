"""The drawing: an atlas and a request become one SVG document, the same for every output.

Puts the layers together, bottom to top; knows no file format and no web.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.labels.placement import Box
from layers.map.borders import shows_choice
from layers.still.fit import Room, share_room
from layers.still.layout import (
    Heading,
    Layout,
    draw_border,
    draw_caption,
    draw_heading,
    layout_of,
    reserved_boxes,
    set_heading,
)
from layers.still.legend import Entry, draw_key
from layers.still.list_below import draw_listing
from layers.still.one_map import (
    Picture,
    Shown,
    draw_layers,
    list_shown,
    make_pen,
    take_picture,
    take_pictures,
)
from layers.still.two_maps import corners_of, draw_gutter, pens_for
from layers.still.visible_areas import Seen
from layers.style.context import Pen
from layers.style.patterns import draw_patterns, pattern_id
from layers.style.theme import FONTS, load_theme
from layers.svg.elements import Element, Markup, Value, distinguish, el, freeze, group, serialise
from layers.svg.text_width import letter, width_of, wrap
from text.provenance import draw_stamp, stamp_lines, title_of
from text.translations import load_words


@dataclass(frozen=True, slots=True)
class Page:
    """A picture in parts: its maps, and what stands above and below them, each part from so many px down.

    `defs` are the patterns of the key that no map brings along, `patterns` all of them; `over` lies on top.
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

    For a frame of a film, `entries` are those of its key, which must not move from day to day;
    a plain frame then bears its day.
    """
    width, height, _ = request.pixels
    page = lay_out(atlas, request, entries)
    around = [one for _, part in page.parts for one in part]
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
    scale = request.pixels[2]
    layout = layout_of(request)
    page = (_plain if request.plain else _framed)(atlas, request, layout, entries)
    if not request.border:
        return page
    thin = 1.0 if scale <= 1 else 0.5
    return replace(page, over=(draw_border(layout, load_theme(request.theme)["border"], thin),))


@dataclass(frozen=True, slots=True)
class _Frame:
    """A picture before it is drawn: what its maps show, and what room there is for them."""

    shown: tuple[Shown, ...]
    heading: Heading
    room: Room
    pens: tuple[Pen, ...]


def _set_frame(
    atlas: Atlas, request: Request, layout: Layout, entries: Sequence[Entry] | None
) -> _Frame | None:
    """Share the room of a picture; None where it is too small for any frame."""
    shown = list_shown(atlas, request)
    days = list(dict.fromkeys(one.day for one in shown))
    told = _told(layout, request, days)
    heading = set_heading(layout, title_of(atlas, request), told, rtl=load_words(request.lang).rtl)
    room = share_room(atlas, request, layout, heading.height, shown, entries)
    if room is None:
        return None
    return _Frame(shown, heading, room, tuple(pens_for(request, layout, shown, room.map_height)))


@lru_cache(maxsize=16)
def _own_frame(atlas: Atlas, request: Request) -> _Frame | None:
    """Return the frame of a still: the drawing and the texts about it ask for the same one."""
    return _set_frame(atlas, request, layout_of(request), None)


def find_extents(atlas: Atlas, request: Request) -> tuple[Seen, ...]:
    """Return what each map of a still shows, and what lies on it."""
    layout = layout_of(request)
    frame = None if request.plain else _own_frame(atlas, request)
    if frame is None:
        return (Seen(make_pen(atlas, request, layout, layout.width, layout.height).stage.extent),)
    locator, _, *captions = reserved_boxes(frame.pens[0], layout, [one.said for one in frame.shown])
    on_first = () if locator[1] >= locator[3] else (locator,)
    pairs = enumerate(frame.pens)
    return tuple(
        Seen(pen.stage.extent, (*(on_first if not number else ()), *captions[number : number + 1]))
        for number, pen in pairs
    )


def _framed(atlas: Atlas, request: Request, layout: Layout, entries: Sequence[Entry] | None) -> Page:
    frame = _own_frame(atlas, request) if entries is None else _set_frame(atlas, request, layout, entries)
    if frame is None:
        return _plain(atlas, request, layout, entries)
    shown, heading, room, pens = frame.shown, frame.heading, frame.room, frame.pens
    maps, pen = _maps(pens, request, layout, shown, heading.height), pens[0]
    foot = heading.height + room.map_height
    listing, top, right = room.listing, foot + 0.45 * layout.pad, layout.width - layout.pad
    listed = (draw_listing(pen, layout, listing, top),) if listing else ()
    keyed = draw_key(pen, room.key, layout.pad, right, top + room.list_height)
    stamped = foot + room.key.height + 0.7 * layout.pad + room.list_height
    paper = load_theme(request.theme)["page"]
    gutter = draw_gutter(layout, pens, heading.height)
    return Page(
        maps,
        heading.height,
        _lacking(room.entries, maps, pen.marks),
        (draw_patterns((one.pattern for one in room.entries if one.pattern), pen.marks),),
        () if request.transparent else (_paper(layout, paper, heading.height, foot, gutter),),
        (
            (0.0, (draw_heading(pen, layout, heading),)),
            (foot, (*listed, keyed)),
            (stamped, (draw_stamp(pen, layout, room.stamp, stamped),)),
        ),
    )


def _told(layout: Layout, request: Request, days: list[int]) -> str:
    """Return the days of a picture in words, as long as there is room for."""
    words = load_words(request.lang)
    more = f" · {words['age_title']}" if request.age else ""
    said = [" – ".join(map(say, days)) + more for say in (words.long_day, words.day, words.short_day)]
    fitting = (one for one in said if width_of(one, layout.date) <= layout.width - 2 * layout.pad)
    return next(fitting, said[-1])


def _lacking(entries: Sequence[Entry], maps: Sequence[Markup], marks: float) -> tuple[Element, ...]:
    """Return the patterns of the key that no map brings along: of other days, or just outside."""
    patterns = [entry.pattern for entry in entries if entry.pattern]
    lacking = [one for one in patterns if not any(f'"{pattern_id(one)}"' in map_.text for map_ in maps)]
    return (draw_patterns(lacking, marks),) if lacking else ()


def _paper(layout: Layout, colour: str, top: float, foot: float, gutter: Sequence[Element]) -> Element:
    """Lay paper over what the maps draw beyond their edges, instead of clipping it."""
    bands = ((-4.0, top + 4.0), (foot, layout.height - foot + 4.0))
    return group(
        "paper",
        [*(el("rect", x=-4, y=y, width=layout.width + 8, height=high) for y, high in bands), *gutter],
        fill=colour,
    )


def _maps(
    pens: Sequence[Pen], request: Request, layout: Layout, shown: Sequence[Shown], top: float
) -> tuple[Markup, ...]:
    pictures = take_pictures(pens, request, layout, shown)
    if len(shown) == 1:
        return (freeze(_map(pictures[0], request, layout, shown[0], top)),)
    corners = corners_of(layout, pens)
    first, second = (
        freeze(
            el(
                "g",
                _map(picture, request, layout, one, top, number),
                transform=f"translate({left:.2f} {down:.4g})",
            )
        )
        for number, (picture, one, (left, down)) in enumerate(zip(pictures, shown, corners, strict=True), 1)
    )
    return first, distinguish(second, first, "-later")


def _map(
    picture: Picture, request: Request, layout: Layout, shown: Shown, top: float, number: int = 0
) -> Element:
    """Draw one map, `top` px down the page; of two, each says what it shows and the first has a corner."""
    captions = [draw_caption(picture.pen, layout, shown.said)[0]] if shown.said else []
    drawn = draw_layers(picture, request, corner=number < 2)
    name = f"map-{number}" if number else "map"
    return el("g", *drawn, *captions, id=name, transform=f"translate(0 {top:.2f})")


def _plain(atlas: Atlas, request: Request, layout: Layout, entries: Sequence[Entry] | None) -> Page:
    pen = make_pen(atlas, request, layout, layout.width, layout.height)
    size = 10.5 * layout.marks
    lines = _plain_stamp(pen, request, layout, size)
    top = layout.height - (1.35 * len(lines) + 0.5) * size
    halo = pen.theme["halo"]
    stamp = [
        letter(
            line, layout.width - 8, top + 1.35 * (number + 1) * size, size, pen.theme["ink3"],
            side="end", halo=halo, halo_px=2.5 * layout.marks,
        )
        for number, line in enumerate(lines)
    ]  # fmt: skip
    wide = max(width_of(line, size) for line in lines) + 16
    reserved: tuple[Box, ...] = ((layout.width - wide, top, layout.width, layout.height),)
    captions: list[Element] = []
    if entries is not None:
        written, box = draw_caption(pen, layout, pen.words.day(request.date))
        captions, reserved = [written], (*reserved, box)
    shown = list_shown(atlas, replace(request, compare=None, plain=True))[0]
    picture = take_picture(pen, request, shown, reserved)
    drawn = [*draw_layers(picture, request, corner=False), group("stamp", stamp), *captions]
    return Page(tuple(freeze(part) for part in drawn))


def _plain_stamp(pen: Pen, request: Request, layout: Layout, size: float) -> list[str]:
    """Return the lines of a plain picture's stamp: whole where each note takes one line, else in brief.

    The note on borders is there in short wherever the picture shows one that is drawn by choice, unless the
    picture is too small to hold it.
    """
    atlas, rtl = pen.atlas, pen.words.rtl
    chosen = shows_choice(atlas, request.borders, pen.stage.extent.bbox)
    said = [
        stamp_lines(atlas, request, brief=brief, short=True, chosen=chosen and noted)
        for brief, noted in ((False, True), (True, True), (True, False))
    ]
    broken = [
        [line for note in notes for line in wrap(note, size, layout.width - 16, rtl=rtl)] for notes in said
    ]
    whole, brief, least = broken
    if len(whole) <= len(said[0]):
        return whole
    return brief if 1.35 * (len(brief) + 1) * size <= layout.height else least
