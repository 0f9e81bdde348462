"""Lands, lakes and the sea of a viewport in px, as accurate as placing a name needs."""

from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.basemap import Feature
from layers.style.context import DrawingContext

_SLIVER_PX = 1.0
"""Gaps between lands that are narrower than twice this are no sea."""


@lru_cache(maxsize=64)
def project_lands(context: DrawingContext) -> dict[str, BaseGeometry]:
    """Return the lands of a viewport in px."""
    return {land.id: _ground(context, land) for land in context.atlas.basemap.land}


@lru_cache(maxsize=64)
def project_waters(context: DrawingContext) -> tuple[BaseGeometry, ...]:
    """Return the lakes of a viewport and the parts of its sea in px."""
    lakes = [_ground(context, lake) for lake in context.atlas.basemap.lakes]
    land = shapely.buffer(shapely.union_all(list(project_lands(context).values())), _SLIVER_PX)
    sea = shapely.buffer(shapely.difference(context.viewport.frame, land), _SLIVER_PX)
    parts = [*lakes, *shapely.get_parts(sea)]
    return tuple(water for water in parts if not water.is_empty)


def _ground(context: DrawingContext, feature: Feature) -> BaseGeometry:
    """Return an area in px, as far as the drawing reaches."""
    if context.viewport.misses(feature.geometry):
        return shapely.Polygon()
    shape = shapely.simplify(context.viewport.extent.project(feature.geometry), 0.5)
    return shapely.make_valid(shapely.clip_by_rect(shape, *context.viewport.frame.bounds))
