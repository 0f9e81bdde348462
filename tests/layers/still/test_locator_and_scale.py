"""Locator and scale are where they cover least, once per picture."""

import itertools
import json
import math
from pathlib import Path

import numpy as np
import pytest
from shapely import prepare, union_all
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from layers.geometry.viewport import EARTH_RADIUS_KM, Extent
from layers.labels.placement import Box
from layers.news.placing import compose_news_picture
from layers.still.draw import draw_map
from layers.still.layout import layout_for
from layers.still.locator_and_scale import corner_boxes, frame_locator, scale_for
from layers.still.one_map import make_context
from layers.still.resolve import resolve_still
from tests.atlases import write_case

SCALES = json.loads((Path(__file__).resolve().parents[2] / "cases" / "scale.json").read_text())


@pytest.mark.parametrize("case", SCALES)
def test_a_scale_is_as_long_as_fits(case: dict[str, float]) -> None:
    per_degree = case["pxPerKm"] * math.radians(1) * EARTH_RADIUS_KM
    scale = scale_for(Extent(0, 50 / per_degree, per_degree, 100, 100), case["room"])
    assert (scale.km, scale.miles) == (case["km"], case["miles"])
    assert scale.km_px == pytest.approx(case["km"] * case["pxPerKm"], rel=1e-3)
    assert scale.miles_px == pytest.approx(case["miles"] * case["pxPerKm"] * 1.609344, rel=1e-3)


NO_ROOM = {("deir-ez-zor", "square"), ("deir-ez-zor", "story")}
"""Maps that are ground of the atlas nearly all over."""


def has_room(ground: BaseGeometry, extent: Extent, scale: Box) -> bool:
    """Return whether a scale bar would fit anywhere off some ground."""
    wide, high = scale[2] - scale[0], scale[3] - scale[1]
    prepare(ground)
    spots = itertools.product(
        np.arange(8, extent.width - wide, 12).tolist(), np.arange(8, extent.height - high, 12).tolist()
    )
    return any(not ground.intersects(box(x, y, x + wide, y + high)) for x, y in spots)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("size", ["social", "square", "story", "article"])
@pytest.mark.parametrize("view", ["south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran"])
def test_locator_and_scale_lie_on_no_ground_of_the_atlas(
    default_atlas: Atlas, view: str, size: str, lang: str
) -> None:
    """They are the same on all days, so they lie on no ground that is ever held, and on no site."""
    request = parse_request(default_atlas, {"view": view, "size": size, "lang": lang})
    frame = resolve_still(default_atlas, request).frame
    assert frame
    viewport = frame.contexts[0].viewport
    locator, scale = corner_boxes(frame.contexts[0], 16)
    ground = union_all(
        [shape for zone, shape in viewport.zones.items() if default_atlas.places[zone].covered]
    )
    if not has_room(ground, viewport.extent, scale):
        assert (view, size) in NO_ROOM
        assert locator[1] == locator[3], "no locator"
        return
    for each in (locator, scale):
        covered = box(*each)
        assert covered.area == 0 or box(0, 0, viewport.extent.width, viewport.extent.height).contains(covered)
        assert ground.intersection(covered).area < 0.5
        assert not any(covered.contains(Point(site)) for site in viewport.sites.values())


@pytest.mark.parametrize("date", ["2014-02-01", "2017-11-19", "2018-07-09", "2020-12-17"])
@pytest.mark.parametrize("size", ["social", "square", "story"])
@pytest.mark.parametrize("view", ["south-and-east", "albu-kamal", "golan-hauran"])
def test_the_scale_of_news_lies_on_no_held_ground_and_no_sign(
    default_atlas: Atlas, view: str, size: str, date: str
) -> None:
    options = {"view": view, "size": size, "date": date, "style": "news"}
    news, laid = compose_news_picture(default_atlas, parse_request(default_atlas, options))
    for each in laid.scale:
        covered = box(*each)
        for zone, shape in news.context.viewport.zones.items():
            if news.content.scene.holdings(zone):
                assert shape.intersection(covered).area < 8, zone
        for anchor in laid.anchors:
            assert not covered.intersects(Point(anchor.x, anchor.y).buffer(anchor.radius))


def test_a_map_of_the_whole_country_has_no_locator(default_atlas: Atlas, starter: Atlas) -> None:
    cases = [
        (starter, {}, False),
        (default_atlas, {"bbox": "35,32,43,37.6"}, False),
        (default_atlas, {"view": "albu-kamal"}, True),
    ]
    for atlas, options, located in cases:
        assert ('id="locator"' in draw_map(atlas, parse_request(atlas, options))) is located, options


def test_without_free_ground_the_scale_is_in_a_lower_corner(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"bbox": "38.5,34.3,39.5,34.8"})
    context = make_context(default_atlas, request, layout_for(1200, 675), 1200, 400)
    locator, scale = corner_boxes(context, 16)
    assert locator[1] == locator[3], "no locator"
    assert scale[3] == 400 - 16 - 10


def test_view_that_lies_to_the_right_has_them_at_the_left(default_atlas: Atlas) -> None:
    sides = {}
    for view in ("golan-hauran", "albu-kamal"):
        request = parse_request(default_atlas, {"view": view})
        context = make_context(default_atlas, request, layout_for(1200, 675), 600, 300)
        locator, scale = corner_boxes(context, 16)
        sides[view] = "left" if locator[2] < 300 and scale[2] < 300 else "right"
    assert sides == {"golan-hauran": "left", "albu-kamal": "right"}


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_of_two_maps_one_has_a_locator_and_a_scale(default_atlas: Atlas, lang: str) -> None:
    options = {"view": "albu-kamal", "date": "2020-12-17", "compare": "2018-06-01", "lang": lang}
    svg = draw_map(default_atlas, parse_request(default_atlas, options))
    assert svg.count('id="locator') == svg.count('id="scale') == 1
    assert svg.index('id="map-1"') < svg.index('id="locator"') < svg.index('id="map-2"')


@pytest.mark.parametrize(
    ("bbox", "has_locator"), [("", True), ("20,49,20.1,49.1", True), ("0,35,41,60", False)]
)
def test_a_locator_without_a_country_stays_within_the_basemap(
    tmp_path: Path, bbox: str, has_locator: bool
) -> None:
    folder = write_case("single-day", tmp_path / "inland")
    sites = (folder / "sites.geojson").read_text()
    (folder / "sites.geojson").write_text(
        sites.replace("[1, 1]", "[20, 49]").replace("[2, 1.5]", "[21, 49.5]")
    )
    atlas = read_atlas(folder)
    assert not any(land.in_focus for land in atlas.basemap.land)
    request = parse_request(atlas, {"bbox": bbox} if bbox else {})
    context = make_context(atlas, request, layout_for(1200, 675), 1200, 500)
    locator, _ = corner_boxes(context, 16)
    assert (locator[3] > locator[1]) is has_locator
    if has_locator:
        lands = union_all([land.geometry for land in atlas.basemap.land])
        wide, high = locator[2] - locator[0], locator[3] - locator[1]
        assert box(*lands.bounds).buffer(1e-6).covers(box(*frame_locator(context, wide, high).bbox))
