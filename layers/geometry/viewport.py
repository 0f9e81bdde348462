"""The viewport: one extent of the world at one size, and the places laid out on it in px.

Handles Web Mercator, simplification and clipping; contains no days, no colours and no language.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas, Place
from atlas.model.basemap import BBox
from atlas.model.vocabulary import Shape
from atlas.request.request import Request
from atlas.shapes.bounds import HALF, LARGEST_LATITUDE, TURN
from layers.geometry.dated_coverage import Simplifier, find_edges_of, simplifier_of
from layers.geometry.shared_edges import SharedEdge, find_shared_edges
from layers.geometry.smooth_atlas import smooth_rivers, smooth_zones
from layers.svg.elements import path_data

SHARPEST_ZOOM = 4.0
"""The drawing is accurate to a quarter of a pixel up to this zoom; beyond it the server redraws the part."""
_WIDE_PX = 600.0
"""A still that is so many times as wide is as many times as accurate."""
WHOLE_PX = 0.25
"""Up to this sharpness lines are within a pixel or more, and written in whole pixels."""
EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Extent:
    """A window of Web Mercator (x, y in degrees of the equator, y north), drawn at width × height px."""

    west: float
    north: float
    per_degree: float
    width: float
    height: float

    def to_px(self, degrees: np.ndarray) -> np.ndarray:
        """Project (n, 2) longitudes and latitudes into px, y downwards."""
        x = (degrees[:, 0] - self.west) * self.per_degree
        y = (self.north - mercator_y(degrees[:, 1])) * self.per_degree
        return np.column_stack([x, y])

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Project one point into px: of its places on a map of several turns, the nearest to the middle."""
        middle = self.west + self.width / self.per_degree / 2
        if abs(lon - middle) > HALF:
            lon += round((middle - lon) / TURN) * TURN
        x, y = self.to_px(np.array([[lon, lat]]))[0].tolist()
        return x, y

    def at(self, point: BaseGeometry) -> tuple[float, float]:
        """Project a point geometry into px."""
        lon, lat = shapely.get_coordinates(point)[0].tolist()
        return self.point(lon, lat)

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Project a geometry into px."""
        return shapely.transform(geometry, self.to_px)

    @property
    def bbox(self) -> BBox:
        """The visible extent in degrees: (west, south, east, north)."""
        south = latitude(self.north - self.height / self.per_degree)
        return self.west, south, self.west + self.width / self.per_degree, latitude(self.north)

    def px_per_km(self) -> float:
        """Return the size of a kilometre in px at the middle of the extent."""
        _, south, _, north = self.bbox
        degree_km = math.radians(1) * EARTH_RADIUS_KM * math.cos(math.radians((south + north) / 2))
        return self.per_degree / degree_km


def mercator_y(latitudes: np.ndarray) -> np.ndarray:
    """Return Web Mercator's y of latitudes, in degrees of the equator; the map ends before the poles."""
    inside = np.clip(latitudes, -LARGEST_LATITUDE, LARGEST_LATITUDE)
    y: np.ndarray = np.degrees(np.arctanh(np.sin(np.radians(inside))))
    return y


def latitude(y: float) -> float:
    """Return the latitude of a Web Mercator y."""
    return math.degrees(math.asin(math.tanh(math.radians(y))))


def fit(bbox: BBox, width: float, height: float, zoom: float = 1.0) -> Extent:
    """Return the extent that shows a whole bbox in the middle of width × height px."""
    west, south, east, north = bbox
    low, high = mercator_y(np.array([south, north])).tolist()
    per_degree = min(width / (east - west), height / (high - low)) * zoom
    return Extent(
        west=(west + east) / 2 - width / per_degree / 2,
        north=(low + high) / 2 + height / per_degree / 2,
        per_degree=per_degree,
        width=width,
        height=height,
    )


def height_of(bbox: BBox, width: float) -> float:
    """Return the height in px of a bbox that is `width` px wide."""
    west, south, east, north = bbox
    low, high = mercator_y(np.array([south, north])).tolist()
    return float(width * (high - low) / (east - west))


