"""Culprits: which part of an atlas keeps a view from being drawn, found by drawing half of the parts."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas, Event, Place
from atlas.model.basemap import Basemap, BBox
from atlas.model.translated_text import NO_TEXT, Text
from atlas.model.vocabulary import Shape

_FILES = {Shape.ZONE: "zones.geojson", Shape.SITE: "sites.geojson", Shape.LINE: "lines.geojson"}
_NAMES = {"sources.csv": "publisher", "events.csv": "title"}
"""The columns of what is drawn of a row, where that is not `name`."""
_SHAPE = "geometry"
_ACROSS = 40
"""Places are replaced by squares on a grid of so many cells across the view."""


@dataclass(frozen=True, slots=True)
class Part:
    """A row or feature of a file; `column` is what is wrong with it, once that is found."""

    file: str
    id: str
    column: str = ""


def find_culprit(atlas: Atlas, view: str, fails: Callable[[Atlas], bool]) -> Part | None:
    """Return a part without which an atlas can be drawn; None if no single part is to blame."""
    suspects = list(_list_parts(atlas))
    whole = set(suspects)
    if fails(_leave_only(atlas, view, ())):
        return None
    while len(suspects) > 1:
        middle = len(suspects) // 2
        halves = suspects[:middle], suspects[middle:]
        half = next((half for half in halves if fails(_leave_only(atlas, view, half))), None)
        if half is None:
            return None
        suspects = half
    culprit = suspects[0]
    named = _leave_only(atlas, view, whole - {culprit}, keep_shapes=True)
    return replace(culprit, column=_SHAPE if fails(named) else _NAMES.get(culprit.file, "name"))


def replace_part(atlas: Atlas, part: Part) -> Atlas:
    """Return an atlas in which a harmless part stands in place of one."""
    return _leave_only(atlas, atlas.meta.default_view, set(_list_parts(atlas)) - {replace(part, column="")})


def _list_parts(atlas: Atlas) -> Iterator[Part]:
    for place in atlas.places.values():
        yield Part(_FILES[place.shape], place.id)
    for name in (field.name for field in fields(Basemap)):
        for feature in getattr(atlas.basemap, name):
            yield Part(f"basemap/{name}.geojson", feature.id)
    for table in ("families", "forces", "sources"):
        for own in getattr(atlas, table):
            yield Part(f"{table}.csv", own)
    for event in atlas.events:
        yield Part("events.csv", event.id)


def _leave_only(atlas: Atlas, view: str, parts: Collection[Part], *, keep_shapes: bool = False) -> Atlas:
    """Return an atlas in which every other part is harmless: an id for a name, a small square for a shape."""
    left, bbox = set(parts), atlas.views[view].bbox
    basemap: dict[str, Any] = {}
    for name in (field.name for field in fields(Basemap)):
        file = f"basemap/{name}.geojson"
        features = getattr(atlas.basemap, name)
        basemap[name] = tuple(
            feature if Part(file, feature.id) in left else replace(feature, name=Text(feature.id, {}))
            for feature in features
            if keep_shapes or Part(file, feature.id) in left
        )
    places = {
        own: place if Part(_FILES[place.shape], own) in left else _replace_place(place, at, bbox, keep_shapes)
        for at, (own, place) in enumerate(atlas.places.items())
    }
    tables: dict[str, Any] = {
        "families": _rename(atlas.families, "families.csv", left, ("name", "side")),
        "forces": _rename(atlas.forces, "forces.csv", left, ("name", "short")),
        "sources": _rename(atlas.sources, "sources.csv", left, ("publisher",)),
        "events": tuple(_leave_events(atlas, left, keep_shapes)),
    }
    shapes = {
        own: dated for own, dated in atlas.shapes.items() if keep_shapes or places[own] is atlas.places[own]
    }
    return replace(atlas, places=places, basemap=replace(atlas.basemap, **basemap), shapes=shapes, **tables)


def _leave_events(atlas: Atlas, left: set[Part], keep_shapes: bool) -> Iterator[Event]:
    for event in atlas.events:
        if Part("events.csv", event.id) in left:
            yield event
        elif keep_shapes:
            yield replace(event, title=Text(event.id, {}), text=NO_TEXT)


def _rename(things: Any, file: str, left: set[Part], texts: tuple[str, ...]) -> dict[str, Any]:  # noqa: ANN401
    return {
        own: thing if Part(file, own) in left else replace(thing, **{name: Text(own, {}) for name in texts})
        for own, thing in things.items()
    }


def _replace_place(place: Place, number: int, bbox: BBox, keep_shape: bool) -> Place:
    geometry = place.geometry if keep_shape else _draw_cell(place.shape, number, bbox)
    return replace(place, name=Text(place.id, {}), in_text=NO_TEXT, geometry=geometry)


def _draw_cell(shape: Shape, number: int, bbox: BBox) -> BaseGeometry:
    """Return a harmless shape of a kind, in a cell of its own."""
    west, south, east, north = bbox
    wide, high = (east - west) / _ACROSS, (north - south) / _ACROSS
    row, column = divmod(number % _ACROSS**2, _ACROSS)
    left, bottom = west + column * wide, south + row * high
    if shape is Shape.SITE:
        return shapely.Point(left, bottom)
    if shape is Shape.LINE:
        return shapely.LineString([(left, bottom), (left + wide / 2, bottom + high / 2)])
    return shapely.box(left, bottom, left + wide / 2, bottom + high / 2)
