"""Atlases that passed the check but could not be drawn, or were refused without a cure, with their values."""

import math
import re
from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.reading.read import check_atlas, read_atlas
from atlas.request.request import default_request
from layers.news.pictures import draw_picture
from layers.svg.text_width import width_of
from outputs.checks.draw_process import DEFAULT_LIMITS, draw_all
from tests.atlases import CASES, write_case

_KM = 111.2
_NAMES = re.compile(
    r'translate\(([\d.-]+) ([\d.-]+)\)"><text x="([\d.-]+)" y="([\d.-]+)"'
    r'[^>]*font-size="([\d.]+)"[^>]*>(Alpha|Beta)</text>'
)


def faults_of(case: str, folder: Path) -> list[str]:
    """Return the texts of the faults of a case."""
    return [fault.format_text() for fault in check_atlas(write_case(case, folder / "atlas")).faults]


def read_case(case: str, folder: Path) -> Atlas:
    """Return the atlas of a case without faults, after drawing all of it."""
    atlas = read_atlas(write_case(case, folder / "atlas"))
    assert [drawn for drawn in draw_all(atlas, DEFAULT_LIMITS) if drawn.error] == []
    return atlas


@pytest.mark.parametrize("case", ["cc-nl", "cc-cr", "name-ls"])
def test_line_breaks_in_names_of_places_are_drawn_as_a_space(case: str, tmp_path: Path) -> None:
    name = read_case(case, tmp_path).places["old-market"].name.default
    assert name in {"Old market", "A B C D"}


def test_line_breaks_in_other_names_are_drawn_as_a_space(tmp_path: Path) -> None:
    family = read_case("nl-family", tmp_path / "family").families["northern"]
    assert family.name.default == "North ern"
    land = read_case("nl-land", tmp_path / "land").basemap.land[0]
    assert "\n" not in land.name.default and " " in land.name.default


def test_direction_controls_are_refused_where_they_stand(tmp_path: Path) -> None:
    texts = faults_of("name-lone-bidi", tmp_path)
    assert len(texts) == 2
    assert all("contains the direction control U+202E" in text for text in texts)
    assert texts[0].startswith("families.csv, line 2, column name:")
    assert texts[1].startswith("sites.geojson, feature 3, line ")


@pytest.mark.parametrize("case", ["one-site", "sites-same-point", "one-record-no-dates"])
def test_a_single_point_is_in_the_middle_of_some_kilometres(case: str, tmp_path: Path) -> None:
    atlas = read_case(case, tmp_path)
    (view,) = atlas.views.values()
    west, south, east, north = view.bbox
    point = next(iter(atlas.places.values())).geometry
    assert ((west + east) / 2, (south + north) / 2) == pytest.approx((point.x, point.y), abs=1e-6)
    across = (east - west) * _KM * math.cos(math.radians(point.y))
    assert 4 <= across <= 100
    assert 4 <= (north - south) * _KM <= 100


def test_an_automatic_view_has_room_for_the_names_of_its_places(tmp_path: Path) -> None:
    atlas = read_case("single-day", tmp_path)
    request = default_request(atlas)
    width, height, _ = request.pixels
    assert atlas.meta.first == atlas.meta.last == request.date
    names = _NAMES.findall(draw_picture(atlas, request))
    assert {name for *_, name in names} == {"Alpha", "Beta"}
    for left, top, x, y, size, name in names:
        at, baseline = float(left) + float(x), float(top) + float(y)
        assert at >= 0 and at + width_of(name, float(size)) <= width
        assert float(size) <= baseline <= height


def test_no_places_and_no_days_are_faults_in_one_line_each(tmp_path: Path) -> None:
    (places,) = faults_of("no-features", tmp_path / "places")
    assert places.startswith("zones.geojson: contains no places, and neither does any other file.")
    first, last = faults_of("no-records-no-dates", tmp_path / "days")
    assert first.startswith("atlas.toml, key first: is needed, because no record or event has a date.")
    assert last.startswith("atlas.toml, key last: is needed,")


def test_days_come_from_a_record_if_there_is_one(tmp_path: Path) -> None:
    meta = read_case("one-record-no-dates", tmp_path).meta
    assert format_day(meta.first)[:4] == format_day(meta.last)[:4] == "2020"


def test_commas_at_the_end_of_lines_are_one_fault(tmp_path: Path) -> None:
    assert faults_of("trailing-commas", tmp_path) == [
        "records.csv, line 1: has 3 empty columns at its end. Delete the commas at the end of each line."
    ]


def test_features_of_other_programs_are_one_fault_with_its_cure(tmp_path: Path) -> None:
    assert faults_of("raw-geojson-flood", tmp_path) == [
        'zones.geojson: has no id and no name. Rename "NAME" to name, and give each feature an id of its '
        "own, such as north-bank; or make an atlas from it: "
        "python app.py import zones.geojson --into NEW-FOLDER. "
        "(30 times, first at feature 1, line 1)"
    ]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("semicolon-records", [
            "records.csv, line 1: uses semicolons instead of commas. Save it as comma-separated CSV.",
            "records.csv, line 1: has no columns id, place, force, status, from, sources, but others such as "
            '"ID", "Place", "Who". Rename its columns, or make an atlas from it: python app.py import '
            "records.csv --into NEW-FOLDER.",
        ]),
        ("tab-records", [
            "records.csv, line 1: uses tabs instead of commas. Save it as comma-separated CSV.",
        ]),
        ("cp1252-records", [
            "records.csv, line 6: is not UTF-8: byte fc cannot be read. "
            "Save it as UTF-8 (in Excel: CSV UTF-8).",
        ]),
        ("date-forms", [
            'records.csv, line 2, column to: "14.06.2020" is not a date in EDTF. Write 2020-06-14.',
            'records.csv, line 2, column place: "Hills" is not the id of a place. Write its id: "hills".',
            'records.csv, line 2, column force: "Northern Council" is not the id of a force. '
            'Write its id: "council".',
        ]),
    ],
)  # fmt: skip
def test_tables_of_spreadsheets_are_faults_with_cures(file: str, expected: list[str], tmp_path: Path) -> None:
    folder = write_case("cc-nl", tmp_path / "atlas")
    (folder / "records.csv").write_bytes((CASES / "xlsx-quirks" / f"{file}.csv").read_bytes())
    texts = [fault.format_text() for fault in check_atlas(folder).faults]
    assert [text for text in texts if text in expected] == expected, texts
