"""The drawing: an atlas and a request become one SVG document, the same for every output.

Puts the layers together, bottom to top; knows no file format and no web.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from atlas.changes import Change, compile_changes, holdings_on
from atlas.model import Atlas
from atlas.request import Request
from atlas.state import Holding, Scene, scene_on
from atlas.vocabulary import Shape
from layers.ages import age_entries, painter_for
from layers.borders import draw_borders
from layers.canvas import Element, Markup, el, group, serialise
from layers.events import draw_events
from layers.frame import (
    Layout,
    corner_boxes,
    draw_border,
    draw_caption,
    draw_heading,
    draw_locator,
    draw_scale,
    layout_for,
    set_heading,
)
from layers.key import Entry, border_entries, draw_key, key_entries, lay_out_key
from layers.labels import draw_labels, draw_name, draw_sites, name_map, shown_labels
from layers.land import draw_admin, draw_land, draw_water
from layers.lettering import letter, width_of
from layers.lines import Claim, claim_of, claim_spots, draw_claims, draw_lines
from layers.looks import Look, Painter
from layers.names import write_names
from layers.patterns import draw_patterns
from layers.pen import Pen
from layers.placing import Box
from layers.stage import fit, set_stage
from layers.stamp import draw_stamp, set_stamp, stamp_lines, title_of
from layers.theme import FONTS, load_theme
from layers.words import load_words
from layers.zones import draw_edges, draw_zones


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What one map shows: its pen, its scene, and how each place looks."""

    pen: Pen
    scene: Scene
    painter: Painter
    holdings: Mapping[str, tuple[Holding, ...]]
    looks: Mapping[str, Look]


def draw_map(atlas: Atlas, request: Request, entries: Sequence[Entry] | None = None) -> str:
    """Return a still as an SVG document of request.pixels' width and height.

    For a frame of a film, `entries` are those of its key, which must not move from day to day;
    a plain frame then bears its day.
    """
    width, height, scale = request.pixels
    layout = layout_for(width, height)
    draw = _plain if request.plain else _framed
    drawn = draw(atlas, request, layout, entries)
    thin = 1.0 if scale <= 1 else 0.5
    border = [draw_border(layout, load_theme(request.theme)["border"], thin)] if request.border else []
    across, down = (f"{side}mm" for side in request.paper) if request.paper else (width, height)
    return serialise(
        el(
            "svg",
            *drawn,
            *border,
            xmlns="http://www.w3.org/2000/svg",
            width=across,
            height=down,
            viewBox=f"0 0 {width} {height}",
            font_family=FONTS,
            direction="ltr",
        )
    )


def take_picture(atlas: Atlas, request: Request, pen: Pen, day: int) -> Picture:
    """Find out what a map shows on a day."""
    scene = scene_on(atlas, day, request.known)
    painter = painter_for(atlas, request)
    seen = [*pen.stage.zones, *pen.stage.sites, *pen.stage.bands]
    found = {place: scene.holdings(place) for place in seen}
    holdings = {place: held for place, held in found.items() if held}
    looks = {place: painter.look(held) for place, held in holdings.items()}
    return Picture(pen, scene, painter, holdings, looks)


