"""Foreign geometries as valid shapes in EPSG:4326: reprojected, flat, closed, and repaired.

Runs in the child process, since repairing a hostile shape may take any time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

_GRID, _DECIMALS = 1e-7, 7
"""Coordinates are rounded to this part of a degree, about a centimetre."""
_ATTEMPTS = 4
_LEAST_AREA = 1e-12
_CODE = re.compile(r"(?:urn:ogc:def:crs:)?(?:EPSG|OGC|ESRI|IAU\w*)[:\d.]*:\w+", re.I)
_AREAS, _LINES, _POINTS = (
    ("Polygon", "MultiPolygon"),
    ("LineString", "MultiLineString"),
    ("Point", "MultiPoint"),
)


class UnknownCRSError(ValueError):
    """Raised when a CRS cannot be used; the text names it."""


@dataclass
class Cleaned:
    """Shapes in EPSG:4326; None where there is none, with the reason in `faults`."""

    shapes: list[BaseGeometry | None]
    faults: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def clean_shapes(shapes: Sequence[BaseGeometry | None], crs: str) -> Cleaned:
    """Return valid shapes in EPSG:4326, with a note for each kind of repair and a reason for each loss."""
    flat = shapely.force_2d(np.array(shapes, dtype=object)) if len(shapes) else np.array([], dtype=object)
    cleaned = Cleaned(list(_reproject(flat, crs)))
    repaired = 0
    for at, shape in enumerate(cleaned.shapes):
        if shape is None:
            continue
        if rule := _find_fault(shape):
            cleaned.shapes[at], cleaned.faults[at] = None, rule
            continue
        try:
            repair = _repair(shape)
        except shapely.errors.GEOSException:  # a ring with fewer than three different points
            repair = None
        repaired += repair is not None and repair.crossed
        cleaned.shapes[at] = None if repair is None else repair.shape
        if repair is None:
            cleaned.faults[at] = "has a shape that spans no area"
    if repaired:
        cleaned.notes.append(f"shapes that crossed themselves and were repaired: {repaired:,}")
    return cleaned


def parse_crs(text: str) -> CRS:
    """Return a CRS from a code, WKT or PROJJSON; a file name or PROJ string is refused."""
    plain = text.strip()
    if not (_CODE.fullmatch(plain) or re.match(r"[A-Z_]+\[|\{", plain)):
        raise UnknownCRSError(f'"{plain[:60]}" is not a CRS. Write a code such as EPSG:32637')
    try:
        return CRS.from_user_input(plain)
    except CRSError:
        raise UnknownCRSError(f'"{plain[:60]}" is not a known CRS. Write a code such as EPSG:32637') from None


def _reproject(shapes: Any, text: str) -> Any:  # noqa: ANN401 - arrays of geometries
    crs = parse_crs(text)
    wgs84 = CRS.from_epsg(4326)
    if crs.equals(wgs84, ignore_axis_order=True) or not len(shapes):
        return shapes
    transformer = Transformer.from_crs(crs, wgs84, always_xy=True)

    def project(positions: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(positions[:, 0], positions[:, 1]))

    try:
        return shapely.transform(shapes, project)
    except ProjError as error:
        raise UnknownCRSError(f"its CRS cannot be reprojected ({error})") from None


def _find_fault(shape: BaseGeometry) -> str:
    if shape.is_empty:
        return "has an empty shape"
    west, south, east, north = shape.bounds
    if not np.isfinite([west, south, east, north]).all():
        return "has coordinates that are no numbers"
    if west < -180 - _GRID or east > 180 + _GRID or south < -90 - _GRID or north > 90 + _GRID:
        return f"lies outside the world (x {west:.6g}, y {south:.6g}): give --crs if these are not degrees"
    return ""


def _pick_kind(valid: BaseGeometry, original: BaseGeometry) -> BaseGeometry:
    """Return the parts of a repaired shape that are of its own kind: areas of an area, lines of a line."""
    kinds = next((kinds for kinds in (_AREAS, _LINES, _POINTS) if original.geom_type in kinds), _AREAS)
    parts = shapely.get_parts(valid) if valid.geom_type == "GeometryCollection" else [valid]
    parts = [inner for part in parts for inner in shapely.get_parts(part) if inner.geom_type in kinds]
    if not parts and original.geom_type == "GeometryCollection":
        kinds = next(
            (k for k in (_LINES, _POINTS) if any(p.geom_type in k for p in shapely.get_parts(valid))), _LINES
        )
        parts = [part for part in shapely.get_parts(valid) if part.geom_type in kinds]
    whole = shapely.union_all(parts) if len(parts) > 1 and kinds is _AREAS and valid is not original else None
    return whole or (shapely.from_wkt(f"{kinds[0].upper()} EMPTY") if not parts else _join(parts))


def _join(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    if len(parts) == 1:
        return parts[0]
    multi = {
        "Polygon": shapely.multipolygons,
        "LineString": shapely.multilinestrings,
        "Point": shapely.multipoints,
    }
    join: Any = multi[parts[0].geom_type]
    joined: BaseGeometry = join(list(parts))
    return joined


class _Repair(NamedTuple):
    """A valid shape, and whether it crossed itself before."""

    shape: BaseGeometry
    crossed: bool


def _repair(shape: BaseGeometry) -> _Repair | None:
    """Return a valid shape on the grid of centimetres; None if nothing remains of it."""
    rounded = _round(_pick_kind(shape, shape))
    crossed = not shapely.is_valid(rounded)
    for _ in range(_ATTEMPTS):  # rounding may make a repaired shape invalid again
        if shapely.is_valid(rounded):
            break
        rounded = _round(_pick_kind(shapely.make_valid(rounded, method="structure"), shape))
    empty = rounded.is_empty or not shapely.is_valid(rounded)
    return (
        None
        if empty or (rounded.geom_type in _AREAS and rounded.area < _LEAST_AREA)
        else _Repair(rounded, crossed)
    )


def _round(shape: BaseGeometry) -> BaseGeometry:
    def snap(degrees: Any) -> Any:  # noqa: ANN401 - an array of positions
        return np.round(np.clip(degrees, (-180, -90), (180, 90)), _DECIMALS)

    rounded = shapely.transform(shape, snap)
    plain: BaseGeometry = shapely.remove_repeated_points(rounded)
    return plain
