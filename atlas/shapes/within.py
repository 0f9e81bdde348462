"""Which places lie in an area on any day. Contains no days."""

from functools import lru_cache

import numpy as np
import shapely

from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.shapes.bounds import as_area
from atlas.shapes.on_day import all_days


@lru_cache(maxsize=32)
def places_within(atlas: Atlas, bbox: BBox) -> frozenset[str]:
    """Return the places of which any shape, or the modelled ground, touches a bbox, in degrees."""
    atlas = all_days(atlas)
    listed = [(own, place.geometry) for own, place in atlas.places.items() if own not in atlas.shapes]
    listed += [(own, shape.geometry) for own, shapes in atlas.shapes.items() for shape in shapes]
    listed += [(own, place.cell) for own, place in atlas.places.items() if place.cell is not None]
    if not listed:
        return frozenset()
    names, shapes = zip(*listed, strict=True)
    touching = shapely.intersects(np.array(shapes, dtype=object), as_area(bbox)).tolist()
    return frozenset(name for name, touches in zip(names, touching, strict=True) if touches)
