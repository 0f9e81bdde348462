"""Corrections: the page `/corrections` and its feed: what is told otherwise between two days of knowledge.

Knows the addresses of the map as known on either day.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from typing import cast

from flask import Blueprint, Response
from flask import request as asked

from atlas.history.as_known import as_known
from atlas.history.corrections import Correction, Corrections, Kind, days_of_knowledge, list_corrections
from atlas.history.in_effect import Effect
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER, date_of, format_day
from atlas.request.options import PARSERS, RequestError
from atlas.request.request import default_request
from layers.svg.elements import Element, el, serialise
from text.translations import LANGUAGES, Words, load_words
from web.http.base_url import find_base
from web.http.conditional import answer_bytes, digest
from web.pages.article import answer_reading, format_reading
from web.services.live_atlas import Current

YEAR = 365
MOST_ENTRIES = 30
_ATOM = "application/atom+xml"


def build_corrections(current: Current) -> Blueprint:
    """Return the routes of the page and of the feed."""
    corrections = Blueprint("corrections", __name__)

    @corrections.get("/corrections")
    def on_corrections() -> Response:
        words = _words()
        article = _article(current.atlas, *_days(current.atlas), words)
        return answer_reading(format_reading(words, words["corrections"], article))

    @corrections.get("/corrections.xml")
    def on_feed() -> Response:
        atlas = current.atlas
        known = _day(atlas, "known", atlas.latest_source) if "known" in asked.args else None
        feed = format_feed(atlas, find_base(), _words().language, known)
        return answer_bytes(digest(feed), _ATOM, lambda: feed)

    return corrections


def _words() -> Words:
    language = asked.args.get("lang", "en")
    return load_words(language if language in LANGUAGES else "en")


def _days(atlas: Atlas) -> tuple[int, int, int]:
    """Read the two days of knowledge and the day of the map; RequestError where one can't be."""
    default = default_request(atlas)
    until = _day(atlas, "to", default.known)
    since = _day(atlas, "from", max(until - YEAR, atlas.meta.first))
    if since > until:
        raise RequestError("to", format_day(until), f"It is before from, {format_day(since)}. Swap the two.")
    return since, until, _day(atlas, "date", default.date)


def _day(atlas: Atlas, option: str, default: int) -> int:
    text = asked.args.get(option, "")
    try:
        parse = PARSERS["date" if option == "date" else "known"]
        return cast("int", parse(atlas, text)) if text else default
    except RequestError as error:
        raise RequestError(option, error.value, error.allowed) from None


def _article(atlas: Atlas, since: int, until: int, day: int, words: Words) -> Iterator[Element]:
    atlas = as_known(atlas, until)
    found = list_corrections(atlas, since, until, day)
    yield el("h1", words["corrections"])
    yield el("p", words["corrections_lead"])
    yield _form(since, until, day, words)
    yield el("p", el("strong", _counts(found, words)))
    yield el("p", tell_effect(atlas, found.effect, words))
    yield el("ul", *(el("li", _map_link(day, known, words)) for known in (since, until)))
    yield el("p", el("a", words["corrections_feed"], href=f"corrections.xml?lang={words.language}"))
    if found.items:
        yield _table(atlas, found, words)


def _form(since: int, until: int, day: int, words: Words) -> Element:
    fields = (("from", since), ("to", until), ("date", day))
    return el(
        "form",
        *(
            el("label", el("span", words[f"corrections_{name}"]), _field(name, value))
            for name, value in fields
        ),
        el("input", type="hidden", name="lang", value=words.language),
        el("button", words["corrections_compare"], class_="btn"),
        class_="asking",
        action="corrections",
    )


def _field(name: str, day: int) -> Element:
    return el("input", type="date", name=name, value=format_day(day), class_="typed", required="")


def _counts(found: Corrections, words: Words) -> str:
    counts = Counter(one.kind.value for one in found.items)
    return words.say("corrections_counts", **{kind.value: counts[kind.value] for kind in Kind})


def tell_effect(atlas: Atlas, effect: Effect, words: Words) -> str:
    """Say on how much ground, and where, another force is in effect."""
    day = words.day(effect.day)
    if not effect.places:
        return words.say("corrections_no_effect", date=day)
    places = words["comma"].join(atlas.places[place].name.say(words.language) for place in effect.places)
    if round(effect.km2) == 0:
        return words.say("corrections_effect_sites", date=day, places=places)
    return words.say("corrections_effect", date=day, km2=words.number(round(effect.km2)), places=places)


