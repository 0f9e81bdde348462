"""Zones that are computed rather than drawn: bands along a line and circles around a site.

Distances are geodesic: a buffer in an azimuthal equidistant projection centred on the line or site.
"""

from dataclasses import dataclass
from typing import Literal, TypeVar, cast

import numpy as np
import shapely
from pyproj import Transformer
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from atlas.model.faults import shorten, suggest
from atlas.reading.shapes.meridian import cut_at_meridian, join_at_meridian, unwrap
from atlas.reading.tables.fields import parse_choice, wrong

_QUARTER = 16
"""Segments of a quarter circle: the polygon stays within 0.12 % of the true radius."""
_FAR = 1.5
"""How far outside the band, as a share of its width, the plane is cut: the cut never touches the band."""
_MANY_POINTS = 500
"""Longer lines are simplified first."""
_COARSE = 0.002
"""How far a simplified line may be off, as a share of the width of its band."""
_MOST_POINTS = 5_000
_MOST_SIMPLIFIED = 20_000
"""Longer lines are not simplified: GEOS calls itself for each part of a line, and the stack overflows."""
_MOST_PAIRS = 50_000
Geometry = TypeVar("Geometry", bound=BaseGeometry)
_SIDES = ("east", "west", "north", "south")
KEYS = {"band_of": ("band_of", "side", "km", "within"), "circle_of": ("circle_of", "km", "within")}


@dataclass(frozen=True, slots=True)
class Derivation:
    """What a derived zone is computed from: a band has a `side` of its line; a circle has none."""

    of: str
    km: float
    side: Literal["", "east", "west", "north", "south"] = ""
    within: str = ""
    """A land feature of the basemap that the zone is cut to, or empty."""

    @property
    def is_band(self) -> bool:
        """Whether it is a band; if not, it is a circle."""
        return bool(self.side)


def parse_derivation(value: object) -> Derivation:
    """Read the property `derive` of a zone; raise an error that names the fault."""
    if not isinstance(value, dict) or ("band_of" in value) == ("circle_of" in value):
        raise wrong(
            "is not a valid derive object",
            'Write {"band_of": line, "side": "east", "km": 140}, {"circle_of": site, "km": 55} '
            'or {"towns": true, "km": 30}',
        )
    kind = "band_of" if "band_of" in value else "circle_of"
    for key in value:
        if key not in KEYS[kind]:
            raise wrong(
                f'has the unknown key "{shorten(str(key))}"',
                suggest(key, KEYS[kind]) or f"Use one of: {', '.join(KEYS[kind])}",
            )
    side = parse_choice(_SIDES, "side", value.get("side")) if kind == "band_of" else ""
    if not isinstance(value[kind], str) or not isinstance(value.get("within", ""), str):
        raise wrong("does not name a place", f"Write {kind} and within as ids, in quotation marks")
    return Derivation(
        value[kind], parse_km(value.get("km")), cast(Literal["east"], side), value.get("within", "")
    )


