"""News: everything that happened, found from the days on which the holdings of a place change.

Works on records and days; contains no language, no drawing, no clock.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from atlas.history.changes import Change, compile_changes, holdings_on
from atlas.history.in_effect import find_denied
from atlas.history.scene import Holding
from atlas.model.atlas import Atlas, Event
from atlas.model.dates.granularity import Granularity
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
    unit: Granularity = Granularity.DAY
    """The unit of time of the atlas, by which it stays new for longer."""

    @property
    def forces(self) -> frozenset[str]:
        """All forces named in it."""
        named = (self.event.from_force, self.event.to_force) if self.event else ()
        return frozenset({*self.after, *self.before, *named} - {""})

    @property
    def vague(self) -> bool:
        """Whether its date is so open that it is never called new."""
        return self.when.latest - self.when.earliest > VAGUE_DAYS * self.unit.scale

    def begun(self, day: int) -> bool:
        """Return whether it has happened, or may have happened, by a day."""
        return (self.when.latest if self.vague else self.when.earliest) <= day

    @property
    def reach(self) -> int:
        """For how many days it is recent."""
        return REACH_DAYS * self.unit.scale

    def recent(self, day: int) -> bool:
        """Return whether it happened recently, seen from a day."""
        return not self.vague and day - self.reach < self.when.earliest <= day

    def rank(self, day: int) -> tuple[int, bool, bool, int, int]:
        """Return how new it is on a day; while its window is open, it is as old as the window's first day."""
        over = self.when.latest <= day and not self.vague
        since = self.when.latest if over else self.when.earliest
        return day - since, not over, not self.before, STANDINGS.index(self.standing), -self.when.earliest


@lru_cache(maxsize=8)
def find_news(atlas: Atlas, known: int, hidden: frozenset[str] = frozenset()) -> tuple[News, ...]:
    """Return all news as known on a day, without forces that are hidden."""
    of_places = [
        item
        for place, changes in compile_changes(atlas, known).items()
        if atlas.places[place].covered
        for item in _place_news(atlas, place, changes, known, hidden)
    ]
    return (*of_places, *_event_news(atlas, known, hidden))


def _event_news(atlas: Atlas, known: int, hidden: frozenset[str]) -> Iterator[News]:
    unit = atlas.meta.granularity
    for event in atlas.events:
        item = News(Kind.EVENT, event.place, event.date, standing=event.standing, event=event, unit=unit)
        if event.reported <= known and not item.forces & hidden:
            yield item


