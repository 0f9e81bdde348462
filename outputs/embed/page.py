"""HTML: one self-contained page, a picture of its day before any script runs, and then the player.

No request of its own, no cookie, nothing stored. `bundle.py` and `font_subset.py` provide style and letters.
"""

import gzip
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER
from atlas.request.parsers import RequestError
from atlas.request.request import Request
from layers.geometry.viewport import decimals_of
from layers.map.events import draw_star
from layers.map.star_places import STAR_PX
from layers.map.visible_areas import VisibleArea
from layers.still.facts import find_facts, find_facts_in
from layers.style.css_variables import theme_css
from layers.style.theme import Theme, load_theme
from layers.svg.elements import Element, Markup, el, json_markup, serialise
from outputs.embed.article import draw_article, list_cited
from outputs.embed.bundle import GZIP_LEVEL, read_canvas_script, read_script, read_style
from outputs.embed.font_subset import format_faces
from outputs.embed.letters import find_letters, leave_out_latin
from outputs.embed.prerender import prerender_sheets
from outputs.html.brand import format_brand_css
from outputs.player.derived_values import find_sides, pack_dated, rename_edges
from outputs.player.embed_pack import group_alike, pack_embed
from outputs.player.news_by_day import cut_leads
from outputs.player.payload import Canvas, compile_ground, compile_map, live_context
from outputs.player.sheets import STACK
from outputs.player.two_versions import compile_difference_lists
from text.alt_text import write_alt, write_caption
from text.provenance import name_publisher, title_of
from text.translations import words_for

SIZE = (700.0, 420.0)
MARGIN = 0.04
MOST_KB = 80.0
"""The greatest gzipped size of a page; larger ones get a warning that lists their parts."""
FARTHEST = 4.0
"""The nearest zoom of an embed; names that show only nearer are left out."""
Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of a page: the address of the whole map, without its query, and tags of the head."""

    home: str = ""
    head: tuple[Element, ...] = ()
    pinned: str = ""
    """The version of the atlas that the page is pinned to, if it is pinned."""


ALONE = Frame()
_TOWNS = re.compile(r'data-place="(town-\d+)"')
_IDS = re.compile(r'\bid="([^"]*)"')
_TOKENS = re.compile(r"var\(--(\w+)")


@dataclass(frozen=True, slots=True)
class Level:
    """How much a page contains: the sharpness of its lines (see `set_viewport`), links, weights of letters.

    Names of the basemap that show only from nearer than the zoom `named` are left out. If its letters are not
    `fine`, only those of the page's own script are included, so that a publisher's Latin name on an Arabic
    page uses the reader's fonts, and the browser places their marks.
    """

    sharpest: float
    links: bool
    weights: tuple[int, ...] = (400, 600)
    fine: bool = True
    named: float = FARTHEST
    leads: int = FOREVER
    """The number of days before and after its opening day for which a page has its news."""
    share: float = 1.0
    """The usual weight of map and data, relative to the first level: where the search for a level begins."""


LEVELS = (
    Level(2.0, links=True),
    Level(1.0, links=True, share=0.8),
    Level(1.0, links=False, share=0.7),
    Level(0.5, links=False, share=0.65),
    Level(0.25, links=False, share=0.53),
    Level(0.16, links=False, named=2.0, share=0.5),
    Level(0.1, links=False, named=2.0, leads=365, share=0.465),
    Level(0.08, links=False, named=1.0, leads=365, share=0.445),
    Level(0.06, links=False, named=1.0, leads=365, share=0.44),
    Level(0.08, links=False, weights=(400,), named=1.0, leads=365, share=0.38),
    Level(0.08, links=False, weights=(400,), fine=False, named=1.0, leads=60, share=0.335),
    Level(0.06, links=False, weights=(400,), fine=False, named=1.0, leads=30, share=0.33),
    Level(0.05, links=False, weights=(400,), fine=False, named=1.0, leads=7, share=0.325),
    Level(0.04, links=False, weights=(400,), fine=False, named=1.0, leads=5, share=0.322),
    Level(0.03, links=False, weights=(400,), fine=False, named=1.0, leads=3, share=0.32),
    Level(0.08, links=False, weights=(), named=1.0, leads=15),
)
"""A page takes the first that is light enough; the last has no letters and uses the reader's fonts."""


