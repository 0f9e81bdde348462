"""Pinned: the page `/pinned` lists which kept versions show facts that were retracted or changed since."""

from collections.abc import Iterator

from flask import Blueprint, Response
from flask import request as asked

from atlas.archive import ArchiveError
from atlas.corrections import Kind
from atlas.dates import format_day
from atlas.model import Atlas
from atlas.versions import Revised, list_revised
from layers.canvas import Element, el
from layers.words import LANGUAGES, Words, load_words
from web.embed import Embeds
from web.reading import answer_reading, format_reading
from web.snapshots import Snapshot

_TOLD = {Kind.RETRACTED: "pinned_retracted", Kind.CHANGED: "pinned_changed"}


def build_pinned(embeds: Embeds) -> Blueprint:
    """Return the route of the page."""
    pinned = Blueprint("pinned", __name__)

    @pinned.get("/pinned")
    def on_pinned() -> Response:
        language = asked.args.get("lang", "en")
        words = load_words(language if language in LANGUAGES else "en")
        return answer_reading(format_reading(words, words["pinned"], _article(embeds, words)))

    return pinned


def _article(embeds: Embeds, words: Words) -> Iterator[Element]:
    newest, kept = embeds.current.atlas, embeds.snapshots.list()
    since = embeds.snapshots.published(newest.version)
    yield el("h1", words["pinned"])
    yield el("p", words["pinned_lead"])
    older = [one for one in kept if one.version != newest.version]
    if not older:
        yield el("p", words["pinned_empty"])
    for snapshot in older:
        yield from _version(embeds, snapshot, newest, since, words)


def _version(
    embeds: Embeds, snapshot: Snapshot, newest: Atlas, since: int, words: Words
) -> Iterator[Element]:
    told = {"version": snapshot.version[:7], "date": words.day(snapshot.published)}
    address = f"embed/{snapshot.version}/?lang={words.language}"
    yield el("h2", el("a", words.say("pinned_version", **told), href=address))
    known = min(snapshot.published, newest.latest_source)
    then = f"./?lang={words.language}&known={format_day(known)}"
    yield el("p", el("a", words.say("pinned_then", date=words.day(known)), href=then))
    try:
        old = embeds.snapshots.open(snapshot.version)
    except (LookupError, ArchiveError):
        yield el("p", words["pinned_closed"])
        return
    revised = list_revised(old, newest)
    if not revised:
        yield el("p", words["pinned_none"])
        return
    heads = ("pinned_place", "pinned_what", "pinned_now")
    yield el(
        "table",
        el("thead", el("tr", *(el("th", words[head], scope="col") for head in heads))),
        el("tbody", *(_row(old, one, since, words) for one in revised)),
    )


def _row(old: Atlas, one: Revised, since: int, words: Words) -> Element:
    record, language = one.record, words.language
    who = f"{old.forces[record.force].name.say(language)}: {words[record.status]}"
    what = words["comma"].join((who, words.since(record)))
    day = words.day(since if one.since is None else one.since)
    return el(
        "tr",
        el("th", old.places[record.place].name.say(language), scope="row"),
        el("td", what),
        el("td", words.say(_TOLD[one.kind], date=day)),
    )
