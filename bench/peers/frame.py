"""The frame that every page fills: a box of the window, and the degrees that it shows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import asinh, atan, degrees, log2, radians, sinh, tan

from atlas.model.atlas import Atlas

TILE_PX = 512
"""The size of the world at zoom 0 for MapLibre, deck.gl and Plotly; Leaflet's is half of it."""
Colours = Mapping[str, list[str]]
"""The colour of each zone on each day."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A box in px of the window, and its west, south, east and north in degrees."""

    left: float
    top: float
    width: float
    height: float
    bbox: tuple[float, float, float, float]

    @property
    def centre(self) -> tuple[float, float]:
        """Return the longitude and latitude of the middle of the map in Mercator's projection."""
        west, south, east, north = self.bbox
        middle = (asinh(tan(radians(south))) + asinh(tan(radians(north)))) / 2
        return (west + east) / 2, degrees(atan(sinh(middle)))

    @property
    def zoom(self) -> float:
        """Return the zoom at which a map of `TILE_PX` shows these degrees in this width."""
        west, _, east, _ = self.bbox
        return log2(self.width * 360 / ((east - west) * TILE_PX))

    @property
    def css(self) -> str:
        """Return the style of an element that fills the box."""
        return (
            f"position:absolute;left:{self.left}px;top:{self.top}px;"
            f"width:{self.width}px;height:{self.height}px;overflow:hidden"
        )


def format_geojson(atlas: Atlas, colours: Colours, **properties: object) -> str:
    """Return the zones as GeoJSON, numbered in the order of the colours."""
    features = [
        {
            "type": "Feature",
            "id": number,
            "properties": {"id": number, **properties},
            "geometry": atlas.places[zone].geometry.__geo_interface__,
        }
        for number, zone in enumerate(colours)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def by_day(colours: Colours) -> list[list[str]]:
    """Return the colours of all zones, day by day."""
    return [list(day) for day in zip(*colours.values(), strict=True)]
