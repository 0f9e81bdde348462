"""What every page of a site has around its matter: head, bar, foot. All markup goes through the builder.

Knows the places of a site; knows no map.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.svg.elements import Element, Node, el, serialise
from outputs.html.atom import ATOM
from outputs.html.brand import draw_mark
from outputs.metadata.html_head import Addresses, build_head
from outputs.site.paths import ICON, SCRIPT, STYLE, Places, link
from text.translations import Words, load_words


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page that is being written: where it lies, its language, its title and description."""

    atlas: Atlas
    places: Places
    path: str
    language: str
    title: str
    description: str

    @property
    def words(self) -> Words:
        """The words of its language."""
        return load_words(self.language)

    def link(self, path: str) -> str:
        """Return a link from this page to a file."""
        return link(self.path, path)

    def address(self, path: str) -> str:
        """Return the whole address of a file; a link where the site has no address yet."""
        return self.places.address(path, self.path)


def write_page(
    sheet: Sheet, extras: Iterable[Element], body: Iterable[Node], others: Mapping[str, str]
) -> bytes:
    """Return a page: `extras` go into its head; `others` are the same page in each language."""
    page = el(
        "html",
        _head(sheet, extras, others),
        el(
            "body",
            _bar(sheet, others),
            el("main", *body, id="main"),
            _foot(sheet),
        ),
        lang=sheet.language,
        dir="rtl" if sheet.words.rtl else "ltr",
        data_theme="auto",
    )
    return f"<!doctype html>\n{serialise(page)}\n".encode()


def head_of(sheet: Sheet, part: Atlas, request: Request, oembed: bool = True) -> tuple[Element, ...]:
    """Return the tags by which others show a page that holds the map of a request."""
    return build_head(part, request, addresses_of(sheet.places, sheet.path, request, oembed))


def addresses_of(places: Places, page: str, request: Request, oembed: bool = True) -> Addresses:
    """Return the addresses that the head of a page tells."""

    def address(name: str) -> str:
        return places.address(places.file(request.view, request.lang, name), page)

    return Addresses(
        page=places.address(page, page),
        card=address("card.png"),
        oembed=address("oembed.json") if oembed else "",
        data=(("text/csv", address("holdings.csv")), ("application/geo+json", address("places.geojson"))),
    )


def _head(sheet: Sheet, extras: Iterable[Element], others: Mapping[str, str]) -> Element:
    places = sheet.places
    whole = f"{sheet.title} · {sheet.words['brand']}"
    canonical = [el("link", rel="canonical", href=sheet.address(sheet.path))] if places.base else []
    alternates = [
        el("link", rel="alternate", hreflang=language, href=sheet.address(path))
        for language, path in others.items()
    ]
    feed = el(
        "link", rel="alternate", type=ATOM, href=sheet.link(places.feed(sheet.language)),
        title=sheet.words["site_changes"],
    )  # fmt: skip
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", whole),
        el("meta", name="description", content=sheet.description),
        *canonical,
        *(alternates if len(alternates) > 1 else []),
        feed,
        el("link", rel="icon", href=sheet.link(ICON), type="image/svg+xml"),
        el("link", rel="stylesheet", href=sheet.link(STYLE)),
        el("script", "", src=sheet.link(SCRIPT)),
        *extras,
    )


def _bar(sheet: Sheet, others: Mapping[str, str]) -> Element:
    atlas, places, language = sheet.atlas, sheet.places, sheet.language
    views = [
        _place(sheet, places.view(view.id, language), view.name.say(language))
        for view in atlas.views.values()
    ]
    tongues = [
        el("a", load_words(other)["language"], href=sheet.link(path), lang=other, hreflang=other)
        for other, path in others.items()
        if other != language
    ]
    home = sheet.link(places.home(language))
    brand = el("a", draw_mark(), el("span", sheet.words["brand"]), class_="brand", href=home)
    return el(
        "header",
        brand,
        el("span", atlas.meta.title.say(language), class_="atlas"),
        el("nav", *views, aria_label=sheet.words["site_views"]),
        el("div", *tongues, class_="tongues"),
        class_="bar",
    )


def _place(sheet: Sheet, path: str, name: str) -> Element:
    here = "page" if path == sheet.path else None
    return el("a", name, href=sheet.link(path), aria_current=here)


def _foot(sheet: Sheet) -> Element:
    meta, words = sheet.atlas.meta, sheet.words
    return el(
        "footer",
        el("p", meta.title.say(sheet.language)),
        el("p", meta.credit.say(sheet.language), dir="auto"),
        el(
            "p",
            el("a", words["method"], href=sheet.link(sheet.places.method(sheet.language))),
            el("a", words["site_changes_feed"], href=sheet.link(sheet.places.feed(sheet.language))),
        ),
        class_="foot",
    )
