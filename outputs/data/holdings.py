"""The places and holdings that a request selects by layers, bbox and `hide`.

Contains no file format.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache

import numpy as np
import shapely

from atlas.history.existence import absent_on
from atlas.history.scene import Holding, scene_on
from atlas.model.atlas import Atlas, Place
from atlas.model.basemap import BBox
from atlas.model.vocabulary import Shape, Status
from atlas.request.options import is_hidden
from atlas.request.request import Request
from atlas.shapes.bounds import as_area

_LAYER = {Shape.ZONE: "zones", Shape.SITE: "sites", Shape.LINE: "lines"}


@lru_cache(maxsize=32)
def places_in(atlas: Atlas, bbox: BBox | None) -> tuple[Place, ...]:
    """Return the places that touch a bbox, or all of them without one, in the atlas' order."""
    places = tuple(atlas.places.values())
    if bbox is None:
        return places
    shapes = np.array([place.geometry for place in places], dtype=object)
    touching = shapely.intersects(shapes, as_area(bbox))
    return tuple(place for place, touches in zip(places, touching, strict=True) if touches)


def select_holdings(
    atlas: Atlas, request: Request, day: int, layers: Collection[str], bbox: BBox | None
) -> Iterator[tuple[Place, tuple[Holding, ...]]]:
    """Yield each place of the layers in a bbox with its holdings on a day, without those hidden.

    A claim of absence belongs to the layer `claims`, whatever the shape of its place.
    """
    scene, absent = scene_on(atlas, day, request.known), absent_on(atlas, day, request.known)
    for place in places_in(atlas, bbox):
        if place.id in absent:
            continue
        drawn = _LAYER[place.shape] in layers
        holdings = tuple(
            holding
            for holding in scene.holdings(place.id)
            if ("claims" in layers if holding.status is Status.ABSENT else drawn)
            and not is_hidden(atlas, request.hide, holding.force)
        )
        if drawn or holdings:
            yield place, holdings
