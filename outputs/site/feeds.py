"""Feeds: the sitemap, the RSS of changes in each language, oEmbed. Days are the atlas'; there is no clock."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime

from atlas.history.corrections import Kind
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import date_of, format_day
from atlas.request.request import Request
from layers.svg.elements import Element, el, serialise
from outputs.embed.reserved_box import box_of, draw_frame
from outputs.site.history import Day, Revision
from outputs.site.page_parts import tell_day
from outputs.site.paths import Places
from text.provenance import title_of
from text.translations import load_words

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ITEMS = 100
"""The newest days and corrections that the feed holds."""
_EMBED_WIDTH_PX = 700
_CARD_PX = (1200, 630)
CACHE_SECONDS = 300


def write_sitemap(atlas: Atlas, places: Places) -> bytes:
    """Return the sitemap: each page with its siblings in other languages."""
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
    return _document(el("urlset", *pages, **names))


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
    """Return the RSS of what changed, by day, and of what was corrected, the newest first."""
    words, meta = load_words(language), atlas.meta
    path, home = places.feed(language), places.home(language)
    items = [
        *((day.day, _day_item(atlas, places, language, day)) for day in days),
        *((one.day, _revision_item(atlas, places, language, one)) for one in revisions),
    ]
    items.sort(key=lambda item: -item[0])
    channel = el(
        "channel",
        el("title", f"{meta.title.say(language)} · {words['site_changes']}"),
        el("link", places.address(home, path)),
        el("description", meta.description.say(language)),
        el("language", language),
        el("lastBuildDate", _stamp(atlas.latest_source)),
        el("atom:link", rel="self", type="application/rss+xml", href=places.address(path, path)),
        *(item for _, item in items[:_ITEMS]),
    )
    return _document(el("rss", channel, version="2.0", **{"xmlns:atom": "http://www.w3.org/2005/Atom"}))


def _day_item(atlas: Atlas, places: Places, language: str, day: Day) -> Element:
    words = load_words(language)
    lines = tell_day(atlas, day, words)
    return el(
        "item",
        el("title", f"{words.day(day.day)}: {lines[0]}"),
        el("link", places.address(places.home(language), places.feed(language))),
        el("guid", f"day:{format_day(day.day)}", isPermaLink="false"),
        el("pubDate", _stamp(day.day)),
        el("description", serialise(el("ul", *(el("li", line) for line in lines)))),
    )


def _revision_item(atlas: Atlas, places: Places, language: str, revision: Revision) -> Element:
    words, record = load_words(language), revision.record
    place, force = atlas.places.get(record.place), atlas.forces.get(record.force)
    named = {
        "place": place.name.say(language) if place else record.place,
        "force": force.name.say(language) if force else record.force,
    }
    changed = revision.kind == Kind.CHANGED
    was = f"{words[record.status]}, {words.since(record)}"
    return el(
        "item",
        el("title", words.say("site_corrected" if changed else "site_withdrawn", **named)),
        el("link", places.address(places.home(language), places.feed(language))),
        el("guid", f"{revision.kind}:{record.id}:{revision.version or 'atlas'}", isPermaLink="false"),
        el("pubDate", _stamp(revision.day)),
        el("description", words.say("site_corrected_note" if changed else "site_withdrawn_note", was=was)),
    )


def _stamp(day: int) -> str:
    """Return a day in the form of RFC 822, at midnight."""
    date = date_of(day)
    return format_datetime(datetime(date.year, date.month, date.day, tzinfo=UTC))


def _document(root: Element) -> bytes:
    return f"{_DECLARATION}{serialise(root)}\n".encode()


def write_oembed(atlas: Atlas, places: Places, request: Request) -> bytes:
    """Return the oEmbed answer (rich) for the page of a view: a frame with its newest embed."""
    view, language = request.view, request.lang
    path = places.file(view, language, "oembed.json")
    title = title_of(atlas, request)
    src, box = places.address(places.embed(view, language), path), box_of(request)
    height = box.height(_EMBED_WIDTH_PX)
    frame = draw_frame(box, src, title, _EMBED_WIDTH_PX, height)
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": load_words(language)["brand"],
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
