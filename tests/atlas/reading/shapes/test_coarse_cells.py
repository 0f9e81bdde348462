"""Coarsened positions: the centre of a fixed cell as large as it says, the same for all points in it."""

from itertools import product
from math import cos, radians
from pathlib import Path

import pytest
import shapely

from atlas.model.atlas import Atlas
from atlas.reading.coarsen_sites import blur_point
from atlas.reading.read import read_atlas
from tests.atlases import RECORDS, pieces, write_atlas

KM_PER_DEGREE = 111.195
POINTS = [*product((-179.3, -0.001, 0.0, 36.7, 120.2), (-89.9, -33.51, -0.001, 0.0, 33.51, 68.2))]


@pytest.mark.parametrize("km", [1.0, 5.0, 20.0, 100.0])
def test_the_centre_of_a_cell_is_at_most_half_its_size_away(km: float) -> None:
    for lon, lat in POINTS:
        east, north = blur_point(lon, lat, km)
        high = km / KM_PER_DEGREE
        assert abs(north - lat) <= high / 2 + 1e-6
        assert abs(east - lon) * max(cos(radians(north)), 0.01) <= high / 2 + 1e-5
        assert blur_point(east, north, km) == (east, north)
        assert (east, north) == (round(east, 6), round(north, 6))


def test_cells_are_a_grid_from_the_equator_and_the_first_meridian() -> None:
    high = 10 / KM_PER_DEGREE
    wide = high / cos(radians(2.5 * high))
    assert blur_point(3.2 * wide, 2.9 * high, 10) == (round(3.5 * wide, 6), round(2.5 * high, 6))
    assert blur_point(-0.1, -0.01, 10)[1] == round(-high / 2, 6)
    # The next cell begins where this one ends.
    assert blur_point(0.0, 2.999 * high, 10) != blur_point(0.0, 3.001 * high, 10)


def test_cells_end_at_the_pole() -> None:
    assert blur_point(0.0, 89.99, 100)[1] == round(90 - 50 / KM_PER_DEGREE, 6)
    wide = 100 / KM_PER_DEGREE / 0.01
    assert blur_point(1.0, 89.99, 100)[0] == round(wide / 2, 6)


def read(folder: Path, *rows: str) -> Atlas:
    """Read the minimal atlas with more records, with their coarsening."""
    head, *others = RECORDS.splitlines()
    lines = [f"{head},fuzz_km", *(f"{row}," for row in others), *rows, ""]
    return read_atlas(write_atlas(folder, pieces(**{"records.csv": "\n".join(lines)})))


def test_a_site_has_the_coarsest_position_that_a_record_asks_for(tmp_path: Path) -> None:
    row = "more-{0},gate,army,presence,2017-02-0{0},,,,,,,observer,,{1}"
    atlas = read(tmp_path, row.format(1, 5), row.format(2, 20), row.format(3, ""))
    gate = atlas.places["gate"]
    assert shapely.get_coordinates(gate.geometry)[0].tolist() == list(blur_point(38.5, 33.5, 20))
    assert gate.accuracy_km == 20
    # The circle around it moves too, and so does the event at it.
    assert atlas.places["far"].geometry.centroid.distance(gate.geometry) < 0.01
    (handover,) = [event for event in atlas.events if event.id == "handover"]
    assert (handover.lon, handover.lat) == blur_point(38.5, 33.5, 20)
    (strike,) = [event for event in atlas.events if event.id == "strike"]
    assert (strike.lon, strike.lat) == (40.5, 34.5), "it is at no coarsened place"


def test_a_site_that_nobody_coarsens_stays_where_it_is(tmp_path: Path) -> None:
    gate = read(tmp_path).places["gate"]
    assert shapely.get_coordinates(gate.geometry)[0].tolist() == [38.5, 33.5]
    assert gate.accuracy_km == 0
