"""Names of lakes on their water, and of rivers along their course, where it is dry."""

from collections.abc import Iterator
from math import atan2, degrees

import shapely
from shapely.geometry.base import BaseGeometry

from layers.geometry.viewport import river_courses
from layers.labels.dry_spots import keep_dry
from layers.labels.land_and_water import project_waters
from layers.labels.named import Named, area_candidate
from layers.labels.placement import ZOOMS
from layers.style.context import DrawingContext
from layers.svg.text_width import is_rtl

_ALONG = (0.42, 0.6, 0.25, 0.75, 0.12, 0.88, 0.5, 0.33, 0.67, 0.05, 0.95)
"""Positions along a stream where its name may be written, best first."""
_NOWHERE = -1.0


def name_waters(context: DrawingContext) -> Iterator[Named]:
    """Yield the names of the lakes and rivers that are long enough in the picture."""
    courses = river_courses(context.viewport)
    for water in (*context.atlas.basemap.lakes, *context.atlas.basemap.rivers):
        text = water.name.translate(context.language)
        geometry = context.viewport.clip(courses.get(water.id, water.geometry))
        if text and not geometry.is_empty and _reach(geometry) > 40 * context.marks:
            yield from _name(context, f"water-{water.id}", text, geometry)


def _reach(geometry: BaseGeometry) -> float:
    left, top, right, bottom = map(float, geometry.bounds)
    return max(right - left, bottom - top)


def _name(context: DrawingContext, key: str, text: str, geometry: BaseGeometry) -> Iterator[Named]:
    if geometry.geom_type.endswith("Polygon"):
        at = geometry.representative_point()
        yield Named(area_candidate(context, key, text, "water", (at.x, at.y), 2.0), text, "water")
        return
    parts = shapely.get_parts(geometry)
    longest = parts[int(shapely.length(parts).argmax())]
    dry = [named for share in _ALONG if (named := _stream(context, key, text, longest, share))]
    if dry:
        yield max(dry, key=lambda named: _fits(context, named))


def _stream(context: DrawingContext, key: str, text: str, line: BaseGeometry, share: float) -> Named | None:
    """Return the name of a stream at a position along it; nothing if it would lie on a lake or the sea."""
    at, ahead = (line.interpolate(share + step, normalized=True) for step in (0, 0.05))
    turn = _upright(ahead.x - at.x, ahead.y - at.y)
    turn = turn if abs(turn) < 35 and not is_rtl(text) else 0.0
    candidate = area_candidate(context, key, text, "water", (at.x, at.y - 9 * context.marks), 0.7)
    zooms = ZOOMS if context.live else (1.0,)
    dry = keep_dry(candidate, project_waters(context), zooms, shore=_NOWHERE, turn=turn)
    return Named(dry, text, "water", turn=turn) if dry else None


def _fits(context: DrawingContext, named: Named) -> bool:
    """Return whether a name lies well inside the picture."""
    extent, half = context.viewport.extent, named.candidate.width / 2 + 8
    x, y = named.candidate.x, named.candidate.y
    return half < x < extent.width - half and 20 < y < extent.height - 20


def _upright(dx: float, dy: float) -> float:
    """Return the slope of a stream in degrees, turned so that its name is not upside down."""
    angle = degrees(atan2(dy, dx))
    return angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
