"""Names pinned, dropped or moved for one picture: pinned ones are placed before all others.

Contains no sizes of type and no days.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from atlas.request.label_options import Adjustment, read_labels
from layers.geometry.enclosing_zones import find_enclosing, name_towns
from layers.labels.named import Named
from layers.labels.placement import Candidate, Spot, point_spots
from layers.labels.written_name import Name
from layers.style.context import DrawingContext

_POINT_SIDES = {"e": 0, "w": 1, "n": 2, "s": 3, "ne": 4, "se": 5, "nw": 6, "sw": 7}
"""The number of the spot beside a symbol that lies in each direction."""
_ACROSS = {"w": -1, "nw": -1, "sw": -1, "e": 1, "ne": 1, "se": 1}
_DOWN = {"n": -1, "nw": -1, "ne": -1, "s": 1, "se": 1, "sw": 1}
_PARTS = ("site", "town", "water", "land", "border")


def adjust_names(context: DrawingContext, names: list[Named]) -> list[Named]:
    """Return names as the picture's adjustments ask: pinned and moved ones first, dropped ones not at all."""
    first, gone = list[Named](), set[str]()
    for adjustment in read_labels(context.adjusted):
        if named := find_name(context, names, adjustment.id):
            gone.add(named.candidate.key)
            first += [] if adjustment.dropped else [_pin(named, adjustment.side)]
    return [*first, *(named for named in names if named.candidate.key not in gone)]


def find_name(context: DrawingContext, names: Iterable[Named], wanted: str) -> Named | None:
    """Return the name of a thing: its own, or for a zone that of its most important site or town."""
    by_key = {named.candidate.key: named for named in names}
    exact = (by_key[key] for part in _PARTS if (key := f"{part}-{wanted}") in by_key)
    inside = (named for key, named in by_key.items() if wanted in _zones_around(context, named, key)[:1])
    return next(exact, None) or next(inside, None)


def _zones_around(context: DrawingContext, named: Named, key: str) -> tuple[str, ...]:
    point = named.place or name_towns(context.atlas).get(key.removeprefix("town-"), "")
    return find_enclosing(context.atlas).get(point, ())


def _pin(named: Named, side: str) -> Named:
    candidate = replace(named.candidate, needs=0.0)
    return replace(
        named, candidate=replace(candidate, spots=(_spot(candidate, side),)) if side else candidate
    )


def _spot(candidate: Candidate, side: str) -> Spot:
    """Return the spot on one side: beside a symbol, or one size away from where an area is named."""
    if candidate.radius:
        return point_spots(candidate.radius - 1, candidate.height)[_POINT_SIDES[side]]
    across, down = _ACROSS.get(side, 0), _DOWN.get(side, 0)
    return Spot(across * 0.6 * candidate.width, (1.3 * down + 0.3) * candidate.height, "middle")


def dropped_forces(context: DrawingContext) -> set[str]:
    """Return the names of forces, as written, that are left out."""
    return {text for text, adjustment in _forces(context) if adjustment.dropped}


def pinned_forces(context: DrawingContext) -> set[str]:
    """Return the names of forces, as written, that come before the names of places."""
    return {text for text, adjustment in _forces(context) if not adjustment.dropped}


def _forces(context: DrawingContext) -> Iterator[tuple[str, Adjustment]]:
    forces = context.atlas.forces
    for adjustment in read_labels(context.adjusted):
        if adjustment.id in forces:
            yield forces[adjustment.id].short.translate(context.language), adjustment


def list_unplaced(context: DrawingContext, placed: Iterable[Named], written: Iterable[Name]) -> list[str]:
    """Return the ids of pinned and moved names that are not in the picture."""
    names, texts = list(placed), {name.text for name in written}
    forces = context.atlas.forces
    return [
        adjustment.id
        for adjustment in read_labels(context.adjusted)
        if not adjustment.dropped
        and not find_name(context, names, adjustment.id)
        and not (adjustment.id in forces and forces[adjustment.id].short.translate(context.language) in texts)
    ]
