"""The shapes that were public on a day: before a later shape was reported, the one before it stays."""

from dataclasses import replace
from typing import TypedDict

from atlas.model.atlas import Atlas, Place
from atlas.model.dated_shape import DatedShape
from atlas.shapes.on_day import set_shape


class Ground(TypedDict, total=False):
    """The fields of an atlas that change with its shapes; empty if none do."""

    places: dict[str, Place]
    shapes: dict[str, tuple[DatedShape, ...]]


def shapes_out(atlas: Atlas, known: int) -> Ground:
    """Return the places and shapes of an atlas as they were public on a day."""
    out = {name: _out(shapes, known) for name, shapes in atlas.shapes.items()}
    changed = {name: shapes for name, shapes in out.items() if len(shapes) < len(atlas.shapes[name])}
    if not changed:
        return {}
    places = dict(atlas.places)
    for name, shapes in changed.items():
        places[name] = replace(set_shape(places[name], shapes[-1]), end=shapes[-1].end)
    return {"places": places, "shapes": out}


def _out(shapes: tuple[DatedShape, ...], known: int) -> tuple[DatedShape, ...]:
    """Return the public ones; the last of them has no end yet if another follows it."""
    out = [shape for shape in shapes if shape.number == 1 or shape.reported <= known]
    if out[-1] is not shapes[-1]:
        out[-1] = replace(out[-1], end=None)
    return tuple(out)
