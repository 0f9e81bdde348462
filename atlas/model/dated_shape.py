"""The shapes of a place that has several, with their days. Contains no rule about them."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from atlas.model.edtf_dates import Window


@dataclass(frozen=True, slots=True)
class DatedShape:
    """One shape of a place that has several; `number` counts them from 1 in the order of time."""

    number: int
    geometry: BaseGeometry
    start: Window | None
    end: Window | None
    reported: int
    """When it became public; the first shape is known from the beginning."""
    accuracy_km: float
    source: str
