"""The atlas as a map needs it: the world cut open far from the map, and cut off where the projection ends.

Shapes that the 180th meridian divides are whole again. Data and areas keep the coordinates of the files.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas, Place
from atlas.model.basemap import Basemap, BBox, Feature
from atlas.model.dated_shape import DatedShape
from atlas.shapes.bounds import HALF, LARGEST_LATITUDE, TURN, start_of


def recentre(atlas: Atlas, box: BBox) -> Atlas:
    """Return the atlas for a map of a box; the atlas itself if nothing in it has to move."""
    return _recentre(atlas, start_of(box))


@lru_cache(maxsize=64)
def _recentre(atlas: Atlas, start: float) -> Atlas:
    root = _root_of(atlas)
    places, basemap = _move_root(root, start)
    whole = atlas.whole and _recentre(atlas.whole, start)
    other = atlas.other and _recentre(atlas.other, start)
    if places is root.places and basemap is root.basemap:
        return atlas
    own = {name: _pick(place, root, places, start) for name, place in atlas.places.items()}
    shapes = {name: _move_dated(dated, start) for name, dated in atlas.shapes.items()}
    return replace(atlas, places=own, shapes=shapes, basemap=basemap, whole=whole, other=other)


def _move_dated(shapes: tuple[DatedShape, ...], start: float) -> tuple[DatedShape, ...]:
    moved = _move([shape.geometry for shape in shapes], start)
    return tuple(replace(shape, geometry=at) for shape, at in zip(shapes, moved, strict=True))


def _root_of(atlas: Atlas) -> Atlas:
    """Return the atlas that contains all the ground of one: its shapes are moved once."""
    while atlas.whole is not None:
        atlas = atlas.whole
    return atlas


def _pick(place: Place, root: Atlas, moved: Mapping[str, Place], start: float) -> Place:
    former = root.places.get(place.id)
    if former is not None and former.geometry is place.geometry:
        return replace(place, geometry=moved[place.id].geometry)
    return replace(place, geometry=_move([place.geometry], start)[0])


@lru_cache(maxsize=16)
def _move_root(root: Atlas, start: float) -> tuple[Mapping[str, Place], Basemap]:
    """Return places and basemap with their shapes moved; the same objects if nothing moves."""
    places = list(root.places.values())
    shapes = [place.geometry for place in places]
    dated = [shape.geometry for shapes in root.shapes.values() for shape in shapes]
    moved = _move(shapes, start)
    if _is_same(shapes, moved) and _is_same(dated, _move(dated, start)):
        at: Mapping[str, Place] = root.places
    else:
        at = {place.id: replace(place, geometry=shape) for place, shape in zip(places, moved, strict=True)}
    return at, _move_basemap(root.basemap, start)


def _move_basemap(basemap: Basemap, start: float) -> Basemap:
    parts = {field.name: getattr(basemap, field.name) for field in fields(Basemap)}
    moved = {name: _move_features(features, start) for name, features in parts.items()}
    return basemap if all(moved[name] is parts[name] for name in parts) else Basemap(**moved)


def _move_features(features: tuple[Feature, ...], start: float) -> tuple[Feature, ...]:
    """Return the features that a map can show."""
    shapes = [feature.geometry for feature in features]
    moved = _move(shapes, start)
    if _is_same(shapes, moved):
        return features
    return tuple(
        replace(feature, geometry=shape)
        for feature, shape in zip(features, moved, strict=True)
        if not shape.is_empty
    )


def _is_same(shapes: Sequence[BaseGeometry], moved: Sequence[BaseGeometry]) -> bool:
    return all(before is after for before, after in zip(shapes, moved, strict=True))


def _move(shapes: Iterable[BaseGeometry], start: float) -> list[BaseGeometry]:
    """Return shapes between `start` and a turn east of it, cut off at the edges of the projection."""
    moved = list(shapes)
    if not moved:
        return moved
    west, south, east, north = shapely.bounds(np.array(moved, dtype=object)).T
    beyond = (south < -LARGEST_LATITUDE) | (north > LARGEST_LATITUDE)
    for row in np.flatnonzero(beyond | (west < start) | (east > start + TURN)).tolist():
        shape = moved[row]
        if beyond[row]:
            shape = _keep_kind(shape, shapely.intersection(shape, _band(-TURN, TURN)))
        moved[row] = _turn(shape, start)
    return moved


def _band(west: float, east: float) -> BaseGeometry:
    return shapely.box(west, -LARGEST_LATITUDE, east, LARGEST_LATITUDE)


def _turn(shape: BaseGeometry, start: float) -> BaseGeometry:
    """Return a shape with what lies outside the turn that begins at `start` moved into it."""
    west, _, east, _ = shape.bounds if not shape.is_empty else (start, 0.0, start, 0.0)
    if start <= west and east <= start + TURN:
        return shape
    by = TURN if start > -HALF else -TURN
    if (by > 0 and east <= start) or (by < 0 and west >= start + TURN):
        return _shift(shape, by)
    seam = start if by > 0 else start + TURN
    inside, outside = (_band(seam, TURN), _band(-TURN, seam))
    if by < 0:
        inside, outside = outside, inside
    parts = [shapely.intersection(shape, inside), _shift(shapely.intersection(shape, outside), by)]
    is_area = shapely.get_dimensions(shape) == 2
    return _keep_kind(shape, shapely.union_all(parts) if is_area else shapely.GeometryCollection(parts))


def _shift(shape: BaseGeometry, by: float) -> BaseGeometry:
    moved: BaseGeometry = shapely.transform(shape, lambda degrees: degrees + np.array((by, 0.0)))
    return moved


def _keep_kind(before: BaseGeometry, after: BaseGeometry) -> BaseGeometry:
    """Return a shape without the points and lines left where it only touches a cut; lines run as before."""
    dimension = shapely.get_dimensions(before)
    pieces = shapely.get_parts(shapely.get_parts(after))
    parts = list(pieces[shapely.get_dimensions(pieces) == dimension])
    if not parts:
        return type(before)()
    if dimension == 1:
        merged: BaseGeometry = shapely.line_merge(shapely.MultiLineString(parts), directed=True)
        return merged
    if dimension == 2:
        whole = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
        turned: BaseGeometry = shapely.orient_polygons(whole, exterior_cw=False)
        return turned
    return after
