"""The pages of a site: a home in each language, one page per view, the method, an error page.

Each is a function of its content. Sets the blocks and their order; the style is in assets/css/site.css.
"""

from dataclasses import dataclass, replace

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from outputs.metadata.about import describe
from outputs.metadata.html_head import build_head
from outputs.method.method import build_method
from outputs.site.history import Day
from outputs.site.page_frame import Sheet, addresses_of, render, write_page
from outputs.site.page_parts import Link, frame_map, list_changes, list_files, list_holdings, write_embedding
from outputs.site.paths import Places
from text.provenance import name_publisher
from text.translations import load_words

_NEWEST = 6
"""How many days of change a page lists; the feed has more."""


@dataclass(frozen=True, slots=True)
class ViewContent:
    """The content of the page of a view: the part of the atlas, the request, and the part's newest days."""

    part: Atlas
    request: Request
    days: list[Day]


def write_home(atlas: Atlas, places: Places, language: str, content: ViewContent, days: list[Day]) -> bytes:
    """Return the home page in a language: the default view's map, all views, recent changes."""
    title, description = atlas.meta.title.translate(language), atlas.meta.description.translate(language)
    sheet = Sheet(atlas, places, places.home(language), language, title, description)
    alt = describe(content.part, content.request).alt
    request = replace(content.request, title=title)
    addresses = addresses_of(places, sheet.path, request, oembed=False)
    extras = build_head(content.part, request, addresses)
    return write_page(
        sheet,
        "home.html",
        extras,
        {other: places.home(other) for other in places.languages},
        frame=frame_map(sheet, content.request, alt),
        cards=[_card(sheet, view) for view in atlas.views],
        days=list_changes(sheet, days[:_NEWEST]),
        facts=_describe_atlas(sheet, content.request),
    )


def write_view(atlas: Atlas, places: Places, content: ViewContent) -> bytes:
    """Return the page of a view in the language of its request: map, table, downloads, code, changes."""
    part, request = content.part, content.request
    view, language = request.view, request.lang
    about = describe(part, request)
    sheet = Sheet(atlas, places, places.view(view, language), language, about.title, about.alt)
    return write_page(
        sheet,
        "view.html",
        build_head(part, request, addresses_of(places, sheet.path, request)),
        {other: places.view(view, other) for other in places.languages},
        heading=f"{about.title}, {sheet.words.date(request.date)}",
        frame=frame_map(sheet, request, about.alt),
        table=list_holdings(sheet, part, request),
        days=list_changes(sheet, content.days[:_NEWEST]),
        files=list_files(sheet, view),
        embedding=write_embedding(sheet, view, atlas.version),
        facts=_describe_atlas(sheet, request),
    )


def write_method(atlas: Atlas, places: Places, language: str) -> bytes:
    """Return the page that explains the map to its readers."""
    title = load_words(language)["method"]
    sheet = Sheet(
        atlas, places, places.method(language), language, title, atlas.meta.description.translate(language)
    )
    others = {other: places.method(other) for other in places.languages}
    return write_page(sheet, "method.html", [], others, text=build_method(language))


def write_missing(atlas: Atlas, places: Places) -> bytes:
    """Return the page for wrong addresses: it works at any depth, so its links are full addresses."""
    language = places.languages[0]
    links = [
        Link(view.name.translate(language), places.address(places.view(view.id, language)))
        for view in atlas.views.values()
        if places.base
    ]
    words = load_words(language)
    return render("missing.html", words=words, links=links, publisher=name_publisher(atlas, words))


@dataclass(frozen=True, slots=True)
class _Card:
    """A view on the home page."""

    name: str
    title: str
    picture: str
    address: str


def _card(sheet: Sheet, view: str) -> _Card:
    names, language = sheet.atlas.views[view], sheet.language
    return _Card(
        names.name.translate(language),
        names.title.translate(language),
        sheet.link(sheet.places.file(view, language, "social.png")),
        sheet.link(sheet.places.view(view, language)),
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """The facts on a page about the atlas."""

    policy: str
    credit: str
    licence: str
    version: str


def _describe_atlas(sheet: Sheet, request: Request) -> _Facts:
    words, meta, language = sheet.words, sheet.atlas.meta, sheet.language
    return _Facts(
        policy=sheet.atlas.policies[request.borders].note.translate(language),
        credit=meta.credit.translate(language),
        licence=meta.licence,
        version=words.format("site_version", version=sheet.atlas.version[:7], date=words.day(request.known)),
    )
