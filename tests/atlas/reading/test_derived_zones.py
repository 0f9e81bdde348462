"""Bands and circles: their distances on the globe, and their sides."""

import time

import pytest
from pydantic_core import PydanticCustomError
from pyproj import Geod
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from atlas.reading.shapes.derived_zones import Derivation, derive_zone, parse_derivation

GLOBE = Geod(ellps="WGS84")
TANF = Point(38.6, 33.5)
ALPHA = LineString([(35.76, 32.75), (35.87, 32.93), (35.84, 33.1), (35.78, 33.27), (35.77, 33.34)])


def km_between(start: Point, end: Point) -> float:
    """Return the geodesic distance."""
    return float(GLOBE.inv(start.x, start.y, end.x, end.y)[2]) / 1000


def derived(of: BaseGeometry, land: BaseGeometry | None = None, **derivation: object) -> BaseGeometry:
    """Derive a zone as a feature would request it."""
    return derive_zone(parse_derivation(derivation), of, land)


@pytest.mark.parametrize("site", [TANF, Point(0, 0), Point(20, 70)])
def test_circle_has_its_radius_on_the_globe(site: Point) -> None:
    circle = derived(site, circle_of="site", km=55)
    assert isinstance(circle, Polygon)
    assert len(circle.exterior.coords) == 4 * 16 + 1
    for lon, lat in circle.exterior.coords:
        assert km_between(site, Point(lon, lat)) == pytest.approx(55, rel=1e-6)
    for edge in range(64):
        middle = LineString(circle.exterior.coords[edge : edge + 2]).centroid
        assert km_between(site, middle) == pytest.approx(55, rel=0.0013)


def test_a_small_circle_is_centred_on_its_site() -> None:
    circle = derived(TANF, circle_of="tanf", km=0.01)
    assert isinstance(circle, Polygon)
    for lon, lat in circle.exterior.coords:
        assert km_between(TANF, Point(lon, lat)) * 1000 == pytest.approx(10, abs=0.001)


def test_circle_is_cut_to_its_land() -> None:
    circle = derived(TANF, box(38, 30, 38.6, 40), circle_of="tanf", km=55, within="land")
    assert circle.bounds[2] == pytest.approx(38.6)


def test_outer_ring_is_counter_clockwise() -> None:
    circle = derived(TANF, circle_of="tanf", km=55)
    assert isinstance(circle, Polygon)
    assert circle.exterior.is_ccw


@pytest.mark.parametrize(
    ("side", "inside", "outside"),
    [("east", Point(36.2, 33), Point(35.4, 33)), ("west", Point(35.4, 33), Point(36.2, 33))],
)
def test_band_lies_on_its_side_of_a_line_north(side: str, inside: Point, outside: Point) -> None:
    band = derived(ALPHA, band_of="alpha", side=side, km=85)
    assert band.is_valid
    assert band.contains(inside)
    assert not band.intersects(outside)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("side", "north_of_it"), [("north", True), ("south", False)])
def test_band_lies_on_its_side_of_a_line_east(side: str, north_of_it: bool, turned: bool) -> None:
    line = LineString([(36, 33), (37, 33.2), (38, 33)])
    band = derived(line.reverse() if turned else line, band_of="line", side=side, km=20)
    assert band.contains(Point(37, 33.3)) is north_of_it
    assert band.contains(Point(37, 33.1)) is not north_of_it


def test_band_is_as_wide_as_it_says() -> None:
    band = derived(ALPHA, band_of="alpha", side="east", km=140)
    edge = [Point(p) for p in band.exterior.coords if p[0] > 36.5] if isinstance(band, Polygon) else []
    line = [Point(p) for p in ALPHA.segmentize(0.001).coords]
    assert len(edge) > 10
    for point in edge:
        assert min(km_between(point, other) for other in line) == pytest.approx(140, rel=0.005)


def test_band_goes_round_the_ends_of_its_line() -> None:
    band = derived(ALPHA, band_of="alpha", side="east", km=85)
    assert band.contains(Point(36.0, 33.9))
    assert band.contains(Point(36.0, 32.2))


def test_hooked_line_still_has_two_sides() -> None:
    hook = LineString([(36, 32), (36, 33), (36.3, 33), (36.3, 32.8)])
    band = derived(hook, band_of="hook", side="east", km=30)
    assert band.contains(Point(36.5, 32.9))
    assert not band.contains(Point(35.9, 32.5))


