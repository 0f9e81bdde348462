"""The Atom feed of corrections: an entry for each of the newest days on which something became known."""

from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise

from atlas.history.as_known import as_known
from atlas.history.corrections import days_of_knowledge, list_corrections
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import date_of, format_day
from layers.svg.elements import Element, el, serialise
from text.translations import Words, load_words
from web.pages.corrections import describe_counts, describe_effect, name_subject

MOST_ENTRIES = 30


@lru_cache(maxsize=8)
def format_feed(atlas: Atlas, base: str, language: str, known: int | None = None) -> bytes:
    """Return the Atom feed: an entry for each of the newest days on which something became known.

    With `known` it is the feed of that day.
    """
    words, known_query = load_words(language), "" if known is None else f"&known={format_day(known)}"
    atlas = atlas if known is None else as_known(atlas, known)
    days = days_of_knowledge(atlas)[-MOST_ENTRIES - 1 :] or [atlas.meta.first]
    entries = [_entry(atlas, base, before, day, words) for before, day in reversed(list(pairwise(days)))]
    here = f"{base}corrections.xml?lang={words.language}{known_query}"
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
    corrections = list_corrections(atlas, before, day, shown)
    address = f"{base}corrections?from={format_day(before)}&to={format_day(day)}&date={format_day(shown)}"
    names = (name_subject(atlas, correction, words) for correction in corrections.items)
    subjects = words["comma"].join(dict.fromkeys(names))
    return el(
        "entry",
        el("title", f"{words.day(day)}: {describe_counts(corrections, words)}"),
        el("id", address),
        el("link", "", href=f"{address}&lang={words.language}"),
        el("updated", _moment(day)),
        el("summary", f"{subjects}. {describe_effect(atlas, corrections.effect, words)}"),
    )


def _moment(day: int) -> str:
    return datetime.combine(date_of(day), datetime.min.time(), UTC).isoformat()
