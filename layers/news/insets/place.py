"""Where an inset lies: as large as it can be on ground that nobody holds, off signs and its own part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.history.existence import absent_on
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.model.vocabulary import Shape
from atlas.request.parsers import RequestError
from atlas.request.request import Request
from atlas.shapes.bounds import turn_box
from layers.geometry.viewport import Extent, fit, latitude
from layers.labels.label_grid import CELL_PX, fitting, summed
from layers.labels.placement import Box
from layers.news.framing import find_area

_LEAST_TIMES = 1.6
"""How many times an inset is larger than its part of the map, at least."""
_MOST_TIMES = 6.0
_MOST_SHARE = 0.62
"""The greatest share of the map's width and height that an inset takes."""
_LEAST_PX = 110.0
"""The least width and height of an inset, at marks 1."""
_EDGE_PX, _AROUND_PX = 14.0, 8.0
"""The room to the edges of the map, and around the inset and what it must not cover."""
_STEPS = 14
_WIDER = (1.0, 1.15, 1.3, 1.5, 1.75)
"""How many times wider the map is drawn if it leaves no room for the inset."""


@dataclass(frozen=True, slots=True)
class InsetPlace:
    """The boxes of an inset and of its part of the map, in px of the map, and the extent that it shows."""

    box: Box
    part: Box
    extent: Extent


def area_of(atlas: Atlas, request: Request) -> BBox:
    """Return the area of the inset of a request: the one given, or a place with its surroundings."""
    if isinstance(request.inset, tuple):
        west, _, east, _ = request.bbox or atlas.views[request.view].bbox
        return turn_box(request.inset, (west + east) / 2)
    return find_area(atlas, replace(request, focus=request.inset, bbox=None, zoom=1.0))


def name_inset(request: Request) -> str:
    """Return the inset of a request as it is written in an address."""
    inset = request.inset
    return inset if isinstance(inset, str) else ",".join(f"{side:g}" for side in inset)


def refuse_inset(request: Request) -> RequestError:
    """Return the error for an inset without room."""
    allowed = "There is no room for an inset of this area: it may not lie on held ground. "
    cure = "Use a smaller area, another size, or focus instead of inset."
    return RequestError("inset", name_inset(request), allowed + cure)


def frame_with_inset(atlas: Atlas, request: Request, extent: Extent, marks: float) -> Extent:
    """Return an extent that leaves room for the inset of a request: the given one, or a wider one."""
    held, area = find_held(atlas, request), area_of(atlas, request)
    for wider in _list_wider(extent):
        if find_place(held, area, wider, marks) is not None:
            return wider
    raise refuse_inset(request)


def _list_wider(extent: Extent) -> Iterator[Extent]:
    """Yield an extent, then wider ones with its ground at different sides."""
    yield extent
    wide, tall = extent.width / extent.per_degree, extent.height / extent.per_degree
    for times in _WIDER:
        for down in (0.0, 0.5, 1.0):
            for across in (0.0, 0.5, 1.0):
                west = extent.west - across * (times - 1) * wide
                north = extent.north + down * (times - 1) * tall
                if times > 1:
                    yield Extent(west, north, extent.per_degree / times, extent.width, extent.height)


def find_held(atlas: Atlas, request: Request) -> BaseGeometry:
    """Return the ground in degrees that forces hold or are present on."""
    scene, gone = scene_on(atlas, request.date, request.known), absent_on(atlas, request.date, request.known)
    held = [
        place.geometry
        for place in atlas.places.values()
        if place.shape is Shape.ZONE and place.id not in gone and scene.holdings(place.id)
    ]
    whole: BaseGeometry = shapely.union_all(held)
    shapely.prepare(whole)
    return whole


def find_place(
    held: BaseGeometry, area: BBox, extent: Extent, marks: float, taken: Sequence[Box] = ()
) -> InsetPlace | None:
    """Return the place of an inset on an extent, the largest there is; None if there is no room."""
    part = _part_of(area, extent)
    edge = _EDGE_PX * marks
    inside = part[0] >= 0 and part[1] >= 0 and part[2] <= extent.width and part[3] <= extent.height
    if not inside:
        return None
    sums = summed(_find_free(held, extent, [*taken, part], marks))
    wide, high = part[2] - part[0], part[3] - part[1]
    most = min(_MOST_SHARE * extent.width / wide, _MOST_SHARE * extent.height / high, _MOST_TIMES)
    least = max(_LEAST_TIMES, _LEAST_PX * marks / max(wide, high))
    for times in np.linspace(most, least, _STEPS).tolist() if most >= least else ():
        box = _fit_box(sums, (times * wide, times * high), extent, edge)
        if box is not None:
            shape = round(box[2] - box[0], 2), round(box[3] - box[1], 2)
            return InsetPlace(box, part, fit(area, *shape))
    return None


def _part_of(area: BBox, extent: Extent) -> Box:
    west, south, east, north = area
    (left, top), (right, bottom) = extent.point(west, north), extent.point(east, south)
    return left, top, right, bottom


def _find_free(held: BaseGeometry, extent: Extent, taken: Sequence[Box], marks: float) -> np.ndarray:
    """Return which cells of a map (rows, columns) are on no held ground and on no box."""
    rows, columns = int(extent.height // CELL_PX), int(extent.width // CELL_PX)
    lons = extent.west + (np.arange(columns) + 0.5) * CELL_PX / extent.per_degree
    lats = [latitude(extent.north - (row + 0.5) * CELL_PX / extent.per_degree) for row in range(rows)]
    x, y = np.meshgrid(lons, np.array(lats))
    free = np.asarray(~shapely.intersects_xy(held, x, y), dtype=bool)
    reach = _AROUND_PX * marks
    for left, top, right, bottom in taken:
        across = slice(max(int((left - reach) // CELL_PX), 0), max(int((right + reach) // CELL_PX) + 1, 0))
        down = slice(max(int((top - reach) // CELL_PX), 0), max(int((bottom + reach) // CELL_PX) + 1, 0))
        free[down, across] = False
    return free


def _fit_box(sums: np.ndarray, size: tuple[float, float], extent: Extent, edge: float) -> Box | None:
    """Return the free box of a size that is nearest to a corner of the map; None if there is none."""
    wide, high = size
    rows, columns = np.nonzero(fitting(sums, wide, high))
    x, y = (columns + 0.5) * CELL_PX, (rows + 0.5) * CELL_PX
    inside = (x - wide / 2 >= edge) & (x + wide / 2 <= extent.width - edge)
    inside &= (y - high / 2 >= edge) & (y + high / 2 <= extent.height - edge)
    if not inside.any():
        return None
    x, y = x[inside], y[inside]
    far = np.minimum(x, extent.width - x) + np.minimum(y, extent.height - y)
    best = int(far.argmin())
    left, top = float(x[best]) - wide / 2, float(y[best]) - high / 2
    return left, top, left + wide, top + high
