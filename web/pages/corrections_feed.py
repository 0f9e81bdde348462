"""The Atom feed of corrections: an entry for each of the newest days on which something became known."""

from functools import lru_cache
from itertools import pairwise

from atlas.history.as_known import as_known
from atlas.history.corrections import days_of_knowledge, list_corrections
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from outputs.html.atom import Entry, Feed, write_atom
from text.provenance import name_publisher
from text.translations import Words, load_words
from web.pages.corrections import describe_counts, describe_effect, name_subject

MOST_ENTRIES = 30


@lru_cache(maxsize=8)
def format_feed(atlas: Atlas, base: str, language: str, known: int | None = None) -> bytes:
    """Return the feed; with `known`, as it was on that day."""
    words, known_query = load_words(language), "" if known is None else f"&known={format_day(known)}"
    atlas = atlas if known is None else as_known(atlas, known)
    days = days_of_knowledge(atlas)[-MOST_ENTRIES - 1 :] or [atlas.meta.first]
    feed = Feed(
        address=f"{base}corrections.xml?lang={words.language}{known_query}",
        page=f"{base}corrections?lang={words.language}",
        day=days[-1],
        title=f"{words['corrections']} · {atlas.meta.title.translate(words.language)}",
        author=name_publisher(atlas, words),
        language=words.language,
    )
    pairs = reversed(list(pairwise(days)))
    return write_atom(feed, (_describe_day(atlas, base, before, day, words) for before, day in pairs))


def _describe_day(atlas: Atlas, base: str, before: int, day: int, words: Words) -> Entry:
    shown_day = min(max(day, atlas.meta.first), atlas.meta.last)
    corrections = list_corrections(atlas, before, day, shown_day)
    address = f"{base}corrections?from={format_day(before)}&to={format_day(day)}&date={format_day(shown_day)}"
    names = (name_subject(atlas, correction, words) for correction in corrections.items)
    subjects = words["comma"].join(dict.fromkeys(names))
    return Entry(
        id=address,
        day=day,
        title=f"{words.day(day)}: {describe_counts(corrections, words)}",
        link=f"{address}&lang={words.language}",
        summary=f"{subjects}. {describe_effect(atlas, corrections.effect, words)}",
    )
