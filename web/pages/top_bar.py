"""The bar: brand, view, language, theme, downloads and share; on a phone all but view and share are folded.

Contains the markup; the scripts react to choices.
"""

from collections.abc import Iterable

from atlas.history.sides import sides_in
from atlas.model.atlas import Atlas
from atlas.request.options import THEMES
from atlas.request.request import Request
from layers.svg.elements import Element, el
from outputs.html.brand import draw_publisher
from text.translations import Words, name_language
from web.pages.share_options import find_formats

_ICONS = {
    "down": "M4 6.5l4 4 4-4",
    "download": "M8 2v8M5 7.5L8 10.3l3-2.8M3 13.5h10",
    "menu": "M2.5 4h11M2.5 8h11M2.5 12h11",
    "share": "M8 10V2M5 4.5L8 1.8l3 2.7M3 8v5.5h10V8",
    "theme": "M13 9.8A5.6 5.6 0 016.2 3 5.6 5.6 0 1013 9.8z",
}


def build_bar(atlas: Atlas, request: Request, words: Words) -> Element:
    """Return the bar."""
    views = [(view.id, view.name.translate(request.lang)) for view in atlas.views.values()]
    languages = [(language, name_language(language)) for language in atlas.meta.languages]
    return el(
        "header",
        el("a", *draw_publisher(atlas.brand, words), class_="brand", href="./"),
        el("h1", atlas.meta.title.translate(request.lang), class_="atlas"),
        el("span", class_="grow"),
        _choice("view", words["view"], views, request.view),
        el(
            "div",
            *_versions(atlas, request, words),
            _choice("lang", words["language_label"], languages, request.lang),
            _themes(request, words),
            _downloads(words),
            id="tools",
            class_="tools",
        ),
        _share(words),
        _more(words),
        class_="top",
    )


def _icon(name: str) -> Element:
    line = el("path", d=_ICONS[name])
    return el(
        "svg", line, width=16, height=16, viewBox="0 0 16 16", fill="none", stroke="currentColor",
        class_="icon-line", aria_hidden="true",
    )  # fmt: skip


def _choice(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Element:
    listed = [
        el("option", text, value=value, selected="" if value == chosen else None) for value, text in options
    ]
    select = el("select", *listed, id=name, aria_label=label)
    return el(
        "label", el("span", label, class_="label", aria_hidden="true"), select, _icon("down"),
        class_=f"choice pick of-{name}", title=label,
    )  # fmt: skip


def _versions(atlas: Atlas, request: Request, words: Words) -> list[Element]:
    """Return the choice of the account that is drawn, and of the one it is compared with."""
    sides = [(side, atlas.families[side].side.translate(request.lang)) for side in sides_in(atlas)]
    if not sides:
        return []
    own = request.side[0] if request.side else ""
    return [
        _choice("side", words["side"], [("", words["side_all"]), *sides], own),
        _choice("versus", words["versus"], [("", words["versus_none"]), *sides], request.versus),
    ]


def _themes(request: Request, words: Words) -> Element:
    buttons = [
        el(
            "button", words[f"theme_{theme}"], type="button", data_theme=theme,
            aria_pressed="true" if theme == request.theme else "false",
        )
        for theme in THEMES
    ]  # fmt: skip
    label = words["theme_label"]
    summary = el(
        "summary", _icon("theme"), el("span", label), class_="btn icon", aria_label=label, title=label
    )
    return el("details", summary, el("div", *buttons, class_="list"), class_="menu", id="theme")


def _downloads(words: Words) -> Element:
    links = [
        el("a", format_["name"], data_file=format_["id"], download="", href=f"map.{format_['id']}")
        for format_ in find_formats("still", "data")
    ]
    opener = el("button", words["share_open_file"], type="button", id="open-file")
    label = words["download"]
    summary = el("summary", _icon("download"), el("span", label), class_="btn", aria_label=label, title=label)
    return el("details", summary, el("div", *links, opener, class_="list"), class_="menu", id="download")


def _share(words: Words) -> Element:
    return el(
        "button", _icon("share"), el("span", words["share"]), type="button", id="share",
        class_="btn primary", aria_haspopup="dialog", aria_label=words["share"],
    )  # fmt: skip


def _more(words: Words) -> Element:
    """Return the button that opens on a phone what has no room."""
    return el(
        "button", _icon("menu"), type="button", id="more", class_="btn icon", aria_label=words["more"],
        aria_expanded="false", aria_controls="tools",
    )  # fmt: skip