def test_pieces_that_touch_are_one_line() -> None:
    pieces = MultiLineString([ALPHA.coords[:3], ALPHA.coords[2:]])
    whole = derived(ALPHA, band_of="alpha", side="east", km=85)
    assert derived(pieces, band_of="alpha", side="east", km=85).equals_exact(whole, 1e-9)


def test_pieces_apart_have_no_sides() -> None:
    with pytest.raises(ValueError, match="separate parts"):
        derived(MultiLineString([[(36, 32), (36, 33)], [(37, 32), (37, 33)]]), band_of="a", side="east", km=9)


@pytest.mark.parametrize("site", [Point(0, 89.9), Point(0, -90)])
def test_circle_past_a_pole_is_refused(site: Point) -> None:
    with pytest.raises(ValueError, match="reaches a pole"):
        derived(site, circle_of="site", km=55)


@pytest.mark.parametrize("beyond", [0, 0.2, 0.7])
def test_an_area_is_less_than_half_the_world_wide(beyond: float) -> None:
    line = LineString([(degree, 0) for degree in (-90 - beyond / 2, -45, 0, 45, 90 + beyond / 2)])
    with pytest.raises(ValueError, match="reaches a pole"):
        derived(line, band_of="equator", side="north", km=1)
    shorter = LineString([(degree, 0) for degree in (-89.9, -45, 0, 45, 89.9)])
    band = derived(shorter, band_of="equator", side="north", km=1)
    assert band.bounds[2] - band.bounds[0] == pytest.approx(179.8, abs=0.05)


@pytest.mark.parametrize("lon", [179.9, -179.9])
def test_a_circle_across_the_180th_meridian_is_cut_there(lon: float) -> None:
    circle, elsewhere = (
        derived(Point(lon, 20), circle_of="s", km=55),
        derived(Point(0, 20), circle_of="s", km=55),
    )
    assert (circle.bounds[0], circle.bounds[2]) == (-180, 180)
    assert circle.area == pytest.approx(elsewhere.area, rel=1e-9)
    assert circle.distance(Point(-lon, 20)) == 0


def test_a_band_along_a_line_that_is_cut_at_the_180th_meridian_is_whole() -> None:
    line = MultiLineString([[(179.5, 0), (180, 0.2)], [(-180, 0.2), (-179.5, 0)]])
    shifted = LineString([(-0.5, 0), (0, 0.2), (0.5, 0)])
    band = derived(line, band_of="a", side="north", km=20)
    assert band.geom_type == "MultiPolygon"
    assert band.area == pytest.approx(derived(shifted, band_of="a", side="north", km=20).area, rel=1e-6)


@pytest.mark.parametrize("km", [0.01, 100])
def test_a_line_of_many_long_turns_is_refused_at_once(km: float) -> None:
    line = LineString([(36 + at % 2 * 3, 32 + at / 50_000) for at in range(100_000)])
    begun = time.process_time()
    with pytest.raises(ValueError, match="too many points and turns"):
        derived(line, band_of="zigzag", side="east", km=km)
    assert time.process_time() - begun < 2


def test_cut_that_leaves_islands_is_a_multipolygon() -> None:
    land = MultiPolygon([box(35.9, 32.8, 36, 32.9), box(36.2, 32.8, 36.3, 32.9), box(60, 0, 61, 1)])
    band = derived(ALPHA, land, band_of="alpha", side="east", km=85, within="land")
    assert isinstance(band, MultiPolygon)
    assert len(band.geoms) == 2


def test_band_that_misses_its_land_is_empty() -> None:
    assert derived(ALPHA, box(60, 0, 61, 1), band_of="alpha", side="east", km=85, within="land").is_empty


def test_derivation_is_read() -> None:
    value = {"band_of": "alpha", "side": "east", "km": 140, "within": "syria"}
    assert parse_derivation(value) == Derivation("alpha", 140.0, "east", "syria")
    assert not parse_derivation({"circle_of": "tanf", "km": 55}).is_band


@pytest.mark.parametrize("km", [0, -1, 1e9, float("nan"), True, "55", None])
def test_km_must_be_valid(km: object) -> None:
    with pytest.raises(PydanticCustomError, match="has no valid km"):
        parse_derivation({"circle_of": "tanf", "km": km})


@pytest.mark.parametrize("value", [None, [], {}, {"km": 5}, {"band_of": "a", "circle_of": "b", "km": 5}])
def test_derivation_is_a_band_or_a_circle(value: object) -> None:
    with pytest.raises(PydanticCustomError, match="is not a valid derive object"):
        parse_derivation(value)


