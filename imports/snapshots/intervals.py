"""From the snapshots that show a place to dates: of its shapes, and of its records.

Between two snapshots nothing is invented. Ground that a force holds in both keeps the shape of the first
until the day of the second. Where a force appears or is gone, the day lies after the last snapshot that shows
the old state, up to the first that shows the new one; with a snapshot every day, that is one day.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from imports.snapshots.places import Place

__all__ = ["Dates", "date_shapes", "date_stays"]


class Dates(NamedTuple):
    """The snapshots, `first` to `last`, that show something, and what follows from them, in day numbers.

    `begin` is the window (first day, last day) of its beginning, `end` that of its end: None while the newest
    snapshot still shows it.
    """

    first: int
    last: int
    begin: tuple[int, int]
    end: tuple[int, int] | None


def date_stays(place: Place, days: Sequence[int]) -> list[Dates]:
    """Return the times in which every snapshot shows a place; `days` of the snapshots ascend."""
    return [
        Dates(first, last, _begin(first, days), _end(last, days)) for first, last in _runs(list(place.shapes))
    ]


def date_shapes(place: Place, days: Sequence[int]) -> list[Dates]:
    """Return the times of each shape: one follows another on the day of the snapshot that shows it first."""
    return [dates for stay in date_stays(place, days) for dates in _split(stay, place, days)]


def _split(stay: Dates, place: Place, days: Sequence[int]) -> Iterator[Dates]:
    """Yield the parts of a time in which the place has the same shape."""
    numbers = range(stay.first + 1, stay.last + 1)
    turns = [number for number in numbers if place.shapes[number] != place.shapes[number - 1]]
    firsts, following = [stay.first, *turns], [*turns, stay.last + 1]
    for first, after in zip(firsts, following, strict=True):
        begin = stay.begin if first == stay.first else (days[first], days[first])
        end = stay.end if after > stay.last else (days[after], days[after])
        yield Dates(first, after - 1, begin, end)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of successive numbers."""
    first = previous = numbers[0]
    for number in numbers[1:]:
        if number != previous + 1:
            yield first, previous
            first = number
        previous = number
    yield first, previous


def _begin(first: int, days: Sequence[int]) -> tuple[int, int]:
    return (days[first - 1] + 1 if first else days[first], days[first])


def _end(last: int, days: Sequence[int]) -> tuple[int, int] | None:
    return (days[last] + 1, days[last + 1]) if last + 1 < len(days) else None
