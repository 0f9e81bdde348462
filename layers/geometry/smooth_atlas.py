"""The zones and rivers of an atlas as they are drawn: smooth where they are estimates, once for all."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from atlas.shapes.on_day import all_days
from layers.geometry.smoothing import smooth_coverage, smooth_line


@lru_cache(maxsize=16)
def smooth_zones(atlas: Atlas) -> tuple[BaseGeometry, ...]:
    """Return the zones in degrees, in the order of the atlas, with smooth edges where these are estimates.

    Where shapes have dates, edges stay as they are: a curve depends on the neighbours, which change.
    """
    basemap = atlas.basemap
    zones = [place for place in atlas.places.values() if place.shape is Shape.ZONE and not place.derived]
    if all_days(atlas).shapes:
        return tuple(zone.geometry for zone in zones)
    lines = (place.geometry for place in atlas.places.values() if place.shape is Shape.LINE)
    ground = (feature.geometry for feature in (*basemap.borders, *basemap.rivers, *basemap.land))
    return smooth_coverage(
        tuple(zone.geometry for zone in zones),
        tuple(zone.accuracy_km for zone in zones),
        (*ground, *lines),
    )


@lru_cache(maxsize=16)
def smooth_rivers(atlas: Atlas) -> Mapping[str, BaseGeometry]:
    """Return the rivers in degrees by id, equally smooth everywhere; along zones they stay on the edge."""
    zones = [place.geometry for place in atlas.places.values() if place.shape is Shape.ZONE]
    edges = shapely.get_coordinates(np.array(zones, dtype=object))
    return {river.id: smooth_line(river.geometry, edges) for river in atlas.basemap.rivers}