def _framed(
    atlas: Atlas, request: Request, layout: Layout, entries: Sequence[Entry] | None
) -> list[Element | Markup]:
    words, theme = load_words(request.lang), load_theme(request.theme)
    days = [request.date] if request.compare is None else sorted((request.date, request.compare))
    told = " – ".join(words.long_day(day) for day in days)
    told = f"{told} · {words['age_title']}" if request.age else told
    heading = set_heading(layout, title_of(atlas, request), told)
    stamp = set_stamp(layout, stamp_lines(atlas, request))
    # A film's key tells of days whose patterns the map of this one does not bring along.
    patterns = [entry.pattern for entry in entries or () if entry.pattern]
    entries = _entries(atlas, request, layout, days) if entries is None else entries
    key = lay_out_key(entries, layout.key, layout.width - 2 * layout.pad)
    key_height = key.height + 0.7 * layout.pad
    map_height = layout.height - layout.below - heading.height - key_height - stamp.height
    maps = _maps(atlas, request, layout, days, max(map_height, 0.3 * layout.height), heading.height)
    foot = heading.height + max(map_height, 0.3 * layout.height)
    pen = _pen(atlas, request, layout, layout.width, max(map_height, 1.0))
    paper = [] if request.transparent else _paper(layout, theme["page"], heading.height, foot)
    return [
        *([draw_patterns(patterns, pen.marks)] if patterns else []),
        *maps,
        *paper,
        draw_heading(pen, layout, heading),
        draw_key(pen, key, layout.pad, layout.width - layout.pad, foot + 0.45 * layout.pad),
        draw_stamp(pen, layout, stamp, foot + key_height),
    ]


def _paper(layout: Layout, colour: str, top: float, foot: float) -> list[Element]:
    """Lay paper over what the map draws beyond its edges, instead of clipping it."""
    bands = ((-4.0, top + 4.0), (foot, layout.height - foot + 4.0))
    return [
        group(
            "paper",
            [el("rect", x=-4, y=y, width=layout.width + 8, height=high) for y, high in bands],
            fill=colour,
        )
    ]


def _entries(atlas: Atlas, request: Request, layout: Layout, days: list[int]) -> list[Entry]:
    """Return the key's entries for what any of the days shows, in the order of the key."""
    pen = _pen(atlas, request, layout, layout.width / len(days), 0.6 * layout.height)
    found: dict[str, Entry] = {}
    for day in days:
        picture = take_picture(atlas, request, pen, day)
        held, looks = _visible(picture)
        told = age_entries(pen, looks) if request.age else key_entries(pen, picture.painter, held, looks)
        found |= {entry.text: entry for entry in told}
    return [*found.values(), *border_entries(pen, request.borders, days)]


def entries_between(atlas: Atlas, request: Request, first: int, last: int) -> list[Entry]:
    """Return the key's entries for what any day from `first` to `last` shows."""
    layout = layout_for(*request.pixels[:2])
    pen = _pen(atlas, request, layout, layout.width, 0.6 * layout.height)
    painter = Painter(atlas, load_theme(request.theme), frozenset(request.hide))
    named = {label.named.place for label in shown_labels(pen)}
    changes = compile_changes(atlas, request.known)
    holdings: dict[str, tuple[Holding, ...]] = {}
    looks: dict[str, Look] = {}
    for place in (*pen.stage.zones, *pen.stage.bands, *(site for site in pen.stage.sites if site in named)):
        told = list(_between(changes.get(place, ()), first, last))
        holdings[place] = tuple(one for held in told for one in held)
        if place in pen.stage.zones:
            looks |= {f"{place} {number}": painter.look(held) for number, held in enumerate(told)}
    return [*key_entries(pen, painter, holdings, looks), *border_entries(pen, request.borders, (first, last))]


def _between(changes: Sequence[Change], first: int, last: int) -> Iterator[tuple[Holding, ...]]:
    yield holdings_on(changes, first)
    yield from (change.holdings for change in changes if first < change.day <= last)


def _visible(picture: Picture) -> tuple[dict[str, tuple[Holding, ...]], dict[str, Look]]:
    """Return holdings and looks of the zones and of the sites that are named in the picture."""
    named = {label.named.place for label in shown_labels(picture.pen)}
    shown = {
        place
        for place in picture.holdings
        if place in named or picture.pen.atlas.places[place].shape is not Shape.SITE
    }
    return (
        {place: held for place, held in picture.holdings.items() if place in shown},
        {place: look for place, look in picture.looks.items() if place in picture.pen.stage.zones},
    )


