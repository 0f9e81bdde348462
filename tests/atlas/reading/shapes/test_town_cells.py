"""Cells around sites: halfway between neighbours, up to a distance, without gaps or overlaps."""

import random

import pytest
import shapely
from pyproj import Geod
from shapely import Point

from atlas.reading.shapes.town_cells import find_cells, find_obstacle

GEOD = Geod(ellps="WGS84")


def km2(area: shapely.Geometry) -> float:
    """Return the area of a polygon on the ground."""
    return abs(GEOD.geometry_area_perimeter(area)[0]) / 1e6


def test_a_lone_site_has_a_circle() -> None:
    cells = find_cells({"only": Point(40, 35)}, 30, None, None)
    assert km2(cells["only"]) == pytest.approx(3.14159 * 30**2, rel=0.003)


def test_the_border_of_two_cells_is_halfway() -> None:
    cells = find_cells({"west": Point(40, 35), "east": Point(40.4, 35)}, 30, None, None)
    assert cells["west"].bounds[2] == pytest.approx(40.2, abs=1e-4)
    assert cells["west"].bounds[0] == pytest.approx(GEOD.fwd(40, 35, 270, 30_000)[0], abs=2e-4)
    assert shapely.coverage_is_valid(list(cells.values()))
    assert cells["west"].touches(cells["east"])


def test_far_sites_do_not_meet() -> None:
    cells = find_cells({"west": Point(40, 35), "east": Point(42, 36)}, 30, None, None)
    assert cells["west"].disjoint(cells["east"])


def test_cells_end_at_the_land_and_leave_out_what_is_taken() -> None:
    land, taken = shapely.box(39, 34, 40.1, 36), shapely.box(39, 34, 39.9, 36)
    cells = find_cells({"west": Point(40, 35), "east": Point(40.4, 35)}, 30, land, taken)
    assert cells.keys() == {"west"}, "no cell is left to the site outside"
    assert cells["west"].bounds[0] == pytest.approx(39.9, abs=1e-6)
    assert cells["west"].bounds[2] == pytest.approx(40.1, abs=1e-6)


def test_the_first_of_two_sites_at_one_point_has_the_cell() -> None:
    assert find_cells({"old": Point(40, 35), "new": Point(40, 35)}, 30, None, None).keys() == {"old"}


@pytest.mark.parametrize("count", [2, 3, 60, 5_000])
def test_random_cells_are_a_coverage(count: int) -> None:
    draw = random.Random(count)
    sites = {f"s{n}": Point(draw.uniform(36, 42), draw.uniform(33, 37)) for n in range(count)}
    land = shapely.Point(39, 35).buffer(2)
    cells = find_cells(sites, 40, land, shapely.box(38, 34, 38.5, 35))
    shapes = list(cells.values())
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    for name in list(cells)[:50]:
        there = cells[name].representative_point()
        away = {own: GEOD.inv(there.x, there.y, site.x, site.y)[2] for own, site in sites.items()}
        assert away[name] <= min(away.values()) * 1.001
        assert away[name] <= 40_100


def test_sites_lie_in_one_plane() -> None:
    assert not find_obstacle([Point(0, 0), Point(59, 10)], 30)
    assert "more than 60 degrees" in find_obstacle([Point(0, 0), Point(61, 10)], 30)
    for at in ((179.8, 0), (-179.8, 0), (0, 89.8), (20, -89.9), (176, 80)):
        assert "a pole or the date line" in find_obstacle([Point(at)], 100), at
