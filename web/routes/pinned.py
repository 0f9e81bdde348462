"""Pinned: the page `/pinned` tells first which kept versions show facts that were retracted since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response
from flask import request as asked

from atlas.history.corrections import Kind
from atlas.history.version_diff import Revised, RevisedEvent, list_revised, list_revised_events
from atlas.model.atlas import Atlas, Event, Record
from atlas.model.edtf_dates import format_day
from atlas.storage.archive import ArchiveError
from layers.svg.elements import Element, Node, el
from text.translations import LANGUAGES, Words, load_words
from web.pages.article import answer_reading, format_reading
from web.routes.embed import Embeds
from web.services.snapshots import Snapshot

_Fact = Revised | RevisedEvent
_FEW = 8
"""So many facts that are told otherwise are in sight at once."""
_HEADS = ("pinned_place", "pinned_what", "pinned_now")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A kept version, and what it shows that is no longer said so. `old` is None where it is shut."""

    snapshot: Snapshot
    old: Atlas | None
    retracted: Sequence[_Fact] = ()
    changed: Sequence[_Fact] = ()

    @property
    def facts(self) -> tuple[tuple[Kind, str], ...]:
        """What it shows that is no longer said so, in short: versions that share it are told together."""
        return tuple((one.kind, _said(one).id) for one in (*self.retracted, *self.changed))


def _said(fact: _Fact) -> Record | Event:
    return fact.record if isinstance(fact, Revised) else fact.event


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
    newest = embeds.current.atlas
    teller = _Teller(newest, embeds.snapshots.published(newest.version), words)
    older = [one for one in embeds.snapshots.list() if one.version != newest.version]
    kept = [_compare(embeds, snapshot, newest) for snapshot in older]
    yield el("h1", words["pinned"])
    yield el("p", words["pinned_lead"])
    if not kept:
        yield el("p", words["pinned_empty"])
        return
    retracted = [one for one in kept if one.retracted]
    changed = [one for one in kept if one.changed and not one.retracted]
    counts = {"kept": len(kept), "retracted": len(retracted), "changed": len(changed)}
    yield el("p", el("strong", words.say("pinned_counts", **counts)))
    yield from teller.group("pinned_with_retracted", retracted)
    yield from teller.group("pinned_with_changed", changed)
    yield from teller.rest([one for one in kept if not one.retracted and not one.changed])


