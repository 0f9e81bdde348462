"""Shapes at the 180th meridian and beyond the projection: cut, reported, or taken as they are."""

from pathlib import Path
from typing import Any

import pytest
import shapely

from atlas.model.atlas import Atlas
from atlas.reading.read import check_atlas, read_atlas
from atlas.shapes.whole_line import join_line
from tests.atlases import ZONES, collection, feature, pieces, square, write_atlas

CUT = "crosses the 180th meridian: cut it there (RFC 7946 3.1.9)"


def rectangle(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    """Return the rings of a rectangle."""
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def write(folder: Path, kind: str, coordinates: Any, file: str = "zones.geojson") -> Path:
    """Write the minimal atlas with one more place."""
    files = pieces()
    files[file]["features"].append(feature("new", kind, coordinates))
    return write_atlas(folder, files)


def rules(folder: Path) -> list[str]:
    """Return the rules that an atlas breaks."""
    return [fault.rule for fault in check_atlas(folder).faults]


@pytest.mark.parametrize(
    ("kind", "coordinates", "file"),
    [
        ("Polygon", rectangle(179, -18, -179, -16), "zones.geojson"),
        ("Polygon", rectangle(170, -20, -170, -10), "zones.geojson"),
        ("MultiPolygon", [square(36, 32), rectangle(179, -18, -179, -16)], "zones.geojson"),
        ("LineString", [[179, 0], [-179, 1]], "lines.geojson"),
    ],
)
def test_a_shape_that_goes_the_long_way_round_is_reported(
    tmp_path: Path, kind: str, coordinates: Any, file: str
) -> None:
    assert rules(write(tmp_path, kind, coordinates, file)) == [CUT]


def test_one_long_way_among_many_polygons_is_reported_alone(tmp_path: Path) -> None:
    far = feature("new", "Polygon", rectangle(179, -18, -179, -16))
    # Neighbouring features may lie far apart.
    east, west = feature("a", "Polygon", square(178, 0)), feature("b", "Polygon", square(-179, 0))
    files = pieces(**{"zones.geojson": collection(*ZONES["features"], east, west, far)})
    (fault,) = check_atlas(write_atlas(tmp_path, files)).faults
    assert (fault.feature, fault.rule) == (6, CUT)


@pytest.mark.parametrize(
    "rings",
    [
        rectangle(-180, -60, 180, 60),
        [[[-180, -90], [180, -90], [180, -70], [-180, -70], [-180, -90]]],
        # As wide, but with a position halfway.
        [[[-170, 0], [0, 0], [170, 0], [170, 10], [0, 10], [-170, 10], [-170, 0]]],
    ],
)
def test_a_shape_as_wide_as_the_world_is_taken_as_it_is(tmp_path: Path, rings: Any) -> None:
    place = read_atlas(write(tmp_path, "Polygon", rings)).places["new"]
    assert place.geometry.equals(shapely.Polygon(rings[0]))


@pytest.mark.parametrize("rings", [rectangle(179, -18, 181, -16), rectangle(-181, -18, -179, -16)])
def test_a_polygon_that_goes_on_beyond_180_is_cut_there(tmp_path: Path, rings: Any) -> None:
    shape = read_atlas(write(tmp_path, "Polygon", rings)).places["new"].geometry
    assert shape.geom_type == "MultiPolygon"
    assert sorted(part.bounds for part in shape.geoms) == [
        (-180, -18, -179, -16),
        (179, -18, 180, -16),
    ]


def test_a_line_and_a_site_beyond_180_lie_on_the_other_side(tmp_path: Path) -> None:
    atlas = read_atlas(write(tmp_path / "line", "LineString", [[179, 0], [181, 2]], "lines.geojson"))
    parts = shapely.get_parts(atlas.places["new"].geometry)
    assert sorted(list(part.coords) for part in parts) == [[(-180, 1), (-179, 2)], [(179, 0), (180, 1)]]
    files = pieces()
    files["sites.geojson"]["features"].append(feature("new", "Point", [184, -17], kind="town"))
    site = read_atlas(write_atlas(tmp_path / "site", files)).places["new"]
    assert (site.geometry.x, site.geometry.y) == (-176, -17)


@pytest.mark.parametrize(
    ("kind", "coordinates", "file"),
    [
        ("Polygon", rectangle(10, 86, 20, 89), "zones.geojson"),
        ("Point", [0, -90], "sites.geojson"),
        ("LineString", [[0, 86], [90, 89]], "lines.geojson"),
    ],
)
def test_a_place_beyond_the_end_of_the_map_is_a_fault(
    tmp_path: Path, kind: str, coordinates: Any, file: str
) -> None:
    rule = "lies wholly beyond 85.05 degrees of latitude, where the map ends"
    assert rules(write(tmp_path, kind, coordinates, file)) == [rule]


def read_without_views(folder: Path, **changes: Any) -> Atlas:
    """Read the minimal atlas without views."""
    toml = pieces()["atlas.toml"]
    plain = toml[: toml.index("[[views]]")] + toml[toml.index("[[boundaries]]") :]
    files = pieces(**{"atlas.toml": plain.replace('default_view = "whole"\n', ""), **changes})
    for name in ("records.csv", "events.csv"):
        files[name] = files[name].splitlines()[0] + "\n"
    del files["lines.geojson"]
    return read_atlas(write_atlas(folder, files))


def view_of(folder: Path, sites: list[list[float]], zones: Any = ()) -> tuple[float, ...]:
    """Return the view of an atlas of some sites and zones that names none."""
    features = [feature(f"site-{at}", "Point", point, kind="town") for at, point in enumerate(sites)]
    atlas = read_without_views(
        folder, **{"sites.geojson": collection(*features), "zones.geojson": collection(*zones)}
    )
    return atlas.views["all"].bbox


def test_an_atlas_of_points_shows_them_all_with_a_margin(tmp_path: Path) -> None:
    assert view_of(tmp_path, [[20, 5], [30, 15]]) == pytest.approx((19.4, 4.4, 30.6, 15.6))


def test_one_point_has_some_kilometres_around_it(tmp_path: Path) -> None:
    assert view_of(tmp_path, [[20, 5]]) == pytest.approx((19.9, 4.9, 20.1, 5.1))
    assert view_of(tmp_path / "same", [[20, 5], [20, 5]]) == pytest.approx((19.9, 4.9, 20.1, 5.1))


def test_the_view_of_an_atlas_takes_the_shorter_way_round(tmp_path: Path) -> None:
    assert view_of(tmp_path, [[178, -18], [-178, -17]]) == pytest.approx((177.76, -18.24, 182.24, -16.76))


def test_zones_have_no_margin(tmp_path: Path) -> None:
    zones = [feature("a", "Polygon", square(20, 5)), feature("b", "Polygon", square(21, 5))]
    assert view_of(tmp_path, [[20.5, 5.5]], zones) == (20, 5, 22, 6)


def test_the_view_of_the_world_ends_where_the_map_does(tmp_path: Path) -> None:
    zones = [feature("a", "Polygon", rectangle(-180, -90, 180, 90))]
    assert view_of(tmp_path, [[20.5, 5.5]], zones) == (-180, -85.05, 180, 85.05)


def test_without_views_swapped_axes_are_compared_with_the_basemap(tmp_path: Path) -> None:
    toml = pieces()["atlas.toml"]
    plain = toml[: toml.index("[[views]]")] + toml[toml.index("[[boundaries]]") :]
    files = pieces(**{"atlas.toml": plain.replace('default_view = "whole"\n', "")})
    files["sites.geojson"]["features"].append(feature("new", "Point", [33, 38], kind="town"))
    (fault,) = check_atlas(write_atlas(tmp_path, files)).faults
    rule = "is outside the basemap, but inside it if longitude and latitude are swapped: [33, 38]"
    assert (fault.feature, fault.rule, fault.cure) == (2, rule, "Longitude comes first: swap the two")


@pytest.mark.parametrize("points", [[[179, 0], [181, 2]], [[-179, 2], [-181, 0]]], ids=["east", "west"])
def test_an_arrow_across_the_meridian_is_one_in_its_direction(tmp_path: Path, points: Any) -> None:
    files = pieces()
    arrow = feature("new", "LineString", points, kind="arrow", force="army", **{"from": "2017-11"})
    files["lines.geojson"]["features"].append(arrow)
    line = join_line(read_atlas(write_atlas(tmp_path, files)).places["new"].geometry)
    ends = [(179, 0), (180, 1), (181, 2)]
    assert list(line.coords) == (ends if points[0][1] == 0 else ends[::-1])
