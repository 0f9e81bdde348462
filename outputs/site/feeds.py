"""The sitemap, the Atom feed of changes in each language, oEmbed. Days are those of the atlas; no clock."""

import json
from collections.abc import Iterable

from atlas.history.corrections import Kind
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.request.request import Request
from layers.svg.elements import Element, el, serialise
from outputs.embed.reserved_box import draw_frame, reserve_box
from outputs.html.atom import Entry, Feed, write_atom
from outputs.site.history import Day, Revision
from outputs.site.page_parts import describe_day
from outputs.site.paths import Places
from text.provenance import name_publisher, title_of
from text.translations import load_words

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ITEMS = 100
"""The newest days and corrections in the feed."""
_EMBED_WIDTH_PX = 700
_CARD_PX = (1200, 630)
CACHE_SECONDS = 300


def write_sitemap(atlas: Atlas, places: Places) -> bytes:
    """Return the sitemap: each page with its translations."""
    groups = [
        {language: places.home(language) for language in places.languages},
        *({language: places.view(view, language) for language in places.languages} for view in atlas.views),
        {language: places.method(language) for language in places.languages},
    ]
    pages = [_listed(places, path, group, atlas.latest_source) for group in groups for path in group.values()]
    names = {
        "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
    }
    return f"{_DECLARATION}{serialise(el('urlset', *pages, **names))}\n".encode()


def _listed(places: Places, path: str, group: dict[str, str], day: int) -> Element:
    siblings = [
        el("xhtml:link", rel="alternate", hreflang=language, href=places.address(sibling))
        for language, sibling in group.items()
        if len(group) > 1
    ]
    return el("url", el("loc", places.address(path)), el("lastmod", format_day(day)), *siblings)


def write_feed(
    atlas: Atlas, places: Places, language: str, days: Iterable[Day], revisions: Iterable[Revision]
) -> bytes:
    """Return the Atom feed of changes, by day, and of corrections, the newest first."""
    words = load_words(language, atlas.meta.granularity)
    path = places.feed(language)
    page = places.address(places.home(language), path)
    entries = [
        *(_enter_day(atlas, page, language, day) for day in days),
        *(_enter_revision(atlas, page, language, revision) for revision in revisions),
    ]
    entries.sort(key=lambda entry: -entry.day)
    feed = Feed(
        address=places.address(path, path),
        page=page,
        day=atlas.latest_source,
        title=f"{atlas.meta.title.translate(language)} · {words['site_changes']}",
        author=name_publisher(atlas, words),
        language=language,
    )
    return write_atom(feed, entries[:_ITEMS])


def _enter_day(atlas: Atlas, page: str, language: str, day: Day) -> Entry:
    words = load_words(language, atlas.meta.granularity)
    lines = describe_day(atlas, day, words)
    return Entry(
        id=f"day:{format_day(day.day)}",
        day=day.day,
        title=f"{words.date(day.day)}: {lines[0]}",
        link=page,
        content=el("ul", *(el("li", line) for line in lines)),
    )


def _enter_revision(atlas: Atlas, page: str, language: str, revision: Revision) -> Entry:
    words, record = load_words(language, atlas.meta.granularity), revision.record
    place, force = atlas.places.get(record.place), atlas.forces.get(record.force)
    names = {
        "place": place.name.translate(language) if place else record.place,
        "force": force.name.translate(language) if force else record.force,
    }
    title, note = (
        ("site_corrected", "site_corrected_note")
        if revision.kind == Kind.CHANGED
        else ("site_retracted", "site_retracted_note")
    )
    return Entry(
        id=f"{revision.kind}:{record.id}:{revision.version or 'atlas'}",
        day=revision.day,
        title=words.format(title, **names),
        link=page,
        summary=words.format(note, was=f"{words[record.status]}, {words.since(record)}"),
    )


def write_oembed(atlas: Atlas, places: Places, request: Request) -> bytes:
    """Return the oEmbed answer (rich) for the page of a view: a frame with its newest embed."""
    view, language = request.view, request.lang
    path = places.file(view, language, "oembed.json")
    title = title_of(atlas, request)
    src, box = places.address(places.embed(view, language), path), reserve_box(request)
    height = box.height(_EMBED_WIDTH_PX)
    frame = draw_frame(box, src, title, _EMBED_WIDTH_PX, height)
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": name_publisher(atlas, load_words(language)),
        "provider_url": places.address(places.home(language), path),
        "cache_age": CACHE_SECONDS,
        "html": serialise(frame),
        "width": _EMBED_WIDTH_PX,
        "height": height,
        "thumbnail_url": places.address(places.file(view, language, "card.png"), path),
        "thumbnail_width": _CARD_PX[0],
        "thumbnail_height": _CARD_PX[1],
    }
    return f"{json.dumps(answer, ensure_ascii=False, indent=2)}\n".encode()
