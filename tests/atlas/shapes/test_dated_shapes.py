"""Dated shapes: a place has the shape of the day, and keeps the shape before until the next is reported."""

from dataclasses import replace
from pathlib import Path

import pytest

from atlas.history.as_known import as_known
from atlas.history.existence import absent_on
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import check_atlas, read_atlas
from atlas.request.request import parse_request
from atlas.shapes.on_day import all_days, shape_atlas
from atlas.storage.archive import pack_atlas, unpack_atlas
from atlas.storage.view_subset import cut
from outputs.writers import write
from tests.atlases import PIECES, collection, feature, write_atlas
from tests.dated_atlas import box, dated_pieces, front_zones


def read(folder: Path, **changes: object) -> Atlas:
    """Read the atlas whose front moves, changed."""
    return read_atlas(write_atlas(folder, dated_pieces(**changes)))


def east_of(atlas: Atlas, place: str = "west") -> float:
    """Return the eastern end of a place in an atlas."""
    return float(atlas.places[place].geometry.bounds[2])


@pytest.mark.parametrize(
    ("day", "front"),
    [
        ("2017-06-01", 39.0),
        ("2018-01-09", 39.0),
        ("2018-01-10", 39.5),
        ("2018-02-10", 40.2),
        ("2018-03-09", 40.2),
        ("2018-03-10", 39.2),
        ("2019-01-01", 39.2),
    ],
)
def test_a_place_has_the_shape_of_the_day(tmp_path: Path, day: str, front: float) -> None:
    atlas = read(tmp_path)
    scene = scene_on(atlas, parse_day(day), atlas.latest_source)
    assert east_of(scene.atlas) == front
    assert [holding.force for holding in scene.holdings("west")] == ["army"]
    assert scene.atlas is shape_atlas(scene.atlas, parse_day(day))
    assert all_days(scene.atlas) is atlas


def test_before_a_shape_is_reported_the_one_before_stays(tmp_path: Path) -> None:
    zones = front_zones()
    zones["features"][2]["properties"]["reported"] = "2018-02-20"
    atlas = read(tmp_path, **{"zones.geojson": zones})
    known = as_known(atlas, parse_day("2018-02-19"))
    assert east_of(shape_atlas(known, parse_day("2018-02-15"))) == 39.5
    assert east_of(shape_atlas(known, parse_day("2018-12-01"))) == 39.5, "the third shape is not known yet"
    assert east_of(shape_atlas(known, parse_day("2018-02-15")), "east") == 41.0
    later = as_known(atlas, parse_day("2018-02-20"))
    assert east_of(shape_atlas(later, parse_day("2018-02-15"))) == 40.2


def test_a_shape_is_reported_with_the_earliest_source_it_names(tmp_path: Path) -> None:
    zones = front_zones(source="wire; observer")
    atlas = read(tmp_path, **{"zones.geojson": zones})
    days = [shape.reported for shape in atlas.shapes["west"]]
    assert days[1:] == [parse_day("2018-03-01")] * 3
    own = read(tmp_path / "own").shapes["west"]
    assert [shape.reported for shape in own[1:]] == [
        parse_day(day) for day in ("2018-01-10", "2018-02-10", "2018-03-10")
    ]


def test_a_place_does_not_exist_between_two_shapes(tmp_path: Path) -> None:
    features = front_zones()["features"]
    features[1]["properties"]["to"] = "2018-01-20"
    atlas = read(tmp_path, **{"zones.geojson": collection(*features)})
    known = atlas.latest_source
    gap = parse_day("2018-01-20"), parse_day("2018-02-09")
    assert all("west" in absent_on(atlas, day, known) for day in gap)
    assert "west" not in absent_on(atlas, gap[0] - 1, known) | absent_on(atlas, gap[1] + 1, known)
    assert scene_on(atlas, gap[0], known).holdings("west") == ()
    assert scene_on(atlas, gap[1] + 1, known).holdings("west")


def test_the_last_day_of_a_shape_may_be_left_to_the_next(tmp_path: Path) -> None:
    zones = front_zones()
    for each in zones["features"]:
        each["properties"].pop("to", None)
    atlas = read(tmp_path, **{"zones.geojson": zones})
    assert east_of(shape_atlas(atlas, parse_day("2018-02-09"))) == 39.5
    assert not absent_on(atlas, parse_day("2018-02-09"), atlas.latest_source) & {"west"}


def faults_of(folder: Path, *features: dict[str, object]) -> list[str]:
    """Return the faults of an atlas with these zones."""
    files = dated_pieces(**{"zones.geojson": collection(*features, *front_zones()["features"][4:])})
    return [fault.format_text() for fault in check_atlas(write_atlas(folder, files)).faults]


def test_overlaps_in_time_are_faults(tmp_path: Path) -> None:
    first = feature("west", "Polygon", box(37, 33, 39, 35), to="2018-02-01")
    second = feature("west", "Polygon", box(37, 33, 38, 35), **{"from": "2018-01-20"})
    (fault,) = faults_of(tmp_path, first, second)
    assert "zones.geojson, feature 2" in fault
    assert 'property from: "2018-01-20" overlaps in time with feature 1, which ends on 2018-02-01' in fault
    months = [first, second]
    months[0]["properties"]["to"] = months[1]["properties"]["from"] = "2018-01"
    assert faults_of(tmp_path / "months", *months) == [], "some day in January ends one and begins the other"


