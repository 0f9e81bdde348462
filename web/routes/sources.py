"""Sources: the page `/source/<id>`: all that rests on a source, and the map without it."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Blueprint, Response, abort
from flask import request as asked

from atlas.history.as_known import as_known
from atlas.history.in_effect import compare_scenes
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas, Event, Record, Source
from atlas.model.edtf_dates import format_day
from atlas.request.narrow import Resting, find_resting, leave_out, relaying
from atlas.request.request import Request, parse_request
from layers.svg.elements import Element, el
from text.translations import LANGUAGES, Words, load_words
from web.pages.article import answer_reading, format_reading
from web.routes.corrections import tell_effect
from web.services.live_atlas import Current


def build_sources(current: Current) -> Blueprint:
    """Return the route of the pages."""
    sources = Blueprint("sources", __name__)

    @sources.get("/source/<name>")
    def on_source(name: str) -> Response:
        language = asked.args.get("lang", "en")
        words = load_words(language if language in LANGUAGES else "en")
        options = {"known": asked.args["known"]} if "known" in asked.args else {}
        request = parse_request(current.atlas, options)
        atlas = as_known(current.atlas, request.known)
        if name not in atlas.sources:
            abort(404, f'There is no source "{name[:80]}" in this atlas.')
        source = atlas.sources[name]
        article = write_article(atlas, source, words, request)
        return answer_reading(format_reading(words, source.publisher, article, "../"))

    return sources


def write_article(atlas: Atlas, source: Source, words: Words, request: Request) -> Iterator[Element]:
    """Yield what a page says of a source, of an atlas as known on the day of a request."""
    resting, kept = find_resting(atlas, source.id), _keep_known(request)
    yield el("h1", source.publisher)
    yield el("p", _link(source.url, source.title), dir="auto")
    published = words["undated"] if source.published is None else words.day(source.published)
    yield el("p", published)
    if source.archive_url:
        yield el("p", _link(source.archive_url, words["archived"]))
    yield from _chain(atlas, source, words, kept)
    records, events = len(resting.records), len(resting.events)
    yield el("p", words.say("source_counts", records=records, events=events, sole=len(resting.sole)))
    yield from _without(atlas, source, words, request)
    yield _table(atlas, resting, words, kept)


def _keep_known(request: Request) -> str:
    """Return what keeps the day of knowledge in an address, where it was asked for."""
    return f"&known={format_day(request.known)}" if request.fixed else ""


def _link(address: str, text: str) -> Element:
    if not address.startswith(("http://", "https://")):
        return el("span", text)
    return el("a", text, href=address, rel="noopener noreferrer")


def _chain(atlas: Atlas, source: Source, words: Words, kept: str) -> Iterator[Element]:
    """Tell whom it relays, and who else relays the same origin: all of them are one testimony."""
    chain = sorted(relaying(atlas, (source.origin,)))
    yield el("p", el("strong", words.testimony(len(chain), 1)))
    if len(chain) > 1:
        yield el("ul", *(_member(atlas, atlas.sources[name], source, words, kept) for name in chain))


def _member(atlas: Atlas, one: Source, shown: Source, words: Words, kept: str) -> Element:
    relayed = atlas.sources.get(one.relays)
    note = f" · {words.say('relays', origin=relayed.publisher)}" if relayed else ""
    address = f"{quote(one.id)}?lang={words.language}{kept}"
    named = el("strong", one.publisher) if one.id == shown.id else el("a", one.publisher, href=address)
    return el("li", named, note)


def _without(atlas: Atlas, source: Source, words: Words, request: Request) -> Iterator[Element]:
    left = leave_out(atlas, (source.id,))
    scenes = (scene_on(one, request.date, request.known) for one in (atlas, left))
    address = f"../?without={quote(source.id)}&lang={words.language}{_keep_known(request)}"
    yield el("p", el("a", words["source_without"], href=address))
    yield el("p", tell_effect(atlas, compare_scenes(*scenes), words))


def _table(atlas: Atlas, resting: Resting, words: Words, kept: str) -> Element:
    rows = {name: row for row, name in enumerate(atlas.records["id"])}
    records = atlas.records_in([rows[name] for name in resting.records])
    events = [event for event in atlas.events if event.id in resting.events]
    heads = ("source_what", "source_when", "source_standing", "source_rests")
    return el(
        "table",
        el("thead", el("tr", *(el("th", words[head], scope="col") for head in heads))),
        el(
            "tbody",
            *(_event_row(atlas, event, resting, words, kept) for event in events),
            *(_record_row(atlas, record, resting, words, kept) for record in records),
        ),
    )


def _record_row(atlas: Atlas, record: Record, resting: Resting, words: Words, kept: str) -> Element:
    place = atlas.places[record.place].name.say(words.language)
    force = atlas.forces[record.force].name.say(words.language)
    text = words["comma"].join((place, force, words[record.status.value]))
    told = (words.since(record), words[record.standing.value])
    return _row(atlas, (text, *told), record.start.latest, record.id in resting.sole, words, kept)


def _event_row(atlas: Atlas, event: Event, resting: Resting, words: Words, kept: str) -> Element:
    told = (event.title.say(words.language), words.dated(event.date), words[event.standing.value])
    return _row(atlas, told, event.date.earliest, event.id in resting.sole, words, kept)


def _row(atlas: Atlas, told: tuple[str, str, str], day: int, sole: bool, words: Words, kept: str) -> Element:
    shown = format_day(min(max(day, atlas.meta.first), atlas.meta.last))
    what, when, standing = told
    return el(
        "tr",
        el("td", el("a", what, href=f"../?date={shown}&lang={words.language}{kept}")),
        el("td", when),
        el("td", standing),
        el("td", words["source_sole" if sole else "source_shared"]),
    )
