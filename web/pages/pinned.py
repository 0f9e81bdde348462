"""The page of pinned versions: what each shows that was retracted or changed since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from atlas.history.corrections import Kind
from atlas.history.version_diff import Revised, RevisedEvent, list_revised, list_revised_events
from atlas.model.atlas import Atlas, Event, Record
from atlas.model.edtf_dates import format_day
from text.translations import Words
from web.pages.article import Link, render_article
from web.services.snapshots import Snapshot

_Fact = Revised | RevisedEvent
_FEW = 8
"""The most changed facts that are visible before the list is opened."""


@dataclass(frozen=True, slots=True)
class PinnedVersion:
    """A pinned version, and the facts in it that no longer hold. `old` is None if it cannot be opened."""

    snapshot: Snapshot
    old: Atlas | None
    retracted: Sequence[_Fact] = ()
    changed: Sequence[_Fact] = ()

    @property
    def facts(self) -> tuple[tuple[Kind, str], ...]:
        """Kind and id of the facts that no longer hold; versions with the same ones are listed together."""
        return tuple((fact.kind, _entry_of(fact).id) for fact in (*self.retracted, *self.changed))


@dataclass(frozen=True, slots=True)
class _Links:
    """The links to a version, and to the newest atlas as known on the day of its publication."""

    page: Link
    map: Link
    closed: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A fact that no longer holds, and what became of it."""

    place: str
    fact: Link
    retracted: bool
    since: str
    now: list[str]


@dataclass(frozen=True, slots=True)
class _Section:
    """Versions that show the same facts, the newest first."""

    versions: list[_Links]
    retracted: list[_Row]
    changed: list[_Row]
    summary: str
    open: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """The sections under one title."""

    title: str
    sections: list[_Section]


def compare_version(snapshot: Snapshot, old: Atlas | None, newest: Atlas) -> PinnedVersion:
    """Return the facts in a pinned version that the newest atlas retracts or changes."""
    if old is None:
        return PinnedVersion(snapshot, None)
    facts: list[_Fact] = [*list_revised(old, newest), *list_revised_events(old, newest)]
    retracted, changed = (
        [fact for fact in facts if fact.kind is kind] for kind in (Kind.RETRACTED, Kind.CHANGED)
    )
    return PinnedVersion(snapshot, old, retracted, changed)


def render_pinned(newest: Atlas, since: int, versions: Sequence[PinnedVersion], words: Words) -> str:
    """Return the page; `since` is the day on which the newest atlas was published."""
    page = _Page(newest, since, words)
    retracted = [version for version in versions if version.retracted]
    changed = [version for version in versions if version.changed and not version.retracted]
    unchanged = [version for version in versions if not version.retracted and not version.changed]
    counts = {"saved": len(versions), "retracted": len(retracted), "changed": len(changed)}
    groups = (("pinned_with_retracted", retracted), ("pinned_with_changed", changed))
    return render_article(
        "pinned.html",
        words,
        words["pinned"],
        newest,
        counts=words.format("pinned_counts", **counts) if versions else "",
        groups=[page.group(title, members) for title, members in groups if members],
        rest=[page.links(version) for version in unchanged],
    )


def _entry_of(fact: _Fact) -> Record | Event:
    return fact.record if isinstance(fact, Revised) else fact.event


@dataclass(frozen=True, slots=True)
class _Page:
    """Compares pinned versions with the newest atlas, which was published on a day."""

    newest: Atlas
    since: int
    words: Words

    def group(self, title: str, versions: Sequence[PinnedVersion]) -> _Group:
        """Return versions under a title, those with the same facts together."""
        alike = groupby(versions, lambda version: version.facts)
        return _Group(self.words[title], [self._section(list(members)) for _, members in alike])

    def links(self, version: PinnedVersion) -> _Links:
        """Return the links to a version and to the map as known when it was published."""
        words, snapshot = self.words, version.snapshot
        names = {"version": snapshot.version[:7], "date": words.day(snapshot.published)}
        known = min(snapshot.published, self.newest.latest_source)
        return _Links(
            Link(words.format("pinned_version", **names), f"embed/{snapshot.version}/?lang={words.language}"),
            Link(
                words.format("pinned_then", date=words.day(known)),
                f"./?lang={words.language}&known={format_day(known)}",
            ),
            closed=version.old is None,
        )

    def _section(self, versions: Sequence[PinnedVersion]) -> _Section:
        first = versions[0]
        key = "pinned_also" if first.retracted else "pinned_only_changed"
        return _Section(
            versions=[self.links(version) for version in versions],
            retracted=list(self._rows(first, first.retracted)),
            changed=list(self._rows(first, first.changed)),
            summary=self.words.format(key, n=len(first.changed)),
            open=not first.retracted and len(first.changed) <= _FEW,
        )

    def _rows(self, version: PinnedVersion, facts: Sequence[_Fact]) -> Iterator[_Row]:
        if version.old is None:
            return
        for fact in facts:
            yield self._row(version.old, version.snapshot.version, fact)

    def _row(self, old: Atlas, version: str, fact: _Fact) -> _Row:
        entry, words = _entry_of(fact), self.words
        first = fact.record.start if isinstance(fact, Revised) else fact.event.date
        day = min(max(first.latest, old.meta.first), old.meta.last)
        text = (
            self._describe(old, fact.record, fact.now)
            if isinstance(fact, Revised)
            else self._describe_event(fact.event)
        )
        since = fact.since if isinstance(fact, Revised) else None
        retracted = fact.kind is Kind.RETRACTED
        date = words.day(self.since if since is None else since)
        return _Row(
            place=old.places[entry.place].name.translate(words.language) if entry.place in old.places else "",
            fact=Link(text, f"embed/{version}/?date={format_day(day)}&lang={words.language}"),
            retracted=retracted,
            since=words.format("pinned_retracted" if retracted else "pinned_changed", date=date),
            now=list(self._describe_now(fact)),
        )

    def _describe_now(self, fact: _Fact) -> Iterator[str]:
        """Yield what the newest atlas has instead of a fact, and why."""
        if isinstance(fact, RevisedEvent):
            if fact.now and (text := self._describe_event(fact.now)) != self._describe_event(fact.event):
                yield text
            return
        if fact.now and fact.kind is Kind.CHANGED:
            yield self._describe(self.newest, fact.now, fact.record)
        # A note that has changed since gives the reason.
        if (
            fact.now
            and fact.now.note != fact.record.note
            and (note := fact.now.note.translate(self.words.language))
        ):
            yield note

    def _describe_event(self, event: Event) -> str:
        words = self.words
        parts = event.title.translate(words.language), words.dated(event.date), words[event.standing]
        return words["comma"].join(parts)

    def _describe(self, atlas: Atlas, record: Record, other: Record | None) -> str:
        """Return who is where since when, and other differences from the other record."""
        words = self.words
        parts = [f"{atlas.forces[record.force].name.translate(words.language)}: {words[record.status]}"]
        parts.append(words.since(record))
        if other and other.standing != record.standing:
            parts.append(words[record.standing])
        if other and other.end != record.end:
            parts.append(words.until(record))
        return words["comma"].join(parts)
