"""Coordinates are read on a grid of 1e-7 degrees: points one unit in the last place apart are one."""

import math
from pathlib import Path

import pytest
import shapely

from atlas.reading.read import check_atlas
from atlas.reading.shapes.grid import snap_to_grid
from tests.atlases import collection, feature, pieces, square, write_atlas

NEAR = math.nextafter(41.0, 42.0)


def test_positions_are_rounded_to_seven_decimals() -> None:
    line = shapely.LineString([[1.23456784, 2], [3.00000006, 4.1]])
    (snapped,), joined = snap_to_grid([line])
    assert shapely.get_coordinates(snapped).tolist() == [[1.2345678, 2], [3.0000001, 4.1]]
    assert joined == []


def test_shapes_on_the_grid_are_returned_as_they_are() -> None:
    shapes = [shapely.Point(1.2345678, -2.7654321), shapely.box(0, 0, 1, 1)]
    snapped, joined = snap_to_grid(shapes)
    assert snapped == shapes and snapped[1] is shapes[1]
    assert joined == []


def test_what_is_smaller_than_the_grid_is_no_valid_shape() -> None:
    tiny = shapely.Polygon([(1, 0), (NEAR - 40, 0), (1, 1e-9)])
    (snapped,), joined = snap_to_grid([tiny])
    assert joined == [0]
    assert not snapped.is_valid


def test_points_of_neighbours_that_nearly_meet_are_joined() -> None:
    west, east, far = (
        shapely.box(0, 0, 41, 1),
        shapely.box(NEAR, 0, 43, 1),
        shapely.box(50, 0, 51.12345678, 1),
    )
    snapped, joined = snap_to_grid([west, east, far])
    assert joined == [0, 1]
    assert shapely.coverage_is_valid(snapped)
    assert west.intersection(snapped[1]).length == 1


@pytest.mark.parametrize(("step", "warned"), [(NEAR - 41, True), (2e-7, False)])
def test_joined_points_are_a_warning_with_their_place(step: float, warned: bool, tmp_path: Path) -> None:
    ring = square(41, 34)[0]
    # A spike that goes back on itself by less than anybody can see.
    spiked = [ring[0], [41.5, 34], [41.5 + step, 34], *ring[1:]]
    zones = collection(feature("west", "Polygon", square(40, 34)), feature("east", "Polygon", [spiked]))
    files = pieces(**{"zones.geojson": zones})
    checked = check_atlas(write_atlas(tmp_path, files))
    assert checked.faults == ()
    texts = [warning.format_text() for warning in checked.warnings]
    expected = (
        "Warning: zones.geojson, feature 2, line 3, geometry: has points that lie less than 0.0000001 "
        "degrees (1 cm) apart, which were joined. "
        "Export the file with 7 decimals or fewer to write what is drawn."
    )
    assert texts == ([expected] if warned else [])
    assert checked.atlas is not None
    assert len(checked.atlas.places["east"].geometry.exterior.coords) == (6 if warned else 7)
