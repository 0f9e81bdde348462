"""Snapshots of a front on the days on which they were taken, between those days, and across gaps."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
import shapely

from atlas.model.edtf_dates import parse_day
from imports.snapshots.borders import TOLERANCE, make_coverage, share_vertices
from imports.snapshots.dates import find_day
from imports.snapshots.rows import write_rows
from imports.snapshots.series import DatedArea, Series, build_series

FIRST = parse_day("2022-02-24")


def _front(day: int, heights: list[float], jitter: np.random.Generator | None = None) -> list[DatedArea]:
    """Columns of ground, the south of each held by `a` and the north by `b`; each draws its own border."""

    def draw(corners: Sequence[tuple[float, float]]) -> shapely.Geometry:
        noise = (
            jitter.normal(0, TOLERANCE / 100, (len(corners), 2)) if jitter else np.zeros((len(corners), 2))
        )
        return shapely.Polygon(np.array(corners) + noise)

    areas = []
    for column, (left, right) in enumerate(pairwise(heights)):
        west, east = 30 + column, 31 + column
        south = [(west, 46), (east, 46), (east, right), (west, left)]
        north = [(west, left), (east, right), (east, 50), (west, 50)]
        areas += [
            DatedArea(day, "a", "control", "", draw(south)),
            DatedArea(day, "b", "control", "", draw(north)),
        ]
    return areas


def _grounds(series: Series, number: int) -> list[shapely.Geometry]:
    return [series.shapes[place.shapes[number]] for place in series.places if number in place.shapes]


def test_each_snapshot_is_the_same_ground_with_shared_borders() -> None:
    noise = np.random.default_rng(5)
    heights = 48 + noise.normal(0, 0.2, (50, 9))
    heights[1::2] = heights[::2]
    areas = [area for number, row in enumerate(heights) for area in _front(FIRST + number, list(row), noise)]
    series = build_series(areas)
    assert len(series.places) == 16
    for number, day in enumerate(series.days):
        grounds = _grounds(series, number)
        assert shapely.coverage_is_valid(grounds, gap_width=TOLERANCE)
        for force in "ab":
            snapshot = shapely.union_all(
                [area.ground for area in areas if area.day == day and area.force == force]
            )
            atlas = shapely.union_all(
                [series.shapes[place.shapes[number]] for place in series.places if place.force == force]
            )
            assert shapely.area(shapely.symmetric_difference(snapshot, atlas)) < 1e-4 * snapshot.area
    assert len(series.shapes) == 25 * 16


def test_a_border_that_a_neighbour_divides_stays_the_same_shape() -> None:
    east = [DatedArea(FIRST + day, "b", "control", "", shapely.box(1, 0, 2, 2)) for day in (0, 1)]
    west = [
        DatedArea(FIRST, "a", "control", "", shapely.box(0, 0, 1, 2)),
        DatedArea(FIRST + 1, "a", "control", "", shapely.box(0, 0, 1, 1)),
        DatedArea(FIRST + 1, "c", "control", "", shapely.box(0, 1, 1, 2)),
    ]
    series = build_series([*east, *west])
    [place] = [place for place in series.places if place.force == "b"]
    assert len(set(place.shapes.values())) == 1
    assert all(shapely.coverage_is_valid(_grounds(series, number)) for number in (0, 1))


def test_ground_of_two_areas_goes_to_the_one_on_top() -> None:
    below, above = shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)
    cleaned = make_coverage(np.array([below, above], dtype=object))
    assert [round(ground.area, 6) for ground in cleaned] == [1, 2]


@pytest.mark.parametrize("gap", [0.3 * TOLERANCE, 0.8 * TOLERANCE])
def test_slivers_between_neighbours_close(gap: float) -> None:
    grounds = share_vertices(
        list(make_coverage(np.array([shapely.box(0, 0, 1, 1), shapely.box(1 + gap, 0, 2, 1)], dtype=object)))
    )
    assert shapely.union_all(grounds).geom_type == "Polygon"
    assert shapely.coverage_is_valid(grounds, gap_width=TOLERANCE)


def test_dates_between_snapshots_are_not_invented() -> None:
    west, east = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    areas = [
        DatedArea(FIRST, "a", "control", "West", west),
        DatedArea(FIRST + 1, "a", "control", "West", west),
        DatedArea(FIRST + 1, "b", "control", "East", east),
        DatedArea(FIRST + 6, "a", "control", "West", shapely.box(0, 0, 1, 0.5)),
        DatedArea(FIRST + 7, "a", "control", "West", west),
        DatedArea(FIRST + 7, "b", "control", "East", east),
    ]
    rows = write_rows(build_series(areas), {"a": "North", "b": "South"}, "series")
    dates = [
        (row["id"], row["from"], row.get("to", ""), row["confirmed"], row.get("to_reported", ""))
        for row, _ in rows.stays
    ]
    assert dates == [
        ("a-1-1", "../2022-02-24", "", "2022-03-03", ""),
        ("b-1-1", "2022-02-25", "2022-02-26/2022-03-02", "2022-02-25", "2022-03-02"),
        ("b-1-2", "2022-03-03", "", "2022-03-03", ""),
    ]
    shapes = [
        (shape.properties["id"], shape.properties.get("from"), shape.properties.get("to"))
        for shape in rows.shapes
    ]
    assert shapes == [
        ("a-1", None, "2022-03-02"),
        ("a-1", "2022-03-02", "2022-03-03"),
        ("a-1", "2022-03-03", None),
        ("b-1", "2022-02-25", "2022-02-26/2022-03-02"),
        ("b-1", "2022-03-03", None),
    ]
    assert {row["reported"] for row in [stay.cells for stay in rows.stays]} == {
        "2022-02-24",
        "2022-02-25",
        "2022-03-03",
    }


def test_a_place_is_followed_by_its_ground_where_it_has_no_name_of_its_own() -> None:
    areas = [
        DatedArea(FIRST, "a", "control", "Occupied", shapely.box(0, 0, 3, 1)),
        DatedArea(FIRST, "a", "control", "Occupied", shapely.box(5, 0, 6, 1)),
        DatedArea(FIRST + 1, "a", "control", "Occupied", shapely.box(5, 0, 6.2, 1)),
        DatedArea(FIRST + 1, "a", "control", "Occupied", shapely.box(0, 0, 1, 1)),
        DatedArea(FIRST + 1, "a", "control", "Occupied", shapely.box(1.5, 0, 3.1, 1)),
    ]
    series = build_series(areas)
    bounds = [
        [series.shapes[number].bounds[::2] for number in place.shapes.values()] for place in series.places
    ]
    assert bounds == [[(0, 3), (1.5, 3.1)], [(5, 6), (5, 6.2)], [(0, 1)]]


@pytest.mark.parametrize(
    "name",
    [
        "front_2022-02-24.geojson",
        "20220224.json",
        "deepstate 2022.02.24 v2.kml",
        "24.02.2022.kml",
        "map_20220224_120000.geojson",
    ],
)
def test_the_day_is_read_from_the_name_of_a_file(name: str) -> None:
    assert find_day(name) == FIRST


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("front.geojson", "contains no date"),
        ("03.04.2022.kml", "2022-03-04 or 2022-04-03"),
        ("2022-02-24_2022-02-25.json", "2022-02-24 or 2022-02-25"),
        ("2022-13-24.json", "no date"),
    ],
)
def test_a_name_without_one_clear_day_is_refused(name: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        find_day(name)