def write_page(atlas: Atlas, request: Request, frame: Frame = ALONE) -> bytes:
    """Return the page of a request as HTML in UTF-8, as sharp and as fully cited as its weight allows.

    It opens on the day in the range of its slider that is nearest to the requested one.
    """
    if request.dates or request.inset:
        raise RequestError("style", "news", "An embed has one map, on all days. Leave dates and inset out.")
    first = request.date if request.start is None else max(request.date, request.start)
    request = replace(request, date=first if request.end is None else min(first, request.end))

    # These texts are the same however sharp the page is drawn.
    plain, two = replace(request, plain=True), request.compare is not None
    facts = find_facts(atlas, request) if two else find_facts_in(atlas, plain, _find_area(atlas, request))
    texts = write_alt(facts), write_caption(facts) if two else ""

    @cache
    def at(level: Level) -> tuple[bytes, dict[str, str]]:
        parts = _parts(atlas, request, frame, texts, level)
        return f"<!doctype html>\n{serialise(_document(atlas, request, frame, parts))}".encode(), parts

    def is_light(level: Level) -> bool:
        return _kilobytes(at(level)[0]) <= MOST_KB

    chosen = LEVELS[0]
    if not is_light(chosen):
        sizes = {name: _kilobytes(text.encode()) for name, text in at(chosen)[1].items()}
        drawn = sizes["map and text"] + sizes["data"]
        chosen = find_level(drawn, MOST_KB - sum(sizes.values()) + drawn, is_light)
    page, parts = at(chosen)
    if not is_light(chosen):
        _complain(page, parts)
    return page


def find_level(drawn: float, room: float, is_light: Callable[[Level], bool]) -> Level:
    """Return the first level after the sharpest that is light enough, or else the last.

    `drawn` are the KB of map and data at the sharpest level, `room` those that they may have. Each level is
    lighter than the one before, so only those near the likely one are drawn.
    """
    last = len(LEVELS) - 1
    number = next((n for n in range(1, last) if LEVELS[n].share * drawn <= room), last)
    if number == last and not is_light(LEVELS[last]):
        return LEVELS[last]
    while number < last and not is_light(LEVELS[number]):
        number += 1
    while number > 1 and is_light(LEVELS[number - 1]):
        number -= 1
    return LEVELS[number]


def _parts(
    atlas: Atlas, request: Request, frame: Frame, texts: tuple[str, str], level: Level
) -> dict[str, str]:
    payload = compile_page(atlas, request, level.sharpest)
    days = [request.date] if request.compare is None else sorted((request.date, request.compare))
    theme = load_theme("paired" if request.theme == "auto" else request.theme, atlas.brand)
    maps = [(day, _sheets(payload | {"day": day}, theme, level)) for day in days]
    article = serialise(draw_article(atlas, request, payload, maps, frame.home, frame.pinned, texts))
    packed: Payload = {}
    if len(maps) == 1:
        packed = _embed_payload(atlas, request, _only_named(payload, article), level)
    letters = find_letters(article, packed)
    if not level.fine and words_for(request).rtl:
        letters = {weight: leave_out_latin(text) for weight, text in letters.items()}
    return {
        "letters": format_faces(letters, level.weights, atlas.fonts, marks=level.fine),
        "style": theme_css(request.theme, _TOKENS.findall(read_style()), atlas.brand)
        + read_style()
        + format_brand_css(atlas.brand),
        "map and text": article,
        "data": json_markup(packed).text if packed else "",
        "script": read_script() + (read_canvas_script() if packed and payload["canvas"] else ""),
    }


def _find_area(atlas: Atlas, request: Request) -> VisibleArea:
    """Return the extent of the map of an embed before it is moved."""
    context = live_context(atlas, replace(request, size="social"), Canvas(*SIZE, MARGIN, LEVELS[0].sharpest))
    return VisibleArea(context.viewport.extent)


def _sheets(payload: Payload, theme: Theme, level: Level) -> list[Markup]:
    sheets = prerender_sheets(payload, theme, FARTHEST, level.named, decimals_of(level.sharpest))
    return [sheets[name] for name in STACK if name in sheets]


def _only_named(payload: Payload, article: str) -> Payload:
    """Leave out the towns of the basemap that the page does not name."""
    named = set(_TOWNS.findall(article))
    places = payload["places"].items()
    return payload | {
        "places": {name: entry for name, entry in places if entry["shape"] != "town" or name in named}
    }