def _pen(atlas: Atlas, request: Request, layout: Layout, width: float, height: float) -> Pen:
    bbox = request.bbox or atlas.views[request.view].bbox
    stage = set_stage(atlas, fit(bbox, round(width, 2), round(height, 2), request.zoom))
    theme = "light" if request.theme == "auto" else request.theme
    return Pen(stage, theme, request.lang, round(layout.marks, 3))


def _maps(
    atlas: Atlas, request: Request, layout: Layout, days: list[int], height: float, top: float
) -> list[Element]:
    if len(days) == 1:
        return [
            _map(_pen(atlas, request, layout, layout.width, height), request, layout, days[0], "map", top)
        ]
    wide = (layout.width - layout.gutter) / 2
    pen = _pen(atlas, request, layout, wide, height)
    return [
        el(
            "g",
            _map(pen, request, layout, day, f"map-{number + 1}", top, caption=True),
            transform=f"translate({number * (wide + layout.gutter):.2f} 0)",
        )
        for number, day in enumerate(days)
    ]


def _map(
    pen: Pen, request: Request, layout: Layout, day: int, name: str, top: float, caption: bool = False
) -> Element:
    """Draw one map with its corner, `top` px down the page; with a caption, its day is written on it."""
    extent = pen.stage.extent
    reserved: tuple[Box, ...] = corner_boxes(layout, extent.width, extent.height)
    captions: list[Element] = []
    if caption:
        written, box = draw_caption(pen, layout, pen.words.day(day))
        captions, reserved = [written], (*reserved, box)
    drawn = draw_layers(take_picture(pen.atlas, request, pen, day), request, reserved)
    return el("g", *drawn, *captions, id=name, transform=f"translate(0 {top:.2f})")


def _plain(
    atlas: Atlas, request: Request, layout: Layout, entries: Sequence[Entry] | None
) -> list[Element | Markup]:
    pen = _pen(atlas, request, layout, layout.width, layout.height)
    picture = take_picture(atlas, request, pen, request.date)
    size = 10.5 * layout.marks
    lines = stamp_lines(atlas, request)[:2]
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
    return [*draw_layers(picture, request, reserved, corner=False), group("stamp", stamp), *captions]


def draw_layers(
    picture: Picture, request: Request, reserved: tuple[Box, ...], corner: bool = True
) -> list[Element | Markup]:
    """Draw the layers of one map, bottom to top, leaving the reserved boxes free of names."""
    pen, layers = picture.pen, set(request.layers)
    claims = _claims(picture) if "claims" in layers else []
    reserved = (*reserved, *claim_spots(pen, claims).values())
    labels = shown_labels(pen, reserved) if layers & {"labels", "sites"} else []
    names = write_names(name_map(pen, reserved), picture.looks) if layers >= {"labels", "zones"} else []
    zones = "zones" in layers
    drawn: list[Element | Markup | None] = [
        None if request.transparent else draw_land(pen),
        draw_zones(pen, picture.looks) if zones else None,
        draw_edges(pen, picture.looks) if zones else None,
        draw_admin(pen),
        draw_water(pen),
        draw_borders(pen, request.borders, picture.scene.day),
        draw_lines(pen) if "lines" in layers else None,
        draw_claims(pen, claims) if claims else None,
        draw_events(pen, picture.scene.day, request.known) if "events" in layers else None,
        draw_sites(pen, labels, picture.looks) if "sites" in layers else None,
        draw_labels(pen, labels, [draw_name(pen, name) for name in names]) if "labels" in layers else None,
        draw_locator(pen, reserved[0]) if corner else None,
        draw_scale(pen, reserved[1][2], reserved[1][3]) if corner else None,
    ]
    return [part for part in drawn if part is not None]


def _claims(picture: Picture) -> list[Claim]:
    pen, found = picture.pen, picture.holdings
    drawn = (place for place in (*pen.stage.bands, *pen.stage.zones) if place in found)
    return [claim for place in drawn if (claim := claim_of(pen, place, found[place]))]
