"""The command: what it asks, what it refuses, and what becomes of every row."""

import json
from pathlib import Path

import pytest
from shapely.geometry import box

from atlas.history.scene import scene_on
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from imports.records.content import Feature
from imports.values.geonames import match_towns
from imports.writing.folder import format_features
from tests.conftest import ROOT
from tests.imports.test_formats import call_import
from tests.imports.test_known_forms import read_rows

CONTROL = """\
Control of the island;;;
Place;Controlled by;Since;Source;Link
Hills;Northern Council;2020-01-01;Gazette;https://example.org/1
Hills;Southern League;2020-06;Sea Wire;https://example.org/2
Hills;Southern League;2020-06;Gazette;https://example.org/3
Old Town;Southern League;2020-03-01;;
Old Town;Southern League;soon;;
Nowhere;Southern League;2020-03-01;;
;Southern League;2020-03-01;;
"""


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, Path]:
    """A spreadsheet and the zones that it names."""
    table, zones = tmp_path / "control.csv", tmp_path / "zones.geojson"
    table.write_text(CONTROL, encoding="utf-8")
    shapes = [Feature({"name": name}, box(at, 0, at + 1, 1)) for at, name in enumerate(("HILLS", "old town"))]
    zones.write_text(format_features(shapes), encoding="utf-8")
    return table, zones


def holders(folder: Path, day: str) -> dict[str, set[str]]:
    atlas = read_atlas(folder)
    scene = scene_on(atlas, parse_day(day), parse_day("2025-01-01"))
    return {place: {holding.force for holding in scene.holdings(place)} for place in atlas.places}


