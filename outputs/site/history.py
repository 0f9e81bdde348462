"""What happened on which day: events, and places whose holders became others. Knows no page and no feed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from atlas.changes import Change, compile_changes
from atlas.model import Atlas, Event
from atlas.state import Holding
from atlas.vocabulary import Shape, Status

_HELD = frozenset({Status.CONTROL, Status.BESIEGED})


@dataclass(frozen=True, slots=True)
class Turn:
    """A place whose certain holders are others from a day on; either may be empty."""

    place: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """All that changed on one day."""

    day: int
    events: list[Event] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)


def list_days(atlas: Atlas, known: int) -> list[Day]:
    """Return the days on which something changed, as known on a day, the newest first."""
    days: dict[int, Day] = {}
    for event in atlas.events:
        if event.reported <= known:
            days.setdefault(event.date.earliest, Day(event.date.earliest)).events.append(event)
    changes = compile_changes(atlas, known)
    for place in atlas.places.values():
        if place.shape is not Shape.LINE and not place.derived:
            for day, turn in _turns(place.id, changes.get(place.id, ())):
                days.setdefault(day, Day(day)).turns.append(turn)
    return [days[day] for day in sorted(days, reverse=True)]


def holders(holdings: tuple[Holding, ...]) -> tuple[str, ...]:
    """Return the forces that certainly hold a place."""
    return tuple(one.force for one in holdings if one.certain and one.status in _HELD)


def _turns(place: str, changes: tuple[Change, ...]) -> Iterator[tuple[int, Turn]]:
    before: tuple[str, ...] = ()
    for change in changes:
        after = holders(change.holdings)
        # Between two certain holders there may be doubtful days: who held it last is told, not "nobody".
        if after and set(after) != set(before):
            yield change.day, Turn(place, before, after)
        before = after or before