def test_two_shapes_without_days_are_one_id_twice(tmp_path: Path) -> None:
    twice = [feature("west", "Polygon", box(37, 33, east, 35)) for east in (38, 39)]
    (fault,) = faults_of(tmp_path, *twice)
    assert "is also the id of feature 1" in fault


def test_only_the_first_shape_may_have_no_beginning(tmp_path: Path) -> None:
    first = feature("west", "Polygon", box(37, 33, 39, 35), to="2018-02-01")
    (fault,) = faults_of(tmp_path, first, feature("west", "Polygon", box(37, 33, 38, 35)))
    assert "from: is empty, but feature 1 has the same id" in fault


def test_shapes_of_a_place_agree_in_what_is_the_places(tmp_path: Path) -> None:
    first = feature("west", "Polygon", box(37, 33, 39, 35), kind="front")
    second = feature("west", "Polygon", box(37, 33, 38, 35), kind="town", **{"from": "2018-02-01"})
    (fault,) = faults_of(tmp_path, first, second)
    assert 'kind: "town" differs from that of feature 1, which has the same id' in fault


def test_a_shape_may_return_and_pass_to_another_place(tmp_path: Path) -> None:
    """The same ground twice is a fault only on the same day."""
    west = [
        feature("west", "Polygon", box(37, 33, 39, 35), to="2018-01-01"),
        feature("west", "Polygon", box(37, 33, 38, 35), **{"from": "2018-01-01", "to": "2018-02-01"}),
        feature("west", "Polygon", box(37, 33, 39, 35), **{"from": "2018-02-01", "to": "2018-03-01"}),
    ]
    next_ = feature("other", "Polygon", box(37, 33, 39, 35), **{"from": "2018-03-01"})
    assert faults_of(tmp_path, *west, next_) == []
    next_["properties"]["from"] = "2018-02-15"
    (fault,) = faults_of(tmp_path / "same", *west, next_)
    assert "has the same shape as feature" in fault


def test_an_atlas_without_dated_shapes_is_itself_on_every_day(tmp_path: Path) -> None:
    atlas = read_atlas(write_atlas(tmp_path, PIECES))
    assert shape_atlas(atlas, parse_day("2018-01-01")) is atlas
    assert not atlas.shapes


def test_the_version_covers_every_shape(tmp_path: Path) -> None:
    zones = front_zones()
    zones["features"][1]["geometry"]["coordinates"] = box(37, 33, 39.6, 35)
    moved = read(tmp_path / "moved", **{"zones.geojson": zones})
    assert moved.version != read(tmp_path / "same").version


def test_archives_and_parts_of_a_view_contain_every_shape(tmp_path: Path) -> None:
    atlas = read(tmp_path)
    day = parse_day("2018-02-20")
    opened = unpack_atlas(pack_atlas(atlas))
    assert east_of(shape_atlas(opened, day)) == 40.2
    part = cut(atlas, (40.0, 33.5, 40.1, 34))
    assert set(part.places) == {"west", "east"}, "the west is there in February only"
    assert east_of(shape_atlas(part, day)) == 40.2
    assert pack_atlas(shape_atlas(atlas, day)) is not None


def test_frames_and_files_measure_the_shape_of_the_day(tmp_path: Path) -> None:
    atlas = read(tmp_path)
    km2 = [atlas.at(day).set_index("place")["km2"]["west"] for day in ("2018-01-09", "2018-01-10")]
    assert km2[1] / km2[0] == pytest.approx(2.5 / 2, rel=1e-4)
    request = parse_request(atlas, {"date": "2018-01-09", "compare": "2018-01-10"})
    lines = write(atlas, request, "geojson").decode()
    assert "[39.0," in lines
    assert "[39.5," in lines, "each day has the shape of its own"


@pytest.mark.parametrize("day", ["2018-01-09", "2018-01-20", "2018-02-20", "2018-12-01"])
def test_the_twin_of_an_information_date_has_the_same_map_and_areas(tmp_path: Path, day: str) -> None:
    """The atlas as known on a day shows what one shows whose files lack the shapes reported later."""
    zones, before = front_zones(), front_zones()["features"]
    for number in (2, 3, 6, 7):
        zones["features"][number]["properties"]["reported"] = "2018-05-01"
    for number in (1, 5):
        del before[number]["properties"]["to"]
    left = [each for number, each in enumerate(before) if number not in (2, 3, 6, 7)]
    atlas = read(tmp_path / "whole", **{"zones.geojson": zones})
    twin = read(tmp_path / "cut", **{"zones.geojson": collection(*left)})
    options = {"date": day, "known": "2018-03-10"}
    drawn = [
        write(replace(each, version=atlas.version), parse_request(each, options), form)
        for form in ("svg", "csv", "geojson")
        for each in (atlas, twin)
    ]
    assert drawn[::2] == drawn[1::2]
