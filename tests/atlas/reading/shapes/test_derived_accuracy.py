"""Derived zones to the metre: where a circle is, and which lines are simplified."""

import pytest
import shapely
from shapely import LineString, Point

from atlas.reading.shapes.derived_zones import derive_zone, parse_derivation


@pytest.mark.parametrize("site", [Point(0, 0), Point(20, 0), Point(38.6, 0)])
def test_a_site_is_the_very_middle_of_its_circle(site: Point) -> None:
    circle = derive_zone(parse_derivation({"circle_of": "site", "km": 1}), site, None)
    west, south, east, north = circle.bounds
    assert ((west + east) / 2, (south + north) / 2) == pytest.approx((site.x, site.y), abs=1e-7)


@pytest.mark.parametrize(("points", "whole"), [(500, True), (501, False)])
def test_lines_of_more_than_500_points_are_simplified(points: int, whole: bool) -> None:
    course = LineString([(36 + number / 1000, 33 + 1e-5 * (number % 2)) for number in range(points)])
    band = derive_zone(parse_derivation({"band_of": "x", "side": "north", "km": 20}), course, None)
    assert (shapely.get_num_coordinates(band) > points) == whole
