"""Smoothing: curves run through all points, within the accuracy of a line, and equally on both sides."""

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from layers.geometry.smooth_atlas import smooth_rivers, smooth_zones
from layers.geometry.smoothing import RIVER_KM, smooth_coverage, smooth_line
from layers.geometry.viewport import fit, set_viewport

KM = 1 / 111.32
NOTHING = np.empty((0, 2))
WEST = shapely.Polygon([(0, 0), (0.2, 0), (0.3, 0.1), (0.2, 0.2), (0.3, 0.3), (0, 0.3)])
EAST = shapely.Polygon([(0.2, 0), (0.6, 0), (0.6, 0.3), (0.3, 0.3), (0.2, 0.2), (0.3, 0.1)])


def points_of(shape: BaseGeometry) -> set[tuple[float, ...]]:
    return {tuple(point) for point in np.round(shapely.get_coordinates(shape), 9).tolist()}


def turns(line: BaseGeometry) -> np.ndarray:
    """Return the turns of a line in degrees at each of its points."""
    steps = np.diff(shapely.get_coordinates(line), axis=0)
    steps = steps[np.hypot(*steps.T) > 0]
    angles = np.degrees(np.arctan2(steps[:, 1], steps[:, 0]))
    sharp: np.ndarray = np.abs((np.diff(angles) + 180) % 360 - 180)
    return sharp


def test_two_zones_share_one_curve_through_all_their_points() -> None:
    west, east = smooth_coverage((WEST, EAST), (10.0, 4.0), ())
    assert points_of(WEST) < points_of(west)
    assert points_of(EAST) < points_of(east)
    assert shapely.coverage_is_valid(np.array([west, east]))
    assert shapely.union(west, east).equals(shapely.union(WEST, EAST)), "outer edges stay"
    shared = shapely.line_merge(shapely.intersection(west.boundary, east.boundary))
    before = shapely.line_merge(shapely.intersection(WEST.boundary, EAST.boundary))
    assert turns(before).max() == pytest.approx(90)
    assert turns(shared).max() < 50


@pytest.mark.parametrize("accuracy", [0.5, 1.0, 4.0])
def test_a_curve_stays_within_half_the_better_accuracy(accuracy: float) -> None:
    west, _ = smooth_coverage((WEST, EAST), (20.0, accuracy), ())
    assert 0 < shapely.hausdorff_distance(west.boundary, WEST.boundary) <= 0.5 * accuracy * KM * 1.001


def test_exact_lines_and_exact_zones_stay() -> None:
    river = shapely.LineString([(0.2, 0), (0.3, 0.1), (0.2, 0.2), (0.3, 0.3)])
    assert smooth_coverage((WEST, EAST), (10.0, 10.0), (river,)) == (WEST, EAST)
    assert smooth_coverage((WEST, EAST), (10.0, 0.0), ()) == (WEST, EAST)
    assert smooth_coverage((), (), ()) == ()
    part = shapely.LineString([(0.2, 0), (0.3, 0.1)])
    west, _ = smooth_coverage((WEST, EAST), (10.0, 10.0), (part,))
    assert len(points_of(west) - points_of(WEST)) > 2
    assert not [x for x, y in points_of(west) - points_of(WEST) if y < 0.1]


def test_a_zone_in_a_hole_and_parts_of_a_zone_stay_whole() -> None:
    ring = [(0.1, 0.1), (0.2, 0.05), (0.3, 0.1), (0.25, 0.2), (0.15, 0.2)]
    outer = shapely.Polygon([(0, 0), (0.4, 0), (0.4, 0.3), (0, 0.3)], [ring])
    island = shapely.Polygon([(1, 1), (1.1, 1), (1.1, 1.1)])
    whole = shapely.MultiPolygon([outer, island])
    around, inside = smooth_coverage((whole, shapely.Polygon(ring)), (5.0, 5.0), ())
    assert shapely.coverage_is_valid(np.array([around, inside]))
    assert shapely.get_num_geometries(around) == 2
    assert len(points_of(inside)) > 5
    assert shapely.area(inside) > shapely.area(shapely.Polygon(ring)), "the corners of a ring bulge"


def test_a_river_is_a_curve_within_a_kilometre_and_keeps_its_ends() -> None:
    river = shapely.LineString([(0, 0), (0.1, 0.02), (0.2, 0.0), (0.25, 0.15), (0.27, 0.0)])
    smooth = smooth_line(river, NOTHING)
    assert turns(river).max() > 120
    assert turns(smooth).max() < 75
    assert shapely.hausdorff_distance(smooth, river) <= 1.5 * RIVER_KM * KM
    ends = shapely.get_coordinates(river)[[0, -1]]
    assert (shapely.get_coordinates(smooth)[[0, -1]] == ends).all()
    assert smooth_line(river, shapely.get_coordinates(river)).equals(river), "an edge of a zone stays"


def test_the_zones_of_the_included_atlas_share_all_their_edges(default_atlas: Atlas) -> None:
    places = default_atlas.places.values()
    zones = [place for place in places if place.shape is Shape.ZONE and not place.derived]
    smooth = np.array(smooth_zones(default_atlas), dtype=object)
    assert shapely.coverage_is_valid(smooth)
    assert shapely.is_valid(smooth).all()
    for zone, shape in zip(zones, smooth, strict=True):
        off = shapely.hausdorff_distance(zone.geometry.boundary, shape.boundary)
        assert off <= 0.5 * zone.accuracy_km * KM * 1.001, zone.id
        assert abs(shape.area / zone.geometry.area - 1) < 0.02, zone.id
    assert sum(shape is not zone.geometry for zone, shape in zip(zones, smooth, strict=True)) > 50


def test_a_river_is_equally_smooth_on_both_sides_of_a_border(default_atlas: Atlas) -> None:
    """Nineteen of twenty turns of the Euphrates in a picture of Albu Kamal are alike in Syria and in Iraq."""
    viewport = set_viewport(default_atlas, fit((40.4, 34.2, 42.2, 35.0), 1200, 700))
    border = viewport.extent.point(41.05, 34.4)[0]
    course = viewport.clip(smooth_rivers(default_atlas)["euphrates"])
    sides = [shapely.clip_by_rect(course, *box) for box in ((0, 0, border, 700), (border, 0, 1200, 700))]
    syria, iraq = (
        np.percentile(np.concatenate([turns(part) for part in shapely.get_parts(side)]), 95) for side in sides
    )
    assert iraq < 1.25 * syria
