"""The basemap, which is drawn under the places, and the policies for drawing its borders. Immutable."""

from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from atlas.model.translated_text import Text
from atlas.model.vocabulary import LineStyle

BBox = tuple[float, float, float, float]
"""An extent: west, south, east, north in degrees."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of the basemap, with its kind; `properties` are plain values for the drawing."""

    id: str
    name: Text
    kind: str
    geometry: BaseGeometry
    properties: Mapping[str, object]

    @property
    def in_focus(self) -> bool:
        """Whether this land is a subject of the atlas."""
        return bool(self.properties.get("focus"))


@dataclass(frozen=True, slots=True)
class Basemap:
    """The basemap; every part may be empty."""

    land: tuple[Feature, ...] = ()
    borders: tuple[Feature, ...] = ()
    admin1: tuple[Feature, ...] = ()
    rivers: tuple[Feature, ...] = ()
    lakes: tuple[Feature, ...] = ()
    towns: tuple[Feature, ...] = ()
    roads: tuple[Feature, ...] = ()
    oilfields: tuple[Feature, ...] = ()


@dataclass(frozen=True, slots=True)
class Boundary:
    """How a border of the basemap is drawn from `start` up to but not including `end`."""

    line: str
    style: LineStyle
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy for borders; those it does not name are drawn by their own kind. `note` is its disclaimer."""

    id: str
    name: Text
    note: Text
    short: Text
    """The note for places with little room."""
    boundaries: tuple[Boundary, ...]
