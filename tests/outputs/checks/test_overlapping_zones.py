"""Zones that overlap while different forces control them are warnings."""

import time
from pathlib import Path

import pytest

from atlas.reading.read import read_atlas
from outputs.checks.overlapping_zones import find_overlaps
from tests.atlases import collection, feature, pieces, square, write_atlas

HEAD = "id,place,force,status,from,to,sources\n"


def warn(folder: Path, zones: list[dict[str, object]], records: str) -> list[str]:
    """Return the warnings about overlaps of an atlas of some zones."""
    files = pieces(**{"zones.geojson": collection(*zones), "records.csv": HEAD + records})
    files["events.csv"] = files["events.csv"].splitlines()[0] + "\n"
    files["sites.geojson"]["features"][0]["properties"]["kind"] = "town"
    return [fault.format_text() for fault in find_overlaps(read_atlas(write_atlas(folder, files)))]


FIRST = feature("one", "Polygon", square(36, 32))
OTHER = feature("other", "Polygon", square(36.5, 32.5))
BOTH = "a,one,army,control,2017-02-01,{},wire\nb,other,guards,control,{},,wire\n"


def test_an_overlap_names_both_zones_the_area_and_the_first_day(tmp_path: Path) -> None:
    (warning,) = warn(tmp_path, [FIRST, OTHER], BOTH.format("", "2017-03-01"))
    # Half a degree square at 32.75° N: 55.4 km × 46.9 km.
    assert warning == (
        'Warning: zones.geojson, geometry: "one" overlaps "other" by 2,598 km², and on 2017-03-01 '
        "different forces control them: maps show the smaller zone there. "
        "Cut one of them along their common border, or make it a part of the other."
    )


@pytest.mark.parametrize(
    "records",
    [
        BOTH.format("2017-03-01", "2017-03-01"),
        "a,one,army,control,2017-02-01,,wire\nb,other,army,control,2017-02-01,,wire\n",
        "a,one,army,control,2017-02-01,,wire\nb,other,guards,presence,2017-02-01,,wire\n",
        "a,one,army,control,2017-02-01,,wire\n",
    ],
    ids=["one after the other", "same force", "no control", "only one is held"],
)
def test_overlaps_without_two_holders_at_once_are_no_warning(tmp_path: Path, records: str) -> None:
    assert warn(tmp_path, [FIRST, OTHER], records) == []


@pytest.mark.parametrize(
    "other",
    [
        feature("other", "Polygon", square(37, 32)),
        feature("other", "Polygon", square(36.4, 32.4, 0.2)),
        feature("other", "Polygon", square(36.999, 32)),
        feature("other", "Polygon", square(36.95, 32), accuracy_km=6),
    ],
    ids=["neighbour", "inside", "a sliver", "within its accuracy"],
)
def test_neighbours_parts_and_inexact_borders_are_no_warning(
    tmp_path: Path, other: dict[str, object]
) -> None:
    assert warn(tmp_path, [FIRST, other], BOTH.format("", "2017-03-01")) == []


def test_a_strip_wider_than_the_accuracy_is_a_warning(tmp_path: Path) -> None:
    other = feature("other", "Polygon", square(36.95, 32), accuracy_km=4)
    assert len(warn(tmp_path, [FIRST, other], BOTH.format("", "2017-03-01"))) == 1


def test_two_thousand_zones_are_compared_quickly(tmp_path: Path) -> None:
    cells = [(x, y) for x in range(50) for y in range(40)]
    zones = [feature(f"z-{x}-{y}", "Polygon", square(x / 10, y / 10, 0.1)) for x, y in cells]
    row = "r-{0}-{1},z-{0}-{1},{2},control,2017-02-01,,wire\n"
    rows = [row.format(x, y, ("army", "guards")[(x + y) % 2]) for x, y in cells]
    files = pieces(**{"zones.geojson": collection(*zones), "records.csv": HEAD + "".join(rows)})
    files["events.csv"] = files["events.csv"].splitlines()[0] + "\n"
    atlas = read_atlas(write_atlas(tmp_path, files))
    begun = time.process_time()
    assert list(find_overlaps(atlas)) == []
    assert time.process_time() - begun < 1.0
