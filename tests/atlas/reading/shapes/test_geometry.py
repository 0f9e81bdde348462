"""Geometries of GeoJSON: which are swapped, which positions are refused, and how many they have."""

import pytest
from shapely import Point, box

from atlas.reading.shapes.geometry import count_vertices, looks_swapped

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
