"""An atlas with every dated shape as a place of its own: for drawings that show all days, one after another.

The first shape keeps the id of its place, so that records still find it; the others have its id and a number.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from atlas.model.atlas import Atlas, Place
from atlas.model.dated_shape import DatedShape
from atlas.model.edtf_dates import FOREVER, NEVER, Window
from atlas.model.vocabulary import Shape
from atlas.shapes.on_day import all_days, set_shape
from atlas.shapes.spans import Span, find_spans

_MARK = "@"
"""Separates the id of a place from the number of a shape; ids contain none."""


def name_shape(place: str, number: int) -> str:
    """Return the id of a shape among places."""
    return place if number == 1 else f"{place}{_MARK}{number}"


def place_of(shape: str) -> str:
    """Return the place that a shape belongs to; a place without dated shapes is its own shape."""
    return shape.partition(_MARK)[0]


def unfold(atlas: Atlas) -> Atlas:
    """Return the atlas with every shape as a place; itself if it has none with dates."""
    whole = all_days(atlas)
    return _unfold(whole) if whole.shapes else atlas


def is_unfolded(atlas: Atlas) -> bool:
    """Return whether every shape is a place."""
    return not atlas.shapes and bool(all_days(atlas).shapes)


@lru_cache(maxsize=16)
def _unfold(atlas: Atlas) -> Atlas:
    places = dict(atlas.places)
    # A shape that is not known yet has its place in the drawing, because that is the same for all days.
    drawn, days = (atlas.whole or atlas).shapes, list_shape_days(atlas)
    for name in (name for name in atlas.shapes if name in atlas.places):
        for shape in drawn[name]:
            own = name_shape(name, shape.number)
            places[own] = _place(atlas.places[name], own, shape, days[own])
    return replace(
        atlas,
        places=places,
        shapes={},
        whole=atlas.whole and _unfold(atlas.whole),
        other=atlas.other and _unfold(atlas.other),
        every_day=atlas,
    )


def _place(place: Place, own: str, shape: DatedShape, days: Span) -> Place:
    start = None if days[0] == NEVER and place.shape is Shape.SITE else Window(days[0], days[0])
    end = Window(days[1], days[1]) if days[1] < FOREVER else None
    return replace(set_shape(place, shape), id=own, start=start, end=end)


@lru_cache(maxsize=16)
def list_shape_days(atlas: Atlas) -> Mapping[str, Span]:
    """Return the days of every dated shape, by its id in the unfolded atlas; never for one not yet known."""
    whole = all_days(atlas)
    listed: dict[str, Span] = {}
    for place, shapes in (whole.whole or whole).shapes.items():
        listed |= {name_shape(place, shape.number): (FOREVER, FOREVER) for shape in shapes}
        known = whole.shapes[place]
        numbered = (name_shape(place, shape.number) for shape in known)
        listed |= zip(numbered, find_spans(known), strict=True)
    return listed


@lru_cache(maxsize=16)
def list_possible_days(atlas: Atlas) -> Mapping[str, Span]:
    """Return the days on which each shape may be drawn, whatever the information date.

    A shape stays until the next one has begun and is reported, and a shape reported early may be there before
    its first day.
    """
    possible: dict[str, Span] = {}
    for place, shapes in all_days(atlas).shapes.items():
        reported = [*(shape.reported for shape in shapes[1:]), NEVER]
        for shape, (start, end), following in zip(shapes, find_spans(shapes), reported, strict=True):
            begun = start if shape.number == 1 else min(start, shape.reported)
            possible[name_shape(place, shape.number)] = begun, max(end, following)
    return possible
