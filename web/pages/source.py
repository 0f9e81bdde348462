"""The page of a source: its document, its relays, and what depends on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from atlas.history.in_effect import compare_scenes
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas, Source
from atlas.model.edtf_dates import format_day
from atlas.request.narrow import Resting, find_resting, leave_out, relaying
from atlas.request.request import Request
from text.translations import Words
from web.pages.article import Link, render_article
from web.pages.corrections import describe_effect


@dataclass(frozen=True, slots=True)
class _Member:
    """A source in a chain of relays; the subject of the page has no address."""

    publisher: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A record or an event that depends on the source, perhaps on it alone."""

    subject: Link
    date: str
    standing: str
    sole: bool


def render_source(atlas: Atlas, source: Source, words: Words, request: Request) -> str:
    """Return the page of a source, in an atlas as known on the day of a request."""
    dependent = find_resting(atlas, source.id)
    known = f"&known={format_day(request.known)}" if request.fixed else ""
    counts = {name: len(getattr(dependent, name)) for name in ("records", "events", "sole")}
    chain = sorted(relaying(atlas, (source.origin,)))
    versions = (atlas, leave_out(atlas, (source.id,)))
    scenes = (scene_on(version, request.date, request.known) for version in versions)
    return render_article(
        "source.html",
        words,
        source.publisher.translate(words.language),
        atlas,
        up="../",
        document=Link(source.title, source.url),
        published=words["undated"] if source.published is None else words.day(source.published),
        archive=Link(words["archived"], source.archive_url) if source.archive_url else None,
        testimony=words.count_sources(len(chain), 1),
        chain=[_list_member(atlas, atlas.sources[name], source, words, known) for name in chain],
        counts=words.format("source_counts", **counts),
        without=f"../?without={quote(source.id)}&lang={words.language}{known}",
        effect=describe_effect(atlas, compare_scenes(*scenes), words),
        rows=list(_list_rows(atlas, dependent, words, known)),
    )


def _list_member(atlas: Atlas, member: Source, source: Source, words: Words, known: str) -> _Member:
    relayed = atlas.sources.get(member.relays)
    note = (
        f" · {words.format('relays', origin=relayed.publisher.translate(words.language))}" if relayed else ""
    )
    address = f"{quote(member.id)}?lang={words.language}{known}"
    publisher = member.publisher.translate(words.language)
    return _Member(publisher, "" if member.id == source.id else address, note)


def _list_rows(atlas: Atlas, dependent: Resting, words: Words, known: str) -> Iterator[_Row]:
    """Yield the events that depend on the source, then the records."""
    numbers = {name: number for number, name in enumerate(atlas.records["id"])}
    for event in atlas.events:
        if event.id in dependent.events:
            subject = Link(
                event.title.translate(words.language), _address(atlas, event.date.earliest, words, known)
            )
            date, standing = words.dated(event.date), words[event.standing.value]
            yield _Row(subject, date, standing, event.id in dependent.sole)
    for record in atlas.records_in([numbers[name] for name in dependent.records]):
        place = atlas.places[record.place].name.translate(words.language)
        force = atlas.forces[record.force].name.translate(words.language)
        subject = Link(
            words["comma"].join((place, force, words[record.status.value])),
            _address(atlas, record.start.latest, words, known),
        )
        yield _Row(subject, words.since(record), words[record.standing.value], record.id in dependent.sole)


def _address(atlas: Atlas, day: int, words: Words, known: str) -> str:
    day = min(max(day, atlas.meta.first), atlas.meta.last)
    return f"../?date={format_day(day)}&lang={words.language}{known}"
