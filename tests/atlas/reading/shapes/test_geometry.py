"""Geometries of GeoJSON: which are swapped, which positions are refused, and how many they have."""

import pytest
from shapely import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from atlas.reading.shapes.geometry import (
    Unsound,
    count_vertices,
    looks_swapped,
    parse_geometries,
    parse_geometry,
)

EXTENT = (35.0, 31.0, 45.0, 37.0)


@pytest.mark.parametrize(
    ("west", "south", "east", "north", "swapped"),
    [
        (32, 38, 33, 39, True),
        (31, 38, 37, 45, True),
        (32, 35, 34, 36, True),
        (30.9, 38, 33, 39, False),
        (32, 38, 37.1, 39, False),
        (32, 34.9, 33, 39, False),
        (32, 38, 33, 45.1, False),
        # Within the extent, or partly in it, nothing is swapped.
        (36, 32, 37, 33, False),
        (35, 36, 36, 37, False),
        (34, 36.5, 35, 37.5, False),
        (32, 36, 35, 37, False),
    ],
)
def test_a_shape_is_swapped_if_only_its_mirror_image_is_inside(
    west: float, south: float, east: float, north: float, swapped: bool
) -> None:
    assert looks_swapped(box(west, south, east, north), EXTENT) is swapped


@pytest.mark.parametrize(
    ("lon", "lat", "extent"),
    [
        (34, 36, EXTENT),
        (36, 38, EXTENT),
        # Outside of one side alone: east, west, north, south.
        (15, 5, (0.0, 0.0, 10.0, 40.0)),
        (-5, 3, (0.0, -10.0, 10.0, 10.0)),
        (5, 15, (0.0, 0.0, 40.0, 10.0)),
        (5, -5, (-10.0, 0.0, 10.0, 10.0)),
        (45, 5, (0.0, 40.0, 10.0, 60.0)),
        (45, 5, (40.0, 40.0, 50.0, 50.0)),
        (5, 45, (40.0, 0.0, 50.0, 10.0)),
    ],
)
def test_a_point_outside_one_side_may_be_swapped(
    lon: float, lat: float, extent: tuple[float, float, float, float]
) -> None:
    mirrored = extent[0] <= lat <= extent[2] and extent[1] <= lon <= extent[3]
    assert looks_swapped(Point(lon, lat), extent) is mirrored
    assert not looks_swapped(Point(lon, lat), None)


@pytest.mark.parametrize(
    ("geometry", "count"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, 1),
        ({"type": "LineString", "coordinates": [[1, 2], [3, 4], [5, 6]]}, 3),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]], [[0, 0]]]}, 5),
        ({"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0]]], [[[0, 0]]]]}, 3),
        ({"type": "MultiLineString", "coordinates": [[[0, 0], [1, 0]], [[0, 0]]]}, 3),
        ({"type": "Polygon", "coordinates": None}, 0),
        ({"type": "Circle", "coordinates": [[1, 2]]}, 0),
        ({"type": ["Point"], "coordinates": [1, 2]}, 0),
        (None, 0),
    ],
)
def test_positions_are_counted_in_any_geometry(geometry: object, count: int) -> None:
    assert count_vertices(geometry) == count


TRIANGLE = [[35, 32], [36, 32.5], [35.5, 33], [35, 32]]
HOLE = [[35.3, 32.4], [35.5, 32.5], [35.5, 32.6], [35.3, 32.4]]
HEIGHTS = [[x, y, 120.5] for x, y in TRIANGLE]


@pytest.mark.parametrize(
    "coordinates",
    [
        [TRIANGLE, HOLE],
        [HEIGHTS],
        [TRIANGLE[:-1]],
        [TRIANGLE[:2] + TRIANGLE[:1]],
        [[[35, 32], [36, 95], [35.5, 33], [35, 32]]],
        [[[35, 32], [36, float("nan")], [35.5, 33], [35, 32]]],
        [[[35, 32], ["36", "32"], [35.5, 33], [35, 32]]],
        [[[35, 32], [36], [35.5, 33], [35, 32]]],
        [[[35, 32], [36, 32, 7], [35.5, 33], [35, 32]]],
        [],
        [[]],
        {"0": TRIANGLE},
        [{"0": 1}],
        "ring",
        None,
    ],
)
def test_a_polygon_is_read_among_others_as_by_itself(coordinates: object) -> None:
    value = {"type": "Polygon", "coordinates": coordinates}
    others = [{"type": "Polygon", "coordinates": [TRIANGLE]}, {"type": "Point", "coordinates": [35, 32]}]
    first, last, *rest = parse_geometries([others[0], value, *others], ("Polygon",))
    assert first == Polygon(TRIANGLE) == rest[0]
    assert isinstance(rest[1], Unsound)
    try:
        alone: BaseGeometry | None = parse_geometry(value, ("Polygon",))
    except Unsound as reason:
        assert isinstance(last, Unsound)
        assert (last.rule, last.cure) == (reason.rule, reason.cure)
    else:
        assert last == alone


@pytest.mark.parametrize(
    ("extent", "west", "south"),
    [
        # The mirror image of each is inside; the shape itself only touches one side.
        ((0.0, -5.0, 10.0, 20.0), 10, 5),
        ((0.0, -5.0, 10.0, 20.0), -1, 5),
        ((-5.0, 0.0, 30.0, 10.0), 5, 10),
        ((-5.0, 0.0, 10.0, 10.0), 5, -1),
    ],
)
def test_what_touches_one_side_is_in_its_place(
    extent: tuple[float, float, float, float], west: float, south: float
) -> None:
    mirror = (south, west, south + 1, west + 1)
    assert mirror[0] >= extent[0] and mirror[2] <= extent[2]
    assert mirror[1] >= extent[1] and mirror[3] <= extent[3]
    assert not looks_swapped(box(west, south, west + 1, south + 1), extent)


@pytest.mark.parametrize(
    ("position", "swapped"),
    [
        ([30, 91], True),
        ([90, 180], True),
        ([-90, -180], True),
        ([90.5, 120], False),
        ([30, 180.5], False),
        ([361, 30], False),
    ],
)
def test_a_position_off_the_globe_is_swapped_if_its_mirror_image_is_on_it(
    position: list[float], swapped: bool
) -> None:
    with pytest.raises(Unsound) as refused:
        parse_geometry({"type": "Point", "coordinates": position}, ("Point",))
    assert ("Longitude comes first" in refused.value.cure) is swapped
    lon, lat = position
    assert refused.value.rule.endswith(f": [{lon:g}, {lat:g}]")