def visible_bbox(atlas: Atlas, request: Request) -> BBox:
    """Return the extent, in degrees, that the map of a still shows at least."""
    bbox = request.bbox or atlas.views[request.view].bbox
    width, height, _ = request.pixels
    if request.plain:
        return fit(bbox, width, height, request.zoom).bbox
    west, south, east, north = bbox
    high, wide = (north - south) / request.zoom / 2, (east - west) / request.zoom / 2
    lon, lat = (west + east) / 2, (south + north) / 2
    return lon - wide, lat - high, lon + wide, lat + high


def sharpness_of(request: Request) -> float:
    """Return the zoom up to which a still is accurate: small pictures are generalised more."""
    width, _, scale = request.pixels
    return min(max(scale, width / _WIDE_PX, 1.0), SHARPEST_ZOOM)


def tolerance_of(sharpest: float) -> float:
    """Return the error in px of a drawing that is accurate to a quarter of a pixel up to a zoom."""
    return 0.25 / sharpest


def decimals_of(sharpest: float) -> int:
    """Return how many decimals of a px the tolerance of a drawing deserves: finer steps show nothing."""
    return 2 if sharpest > 1 else int(sharpest > WHOLE_PX)


@dataclass(frozen=True, eq=False)
class Viewport:
    """The zones, shared edges, sites and lines of an atlas on an extent, in px, clipped to it with a margin.

    `zones` are ordered from the largest to the smallest, so that small ones lie on top; the ground modelled
    around sites, by their ids, comes first.
    """

    atlas: Atlas
    extent: Extent
    frame: BaseGeometry
    zones: Mapping[str, BaseGeometry]
    shared_edges: tuple[SharedEdge, ...]
    lines: Mapping[str, BaseGeometry]
    bands: Mapping[str, BaseGeometry]
    sites: Mapping[str, tuple[float, float]]
    sharpest: float = SHARPEST_ZOOM
    ground: "Viewport | None" = None
    """For the atlas of an earlier day: one with the same zones, which are drawn only once."""

    @property
    def decimals(self) -> int:
        """How many decimals of a px a path needs."""
        return decimals_of(self.sharpest)

    @cached_property
    def paths(self) -> dict[str, str]:
        """The `d` of every zone."""
        if self.ground:
            return self.ground.paths
        return {name: self.path(_clip(shape, self.frame)) for name, shape in self.zones.items()}

    @cached_property
    def edge_paths(self) -> tuple[str, ...]:
        """The `d` of every shared edge."""
        if self.ground:
            return self.ground.edge_paths
        return tuple(self.path(shared_edge.line) for shared_edge in self.shared_edges)

    def path(self, geometry: BaseGeometry) -> str:
        """Return the `d` of a geometry in px."""
        return path_data(geometry, self.decimals)

    def misses(self, geometry: BaseGeometry) -> bool:
        """Return whether a geometry in degrees lies wholly outside the frame."""
        left, bottom, right, top = geometry.bounds
        west, south, east, north = self._reach
        return right < west or left > east or top < south or bottom > north

    @cached_property
    def _reach(self) -> BBox:
        """The frame in degrees, a little wider than it is."""
        left, top, right, bottom = (side / self.extent.per_degree for side in self.frame.bounds)
        low, high = latitude(self.extent.north - bottom), latitude(self.extent.north - top)
        wide = 1e-6
        return self.extent.west + left - wide, low - wide, self.extent.west + right + wide, high + wide

    def clip(self, geometry: BaseGeometry) -> BaseGeometry:
        """Project, clip to the frame and simplify a geometry that shares no edge with a zone."""
        if self.misses(geometry):
            return shapely.GeometryCollection()
        return _clip(shapely.simplify(self.extent.project(geometry), tolerance_of(self.sharpest)), self.frame)