def parse_km(value: object) -> float:
    """Read a distance of a derived zone; raise an error that names the fault."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 2_000:
        raise wrong("has no valid km", "Write a number greater than 0 and at most 2,000")
    return float(value)


def derive_zone(derivation: Derivation, of: BaseGeometry, within: BaseGeometry | None) -> BaseGeometry:
    """Compute the area of a band or a circle; it may be empty if it misses `within`.

    Raises ValueError if a band's line is in pieces or too long, or if the area reaches a pole.
    """
    of = join_at_meridian(of)
    area = _band(of, derivation) if derivation.is_band else _circle(of, derivation.km)
    area = unwrap(area, of.envelope.centroid.x)
    west, _, east, _ = area.bounds
    if not shapely.is_valid(area) or not east - west < 180:
        raise ValueError("the area reaches a pole")
    area = cut_at_meridian(area)
    cut = area if within is None else shapely.intersection(area, within)
    # Drop the points and lines left by a cut where two areas only touch.
    parts = [part for part in shapely.get_parts(cut) if isinstance(part, Polygon) and part.area > 0]
    area = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    return shapely.orient_polygons(area, exterior_cw=False)


def _circle(site: BaseGeometry, km: float) -> BaseGeometry:
    _, back = local_plane(cast(Point, site))
    return project(Point(0, 0).buffer(km * 1000, quad_segs=_QUARTER), back)


def _band(line: BaseGeometry, derivation: Derivation) -> BaseGeometry:
    there, back = local_plane(line.envelope.centroid)
    whole = shapely.line_merge(project(line, there))
    if not isinstance(whole, LineString):
        raise ValueError("the line has separate parts, so it has no sides")
    whole = _within_effort(whole, derivation.km)
    around = whole.buffer(derivation.km * 1000, quad_segs=_QUARTER)
    side = shapely.intersection(around, _side_of(whole, derivation.side, around))
    return project(side, back)


def _within_effort(line: LineString, km: float) -> LineString:
    """Return a line, simplified if it is long, that a band can be drawn along in a few seconds.

    ValueError if it has too many points or turns: the time goes with the pairs of segments whose bands meet.
    """
    if shapely.get_num_points(line) <= _MANY_POINTS:
        return line
    reason = f"the line has too many points and turns for a band of {km:g} km"
    line = _thin(line, _COARSE * km * 1000)
    if shapely.get_num_points(line) > _MOST_SIMPLIFIED:
        raise ValueError(reason)
    line = shapely.simplify(line, _COARSE * km * 1000)
    points = shapely.get_coordinates(line)
    if len(points) > _MOST_POINTS:
        raise ValueError(reason)
    segments = list(map(LineString, np.stack([points[:-1], points[1:]], axis=1)))
    every = max(1, len(segments) // _MANY_POINTS)
    near = shapely.STRtree(segments).query(segments[::every], predicate="dwithin", distance=2000 * km)
    if near.shape[1] * every > _MOST_PAIRS:
        raise ValueError(reason)
    return line


def _thin(line: LineString, step: float) -> LineString:
    """Return a line without the points in the same cell, `step` m wide, as the next one."""
    points = shapely.get_coordinates(line)
    cells = np.floor(points / step)
    stays = np.append((cells[1:] != cells[:-1]).any(axis=1), True)
    stays[0] = True
    return LineString(points[stays])


def local_plane(centre: Point) -> tuple[Transformer, Transformer]:
    """Return the ways into a plane around a point, in m, and back to degrees; distances from it are true."""
    plane = f"+proj=aeqd +lat_0={centre.y} +lon_0={centre.x} +ellps=WGS84 +units=m"
    there = Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    back = Transformer.from_crs(plane, "EPSG:4326", always_xy=True)
    return there, back


def project(geometry: Geometry, way: Transformer) -> Geometry:
    """Return a geometry with its points moved into a plane or back."""
    return shapely.transform(geometry, lambda xy: np.column_stack(way.transform(xy[:, 0], xy[:, 1])))


def _side_of(line: LineString, side: str, around: Polygon) -> BaseGeometry:
    """Return the area on one side of a line, which is extended straight past both its ends."""
    west, south, east, north = around.bounds
    far = _FAR * max(east - west, north - south)
    box = shapely.box(west - far, south - far, east + far, north + far)
    ends = list(line.coords)
    along = 1 if side in {"east", "west"} else 0
    low, high = (ends[0], ends[-1]) if ends[0][along] <= ends[-1][along] else (ends[-1], ends[0])
    cut = shapely.union_all(
        [line, box.exterior, _drawn_out(low, along, -4 * far), _drawn_out(high, along, 4 * far)]
    )
    corner = {"east": (1, 0), "west": (-1, 0), "north": (0, 1), "south": (0, -1)}[side]
    inside = Point(corner[0] * (max(-west, east) + far * 0.9), corner[1] * (max(-south, north) + far * 0.9))
    faces = shapely.polygonize([cut]).geoms
    return shapely.union_all([face for face in faces if face.contains(inside)])


def _drawn_out(end: tuple[float, ...], along: int, by: float) -> LineString:
    beyond = (end[0], end[1] + by) if along else (end[0] + by, end[1])
    return LineString([end[:2], beyond])
