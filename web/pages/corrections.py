"""The page of corrections: what changed on the map between two information dates."""

from collections import Counter
from dataclasses import dataclass

from atlas.history.as_known import as_known
from atlas.history.corrections import Correction, Corrections, Kind, list_corrections
from atlas.history.in_effect import Effect
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER, format_day
from text.translations import Words
from web.pages.article import Link, render_article


@dataclass(frozen=True, slots=True)
class _Row:
    """One correction as a row of the table."""

    known: str
    kind: str
    subject: Link
    span: str
    sources: str


def render_corrections(atlas: Atlas, since: int, until: int, day: int, words: Words) -> str:
    """Return the page: how a day of the map differs between two information dates."""
    atlas = as_known(atlas, until)
    corrections = list_corrections(atlas, since, until, day)
    fields = (("from", since), ("to", until), ("date", day))
    return render_article(
        "corrections.html",
        words,
        words["corrections"],
        atlas,
        fields=[(name, format_day(value)) for name, value in fields],
        counts=describe_counts(corrections, words),
        effect=describe_effect(atlas, corrections.effect, words),
        maps=[_link_map(day, known, words) for known in (since, until)],
        rows=[_list_row(atlas, correction, words) for correction in corrections.items],
    )


def describe_counts(corrections: Corrections, words: Words) -> str:
    """Return how many corrections there are of each kind."""
    counts = Counter(correction.kind.value for correction in corrections.items)
    return words.format("corrections_counts", **{kind.value: counts[kind.value] for kind in Kind})


def describe_effect(atlas: Atlas, effect: Effect, words: Words) -> str:
    """Return a sentence: on how much ground, and where, control changes."""
    day = words.date(effect.day)
    if not effect.places:
        return words.format("corrections_no_effect", date=day)
    places = words["comma"].join(
        atlas.places[place].name.translate(words.language) for place in effect.places
    )
    if round(effect.km2) == 0:
        return words.format("corrections_effect_sites", date=day, places=places)
    return words.format("corrections_effect", date=day, km2=words.number(round(effect.km2)), places=places)


def _address(day: int, known: int, words: Words) -> str:
    return f"./?date={format_day(day)}&known={format_day(known)}&lang={words.language}"


def _link_map(day: int, known: int, words: Words) -> Link:
    text = words.format("corrections_map", date=words.date(day), known=words.day(known))
    return Link(text, _address(day, known, words))


def _list_row(atlas: Atlas, correction: Correction, words: Words) -> _Row:
    day = min(max(correction.start, atlas.meta.first), atlas.meta.last)
    sources = (atlas.sources[source] for source in correction.sources if source in atlas.sources)
    cited = (source.publisher.translate(words.language) for source in sources)
    return _Row(
        known=words.short_day(correction.known),
        kind=words[f"correction_{correction.kind.value}"],
        subject=Link(name_subject(atlas, correction, words), _address(day, correction.known, words)),
        span=_span(correction, words),
        sources=words["comma"].join(dict.fromkeys(cited)),
    )


def name_subject(atlas: Atlas, correction: Correction, words: Words) -> str:
    """Return the subject of a correction: an event, or a place and a force."""
    for event in atlas.events:
        if correction.event and event.id == correction.event:
            return event.title.translate(words.language)
    named = [atlas.places[correction.place].name] if correction.place in atlas.places else []
    named += [atlas.forces[correction.force].name] if correction.force in atlas.forces else []
    return words["comma"].join(name.translate(words.language) for name in named)


def _span(correction: Correction, words: Words) -> str:
    first = words.short_date(correction.start)
    if correction.end >= FOREVER:
        return words.format("since", date=first)
    last = words.short_date(correction.end - 1)
    return first if last == first else f"{first} – {last}"
