"""Framing: the part of the world that a news picture shows: the held ground, or a place and its surroundings.

Depends on the day, the size and the request; contains no words.
"""

import numpy as np
import shapely

from atlas.history.existence import absent_on
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.model.vocabulary import Shape
from atlas.request.request import Request
from atlas.shapes.bounds import LARGEST_LATITUDE, TURN, start_of
from layers.geometry.viewport import Extent, fit, mercator_y

_MARGIN = 0.04
"""The ground around the held ground, as a share of it."""
_AROUND = 1.6
"""How many times its own size the surroundings of a place reach beyond it on each side."""
_LEAST_AROUND = 0.09
"""They reach at least this share of the view's width."""
_MIDDLE = 1 / 3
"""The place of the day lies in the middle third, unless ground that is held would be cut."""


def frame_news(atlas: Atlas, request: Request, width: float, height: float, subject: str = "") -> Extent:
    """Return the extent of a news picture's map of width × height px.

    An area or zoom in the request holds. Else the extent is as small as shows all held ground of the view, or
    the surroundings of the place in `focus`. Where the shape leaves room, `subject` is near the middle.
    """
    if request.bbox or request.zoom != 1:
        return fit(request.bbox or atlas.views[request.view].bbox, width, height, request.zoom)
    bbox = find_area(atlas, request)
    extent = fit(bbox, width, height)
    point = atlas.places[subject].geometry.representative_point() if subject in atlas.places else None
    return extent if point is None else _turn_to(extent, bbox, (point.x, point.y))


def find_area(atlas: Atlas, request: Request) -> BBox:
    """Return the area that a news picture shows whole, whatever its shape."""
    if request.bbox or request.zoom != 1:
        return fit(request.bbox or atlas.views[request.view].bbox, 1.0, 1.0, request.zoom).bbox
    return _around_place(atlas, request) if request.focus else _find_held(atlas, request)


def _turn_to(extent: Extent, bbox: BBox, point: tuple[float, float]) -> Extent:
    """Move an extent along the side with room: a point is nearer to the middle, the bbox inside."""
    west, south, east, north = bbox
    low, high = mercator_y(np.array([south, north])).tolist()
    wide, tall = extent.width / extent.per_degree, extent.height / extent.per_degree
    at = float(mercator_y(np.array([point[1]]))[0])
    left = min(max(point[0] - wide / 2, east - wide), west)
    top = max(min(at + tall / 2, low + tall), high)
    return Extent(left, top, extent.per_degree, extent.width, extent.height)


def _find_held(atlas: Atlas, request: Request) -> BBox:
    """Return the bounds of the held ground in a view, with a margin."""
    view = atlas.views[request.view].bbox
    scene, gone = scene_on(atlas, request.date, request.known), absent_on(atlas, request.date, request.known)
    held = [
        place.geometry
        for place in atlas.places.values()
        if place.shape is Shape.ZONE and place.covered and place.id not in gone and scene.holdings(place.id)
    ]
    bounds = shapely.bounds(shapely.clip_by_rect(np.array(held, dtype=object), *view)) if held else None
    if bounds is None or np.isnan(bounds).all():
        return view
    low, high = np.nanmin(bounds[:, :2], axis=0), np.nanmax(bounds[:, 2:], axis=0)
    margin = _MARGIN * (high - low)
    (west, south), (east, north) = (low - margin).tolist(), (high + margin).tolist()
    return max(west, view[0]), max(south, view[1]), min(east, view[2]), min(north, view[3])


def _around_place(atlas: Atlas, request: Request) -> BBox:
    """Return a place with its surroundings."""
    place, view = atlas.places[request.focus], atlas.views[request.view].bbox
    west, south, east, north = place.geometry.bounds
    least = _LEAST_AROUND * (view[2] - view[0])
    across, down = max(_AROUND * (east - west), least), max(_AROUND * (north - south), least)
    start = start_of(view)
    return (
        max(west - across, start),
        max(south - down, -LARGEST_LATITUDE),
        min(east + across, start + TURN),
        min(north + down, LARGEST_LATITUDE),
    )
