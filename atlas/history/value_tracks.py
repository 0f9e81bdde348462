"""Tracks of values: the value from each day on, as lists that are only looked up.

A track is a sorted list of [day, value]; before its first day the value is 0. Values are numbers of entries
in an `Interner`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from atlas.history.changes import Change

Thing = TypeVar("Thing")
Track = list[list[int]]
Tracks = dict[str, Track]
Changes = Mapping[str, Sequence[Change]]


class Interner(Generic[Thing]):
    """Distinct things, each stored once and numbered in the order of arrival."""

    def __init__(self, *things: Thing) -> None:
        self.things = list(things)
        self._numbers = {thing: number for number, thing in enumerate(things)}

    def number(self, thing: Thing) -> int:
        """Return the number of a thing; a new one gets the next number."""
        number = self._numbers.setdefault(thing, len(self.things))
        if number == len(self.things):
            self.things.append(thing)
        return number


def value_on(track: Track, day: int) -> int:
    """Look up a track's value on a day."""
    position = bisect_right(track, day, key=lambda change: change[0])
    return track[position - 1][1] if position else 0


def thin_track(steps: Iterable[tuple[int, int]]) -> Track:
    """Remove the steps that change nothing."""
    track: Track = []
    for day, value in steps:
        if value != (track[-1][1] if track else 0):
            track.append([day, value])
    return track