def _compare(embeds: Embeds, snapshot: Snapshot, newest: Atlas) -> _Kept:
    try:
        old = embeds.snapshots.open(snapshot.version)
    except (LookupError, ArchiveError):
        return _Kept(snapshot, None)
    kinds: dict[Kind, list[_Fact]] = {Kind.RETRACTED: [], Kind.CHANGED: []}
    facts: list[_Fact] = [*list_revised(old, newest), *list_revised_events(old, newest)]
    for one in facts:
        kinds[one.kind].append(one)
    return _Kept(snapshot, old, kinds[Kind.RETRACTED], kinds[Kind.CHANGED])


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells of kept versions beside the newest atlas, which was published on a day."""

    newest: Atlas
    since: int
    words: Words

    def group(self, title: str, kept: Sequence[_Kept]) -> Iterator[Element]:
        """Yield versions of one lot under its title, those with the same facts together; nothing for none."""
        if kept:
            yield el("h2", self.words[title])
        for _, same in groupby(kept, lambda one: one.facts):
            yield el("section", *self._section(list(same)), class_="kept")

    def rest(self, kept: Sequence[_Kept]) -> Iterator[Element]:
        """Yield, folded, the versions of which there is nothing to tell."""
        if kept:
            listed = [el("li", *self._links(one.snapshot), *self._closed(one)) for one in kept]
            head = el("summary", self.words.say("pinned_rest", n=len(kept)))
            yield el("details", head, el("ul", *listed))

    def _section(self, same: Sequence[_Kept]) -> Iterator[Element]:
        """Yield versions, the newest first, and once what they all show."""
        first = same[0]
        for one in same:
            yield el("p", *self._links(one.snapshot))
        if first.retracted:
            yield self._table(first, first.retracted)
        if first.changed:
            head = self.words.say("pinned_also" if first.retracted else "pinned_told", n=len(first.changed))
            opened = "" if not first.retracted and len(first.changed) <= _FEW else None
            yield el("details", el("summary", head), self._table(first, first.changed), open=opened)

    def _links(self, snapshot: Snapshot) -> Iterator[Node]:
        """Yield the ways to a version, and to what the newest atlas says as known on that day."""
        words = self.words
        told = {"version": snapshot.version[:7], "date": words.day(snapshot.published)}
        known = min(snapshot.published, self.newest.latest_source)
        then = f"./?lang={words.language}&known={format_day(known)}"
        yield el(
            "a",
            el("strong", words.say("pinned_version", **told)),
            href=f"embed/{snapshot.version}/?lang={words.language}",
        )
        yield el("br")
        yield el("a", words.say("pinned_then", date=words.day(known)), href=then, class_="small")

    def _closed(self, one: _Kept) -> list[Node]:
        return [] if one.old else [el("br"), self.words["pinned_closed"]]

    def _table(self, kept: _Kept, revised: Sequence[_Fact]) -> Element:
        return el(
            "table",
            el("thead", el("tr", *(el("th", self.words[head], scope="col") for head in _HEADS))),
            el("tbody", *(self._row(kept.old, kept.snapshot, one) for one in revised if kept.old)),
        )

    def _row(self, old: Atlas, snapshot: Snapshot, one: _Fact) -> Element:
        said, words = _said(one), self.words
        first = one.record.start if isinstance(one, Revised) else one.event.date
        day = min(max(first.latest, old.meta.first), old.meta.last)
        shown = f"embed/{snapshot.version}/?date={format_day(day)}&lang={words.language}"
        place = old.places[said.place].name.say(words.language) if said.place in old.places else ""
        told = (
            self._tell(old, one.record, one.now) if isinstance(one, Revised) else self._tell_event(one.event)
        )
        return el(
            "tr",
            el("th", place, scope="row"),
            el("td", el("a", told, href=shown)),
            el("td", *self._now(one)),
        )

    def _now(self, one: _Fact) -> Iterator[Node]:
        """Yield what became of a fact: since when it is retracted and why, or how it is told instead."""
        words = self.words
        since = one.since if isinstance(one, Revised) else None
        day = words.day(self.since if since is None else since)
        if one.kind is Kind.RETRACTED:
            yield el("strong", words.say("pinned_retracted", date=day))
        else:
            yield words.say("pinned_changed", date=day)
        for text in self._told_now(one):
            yield el("br")
            yield text

    def _told_now(self, one: _Fact) -> Iterator[str]:
        if isinstance(one, RevisedEvent):
            if one.now and (told := self._tell_event(one.now)) != self._tell_event(one.event):
                yield told
            return
        if one.now and one.kind is Kind.CHANGED:
            yield self._tell(self.newest, one.now, one.record)
        # A note that is another one by now says why.
        if one.now and one.now.note != one.record.note and (note := one.now.note.say(self.words.language)):
            yield note

    def _tell_event(self, event: Event) -> str:
        told = event.title.say(self.words.language), self.words.dated(event.date), self.words[event.standing]
        return self.words["comma"].join(told)

    def _tell(self, atlas: Atlas, record: Record, other: Record | None) -> str:
        """Say who is where since when, and what else it says otherwise than the other record."""
        words = self.words
        told = [f"{atlas.forces[record.force].name.say(words.language)}: {words[record.status]}"]
        told.append(words.since(record))
        if other and other.standing != record.standing:
            told.append(words[record.standing])
        if other and other.end != record.end:
            told.append(words.until(record))
        return words["comma"].join(told)
