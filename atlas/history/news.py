"""News: what happened last, by one rule for heading, caption, alt text, embed and panel.

Changes of control come first, then sieges and contests, other changes of status, claims of absence, events;
the newest first in each kind. Works on records and days; contains no language, no drawing, no clock.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from atlas.history.changes import Change, compile_changes, holdings_on
from atlas.history.in_effect import forces_in_effect
from atlas.history.rivals import find_denied
from atlas.history.scene import Holding
from atlas.model.atlas import Atlas, Event
from atlas.model.edtf_dates import Window
from atlas.model.vocabulary import STANDINGS, Standing, Status

REACH_DAYS = 30
"""News from this many days up to the day shown comes before everything older."""
VAGUE_DAYS = 31
"""A date that leaves more days open than this is never called recent."""


class Kind(IntEnum):
    """What happened, the most important kind first."""

    CONTROL = 0
    FIGHTING = 1
    STATUS = 2
    CLAIM = 3
    EVENT = 4


@dataclass(frozen=True, slots=True, eq=False)
class News:
    """Something that happened at a place: who is there, instead of and beside whom, when, by which records.

    `status` is that of `after`; it is None if `before` lost control to nobody or if its siege ended (`over`).
    `event` is set if it is an event rather than a change of records.
    """

    kind: Kind
    place: str
    when: Window
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    status: Status | None = None
    over: bool = False
    standing: Standing = Standing.CONFIRMED
    rows: tuple[int, ...] = ()
    event: Event | None = None

    @property
    def forces(self) -> frozenset[str]:
        """All forces named in it."""
        named = (self.event.from_force, self.event.to_force) if self.event else ()
        return frozenset({*self.after, *self.before, *named} - {""})

    @property
    def vague(self) -> bool:
        """Whether its date is so open that it is never called new."""
        return self.when.latest - self.when.earliest > VAGUE_DAYS

    def begun(self, day: int) -> bool:
        """Return whether it has happened, or may have happened, by a day."""
        return (self.when.latest if self.vague else self.when.earliest) <= day

    def recent(self, day: int) -> bool:
        """Return whether it happened recently, seen from a day."""
        return not self.vague and day - REACH_DAYS < self.when.earliest <= day

    def rank(self, day: int) -> tuple[int, bool, bool, int, int]:
        """Return how new it is on a day; while its window is open, it is as old as the window's first day."""
        over = self.when.latest <= day and not self.vague
        since = self.when.latest if over else self.when.earliest
        return day - since, not over, not self.before, STANDINGS.index(self.standing), -self.when.earliest


def pick_news(news: Iterable[News], day: int) -> list[News]:
    """Return what a picture of a day reports, most important first, from the news within its frame.

    If nothing happened recently, return only the newest of any kind.
    """
    begun = [one for one in news if one.begun(day)]
    if recent := [one for one in begun if one.recent(day)]:
        return _once(sorted(recent, key=lambda one: (one.kind, one.rank(day))))
    newest = min(begun, key=lambda one: (one.rank(day)[0], one.kind, one.rank(day)), default=None)
    return [] if newest is None else [one for one in begun if _alike(one, newest)]


def _once(news: Sequence[News]) -> list[News]:
    """Leave out events that other news of the same place and time already covers."""
    return [
        one
        for one in news
        if one.event is None or not any(_says(other, one) for other in news if other.event is None)
    ]


def _says(other: News, event: News) -> bool:
    one, two = other.when, event.when
    return other.place == event.place and one.earliest <= two.latest and two.earliest <= one.latest


def _alike(one: News, other: News) -> bool:
    return one is other or (other.event is None and is_same(one, other))


def is_same(one: News, other: News) -> bool:
    """Return whether two news items differ only in their place, so that one sentence can cover both."""
    return _but_place(one) == _but_place(other)


def _but_place(one: News) -> tuple[object, ...]:
    said = one.event.id if one.event else ""
    return (one.kind, one.when, one.when.text, frozenset(one.after), frozenset(one.before), one.status,
            frozenset(one.beside), one.over, one.standing, said)  # fmt: skip


def turning_days(news: Iterable[News]) -> list[int]:
    """Return the days on which the choice of `pick_news` may change."""
    days: set[int] = set()
    for one in news:
        days |= {one.when.earliest, one.when.latest}
        days |= {one.when.earliest + REACH_DAYS} if not one.vague else set()
    return sorted(days)


@lru_cache(maxsize=8)
def find_news(atlas: Atlas, known: int, hidden: frozenset[str] = frozenset()) -> tuple[News, ...]:
    """Return all news as known on a day, without forces that are hidden."""
    found = [
        one
        for place, changes in compile_changes(atlas, known).items()
        if atlas.places[place].covered
        for one in _place_news(atlas, place, changes, known, hidden)
    ]
    return (*found, *_event_news(atlas, known, hidden))


def _event_news(atlas: Atlas, known: int, hidden: frozenset[str]) -> Iterator[News]:
    for event in atlas.events:
        one = News(Kind.EVENT, event.place, event.date, standing=event.standing, event=event)
        if event.reported <= known and not one.forces & hidden:
            yield one


