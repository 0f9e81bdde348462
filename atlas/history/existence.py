"""Existence: from when to when a place exists. Outside those days it is not drawn, named or listed.

A place with its own `from` or `to` exists between them. Without them, settlements, lines and zones always
exist, and other sites exist from their first record that counts, or never if they have none. No drawing here.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np

from atlas.model.atlas import Atlas, Place
from atlas.model.edtf_dates import FOREVER, NEVER
from atlas.model.vocabulary import SETTLEMENTS, Shape
from atlas.shapes.spans import Span, find_spans, join_spans


def needs_record(shape: Shape, kind: str) -> bool:
    """Return whether a place without `from` exists only once a record names it."""
    return shape is Shape.SITE and kind not in SETTLEMENTS


@lru_cache(maxsize=16)
def passing_places(atlas: Atlas) -> frozenset[str]:
    """Return the places that do not always exist, whatever the information date."""
    return frozenset(
        place.id
        for place in atlas.places.values()
        if place.start is not None
        or place.end is not None
        or needs_record(place.shape, place.kind)
        or place.id in _interrupted(atlas)
    )


@lru_cache(maxsize=16)
def spans_of(atlas: Atlas, known: int) -> Mapping[str, Span]:
    """Return the spans of places that do not always exist, as known on a day; (FOREVER, …) means never."""
    first, passing = _first_records(atlas, known), passing_places(atlas)
    return {
        place.id: _span(place, first[number])
        for number, place in enumerate(atlas.places.values())
        if place.id in passing
    }


def _span(place: Place, first: int) -> Span:
    start = first if needs_record(place.shape, place.kind) else NEVER
    return (
        start if place.start is None else place.start.earliest,
        FOREVER if place.end is None else place.end.latest,
    )


def _first_records(atlas: Atlas, known: int) -> list[int]:
    """Return for each place the first day of its records that count, FOREVER if it has none."""
    index = atlas.index
    counted = np.flatnonzero((index.reported <= known) & (known < index.retracted))
    first = np.full(len(atlas.places), FOREVER, dtype=np.int64)
    np.minimum.at(first, index.place[counted], index.from_earliest[counted])
    return first.tolist()


@lru_cache(maxsize=256)
def absent_on(atlas: Atlas, day: int, known: int) -> frozenset[str]:
    """Return the places that do not exist on a day, as known on a day."""
    spans, interrupted = spans_of(atlas, known).items(), _interrupted(atlas).items()
    absent = frozenset(name for name, (start, end) in spans if not start <= day < end)
    return absent.union(name for name, listed in interrupted if not within_any(listed, day))


@lru_cache(maxsize=16)
def own_spans(atlas: Atlas) -> Mapping[int, tuple[Span, ...]]:
    """Return the spans of the places with a `from` or `to`, by number; nobody holds them at other times."""
    interrupted = _interrupted(atlas)
    return {
        number: interrupted.get(place.id) or (_span(place, NEVER),)
        for number, place in enumerate(atlas.places.values())
        if place.start is not None or place.end is not None or place.id in interrupted
    }


def within_any(spans: Iterable[Span], day: int) -> bool:
    """Return whether a day is in any of some spans."""
    return any(start <= day < end for start, end in spans)


@lru_cache(maxsize=16)
def _interrupted(atlas: Atlas) -> Mapping[str, tuple[Span, ...]]:
    """Return the spans of the places that do not exist between two of their shapes."""
    spans = {name: join_spans(find_spans(shapes)) for name, shapes in atlas.shapes.items()}
    return {name: listed for name, listed in spans.items() if len(listed) > 1 and name in atlas.places}


@lru_cache(maxsize=16)
def modelled_from(atlas: Atlas, known: int) -> frozenset[str]:
    """Return the sites with modelled ground and a record that counts on an information date."""
    first = _first_records(atlas, known)
    return frozenset(
        place.id
        for number, place in enumerate(atlas.places.values())
        if place.cell is not None and first[number] < FOREVER
    )
