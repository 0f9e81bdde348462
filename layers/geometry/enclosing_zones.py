"""The drawn zones that contain a point, the smallest first. Contains no days and no holdings."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import shapely

from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from layers.geometry.viewport import Viewport

TOWN = "town-"
"""Prefix of the name of a basemap town, to set it apart from ids of places; the town's number follows."""


@lru_cache(maxsize=8)
def name_towns(atlas: Atlas) -> Mapping[str, str]:
    """Return for the id of each town of the basemap the short name that the player uses for it."""
    return {town.id: f"{TOWN}{number}" for number, town in enumerate(atlas.basemap.towns)}


@lru_cache(maxsize=8)
def find_enclosing(atlas: Atlas) -> Mapping[str, tuple[str, ...]]:
    """Return for each site of an atlas, and each town of its basemap, the zones that contain it."""
    places = atlas.places.values()
    sites = {place.id: place.geometry for place in places if place.shape is Shape.SITE}
    towns = {f"{TOWN}{number}": town.geometry for number, town in enumerate(atlas.basemap.towns)}
    points = sites | towns
    zones = [place for place in places if place.shape is Shape.ZONE and not place.derived]
    shapes = np.array([zone.geometry for zone in zones], dtype=object)
    order = np.argsort(shapely.area(shapes), kind="stable") if zones else np.array([], dtype=int)
    zones_by_point: dict[str, list[str]] = {name: [] for name in points}
    names, geometries = list(points), np.array(list(points.values()), dtype=object)
    for number in order.tolist():
        shapely.prepare(shapes[number])
        for at in np.flatnonzero(shapely.covers(shapes[number], geometries)).tolist():
            zones_by_point[names[at]].append(zones[number].id)
    return {name: tuple(enclosing) for name, enclosing in zones_by_point.items()}


def describe_towns(viewport: Viewport, language: str, drawn: list[str]) -> dict[str, dict[str, object]]:
    """Return the towns of the basemap named on a viewport, as places without records."""
    enclosing = find_enclosing(viewport.atlas)
    towns = {f"{TOWN}{number}": town for number, town in enumerate(viewport.atlas.basemap.towns)}
    return {
        name: {
            "name": towns[name].name.translate(language),
            "shape": "town",
            "covered": True,
            "inView": False,
            "within": _in_viewport(viewport, enclosing[name]),
            "about": "",
            "after": "",
        }
        for name in drawn
    }


def list_zones_around(viewport: Viewport, place: str) -> list[str]:
    """Return the zones of a viewport that contain a site, the smallest first."""
    return _in_viewport(viewport, find_enclosing(viewport.atlas).get(place, ()))


def _in_viewport(viewport: Viewport, zones: tuple[str, ...]) -> list[str]:
    return [zone for zone in zones if zone in viewport.zones]
