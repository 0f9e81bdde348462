"""The pages of a site: a home in each language, one page a view, the method, and what a wrong address shows.

Each is a function of what it shows. Knows the blocks and their order; the look is in assets/css/site.css.
"""

from dataclasses import dataclass, replace

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.svg.elements import Element, Markup, el, serialise
from outputs.metadata.about import describe
from outputs.method.method import build_method
from outputs.site.history import Day
from outputs.site.page_frame import Sheet, head_of, write_page
from outputs.site.page_parts import build_changes, build_embedding, build_files, build_map, build_table
from outputs.site.paths import PACKAGE, Places
from text.translations import load_words

_NEWEST = 6
"""So many days of change stand on a page; the feed has more."""
_PLAIN = (
    ":root{color-scheme:light dark}h1{font-size:1.25rem}"
    "body{font:1rem/1.5 sans-serif;max-width:40rem;margin:15vh auto;padding:0 1.5rem}"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a view shows: the part of the atlas, the request, and the part's newest days."""

    part: Atlas
    request: Request
    days: list[Day]


def write_home(atlas: Atlas, places: Places, language: str, shown: Shown, days: list[Day]) -> bytes:
    """Return the home page in a language: the default view's map, all views, what changed."""
    title, description = atlas.meta.title.say(language), atlas.meta.description.say(language)
    sheet = Sheet(atlas, places, places.home(language), language, title, description)
    alt = describe(shown.part, shown.request).alt
    extras = head_of(sheet, shown.part, replace(shown.request, title=title), oembed=False)
    body = [
        el("h1", title, class_="unseen"),
        build_map(sheet, shown.request, alt),
        el(
            "div",
            el("p", description, class_="lead"),
            _cards(sheet),
            build_changes(sheet, days[:_NEWEST]),
            _about(sheet, shown.request),
            class_="matter",
        ),
    ]
    return write_page(sheet, extras, body, {other: places.home(other) for other in places.languages})


def write_view(atlas: Atlas, places: Places, shown: Shown) -> bytes:
    """Return the page of a view in the language of its request: map, table, downloads, code, changes."""
    part, request = shown.part, shown.request
    view, language = request.view, request.lang
    about = describe(part, request)
    sheet = Sheet(atlas, places, places.view(view, language), language, about.title, about.alt)
    words = sheet.words
    day = words.day(request.date)
    side = el(
        "aside",
        build_files(sheet, view),
        build_embedding(sheet, view, atlas.version),
        _about(sheet, request),
    )
    matter = el(
        "div", build_table(sheet, part, request), build_changes(sheet, shown.days[:_NEWEST]), class_="wide"
    )
    body = [
        el("h1", f"{about.title}, {day}", class_="unseen"),
        build_map(sheet, request, about.alt),
        el("div", matter, side, class_="matter two"),
    ]
    extras = head_of(sheet, part, request)
    return write_page(sheet, extras, body, {other: places.view(view, other) for other in places.languages})


def write_method(atlas: Atlas, places: Places, language: str) -> bytes:
    """Return the page that explains the map to its readers."""
    title = load_words(language)["method"]
    sheet = Sheet(
        atlas, places, places.method(language), language, title, atlas.meta.description.say(language)
    )
    body = [el("div", *build_method(language), class_="article")]
    return write_page(sheet, [], body, {other: places.method(other) for other in places.languages})


def write_missing(atlas: Atlas, places: Places) -> bytes:
    """Return what a wrong address shows: at any depth, so it needs no file and links to whole addresses."""
    language = places.languages[0]
    words = load_words(language)
    links = [
        el("li", el("a", view.name.say(language), href=places.address(places.view(view.id, language))))
        for view in atlas.views.values()
        if places.base
    ]
    listed = [el("p", words["site_missing_note"]), el("ul", *links)] if links else []
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="robots", content="noindex"),
        el("title", f"{words['site_missing']} · {words['brand']}"),
        el("style", Markup(_PLAIN)),
    )
    body = el("body", el("main", el("h1", words["site_missing"]), *listed))
    page = el("html", head, body, lang=language, dir="rtl" if words.rtl else "ltr")
    return f"<!doctype html>\n{serialise(page)}\n".encode()


def _cards(sheet: Sheet) -> Element:
    return el(
        "section",
        el("h2", sheet.words["site_views"]),
        el("ul", *(_card(sheet, view) for view in sheet.atlas.views), class_="cards"),
    )


def _card(sheet: Sheet, view: str) -> Element:
    named, language = sheet.atlas.views[view], sheet.language
    picture = sheet.link(sheet.places.file(view, language, "social.png"))
    shown = el("img", src=picture, alt="", width=1200, height=675, loading="lazy")
    name, title = named.name.say(language), named.title.say(language)
    words = el("span", el("strong", name), el("span", title))
    return el("li", el("a", shown, words, href=sheet.link(sheet.places.view(view, language))))


def _about(sheet: Sheet, request: Request) -> Element:
    words, meta, language = sheet.words, sheet.atlas.meta, sheet.language
    version = words.say("site_version", version=sheet.atlas.version[:7], date=words.day(request.known))
    credit = meta.credit.say(language)
    facts = [
        el("p", sheet.atlas.policies[request.borders].note.say(language)),
        el("p", f"{words['site_credit']}: ", el("bdi", credit)) if credit else None,
        el("p", f"{words['site_licence']}: ", el("bdi", meta.licence)) if meta.licence else None,
        el("p", version),
        el("p", el("a", words["method"], href=sheet.link(sheet.places.method(language)))),
        el("p", el("a", words["site_package"], href=sheet.link(PACKAGE))),
    ]
    return el("section", el("h2", words["site_about"]), *(fact for fact in facts if fact), class_="about")