def _address(day: int, known: int, words: Words) -> str:
    return f"?date={format_day(day)}&known={format_day(known)}&lang={words.language}"


def _map_link(day: int, known: int, words: Words) -> Element:
    text = words.say("corrections_map", date=words.day(day), known=words.day(known))
    return el("a", text, href=f"./{_address(day, known, words)}")


def _table(atlas: Atlas, found: Corrections, words: Words) -> Element:
    heads = ("known_short", "corrections_what", "corrections_about", "sources")
    return el(
        "table",
        el("thead", el("tr", *(el("th", words[head], scope="col") for head in heads))),
        el("tbody", *(_row(atlas, one, words) for one in found.items)),
    )


def _row(atlas: Atlas, one: Correction, words: Words) -> Element:
    shown = min(max(one.start, atlas.meta.first), atlas.meta.last)
    cited = (atlas.sources[source].publisher for source in one.sources if source in atlas.sources)
    return el(
        "tr",
        el("th", words.short_day(one.known), scope="row"),
        el("td", words[f"correction_{one.kind.value}"]),
        el(
            "td",
            el("a", _about(atlas, one, words), href=f"./{_address(shown, one.known, words)}"),
            el("br"),
            _span(one, words),
        ),
        el("td", words["comma"].join(dict.fromkeys(cited))),
    )


def _about(atlas: Atlas, one: Correction, words: Words) -> str:
    event = next((event for event in atlas.events if event.id == one.event), None) if one.event else None
    if event:
        return event.title.say(words.language)
    named = [atlas.places[one.place].name] if one.place in atlas.places else []
    named += [atlas.forces[one.force].name] if one.force in atlas.forces else []
    return words["comma"].join(name.say(words.language) for name in named)


def _span(one: Correction, words: Words) -> str:
    first = words.short_day(one.start)
    if one.end >= FOREVER:
        return words.say("since", date=first)
    last = words.short_day(one.end - 1)
    return first if last == first else f"{first} – {last}"


@lru_cache(maxsize=8)
def format_feed(atlas: Atlas, base: str, language: str, known: int | None = None) -> bytes:
    """Return the Atom feed: an entry for each of the newest days on which something became known.

    With `known` it is the feed of that day.
    """
    words, asked_known = load_words(language), "" if known is None else f"&known={format_day(known)}"
    atlas = atlas if known is None else as_known(atlas, known)
    days = days_of_knowledge(atlas)[-MOST_ENTRIES - 1 :] or [atlas.meta.first]
    entries = [_entry(atlas, base, before, day, words) for before, day in reversed(list(pairwise(days)))]
    here = f"{base}corrections.xml?lang={words.language}{asked_known}"
    feed = el(
        "feed",
        el("title", f"{words['corrections']} · {atlas.meta.title.say(words.language)}"),
        el("id", here),
        el("link", "", rel="self", href=here),
        el("link", "", rel="alternate", href=f"{base}corrections?lang={words.language}"),
        el("updated", _moment(days[-1])),
        el("author", el("name", words["brand"])),
        *entries,
        xmlns="http://www.w3.org/2005/Atom",
        **{"xml:lang": words.language},
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{serialise(feed)}'.encode()


def _entry(atlas: Atlas, base: str, before: int, day: int, words: Words) -> Element:
    shown = min(max(day, atlas.meta.first), atlas.meta.last)
    found = list_corrections(atlas, before, day, shown)
    address = f"{base}corrections?from={format_day(before)}&to={format_day(day)}&date={format_day(shown)}"
    about = words["comma"].join(dict.fromkeys(_about(atlas, one, words) for one in found.items))
    return el(
        "entry",
        el("title", f"{words.day(day)}: {_counts(found, words)}"),
        el("id", address),
        el("link", "", href=f"{address}&lang={words.language}"),
        el("updated", _moment(day)),
        el("summary", f"{about}. {tell_effect(atlas, found.effect, words)}"),
    )


def _moment(day: int) -> str:
    return datetime.combine(date_of(day), datetime.min.time(), UTC).isoformat()
