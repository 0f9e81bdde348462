"""Locator and scale are where they cover least, once per picture."""

import json
import math
from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.geometry.viewport import EARTH_RADIUS_KM, Extent
from layers.still.draw import draw_map
from layers.still.layout import layout_for
from layers.still.legend_corner import measure_covered
from layers.still.locator_and_scale import corner_boxes, scale_for
from layers.still.one_map import make_context

SCALES = json.loads((Path(__file__).resolve().parents[2] / "cases" / "scale.json").read_text())


@pytest.mark.parametrize("case", SCALES)
def test_a_scale_is_as_long_as_fits(case: dict[str, float]) -> None:
    per_degree = case["pxPerKm"] * math.radians(1) * EARTH_RADIUS_KM
    scale = scale_for(Extent(0, 50 / per_degree, per_degree, 100, 100), case["room"])
    assert (scale.km, scale.miles) == (case["km"], case["miles"])
    assert scale.km_px == pytest.approx(case["km"] * case["pxPerKm"], rel=1e-3)
    assert scale.miles_px == pytest.approx(case["miles"] * case["pxPerKm"] * 1.609344, rel=1e-3)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("view", ["south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran"])
def test_no_lower_corner_covers_less(default_atlas: Atlas, view: str, lang: str) -> None:
    request = parse_request(default_atlas, {"view": view, "lang": lang})
    context = make_context(default_atlas, request, layout_for(1200, 675), 1200, 400)
    (left, _, right, below), (_, above, _, _) = corner_boxes(context, 16)
    chosen = measure_covered(context, (left, min(above, below), right, below))
    for beginning in (16, 1200 - 16 - (right - left)):
        corner = (beginning, 400 - 16 - 136, beginning + right - left, 400 - 16)
        assert chosen <= measure_covered(context, corner) + 0.1


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
