"""From the snapshots that show a place to dates: of its shapes, and of its records.

Between two snapshots nothing is invented. Ground that a force holds in both keeps the shape of the first
until the day of the second. Where a force appears or is gone, the day lies after the last snapshot that shows
the old state, up to the first that shows the new one; with a snapshot every day, that is one day.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from imports.snapshots.places import Place

__all__ = ["Presence", "ShapeDates", "find_presences", "find_shape_dates"]


class Presence(NamedTuple):
    """A time in which every snapshot shows the place: its record. Windows are (first day, last day).

    `end` is None while the newest snapshot still shows the place. `confirmed` is the day of the last one that
    shows it.
    """

    begin: tuple[int, int]
    end: tuple[int, int] | None
    confirmed: int


class ShapeDates(NamedTuple):
    """A shape, by number, and the windows of its first day and of the first day without it."""

    shape: int
    begin: tuple[int, int]
    end: tuple[int, int] | None


def find_presences(place: Place, days: Sequence[int]) -> list[Presence]:
    """Return the records of a place in a series of snapshots on `days`, which ascend."""
    return [
        Presence(_begin(first, days), _end(last, days), days[last])
        for first, last in _runs(list(place.shapes))
    ]


def find_shape_dates(place: Place, days: Sequence[int]) -> list[ShapeDates]:
    """Return the shapes of a place: one follows another on the day of the snapshot that shows it first."""
    dates: list[ShapeDates] = []
    for first, last in _runs(list(place.shapes)):
        starts = [
            number
            for number in range(first, last + 1)
            if number == first or place.shapes[number] != place.shapes[number - 1]
        ]
        for start, following in zip(starts, [*starts[1:], None], strict=True):
            begin = _begin(first, days) if start == first else (days[start], days[start])
            end = _end(last, days) if following is None else (days[following], days[following])
            dates.append(ShapeDates(place.shapes[start], begin, end))
    return dates


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of successive numbers."""
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
