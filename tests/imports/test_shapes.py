"""Foreign geometries: reprojected, flat, repaired with a note, or refused with a reason."""

import pytest
import shapely
from shapely.geometry import GeometryCollection, Point, Polygon, box

from imports.shapes.clean import UnknownCRSError, clean_shapes, parse_crs


def test_a_polygon_that_crosses_itself_is_repaired_with_a_note() -> None:
    cleaned = clean_shapes([Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), box(0, 0, 1, 1)], "EPSG:4326")
    assert cleaned.notes == ["shapes that crossed themselves and were repaired: 1"]
    assert not cleaned.faults
    assert all(shape is not None and shape.is_valid for shape in cleaned.shapes)
    assert cleaned.shapes[0] is not None
    assert cleaned.shapes[0].area == pytest.approx(0.5)


def test_heights_are_dropped_and_coordinates_reprojected() -> None:
    cleaned = clean_shapes([Point(4_000_000, 4_000_000, 7)], "EPSG:3857")
    assert cleaned.shapes[0] is not None
    assert shapely.to_wkt(cleaned.shapes[0], rounding_precision=4) == "POINT (35.9326 33.7852)"


def test_the_areas_of_a_collection_are_taken() -> None:
    cleaned = clean_shapes([GeometryCollection([box(0, 0, 1, 1), Point(5, 5)])], "EPSG:4326")
    assert cleaned.shapes[0] is not None
    assert cleaned.shapes[0].equals(box(0, 0, 1, 1))


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (Point(500_000, 4_000_000), "lies outside the world (x 500000, y 4e+06): give --crs"),
        (Polygon(), "has an empty shape"),
        (box(1, 1, 1 + 1e-9, 2), "spans no area"),
        (Point(float("nan"), 1), "has"),
    ],
)
def test_a_shape_that_cannot_be_taken_has_a_reason(shape: shapely.Geometry, reason: str) -> None:
    cleaned = clean_shapes([shape], "EPSG:4326")
    assert cleaned.shapes == [None]
    assert reason in cleaned.faults[0]


@pytest.mark.parametrize(
    "text", ["+init=/etc/passwd:1", "http://example.org/crs", "a.prj", "EPSG:999999", ""]
)
def test_a_crs_from_elsewhere_is_refused(text: str) -> None:
    with pytest.raises(UnknownCRSError):
        parse_crs(text)
