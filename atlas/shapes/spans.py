"""The days on which a place has each of its shapes.

A shape lasts until the last day of its `to`, or until the next one begins. Days between two shapes belong to
neither: the place does not exist then.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from atlas.model.dated_shape import DatedShape
from atlas.model.edtf_dates import FOREVER, NEVER

Span = tuple[int, int]
"""The first day of a shape, and the first day on which the place no longer has it."""


@lru_cache(maxsize=65536)
def find_spans(shapes: tuple[DatedShape, ...]) -> tuple[Span, ...]:
    """Return the days of each shape of a place, in their order."""
    starts = [NEVER if shape.start is None else shape.start.earliest for shape in shapes]
    ends = [FOREVER if shape.end is None else shape.end.latest for shape in shapes]
    return tuple(zip(starts, map(min, ends, [*starts[1:], FOREVER]), strict=True))


def pick_shape(shapes: Sequence[DatedShape], day: int) -> DatedShape:
    """Return the shape of a place on a day; outside its days, the last one before, or else the first."""
    spans = find_spans(tuple(shapes))
    return shapes[max(bisect_right(spans, day, key=lambda span: span[0]) - 1, 0)]


def join_spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the days of some spans, in their order, as few spans as possible."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return tuple(joined)
