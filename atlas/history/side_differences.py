"""Differences: where two versions of an atlas tell otherwise, on a day or from day to day.

Who is there and how counts; how surely does not. Knows not whose versions they are.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from atlas.history.changes import compile_changes, holdings_on
from atlas.history.in_effect import sum_km2
from atlas.history.scene import Holding, Scene
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Status

Claimed = frozenset[tuple[str, Status]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that two versions tell otherwise: force and status in each."""

    place: str
    one: Claimed
    other: Claimed


@dataclass(frozen=True, slots=True)
class Differences:
    """Where two versions of a day differ, in the atlas' order, and the area (km²) of the zones among them."""

    day: int
    known: int
    places: tuple[Difference, ...]
    km2: float


@dataclass(frozen=True, slots=True)
class Parting:
    """From this day on (until the next parting of the place) two versions differ so, or not at all."""

    day: int
    difference: Difference | None


def compare_versions(one: Scene, other: Scene, hidden: Collection[str] = ()) -> Differences:
    """Return where two versions of one day differ: scenes of an atlas as two sides tell it.

    Of forces that are `hidden` nothing is told.
    """
    told = (
        Difference(place, _claimed(one.holdings(place), hidden), _claimed(other.holdings(place), hidden))
        for place in one.atlas.places
    )
    places = tuple(difference for difference in told if difference.one != difference.other)
    return Differences(one.day, one.known, places, sum_km2(one.atlas, (each.place for each in places)))


def compile_differences(
    one: Atlas, other: Atlas, known: int, hidden: Collection[str] = ()
) -> dict[str, tuple[Parting, ...]]:
    """Return of each place that two versions ever tell otherwise the days from which on they do how."""
    changes, others = compile_changes(one, known), compile_changes(other, known)
    found: dict[str, tuple[Parting, ...]] = {}
    for place in one.places:
        steps, beside = changes.get(place, ()), others.get(place, ())
        days = sorted({change.day for change in (*steps, *beside)})
        told = (
            (
                day,
                _claimed(holdings_on(steps, day), hidden),
                _claimed(holdings_on(beside, day), hidden),
            )
            for day in days
        )
        if partings := tuple(_part(place, told)):
            found[place] = partings
    return found


def _part(place: str, told: Iterable[tuple[int, Claimed, Claimed]]) -> Iterator[Parting]:
    before: Difference | None = None
    for day, one, other in told:
        now = Difference(place, one, other) if one != other else None
        if now != before:
            yield Parting(day, now)
            before = now


def _claimed(holdings: Iterable[Holding], hidden: Collection[str]) -> Claimed:
    told = (one for one in holdings if one.known and one.force not in hidden)
    return frozenset((one.force, one.status) for one in told)