def test_a_table_is_joined_to_zones_and_each_entry_ends_where_the_next_begins(
    sources: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "atlas"
    result = call_import(*sources, "--into", folder)
    assert result.exit_code == 0, result.output
    assert "9 rows read = 6 taken + 3 rejected" in result.output
    assert "above the header: Control of the island" in result.output
    assert holders(folder, "2020-02-01")["hills"] == {"northern-council"}
    assert holders(folder, "2020-12-01") == {"hills": {"southern-league"}, "old-town": {"southern-league"}}
    records = {row["id"]: row for row in read_rows(folder / "records.csv")}
    assert records["hills-northern-council"]["to"] == "2020-06"
    assert records["hills-southern-league"]["sources"] == "sea-wire;gazette-2"
    assert records["old-town-southern-league"]["sources"] == "control"
    reasons = {row["row"]: row["reason"] for row in read_rows(folder / "rejected.csv")}
    assert reasons["7"] == '"soon" is not a date'
    assert reasons["8"].startswith('"Nowhere" is neither a place of these files nor a town')
    assert reasons["9"] == "has neither a place nor coordinates"


def test_a_changed_mapping_is_used_and_edited_atlases_are_not_replaced(
    sources: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "atlas"
    assert call_import(*sources, "--into", folder).exit_code == 0
    mapping = folder / "mapping.toml"
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text.replace('until = "next"', 'until = "open"', 1), encoding="utf-8")
    again = call_import(*sources, "--into", folder, "--mapping", mapping)
    assert again.exit_code == 0, again.output
    assert read_rows(folder / "records.csv")[0]["to"] == ""
    (folder / "records.csv").write_text("id\n", encoding="utf-8")
    refusal = call_import(*sources, "--into", folder)
    assert refusal.exit_code == 2
    assert "has been edited since it was imported" in refusal.output
    assert (folder / "records.csv").read_text(encoding="utf-8") == "id\n"


def test_a_folder_with_other_files_is_never_touched(sources: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    result = call_import(*sources, "--into", folder)
    assert result.exit_code == 2
    assert "is not empty" in result.output
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_dates_with_two_readings_are_asked_for_and_the_guess_is_written(tmp_path: Path) -> None:
    table, folder = tmp_path / "a.csv", tmp_path / "atlas"
    table.write_text("Place,Actor,Date,Lat,Lon\nHama,Red,03/04/2015,35.1,36.7\n", encoding="utf-8")
    question = call_import(table, "--into", folder)
    assert question.exit_code == 2
    assert "a.csv, row 2" in question.output
    assert "give --dates dmy or mdy" in question.output
    assert [path.name for path in folder.iterdir()] == ["mapping.toml"]
    for order, date in (("dmy", "2015-04-03"), ("mdy", "2015-03-04")):
        answer = call_import(table, "--into", folder, "--dates", order)
        assert answer.exit_code == 0, answer.output
        assert read_rows(folder / "records.csv")[0]["from"] == date


def test_files_without_dates_ask_for_their_day(sources: tuple[Path, Path], tmp_path: Path) -> None:
    zones = sources[1]
    question = call_import(zones, "--into", tmp_path / "atlas")
    assert question.exit_code == 2
    assert "Give --date YYYY-MM-DD" in question.output
    assert call_import(zones, "--into", tmp_path / "atlas", "--date", "2020-01-01").exit_code == 0
    assert '--date: "tomorrow"' in call_import(zones, "--into", tmp_path / "b", "--date", "tomorrow").output


def test_the_last_day_of_an_entry_is_recognised_by_the_next(tmp_path: Path) -> None:
    table, folder = tmp_path / "a.csv", tmp_path / "atlas"
    rows = ("A,Red,2015-01-01,2015-12-31,1,1", "A,Blue,2016-01-01,2016-12-31,1,1")
    table.write_text("Place,Actor,From,To,Lat,Lon\n" + "\n".join(rows), encoding="utf-8")
    assert call_import(table, "--into", folder).exit_code == 0
    assert [row["to"] for row in read_rows(folder / "records.csv")] == ["2016-01-01", "2017-01-01"]
    assert "last_day = true" in (folder / "mapping.toml").read_text(encoding="utf-8")


def test_rows_that_check_refuses_are_rejected_with_its_rule(tmp_path: Path) -> None:
    table, folder = tmp_path / "a.csv", tmp_path / "atlas"
    rows = ("A,Red,2015-01-01,2014-01-01,1,1", "B,Red,2015-01-01,,1,2", f"C,Red,2015-01-01,,1,3,{'x' * 5000}")
    table.write_text("Place,Actor,From,To,Lat,Lon,Note\n" + "\n".join(rows), encoding="utf-8")
    result = call_import(table, "--into", folder)
    assert "3 rows read = 1 taken + 2 rejected" in result.output, result.output
    reasons = [row["reason"] for row in read_rows(folder / "rejected.csv")]
    assert "before from" in reasons[0]
    assert "4,096" in reasons[1] or "4096" in reasons[1]


def test_towns_are_found_by_any_of_their_names_and_namesakes_are_doubtful() -> None:
    matches = match_towns(["Albu Kamal", "Маріуполь", "دمشق", "Springfield", "No Such Town"])
    towns = {name: (match.town.name, match.town.country) for name, match in matches.items()}
    assert towns["Маріуполь"] == ("Mariupol", "UA")
    assert towns["دمشق"] == ("Damascus", "SY")
    assert towns["Albu Kamal"][1] == "SY"
    assert "No Such Town" not in towns
    assert matches["Springfield"].doubt.endswith("towns have this name")
    assert not matches["دمشق"].doubt


QUIRKS = ROOT / "tests" / "cases" / "imports" / "quirks"


@pytest.mark.parametrize(
    ("name", "rejected", "records", "first"),
    [
        ("cp1252-records.csv", {"15"}, 13, "../2020-01-01"),
        ("semicolon-records.csv", set(), 2, "2020-02-01"),
        ("date-forms.csv", {"4", "8", "9"}, 3, "2020-02-01"),
    ],
)
def test_tables_as_spreadsheets_write_them_join_the_places_of_an_atlas(
    tmp_path: Path, name: str, rejected: set[str], records: int, first: str
) -> None:
    places = [ROOT / "atlas" / "starter" / f"{kind}.geojson" for kind in ("zones", "sites", "lines")]
    folder = tmp_path / "atlas"
    result = call_import(QUIRKS / name, *places, "--into", folder, "--dates", "dmy")
    assert result.exit_code == 0, result.output
    assert {row["row"] for row in read_rows(folder / "rejected.csv") if row["file"] == name} == rejected
    rows = read_rows(folder / "records.csv")
    assert (len(rows), rows[0]["from"]) == (records, first)
    if name.startswith("cp1252"):
        assert rows[4]["note"] == "Früh im Juni – “Café”"
    arrow = json.loads((folder / "lines.geojson").read_text(encoding="utf-8"))["features"][1]["properties"]
    assert (arrow["kind"], arrow["force"], arrow["from"]) == ("arrow", "league", "2020-09-14")


def test_zones_named_in_capitals_are_places(tmp_path: Path) -> None:
    folder = tmp_path / "atlas"
    result = call_import(QUIRKS / "named-in-capitals.geojson", "--into", folder, "--date", "2020-01-01")
    assert result.exit_code == 0, result.output
    assert "30 rows read = 30 taken + 0 rejected" in result.output
    assert len(read_atlas(folder).places) == 30


def test_an_atlas_of_years_has_steps_of_years(tmp_path: Path) -> None:
    table, folder = tmp_path / "history.csv", tmp_path / "atlas"
    rows = (
        "Rome,Kings,753 BC,509 BC,41.9,12.5",
        "Rome,Republic,509 BC,27 BC,41.9,12.5",
        "Rome,Empire,27 BC,476,41.9,12.5",
    )
    table.write_text("Place,Ruler,From,To,Lat,Lon\n" + "\n".join(rows), encoding="utf-8")
    result = call_import(table, "--into", folder)
    assert result.exit_code == 0, result.output
    assert [(row["from"], row["to"]) for row in read_rows(folder / "records.csv")] == [
        ("-0752", "-0508"),
        ("-0508", "-0026"),
        ("-0026", "0476"),
    ]
    assert 'granularity = "year"' in (folder / "atlas.toml").read_text(encoding="utf-8")
    assert holders(folder, "-0043-03-15") == {"rome": {"republic"}}


@pytest.mark.parametrize(("west", "doubts"), [(7.0, 0), (-24.0, 1)])
def test_a_town_far_from_the_places_of_the_files_is_doubtful(
    west: float, doubts: int, tmp_path: Path
) -> None:
    table, zones = tmp_path / "control.csv", tmp_path / "zones.geojson"
    table.write_text("Place,Held by,Since\nMoor,Red,2020-01-01\nNortmoor,Blue,2020-02-01\n", encoding="utf-8")
    zones.write_text(
        format_features([Feature({"name": "Moor"}, box(west, 53, west + 1, 54))]), encoding="utf-8"
    )
    result = call_import(table, zones, "--into", tmp_path / "atlas")
    assert "3 rows read = 3 taken + 0 rejected" in result.output
    path = tmp_path / "atlas" / "doubtful.csv"
    doubtful = read_rows(path) if path.exists() else []
    assert [row["reason"] for row in doubtful] == ["lies far from the places of these files"] * doubts
    assert ("1 town may be another than you mean" in result.output) == bool(doubts)
