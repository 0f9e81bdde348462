"""The viewport: Web Mercator, simplification to a quarter of a pixel at 4× zoom, shared borders."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from layers.geometry.shared_edges import OUTSIDE
from layers.geometry.smooth_atlas import smooth_zones
from layers.geometry.viewport import (
    SHARPEST_ZOOM,
    Extent,
    Viewport,
    fit,
    latitude,
    set_viewport,
)

EQUATOR_METRES = 20_037_508.342789244
TO_MERCATOR = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
QUARTER = 0.25


@pytest.fixture(scope="module", params=["south-and-east", "albu-kamal", "golan-hauran"])
def viewport(request: pytest.FixtureRequest, default_atlas: Atlas) -> Viewport:
    """A named view of the default atlas as the player receives it."""
    return set_viewport(default_atlas, fit(default_atlas.views[request.param].bbox, 1080, 572), 1.0)


@given(st.floats(-180, 180), st.floats(-85, 85))
def test_projection_is_web_mercator(lon: float, lat: float) -> None:
    extent = Extent(west=-180, north=180, per_degree=1, width=360, height=360)
    x, y = extent.point(lon, lat)
    easting, northing = TO_MERCATOR.transform(lon, lat)
    assert x - 180 == pytest.approx(easting / EQUATOR_METRES * 180, abs=1e-7)
    assert 180 - y == pytest.approx(northing / EQUATOR_METRES * 180, abs=1e-7)
    assert latitude(180 - y) == pytest.approx(lat, abs=1e-9)


@given(
    st.tuples(st.floats(-170, 100), st.floats(-80, 60), st.floats(0.01, 70), st.floats(0.01, 20)),
    st.integers(120, 4000),
    st.integers(120, 4000),
)
def test_extent_shows_the_whole_request(
    box: tuple[float, float, float, float], width: int, height: int
) -> None:
    west, south, wide, high = box
    extent = fit((west, south, west + wide, south + high), width, height)
    left, bottom, right, top = extent.bbox
    assert left <= west + 1e-9 and right >= west + wide - 1e-9
    assert bottom <= south + 1e-9 and top >= south + high - 1e-9


def test_zones_are_accurate_to_a_quarter_of_a_pixel_at_zoom_four(
    viewport: Viewport, default_atlas: Atlas
) -> None:
    frame = shapely.box(0, 0, viewport.extent.width, viewport.extent.height)
    places = default_atlas.places.values()
    zones = [place.id for place in places if place.shape is Shape.ZONE and not place.derived]
    smooth = dict(zip(zones, smooth_zones(default_atlas), strict=True))
    for name, drawn in viewport.zones.items():
        true = viewport.extent.project(smooth[name])
        edges = [shapely.intersection(shape.boundary, frame) for shape in (true, drawn)]
        if any(edge.is_empty for edge in edges):
            continue
        near = shapely.buffer(true.boundary, QUARTER / SHARPEST_ZOOM + 1e-6)
        assert near.covers(shapely.intersection(drawn.boundary, frame)), name
        lost = shapely.area(shapely.symmetric_difference(true, drawn))
        assert lost <= QUARTER / SHARPEST_ZOOM * shapely.length(true), name


def test_simplified_neighbours_still_share_their_borders(viewport: Viewport) -> None:
    shapes = np.array(list(viewport.zones.values()))
    assert shapely.coverage_is_valid(shapes)
    sides = Counter(
        frozenset((start, end))
        for shape in shapes
        for ring in shapely.get_rings(shape)
        for start, end in pairwise(map(tuple, np.round(shapely.get_coordinates(ring), 9).tolist()))
        if start != end
    )
    assert max(sides.values()) == 2
    assert sum(count == 2 for count in sides.values()) > 0.4 * len(sides)


def test_shared_edges_are_the_edges_of_the_zones_each_once(viewport: Viewport) -> None:
    """Every shared edge runs on the edge of both its zones, and together they are as long as all edges."""
    named = viewport.zones
    for shared_edge in viewport.shared_edges:
        for side in (shared_edge.left, shared_edge.right):
            if side != OUTSIDE:
                edge = shapely.buffer(named[side].boundary, 0.002)
                assert edge.covers(shared_edge.line), (shared_edge.left, shared_edge.right)
    edges = shapely.union_all([shape.boundary for shape in named.values()])
    clipped = shapely.clip_by_rect(edges, *viewport.frame.bounds)
    total = sum(shared_edge.line.length for shared_edge in viewport.shared_edges)
    assert total == pytest.approx(clipped.length, rel=2e-3)
