"""The page: the places for map, slider, timeline and panel, and the payload of the first map.

All markup goes through the element builder. Scripts come from this server alone, none of them inline.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.request.narrow import narrow
from atlas.request.request import Request, default_request, format_date, format_query
from layers.style.css_variables import theme_css
from layers.svg.elements import Element, Markup, el, serialise
from outputs.html.brand import format_brand_css, format_icon
from outputs.html.more_fonts import FONTS_AT, format_font_css
from outputs.html.style_sheets import DASHBOARD, DASHBOARD_MEDIA, link_sheets
from outputs.metadata.html_head import Addresses, build_head
from text.provenance import name_publisher, title_of
from text.translations import Words, words_for
from web.http.conditional import ROOT
from web.pages.share_options import list_share_options, select_words
from web.pages.top_bar import build_bar

PLOTLY = "assets/vendor/plotly-basic-4.1.1.min.js"
VIEWPORT_SIZE = "1080x572"
"""The map's size in px on a page of 1440 × 900."""
_PRELOADED = ("noto-sans-latin-400-normal", "noto-sans-latin-600-normal")
_SOURCE = re.compile(r'src="([^"]+)"')


@dataclass(frozen=True, slots=True)
class DashParts:
    """The parts from Dash: the tags of its scripts, its configuration in a tag, all routes."""

    scripts: str
    config: str
    routes: frozenset[str]


def home_request(request: Request) -> Request:
    """Return the request of the whole view: the page zooms to a bbox itself, so one can zoom out again."""
    return replace(request, bbox=None, size=VIEWPORT_SIZE)


def build_page(atlas: Atlas, request: Request, payload: bytes, dash: DashParts, addresses: Addresses) -> str:
    """Return the whole page of an atlas as known on the request's day."""
    tags = build_head(narrow(atlas, request), request, addresses)
    words = words_for(request)
    meta = atlas.meta
    titles = (
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{meta.title.translate(request.lang)} · {name_publisher(atlas, words)}"),
        el("meta", name="description", content=meta.description.translate(request.lang)),
    )
    page = el(
        "html",
        el("head", *titles, *tags, *_link_files(atlas)),
        el("body", _desk(atlas, request, words), *_data(atlas, request, words, payload, dash)),
        lang=request.lang,
        dir=words.direction,
        data_theme=request.theme,
    )
    return f"<!doctype html>\n{serialise(page)}"


def _link_files(atlas: Atlas) -> Iterator[Element]:
    """Yield what the page loads: its icon, the fonts of the first view, scripts and sheets."""
    brand = atlas.brand
    yield el("link", rel="icon", href=format_icon(brand))
    for font in _PRELOADED:
        address = f"assets/fonts/{font}.woff2"
        yield el("link", rel="preload", href=address, as_="font", type="font/woff2", crossorigin="")
    modules = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "assets" / "player").rglob("*.js"))
    for module in ("assets/dashboard/timeline.js", "assets/dashboard/compare_accounts.js", *modules):
        yield el("link", rel="modulepreload", href=module)
    for name, sheet in zip(DASHBOARD, link_sheets(DASHBOARD), strict=True):
        yield el("link", rel="stylesheet", href=sheet, media=DASHBOARD_MEDIA.get(name))
    fonts = format_font_css(atlas, FONTS_AT)
    yield el("style", Markup(theme_css(brand=brand) + format_brand_css(brand, "brand/") + fonts))
    yield el("script", type="module", src="assets/dashboard/start.js")
    yield el("script", type="module", src="assets/dashboard/bridge.js")


def _desk(atlas: Atlas, request: Request, words: Words) -> Element:
    bar = build_bar(atlas, request, words)
    still = el("img", src=f"map.svg?{format_query(atlas, request)}", alt=title_of(atlas, request))
    tabs = (("day", words["on_this_day"]), ("who", words["who"]), ("timeline", words["timeline"]))
    return el(
        "main",
        bar,
        el("div", el("noscript", still), class_="viewport"),
        el("section", class_="time", aria_label=words["slider"]),
        el(
            "section",
            el("div", id="react-entry-point"),
            class_="timeline-panel",
            tabindex="0",
            aria_label=words["who_held"],
        ),
        el("div", *(_tab(name, text) for name, text in tabs), class_="tabs", role="tablist"),
        el("section", class_="panel", aria_label=words["on_this_day"]),
        el("section", class_="legend-tab", aria_label=words["who"]),
        class_="marchland",
        data_tab="day",
    )


def _tab(name: str, text: str) -> Element:
    selected = "true" if name == "day" else "false"
    return el("button", text, type="button", role="tab", data_tab=name, aria_selected=selected)


def _list_defaults(atlas: Atlas, request: Request) -> dict[str, str]:
    """Return the options that need not stand in an address, with their values."""
    default = default_request(atlas)
    return {
        "date": format_date(default, default.date),
        # A requested date stays in the address, even if it is the latest.
        "known": "" if request.fixed else format_day(default.known),
        "view": default.view,
        "lang": default.lang,
        "theme": default.theme,
        "borders": default.borders,
        "layers": ",".join(default.layers),
        "age": "0",
        **dict.fromkeys(("side", "versus", "without", "hide", "bbox", "place"), ""),
    }


def _data(
    atlas: Atlas, request: Request, words: Words, payload: bytes, dash: DashParts
) -> list[Element | Markup]:
    """Return the data for the scripts: the payload, the request, and what is loaded after the map."""
    page = {
        "defaults": _list_defaults(atlas, request),
        "later": [PLOTLY, *_SOURCE.findall(dash.scripts)],
        "bbox": request.bbox,
        "place": request.place,
        "share": list_share_options(dash.routes, atlas.brand),
        "words": select_words(words),
    }
    page_json = json.dumps(page, ensure_ascii=False).replace("</", "<\\/")
    return [
        el("script", Markup(payload.decode()), type="application/json", id="payload"),
        el("script", Markup(page_json), type="application/json", id="page"),
        Markup(dash.config),
    ]