def test_ids_of_a_derivation_are_texts() -> None:
    with pytest.raises(PydanticCustomError, match="does not name a place"):
        parse_derivation({"circle_of": 7, "km": 5})


def test_a_long_line_has_the_band_of_its_simplified_course() -> None:
    course = [(36 + number / 500, 33 + 0.0001 * (number % 2)) for number in range(1001)]
    long, straight = (
        derived(LineString(points), band_of="x", side="north", km=50)
        for points in (course, [course[0], course[-1]])
    )
    assert long.symmetric_difference(straight).area < 0.002 * straight.area


def test_a_bend_of_a_long_line_remains_if_it_is_wider_than_a_500th_of_the_band() -> None:
    points = [(36 + number / 500, 33.005 if 480 <= number <= 520 else 33.0) for number in range(1001)]
    bent = derived(LineString(points), band_of="x", side="north", km=50)
    assert not bent.contains(Point(37, 33.003)), "a bend of half a kilometre"
    wide = derived(LineString(points), band_of="x", side="north", km=500)
    assert wide.contains(Point(37, 33.003))


@pytest.mark.parametrize("points", [2_000, 20_000])
def test_a_line_that_folds_over_itself_again_and_again_is_refused(points: int) -> None:
    line = LineString([(35 + 7 * n % 100 / 50, 33 + 13 * n % 97 / 50) for n in range(points)])
    with pytest.raises(ValueError, match="too many points and turns for a band of 9 km"):
        derived(line, band_of="x", side="east", km=9)


def zigzag(segments: int) -> LineString:
    """Return a line of so many segments, of which each is near all others."""
    return LineString([(36 + number / 100, 33 + number % 2 / 10) for number in range(segments + 1)])


@pytest.mark.parametrize(("segments", "pairs"), [(4, 16), (7, 49), (8, 64), (9, 90), (14, 210)])
def test_the_pairs_of_a_line_are_estimated_from_every_nth_segment(
    monkeypatch: pytest.MonkeyPatch, segments: int, pairs: int
) -> None:
    """With 4 points for many, all of 7 segments are looked at, every second of 9, every third of 14."""
    monkeypatch.setattr("atlas.reading.shapes.derived_zones._MANY_POINTS", 4)
    monkeypatch.setattr("atlas.reading.shapes.derived_zones._MOST_PAIRS", pairs)
    assert derived(zigzag(segments), band_of="x", side="north", km=50).area > 0
    monkeypatch.setattr("atlas.reading.shapes.derived_zones._MOST_PAIRS", pairs - 1)
    with pytest.raises(ValueError, match="too many points and turns"):
        derived(zigzag(segments), band_of="x", side="north", km=50)


def test_a_line_of_few_points_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.reading.shapes.derived_zones._MANY_POINTS", 5)
    monkeypatch.setattr("atlas.reading.shapes.derived_zones._MOST_PAIRS", 0)
    assert derived(zigzag(4), band_of="x", side="north", km=50).area > 0
    with pytest.raises(ValueError, match="too many points and turns"):
        derived(zigzag(5), band_of="x", side="north", km=50)


def test_a_simplified_line_may_have_so_many_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.reading.shapes.derived_zones._MANY_POINTS", 4)
    monkeypatch.setattr("atlas.reading.shapes.derived_zones._MOST_POINTS", 8)
    assert derived(zigzag(7), band_of="x", side="north", km=50).area > 0
    with pytest.raises(ValueError, match="too many points and turns"):
        derived(zigzag(8), band_of="x", side="north", km=50)


@pytest.mark.parametrize("km", [5.0, 20.0])
def test_a_narrow_band_is_as_wide_as_it_says_to_a_few_metres(km: float) -> None:
    line = LineString([(36, 33), (36, 33.2)])
    band = derived(line, band_of="line", side="east", km=km)
    assert isinstance(band, Polygon)
    course = [Point(p) for p in line.segmentize(0.0005).coords]
    edge = [Point(p) for p in band.exterior.coords if p[0] > 36.001 and 33.02 < p[1] < 33.18]
    widest = max(
        min(km_between(Point(p), other) for other in course) for p in band.exterior.coords if p[0] > 36.001
    )
    assert widest == pytest.approx(km, rel=0.0005)
    assert all(min(km_between(point, other) for other in course) <= km * 1.0005 for point in edge)
