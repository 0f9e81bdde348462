"""Atom feeds (RFC 4287): corrections on a server, changes on a site. Days come from the atlas."""

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.model.edtf_dates import format_day
from layers.svg.elements import Element, el, serialise

ATOM = "application/atom+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `content`, if it has any, is shown as HTML instead of the summary."""

    id: str
    day: int
    title: str
    link: str
    summary: str = ""
    content: Element | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """The head of a feed: its own address, that of its page, the day it was last updated."""

    address: str
    page: str
    day: int
    title: str
    author: str
    language: str


def write_atom(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return a feed as XML, its entries in the given order."""
    root = el(
        "feed",
        el("title", feed.title),
        el("id", feed.address),
        el("link", "", rel="self", type=ATOM, href=feed.address),
        el("link", "", rel="alternate", type="text/html", href=feed.page),
        el("updated", _moment(feed.day)),
        el("author", el("name", feed.author)),
        *map(_write_entry, entries),
        xmlns="http://www.w3.org/2005/Atom",
        **{"xml:lang": feed.language},
    )
    return f"{_DECLARATION}{serialise(root)}\n".encode()


def _write_entry(entry: Entry) -> Element:
    body = (
        el("content", serialise(entry.content), type="html")
        if entry.content
        else el("summary", entry.summary)
    )
    return el(
        "entry",
        el("title", entry.title),
        el("id", entry.id),
        el("link", "", rel="alternate", type="text/html", href=entry.link),
        el("updated", _moment(entry.day)),
        body,
    )


def _moment(day: int) -> str:
    return f"{format_day(day)}T00:00:00+00:00"
