"""An atlas with the shapes of one day: what every drawing, measure and file of that day is made from."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas, Place
from atlas.model.dated_shape import DatedShape
from atlas.shapes.spans import find_spans, pick_shape

_Numbers = tuple[tuple[str, int], ...]
"""The number of the shape of each place that has several."""


def all_days(atlas: Atlas) -> Atlas:
    """Return the atlas of all days, of which an atlas with the shapes of one day was made; or itself."""
    return atlas.every_day or atlas


def shape_atlas(atlas: Atlas, day: int) -> Atlas:
    """Return the atlas with the shapes of a day; the same one for all days on which no shape differs."""
    whole = all_days(atlas)
    if not whole.shapes:
        return atlas
    numbers = tuple((name, pick_shape(shapes, day).number) for name, shapes in whole.shapes.items())
    return _shape(whole, numbers)


@lru_cache(maxsize=64)
def _shape(atlas: Atlas, numbers: _Numbers) -> Atlas:
    shapes = {name: _find(atlas.shapes[name], number) for name, number in numbers if name in atlas.shapes}
    return replace(
        atlas,
        places=set_shapes(atlas.places, shapes),
        whole=atlas.whole and _shape(atlas.whole, numbers),
        other=atlas.other and _shape(atlas.other, numbers),
        every_day=atlas,
    )


def _find(shapes: tuple[DatedShape, ...], number: int) -> DatedShape:
    return next(shape for shape in shapes if shape.number == number)


def set_shapes(places: Mapping[str, Place], shapes: Mapping[str, DatedShape]) -> dict[str, Place]:
    """Return places with other shapes."""
    return {
        name: set_shape(place, shapes[name]) if name in shapes else place for name, place in places.items()
    }


def set_shape(place: Place, shape: DatedShape) -> Place:
    """Return a place with another shape; it exists as long as before."""
    return replace(place, geometry=shape.geometry, accuracy_km=shape.accuracy_km, source=shape.source)


def shape_of(atlas: Atlas, place: str, day: int) -> BaseGeometry:
    """Return the shape of a place on a day."""
    whole = all_days(atlas)
    shapes = whole.shapes.get(place)
    return pick_shape(shapes, day).geometry if shapes else whole.places[place].geometry


def turn_days_of_shape(atlas: Atlas, place: str) -> list[int]:
    """Return the days on which a place gets another shape."""
    shapes = all_days(atlas).shapes.get(place, ())
    return [start for start, _ in find_spans(shapes)[1:]]
