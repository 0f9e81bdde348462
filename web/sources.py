"""Sources: the page `/source/<id>`: all that rests on a source, and the map without it."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Blueprint, Response, abort
from flask import request as asked

from atlas.dates import format_day
from atlas.effect import compare_scenes
from atlas.model import Atlas, Event, Record, Source
from atlas.narrow import Resting, find_resting, leave_out, relaying
from atlas.request import default_request
from atlas.state import scene_on
from layers.canvas import Element, el
from layers.words import LANGUAGES, Words, load_words
from web.corrections import tell_effect
from web.current import Current
from web.reading import answer_reading, format_reading


def build_sources(current: Current) -> Blueprint:
    """Return the route of the pages."""
    sources = Blueprint("sources", __name__)

    @sources.get("/source/<name>")
    def on_source(name: str) -> Response:
        atlas, language = current.atlas, asked.args.get("lang", "en")
        words = load_words(language if language in LANGUAGES else "en")
        if name not in atlas.sources:
            abort(404, f'There is no source "{name[:80]}" in this atlas.')
        source = atlas.sources[name]
        return answer_reading(format_reading(words, source.publisher, _article(atlas, source, words), "../"))

    return sources


def _article(atlas: Atlas, source: Source, words: Words) -> Iterator[Element]:
    resting = find_resting(atlas, source.id)
    yield el("h1", source.publisher)
    yield el("p", _link(source.url, source.title), dir="auto")
    published = words["undated"] if source.published is None else words.day(source.published)
    yield el("p", published)
    if source.archive_url:
        yield el("p", _link(source.archive_url, words["archived"]))
    yield from _chain(atlas, source, words)
    records, events = len(resting.records), len(resting.events)
    yield el("p", words.say("source_counts", records=records, events=events, sole=len(resting.sole)))
    yield from _without(atlas, source, words)
    yield _table(atlas, resting, words)


def _link(address: str, text: str) -> Element:
    if not address.startswith(("http://", "https://")):
        return el("span", text)
    return el("a", text, href=address, rel="noopener noreferrer")


def _chain(atlas: Atlas, source: Source, words: Words) -> Iterator[Element]:
    """Tell whom it relays, and who else relays the same origin: all of them are one testimony."""
    chain = sorted(relaying(atlas, (source.origin,)))
    yield el("p", el("strong", words.testimony(len(chain), 1)))
    if len(chain) > 1:
        yield el("ul", *(_member(atlas, atlas.sources[name], source, words) for name in chain))


def _member(atlas: Atlas, one: Source, shown: Source, words: Words) -> Element:
    relayed = atlas.sources.get(one.relays)
    note = f" · {words.say('relays', origin=relayed.publisher)}" if relayed else ""
    address = f"{quote(one.id)}?lang={words.language}"
    named = el("strong", one.publisher) if one.id == shown.id else el("a", one.publisher, href=address)
    return el("li", named, note)


def _without(atlas: Atlas, source: Source, words: Words) -> Iterator[Element]:
    default = default_request(atlas)
    left = leave_out(atlas, (source.id,))
    scenes = (scene_on(one, default.date, default.known) for one in (atlas, left))
    yield el(
        "p", el("a", words["source_without"], href=f"../?without={quote(source.id)}&lang={words.language}")
    )
    yield el("p", tell_effect(atlas, compare_scenes(*scenes), words))


def _table(atlas: Atlas, resting: Resting, words: Words) -> Element:
    rows = {name: row for row, name in enumerate(atlas.records["id"])}
    records = atlas.records_in([rows[name] for name in resting.records])
    events = [event for event in atlas.events if event.id in resting.events]
    heads = ("source_what", "source_when", "source_standing", "source_rests")
    return el(
        "table",
        el("thead", el("tr", *(el("th", words[head], scope="col") for head in heads))),
        el(
            "tbody",
            *(_event_row(atlas, event, resting, words) for event in events),
            *(_record_row(atlas, record, resting, words) for record in records),
        ),
    )


def _record_row(atlas: Atlas, record: Record, resting: Resting, words: Words) -> Element:
    place = atlas.places[record.place].name.say(words.language)
    force = atlas.forces[record.force].name.say(words.language)
    text = words["comma"].join((place, force, words[record.status.value]))
    told = (words.since(record), words[record.standing.value])
    return _row(atlas, (text, *told), record.start.latest, record.id in resting.sole, words)


def _event_row(atlas: Atlas, event: Event, resting: Resting, words: Words) -> Element:
    told = (event.title.say(words.language), words.window(event.date), words[event.standing.value])
    return _row(atlas, told, event.date.earliest, event.id in resting.sole, words)


def _row(atlas: Atlas, told: tuple[str, str, str], day: int, sole: bool, words: Words) -> Element:
    shown = format_day(min(max(day, atlas.meta.first), atlas.meta.last))
    what, when, standing = told
    return el(
        "tr",
        el("td", el("a", what, href=f"../?date={shown}&lang={words.language}")),
        el("td", when),
        el("td", standing),
        el("td", words["source_sole" if sole else "source_shared"]),
    )
