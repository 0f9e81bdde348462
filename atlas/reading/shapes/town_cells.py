"""Ground modelled from towns: around each site a cell, up to where another site is nearer.

Pure geometry, in degrees; contains no records.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely import MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from atlas.reading.shapes.derived_zones import local_plane, project

_AROUND = 64
"""Points of the circle that ends a cell: within 0.12 % of the true radius."""
_KM_PER_DEGREE = 110.0
_WIDEST = 60.0
"""The width in degrees up to which the sites lie in one plane."""
_GRID = 1e-7
"""Degrees: neighbours' corners are the same to the last digit."""
_GEOD = Geod(ellps="WGS84")


def find_obstacle(sites: Iterable[Point], km: float) -> str:
    """Return why sites have no cells, or nothing: they must lie in one plane that has an edge nowhere."""
    west, south, east, north = MultiPoint(list(sites)).bounds
    if max(east - west, north - south) > _WIDEST:
        return f"has sites spread over more than {_WIDEST:g} degrees, too far for one plane"
    high = km / _KM_PER_DEGREE
    wide = high / max(np.cos(np.radians(min(max(-south, north) + high, 90.0))), 1e-6)
    inside = west - wide > -180 and east + wide < 180 and south - high > -90 and north + high < 90
    return "" if inside else "reaches a pole or the date line"


def find_cells(
    sites: Mapping[str, Point], km: float, within: BaseGeometry | None, taken: BaseGeometry | None
) -> dict[str, BaseGeometry]:
    """Return the cell of each site that has one: its nearest ground up to `km` away.

    Cells are cut to `within`, and leave out what is `taken`. Of several sites at one point the first has the
    cell. All sites must be near enough for one plane (see `find_obstacle`).
    """
    at = {sites[own].coords[0]: own for own in reversed(list(sites))}
    names, points = list(at.values()), MultiPoint(list(at))
    west, south, east, north = points.bounds
    there, back = local_plane(Point((west + east) / 2, (south + north) / 2))
    reach = _circles(np.array(list(at)), km, there)
    cells: np.ndarray = shapely.transform(
        _nearest_ground(project(points, there), reach),
        lambda xy: np.column_stack(back.transform(xy[:, 0], xy[:, 1])),
    )
    # In degrees, in which the edges of the data are straight.
    if within is not None:
        cells = _keep_inside(cells, _around(within, cells))
    if taken is not None:
        cells = _leave_out(cells, _around(taken, cells))
    rounded = shapely.set_precision(cells, _GRID)
    areas = {name: _area_of(cell) for name, cell in zip(names, rounded, strict=True)}
    return {name: areas[name] for name in sites if name in areas and not areas[name].is_empty}


def _circles(points: np.ndarray, km: float, there: Transformer) -> np.ndarray:
    """Return the ground (n,) up to `km` from each of the points (n, 2), in the plane."""
    count, turns = len(points), np.linspace(0, 360, _AROUND, endpoint=False)
    lon, lat = (np.repeat(column, _AROUND) for column in points.T)
    lon, lat, _ = _GEOD.fwd(lon, lat, np.tile(turns, count), np.full(count * _AROUND, km * 1000))
    rings = np.column_stack(there.transform(lon, lat)).reshape(count, _AROUND, 2)
    return np.array([Polygon(ring) for ring in rings])


def _nearest_ground(points: MultiPoint, reach: np.ndarray) -> np.ndarray:
    """Return for each point (n,) the part of its reach to which no other point is nearer."""
    if len(reach) == 1:
        return reach
    box = shapely.box(*shapely.total_bounds(reach))
    cells = np.array(shapely.voronoi_polygons(points, extend_to=box, ordered=True).geoms)
    own, near = shapely.STRtree(cells).query(cells, predicate="intersects")
    for at in np.flatnonzero(~shapely.contains(reach, cells)).tolist():
        # With the neighbours' circles, so that an edge ends at one point for the cells on both its sides.
        around = shapely.union_all(reach[near[own == at]])
        cells[at] = shapely.intersection(cells[at], around)
    return cells


def _around(region: BaseGeometry, cells: np.ndarray) -> BaseGeometry:
    """Return the part of a region in which cells lie: the rest would only cost time."""
    west, south, east, north = shapely.total_bounds(cells).tolist()
    part: BaseGeometry = shapely.intersection(region, shapely.box(west - 1, south - 1, east + 1, north + 1))
    return part


def _keep_inside(cells: np.ndarray, region: BaseGeometry) -> np.ndarray:
    """Return the cells (n,) inside a region; only those on its edge are cut."""
    shapely.prepare(region)
    parts: np.ndarray = cells.copy()
    meets = shapely.intersects(region, cells)
    parts[~meets] = Polygon()
    on_edge = meets & ~shapely.contains(region, cells)
    parts[on_edge] = shapely.intersection(cells[on_edge], region)
    return parts


def _leave_out(cells: np.ndarray, region: BaseGeometry) -> np.ndarray:
    """Return the cells (n,) without what lies in a region; only those that it meets are cut."""
    shapely.prepare(region)
    parts: np.ndarray = cells.copy()
    meets = shapely.intersects(region, cells)
    parts[meets] = shapely.difference(cells[meets], region)
    return parts


def _area_of(cell: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a cut cell, without the lines and points of a touch."""
    parts = [part for part in shapely.get_parts(cell) if isinstance(part, Polygon) and part.area > 0]
    area = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    return shapely.orient_polygons(area, exterior_cw=False)