def _embed_payload(atlas: Atlas, request: Request, payload: Payload, level: Level) -> Payload:
    context = live_context(atlas, request, Canvas(*SIZE, MARGIN, level.sharpest))
    viewport, area = context.viewport, _find_area(atlas, request).extent.bbox
    differences = {"differences": compile_difference_lists(atlas, request, area)} if request.versus else {}
    sides = find_sides(viewport)
    edges = {"edge": rename_edges(payload["tracks"]["edge"], viewport, sides)}
    payload = payload | {"tracks": payload["tracks"] | edges}
    grown = {
        "star": draw_star(context, STAR_PX * context.marks).attributes["d"],
        "maxZoom": FARTHEST,
        "cover": True,
    }
    dated = pack_dated(viewport, payload)
    near = {"news": cut_leads(payload["news"], payload["day"], level.leads)}
    packed = pack_embed(payload, level.links, sides, atlas.meta.stale_after, list_cited(payload))
    return group_alike(packed | differences | grown | near | dated)


def compile_page(atlas: Atlas, request: Request, sharpest: float) -> Payload:
    """Return the payload of an embed: the player's, drawn for a column of text."""
    payload = _compile_sharpest(atlas, request)
    if sharpest != LEVELS[0].sharpest:
        ground = compile_ground(atlas, replace(request, size="social"), Canvas(*SIZE, MARGIN, sharpest))
        sheets = [[name, ground["sheets"].get(name, sheet)] for name, sheet in payload["sheets"]]
        tracks = payload["tracks"] | {"edge": ground["edge"]}
        payload = payload | {"sheets": sheets, "edgeStyles": ground["edgeStyles"], "tracks": tracks}
    return payload | _number(payload)


@lru_cache(maxsize=2)
def _compile_sharpest(atlas: Atlas, request: Request) -> Payload:
    """Return the payload at the sharpest level, from which the others differ in the ground only."""
    social = replace(request, size="social")
    # Every page contains all sentences; the part on the former holder is not essential.
    payload = compile_map(atlas, social, Canvas(*SIZE, MARGIN, LEVELS[0].sharpest), brief=True)
    if "claims" not in request.layers:
        payload["sheets"] = [sheet for sheet in payload["sheets"] if sheet[0] != "claims"]
    return payload


def _number(payload: Payload) -> Payload:
    """Return the names of patterns and events, shortened to numbers: a page is alone with its drawing."""
    named = dict.fromkeys(pattern for _, pattern in payload["symbols"] if pattern)
    short_names = {pattern: f"p{number}" for number, pattern in enumerate(named)}
    symbols = [[ground, short_names.get(pattern, "")] for ground, pattern in payload["symbols"]]
    events = [{**event, "id": str(number)} for number, event in enumerate(payload["events"])]
    short_names |= {
        f"event-{event['id']}": f"event-{number}" for number, event in enumerate(payload["events"])
    }
    sheets = [
        [name, _IDS.sub(lambda match: f'id="{short_names.get(match[1], match[1])}"', text)]
        for name, text in payload["sheets"]
    ]
    fading = {short_names[name]: track for name, track in payload["tracks"]["event"].items()}
    return {
        "symbols": symbols,
        "sheets": sheets,
        "events": events,
        "tracks": payload["tracks"] | {"event": fading},
    }


def _document(atlas: Atlas, request: Request, frame: Frame, parts: Mapping[str, str]) -> Element:
    words = words_for(request)
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{title_of(atlas, request)} · {name_publisher(atlas, words)}"),
        *frame.head,
        el("style", Markup(parts["letters"] + parts["style"])),
    )
    data = el("script", Markup(parts["data"]), type="application/json", id="payload")
    scripts = [*([data] if parts["data"] else []), el("script", Markup(parts["script"]))]
    return el(
        "html",
        head,
        el("body", Markup(parts["map and text"]), *scripts),
        lang=request.lang,
        dir="rtl" if words.rtl else "ltr",
        data_theme=request.theme,
    )


def _complain(page: bytes, parts: Mapping[str, str]) -> None:
    """Warn about the heavy parts of a page that exceeds its limit."""
    listed = ", ".join(f"{name} {_kilobytes(text.encode()):.0f}" for name, text in parts.items())
    logging.getLogger(__name__).warning(
        "The page is %.0f KB gzipped; the limit is %.0f KB: %s. Zoom in or hide layers to make it smaller.",
        _kilobytes(page),
        MOST_KB,
        listed,
    )


def _kilobytes(data: bytes) -> float:
    return len(gzip.compress(data, GZIP_LEVEL)) / 1000