@lru_cache(maxsize=32)
def set_viewport(
    atlas: Atlas, extent: Extent, margin: float = 0.0, sharpest: float = SHARPEST_ZOOM
) -> Viewport:
    """Lay an atlas out on an extent; `margin` is how far the drawing reaches beyond it, in its own sizes.

    `sharpest` is the zoom up to which its lines are accurate to a quarter of a pixel.
    """
    if atlas.whole is not None:
        ground = set_viewport(atlas.whole, extent, margin, sharpest)
        left = leave_places(ground, frozenset(atlas.whole.places.keys() - atlas.places.keys()))
        return replace(left, atlas=atlas, ground=ground)
    wide, high = extent.width, extent.height
    frame = shapely.box(-margin * wide, -margin * high, (1 + margin) * wide, (1 + margin) * high)
    places = atlas.places.values()
    drawn = [place for place in places if place.shape is Shape.ZONE and not place.derived]
    tolerance = tolerance_of(sharpest)
    shapes = smooth_zones(atlas) if sharpest >= 1 else [place.geometry for place in drawn]
    simplify = simplifier_of(atlas, tolerance)
    zones = _zones([place.id for place in drawn], shapes, extent, frame, simplify)
    modelled = {place.id: place.cell for place in places if place.cell is not None}
    # Below the zones that were drawn, which may come and go.
    zones = _zones(list(modelled), list(modelled.values()), extent, frame, simplify) | zones
    return Viewport(
        atlas=atlas,
        extent=extent,
        frame=frame,
        zones=zones,
        shared_edges=find_edges_of(atlas, zones, frame),
        lines=_lines((place for place in places if place.shape is Shape.LINE), extent, frame, tolerance),
        bands=_lines((place for place in places if place.derived), extent, frame, tolerance),
        sites=_sites((place for place in places if place.shape is Shape.SITE), extent, frame),
        sharpest=sharpest,
    )


@lru_cache(maxsize=64)
def leave_places(viewport: Viewport, gone: frozenset[str]) -> Viewport:
    """Return a viewport without some places: those that do not exist on a day."""
    if gone.isdisjoint([*viewport.zones, *viewport.lines, *viewport.bands, *viewport.sites]):
        return viewport
    zones = {name: shape for name, shape in viewport.zones.items() if name not in gone}
    return replace(
        viewport,
        zones=zones,
        shared_edges=viewport.shared_edges
        if len(zones) == len(viewport.zones)
        else find_shared_edges(zones, viewport.frame),
        lines={name: line for name, line in viewport.lines.items() if name not in gone},
        bands={name: band for name, band in viewport.bands.items() if name not in gone},
        sites={name: point for name, point in viewport.sites.items() if name not in gone},
        ground=viewport.ground and leave_places(viewport.ground, gone),
    )


def river_courses(viewport: Viewport) -> Mapping[str, BaseGeometry]:
    """Return the rivers in degrees by id: smooth, unless the drawing is too rough to show it."""
    if viewport.sharpest >= 1:
        return smooth_rivers(viewport.atlas)
    return {river.id: river.geometry for river in viewport.atlas.basemap.rivers}


def _zones(
    ids: list[str], smooth: Sequence[BaseGeometry], extent: Extent, frame: BaseGeometry, simplify: Simplifier
) -> dict[str, BaseGeometry]:
    if not ids:
        return {}
    shapes = shapely.transform(np.array(smooth), extent.to_px)
    visible = shapely.intersects(shapes, frame)
    names = [place for place, is_visible in zip(ids, visible, strict=True) if is_visible]
    # Neighbours are simplified together, so that a shared border stays one line.
    shapes = simplify(shapes[visible]) if visible.any() else shapes[visible]
    order = np.argsort(-shapely.area(shapes), kind="stable").tolist()
    return {names[i]: shapes[i] for i in order}


def _lines(
    places: Iterable[Place], extent: Extent, frame: BaseGeometry, tolerance: float
) -> dict[str, BaseGeometry]:
    clipped = {place.id: _outline(extent.project(place.geometry), frame, tolerance) for place in places}
    return {name: line for name, line in clipped.items() if not line.is_empty}


def _outline(geometry: BaseGeometry, frame: BaseGeometry, tolerance: float) -> BaseGeometry:
    simple = shapely.simplify(geometry, tolerance)
    return _clip(simple.boundary if simple.geom_type.endswith("Polygon") else simple, frame)


def _sites(places: Iterable[Place], extent: Extent, frame: BaseGeometry) -> dict[str, tuple[float, float]]:
    points = {place.id: extent.at(place.geometry) for place in places}
    west, north, east, south = frame.bounds
    return {name: (x, y) for name, (x, y) in points.items() if west <= x <= east and north <= y <= south}


def _clip(geometry: BaseGeometry, frame: BaseGeometry) -> BaseGeometry:
    return shapely.clip_by_rect(geometry, *frame.bounds)