def _place_news(
    atlas: Atlas, place: str, changes: Sequence[Change], known: int, hidden: frozenset[str]
) -> Iterator[News]:
    before: tuple[Holding, ...] = ()
    arrivals: list[News] = []
    for change in changes:
        now = tuple(one for one in change.holdings if one.force not in hidden and one.known)
        if change.day > atlas.meta.first:
            turn = _Turn(atlas, place, change.day, before, now, changes, known)
            gained = list(turn.gained())
            arrivals += gained
            yield from gained
            yield from turn.lost(arrivals)
            yield from turn.others()
        before = now


@dataclass(frozen=True, slots=True)
class _Turn:
    """One place on a day on which its holdings change."""

    atlas: Atlas
    place: str
    day: int
    before: tuple[Holding, ...]
    now: tuple[Holding, ...]
    changes: Sequence[Change]
    known: int

    def gained(self) -> Iterator[News]:
        """Yield the forces that came to hold the place, grouped by date."""
        held = forces_in_effect(self.before) | _possibly(self.before)
        groups: dict[Window, list[Holding]] = {}
        for one in self.now:
            if one.in_effect and one.force not in held:
                groups.setdefault(self._start(one), []).append(one)
        for when, arrived in groups.items():
            gone, stayed = self._part(max(when.latest, self.day))
            if gone or not when.open:
                after = tuple(dict.fromkeys(one.force for one in arrived))
                rivals = find_denied(self.atlas, arrived, self.before)
                beside = tuple(force for force in stayed if force not in (*after, *rivals))
                yield self._news(Kind.CONTROL, when, arrived, after=after, before=gone, beside=beside)

    def _part(self, latest: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return who held the place before and is gone at the end of a window, and who stayed."""
        later = _possibly(holdings_on(self.changes, latest))
        index = self.atlas.index
        ends, told = index.to_earliest, index.to_reported
        found: dict[str, bool] = {}
        for one in self.before:
            if one.in_effect:
                ending = all(ends[row] <= latest and told[row] <= self.known for row in one.rows)
                found[one.force] = found.get(one.force, True) and (one.force not in later or ending)
        return tuple(f for f, gone in found.items() if gone), tuple(
            f for f, gone in found.items() if not gone
        )

    def lost(self, arrivals: Sequence[News]) -> Iterator[News]:
        """Yield those who no longer hold the place and have no successor."""
        left = _possibly(self.before) - _possibly(self.now)
        followed = {f for one in arrivals if self.day >= one.when.earliest for f in one.before}
        for force in sorted(left - followed):
            held = [one for one in self.before if one.force == force and one.in_effect]
            when = self._end(held)
            if not when.open:
                beside = tuple(sorted(_possibly(self.now) - find_denied(self.atlas, held, self.now)))
                yield self._news(Kind.CONTROL, when, held, before=(force,), beside=beside)

    def others(self) -> Iterator[News]:
        """Yield sieges that begin or end, contests, arrivals, nominal control and claims of absence."""
        was = {(one.force, one.status) for one in self.before}
        held, holds = _possibly(self.before), _possibly(self.now)
        for one in self.now:
            when = self._start(one)
            claim = one.status is Status.ABSENT
            new = (one.force, one.status) not in was and (claim or not when.open)
            if new and (not one.in_effect or (one.status is Status.BESIEGED and one.force in held)):
                kind = _KINDS.get(one.status, Kind.STATUS)
                yield self._news(kind, when, [one], after=(one.force,), status=one.status)
        now = {(one.force, one.status) for one in self.now}
        for one in self.before:
            when = self._end([one])
            lifted = (
                one.status is Status.BESIEGED and (one.force, one.status) not in now and one.force in holds
            )
            if lifted and not when.open:
                yield self._news(Kind.FIGHTING, when, [one], before=(one.force,), over=True)

    def _news(self, kind: Kind, when: Window, told: Sequence[Holding], **more: object) -> News:
        standing = min((one.standing for one in told), key=STANDINGS.index)
        rows = tuple(row for one in told for row in one.rows)
        shown = {"status": told[0].status if more.get("after") else None} | more
        return News(kind, self.place, when, standing=standing, rows=rows, **shown)  # type: ignore[arg-type]

    def _start(self, one: Holding) -> Window:
        starts, _ = _windows(self.atlas)
        return min((starts[row] for row in one.rows), key=lambda when: (when.earliest, when.latest))

    def _end(self, told: Sequence[Holding]) -> Window:
        _, ends = _windows(self.atlas)
        windows = (ends[row] for one in told for row in one.rows)
        return max(windows, key=lambda when: (when.latest, when.earliest))


@lru_cache(maxsize=8)
def _windows(atlas: Atlas) -> tuple[list[Window], list[Window]]:
    """Return the starts and ends of all records as lists: looking them up is a hundred times faster."""
    return atlas.records["start"].tolist(), atlas.records["end"].tolist()


_KINDS = {Status.BESIEGED: Kind.FIGHTING, Status.CONTESTED: Kind.FIGHTING, Status.ABSENT: Kind.CLAIM}


def _possibly(holdings: Collection[Holding]) -> frozenset[str]:
    """Return who is in control, certainly or possibly."""
    return frozenset(one.force for one in holdings if one.in_effect)