def _place_news(
    atlas: Atlas, place: str, changes: Sequence[Change], known: int, hidden: frozenset[str]
) -> Iterator[News]:
    before: tuple[Holding, ...] = ()
    held: frozenset[str] = frozenset()
    arrivals: list[News] = []
    for change in changes:
        now = tuple([holding for holding in change.holdings if holding.force not in hidden and holding.known])
        holds = _possibly(now)
        if change.day > atlas.meta.first:
            turn = _Turn(atlas, place, change.day, before, now, changes, known, held, holds)
            gained = list(turn.gained())
            arrivals += gained
            yield from gained
            yield from turn.lost(arrivals)
            yield from turn.others()
        before, held = now, holds


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
    held: frozenset[str]
    """Who was in control before, certainly or possibly."""
    holds: frozenset[str]

    def gained(self) -> Iterator[News]:
        """Yield the forces that came to hold the place, grouped by date."""
        former = self.held
        groups: dict[Window, list[Holding]] = {}
        for holding in self.now:
            if holding.in_effect and holding.force not in former:
                groups.setdefault(self._start(holding), []).append(holding)
        for window, arrived in groups.items():
            gone, stayed = self._split_holders(max(window.latest, self.day))
            if gone or not window.open:
                after = tuple(dict.fromkeys(holding.force for holding in arrived))
                rivals = find_denied(self.atlas, arrived, self.before)
                beside = tuple(force for force in stayed if force not in (*after, *rivals))
                yield self._news(Kind.CONTROL, window, arrived, after=after, before=gone, beside=beside)

    def _split_holders(self, latest: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return who held the place before and is gone at the end of a window, and who stayed."""
        later = _possibly(holdings_on(self.changes, latest))
        index = self.atlas.index
        ends, end_reported = index.to_earliest, index.to_reported
        gone_by_force: dict[str, bool] = {}
        for holding in self.before:
            if holding.in_effect:
                ending = all(ends[row] <= latest and end_reported[row] <= self.known for row in holding.rows)
                gone_by_force[holding.force] = gone_by_force.get(holding.force, True) and (
                    holding.force not in later or ending
                )
        return tuple(f for f, gone in gone_by_force.items() if gone), tuple(
            f for f, gone in gone_by_force.items() if not gone
        )

    def lost(self, arrivals: Sequence[News]) -> Iterator[News]:
        """Yield those who no longer hold the place and have no successor."""
        departed = self.held - self.holds
        if not departed:
            return
        followed = {f for arrival in arrivals if self.day >= arrival.when.earliest for f in arrival.before}
        for force in sorted(departed - followed):
            ended = [holding for holding in self.before if holding.force == force and holding.in_effect]
            window = self._end(ended)
            if not window.open:
                beside = tuple(sorted(self.holds - find_denied(self.atlas, ended, self.now)))
                yield self._news(Kind.CONTROL, window, ended, before=(force,), beside=beside)

    def others(self) -> Iterator[News]:
        """Yield sieges that begin or end, contests, arrivals, nominal control and claims of absence."""
        yield from self._begun()
        states_now = {(holding.force, holding.status) for holding in self.now}
        for holding in self.before:
            lifted = (
                holding.status is Status.BESIEGED
                and (holding.force, holding.status) not in states_now
                and holding.force in self.holds
            )
            if lifted and not (window := self._end([holding])).open:
                yield self._news(Kind.FIGHTING, window, [holding], before=(holding.force,), over=True)

    def _begun(self) -> Iterator[News]:
        """Yield the states that begin; forces that begin to contest a place on one day are in one item."""
        states_before = {(holding.force, holding.status) for holding in self.before}
        groups: dict[tuple[Status, Window, Standing, str], list[Holding]] = {}
        for holding in self.now:
            status = holding.status
            besieged = status is Status.BESIEGED and holding.force in self.held
            if (holding.force, status) in states_before or (holding.in_effect and not besieged):
                continue
            window = self._start(holding)
            if status is Status.ABSENT or not window.open:
                alone = "" if status is Status.CONTESTED else holding.force
                groups.setdefault((status, window, holding.standing, alone), []).append(holding)
        for (status, window, _, _), holdings in groups.items():
            after = tuple(dict.fromkeys(holding.force for holding in holdings))
            yield self._news(_KINDS.get(status, Kind.STATUS), window, holdings, after=after, status=status)

    def _news(self, kind: Kind, window: Window, holdings: Sequence[Holding], **more: object) -> News:
        standing = min((holding.standing for holding in holdings), key=STANDINGS.index)
        rows = tuple(row for holding in holdings for row in holding.rows)
        details = {"status": holdings[0].status if more.get("after") else None} | more
        unit = self.atlas.meta.granularity
        return News(kind, self.place, window, standing=standing, rows=rows, unit=unit, **details)  # type: ignore[arg-type]

    def _start(self, holding: Holding) -> Window:
        starts, _ = _windows(self.atlas)
        return min((starts[row] for row in holding.rows), key=lambda window: (window.earliest, window.latest))

    def _end(self, holdings: Sequence[Holding]) -> Window:
        _, ends = _windows(self.atlas)
        windows = (ends[row] for holding in holdings for row in holding.rows)
        return max(windows, key=lambda window: (window.latest, window.earliest))


@lru_cache(maxsize=8)
def _windows(atlas: Atlas) -> tuple[list[Window], list[Window]]:
    """Return the starts and ends of all records as lists: looking them up is a hundred times faster."""
    return atlas.records["start"].tolist(), atlas.records["end"].tolist()


_KINDS = {Status.BESIEGED: Kind.FIGHTING, Status.CONTESTED: Kind.FIGHTING, Status.ABSENT: Kind.CLAIM}


def _possibly(holdings: Collection[Holding]) -> frozenset[str]:
    """Return who is in control, certainly or possibly."""
    return frozenset([holding.force for holding in holdings if holding.in_effect])
