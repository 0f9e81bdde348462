"""Generalisation: a small picture has fewer points in its borders, rivers and zones; edges stay shared."""

import numpy as np
import pytest
import shapely

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.geometry.viewport import Viewport
from layers.still.layout import layout_of
from layers.still.one_map import make_context

SIZES = {"tile": (300, 250), "column": (600, 500), "social": (1200, 1000)}


@pytest.fixture(scope="module")
def viewports(default_atlas: Atlas) -> dict[str, Viewport]:
    made = {}
    for name, (width, height) in SIZES.items():
        request = parse_request(default_atlas, {"view": "south-and-east", "size": f"{width}x{height}"})
        made[name] = make_context(
            default_atlas, request, layout_of(request, default_atlas), width, height
        ).viewport
    return made


def points_of(viewport: Viewport, part: str) -> int:
    """Return how many points a part has in the picture."""
    if part == "zones":
        return int(sum(shapely.get_num_coordinates(shape) for shape in viewport.zones.values()))
    features = getattr(viewport.atlas.basemap, part)
    return int(sum(shapely.get_num_coordinates(viewport.clip(feature.geometry)) for feature in features))


@pytest.mark.parametrize("part", ["zones", "borders", "rivers"])
def test_a_small_picture_has_fewer_points(viewports: dict[str, Viewport], part: str) -> None:
    tile, column, social = (points_of(viewports[name], part) for name in SIZES)
    assert tile < 0.85 * column
    assert column < 0.85 * social
    assert tile < 0.6 * social


def test_a_picture_has_about_as_many_points_for_each_px_of_its_edges(
    viewports: dict[str, Viewport],
) -> None:
    density = {
        name: points_of(viewport, "zones") / sum(shape.length for shape in viewport.zones.values())
        for name, viewport in viewports.items()
    }
    assert max(density.values()) < 1.0, "at most a point for every px"


@pytest.mark.parametrize("name", SIZES)
def test_neighbours_share_their_edges_at_every_size(viewports: dict[str, Viewport], name: str) -> None:
    zones = np.array(list(viewports[name].zones.values()), dtype=object)
    assert shapely.coverage_is_valid(zones)
