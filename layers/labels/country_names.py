"""Names of countries: their boxes lie on the country's own land and on no other's.

Pure geometry, in px; contains no atlas and no type.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.labels.placement import Candidate, text_box

LEAST_SHARE = 0.75
"""The share of a name that must lie on its land; the rest may lie on the sea."""


def keep_inland(
    candidates: Iterable[Candidate], own: BaseGeometry, others: BaseGeometry, zooms: Sequence[float]
) -> Candidate | None:
    """Return the candidate at the widest zoom at which it fits, with only the spots that fit, if any."""
    tried = list(candidates)
    for zoom in zooms:
        for candidate in tried:
            inside = _inside(_boxes(candidate, zoom), own, others)
            spots = tuple(spot for spot, fits in zip(candidate.spots, inside, strict=True) if fits)
            if spots:
                return replace(candidate, spots=spots, needs=max(candidate.needs, zoom))
    return None


def _boxes(candidate: Candidate, zoom: float) -> np.ndarray:
    """Return the ground under each spot's text: a name keeps its size while the map zooms under it."""
    around = np.array([text_box(candidate, spot) for spot in candidate.spots]) / zoom
    left, top, right, bottom = (around + np.tile((candidate.x, candidate.y), 2)).T
    boxes: np.ndarray = shapely.box(left, top, right, bottom)
    return boxes


def _inside(boxes: np.ndarray, own: BaseGeometry, others: BaseGeometry) -> list[bool]:
    shares = shapely.area(shapely.intersection(boxes, own)) / shapely.area(boxes)
    inside: list[bool] = ((shares >= LEAST_SHARE) & ~shapely.intersects(boxes, others)).tolist()
    return inside


def middle_for(shape: BaseGeometry, wide: float, high: float) -> tuple[float, float]:
    """Return the middle of the largest free space for a box of these sides in a shape's largest part."""
    parts = shapely.get_parts(shape)
    largest = parts[int(shapely.area(parts).argmax())]
    squeeze = np.array([high / wide, 1.0])
    squeezed = shapely.transform(largest, lambda points: points * squeeze)
    x, y = shapely.maximum_inscribed_circle(squeezed, tolerance=1).coords[0]
    return x / float(squeeze[0]), y
