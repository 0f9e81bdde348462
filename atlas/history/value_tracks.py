"""Tracks of values: the value from each day on, as lists that are only looked up.

A track is a sorted list of [day, value]; before its first day the value is 0. Values are numbers of entries
in an `Interner`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from atlas.history.changes import Change

Value = TypeVar("Value")
Track = list[list[int]]
Tracks = dict[str, Track]
Changes = Mapping[str, Sequence[Change]]


class Interner(Generic[Value]):
    """Distinct values, each stored once and numbered in the order of arrival."""

    def __init__(self, *values: Value) -> None:
        self.values = list(values)
        self._numbers = {value: number for number, value in enumerate(values)}

    def number(self, value: Value) -> int:
        """Return the number of a value; a new one gets the next number."""
        number = self._numbers.setdefault(value, len(self.values))
        if number == len(self.values):
            self.values.append(value)
        return number


def value_on(track: Track, day: int) -> int:
    """Look up a track's value on a day."""
    position = bisect_left(track, [day + 1])
    return track[position - 1][1] if position else 0


def thin_track(steps: Iterable[tuple[int, int]]) -> Track:
    """Remove the steps that change nothing."""
    track: Track = []
    for day, value in steps:
        if value != (track[-1][1] if track else 0):
            track.append([day, value])
    return track
