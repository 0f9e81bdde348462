"""The basemap, which lies under the places, and the policies by which its borders are drawn. Immutable."""

from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from atlas.model.translated_text import Text
from atlas.model.vocabulary import LineStyle

BBox = tuple[float, float, float, float]
"""An extent: west, south, east, north in degrees."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing of the basemap. Knows its own kind; `properties` are plain values for the drawing."""

    id: str
    name: Text
    kind: str
    geometry: BaseGeometry
    properties: Mapping[str, object]

    @property
    def in_focus(self) -> bool:
        """Whether a land is what the atlas is about."""
        return bool(self.properties.get("focus"))


@dataclass(frozen=True, slots=True)
class Basemap:
    """What lies under the places; every part may be empty."""

    land: tuple[Feature, ...] = ()
    borders: tuple[Feature, ...] = ()
    admin1: tuple[Feature, ...] = ()
    rivers: tuple[Feature, ...] = ()
    lakes: tuple[Feature, ...] = ()
    towns: tuple[Feature, ...] = ()


@dataclass(frozen=True, slots=True)
class Boundary:
    """How a border of the basemap is drawn from `start` to before `end`."""

    line: str
    style: LineStyle
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Policy:
    """A choice of how borders are drawn: what it does not name is drawn as its own kind. `note` disclaims."""

    id: str
    name: Text
    note: Text
    short: Text
    """The note where there is little room."""
    boundaries: tuple[Boundary, ...]
