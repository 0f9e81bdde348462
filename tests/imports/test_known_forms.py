"""Exports and files in known forms become the events and records that they mean."""

import csv
from collections.abc import Mapping as Table
from pathlib import Path

import pytest
from shapely.geometry import box

from atlas.reading.read import check_atlas, read_atlas
from imports.columns.mapping import Mapping, TableMapping
from imports.columns.roles import Role
from imports.formats.layer import Layer
from imports.formats.read_files import read_files
from imports.known_forms.forms import notice_snapshots
from imports.known_forms.suggest_mapping import suggest_mapping
from imports.make_atlas import Options, make_atlas
from tests.imports.known_files import FILES

OPTIONS = Options(date="2022-03-01")


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Layer]:
    """All files, read by one child process."""
    folder = tmp_path_factory.mktemp("known")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    reading = read_files([folder / name for name in FILES])
    assert not reading.refused
    return dict(zip(FILES, reading.layers, strict=True))


def read_rows(path: Path) -> list[Table[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def import_layer(layer: Layer, folder: Path) -> dict[str, list[Table[str, str]]]:
    """Return the tables of the atlas that a layer makes, by name."""
    mapping = suggest_mapping([layer])
    summary = make_atlas(folder, [layer], mapping, OPTIONS)
    assert summary.read == summary.taken + summary.rejected == len(layer.rows)
    assert not check_atlas(folder).faults
    return {path.stem: read_rows(path) for path in folder.glob("*.csv")}


def test_acled_is_events_with_actors_families_and_the_dead(layers: dict[str, Layer], tmp_path: Path) -> None:
    tables = import_layer(layers["acled.csv"], tmp_path / "atlas")
    clash, protest = tables["events"]
    assert clash["title"] == "Armed clash: Southern League and Northern Council, Harbour (56 reported dead)"
    assert (clash["date"], clash["kind"], clash["place"]) == ("2023-04-15", "armed clash", "harbour")
    assert (clash["from_force"], clash["to_force"]) == ("southern-league", "northern-council")
    assert clash["sources"] == "sea-wire;gazette"
    assert clash["text"] == "On 15 April 2023, they clashed."
    assert protest["title"] == "Peaceful protest: Protesters (Island), Old Town"
    assert {row["name"] for row in tables["families"]} == {"Rebel group", "Northern Council", "Protesters"}
    assert [(row["row"], row["reason"]) for row in tables["rejected"]] == [("4", '"soon" is not a date')]


def test_ucdp_is_events_on_the_days_within_which_they_happened(
    layers: dict[str, Layer], tmp_path: Path
) -> None:
    battle, attack = import_layer(layers["ucdp.csv"], tmp_path / "atlas")["events"]
    assert battle["date"] == "2017-07-31"
    assert battle["title"].startswith("State-based violence: Government of Island and Southern League")
    assert attack["date"] == "2017-08-01/2017-08-07"
    assert attack["title"].endswith("(1,203 reported dead)")


def test_openhistoricalmap_features_hold_their_own_ground_between_their_dates(
    layers: dict[str, Layer], tmp_path: Path
) -> None:
    tables = import_layer(layers["ohm.geojson"], tmp_path / "atlas")
    assert [(row["place"], row["force"], row["from"], row["to"]) for row in tables["records"]] == [
        ("altes-land", "altes-land", "1866-09-20", "1871-01-18"),
        ("neues-land", "neues-land", "1871", "1918-11"),
    ]
    places = read_atlas(tmp_path / "atlas").places
    assert [
        (place.start and place.start.text, place.end and place.end.text) for place in places.values()
    ] == [
        ("1866-09-20", "1871-01-18"),
        ("1871", "1918-11"),
    ]


@pytest.mark.parametrize(
    ("file", "status", "by"),
    [
        ("AssessedRussianAdvancesInUkraine.geojson", "presence", ""),
        ("Claimed_Russian_Territory_in_Ukraine.geojson", "control", "russian-forces"),
    ],
)
def test_layers_of_an_assessment_are_named_after_actor_and_status(
    layers: dict[str, Layer], tmp_path: Path, file: str, status: str, by: str
) -> None:
    tables = import_layer(layers[file], tmp_path / "atlas")
    assert [(row["force"], row["status"], row["by"]) for row in tables["records"]] == [
        ("russian-forces", status, by)
    ]
    assert tables["records"][0]["from"] == "../2022-03-01"


def test_areas_of_deepstate_are_held_and_its_points_are_places(
    layers: dict[str, Layer], tmp_path: Path
) -> None:
    layer = layers["deepstate.geojson"]
    tables = import_layer(layer, tmp_path / "atlas")
    assert [row["force"] for row in tables["records"]] == ["occupied"]
    assert "Harbour" in (tmp_path / "atlas" / "sites.geojson").read_text(encoding="utf-8")
    assert "import --snapshots" in notice_snapshots((layer,))[0]


def test_several_dated_files_are_pointed_to_snapshots() -> None:
    layers = tuple(Layer(f"control_2022-03-0{day}.geojson") for day in (1, 2, 3))
    assert notice_snapshots(layers)[0].startswith("3 files have dates in their names")
    assert not notice_snapshots(layers[:2])


def test_marks_of_wikipedia_are_actors_by_colour_and_several_contest_a_place(
    layers: dict[str, Layer], tmp_path: Path
) -> None:
    tables = import_layer(layers["module.lua"], tmp_path / "atlas")
    assert [(row["place"], row["force"], row["status"]) for row in tables["records"]] == [
        ("hama-city", "red", "control"),
        ("aleppo", "red", "contested"),
        ("aleppo", "lime", "contested"),
    ]
    assert [(row["name"], row["colour"]) for row in tables["families"]] == [
        ("Red", "#d0605e"),
        ("Lime", "#7fc46b"),
    ]


def test_shapes_of_one_name_that_follow_each_other_are_one_place(tmp_path: Path) -> None:
    areas = [box(0, 0, 1, 1), box(0, 0, 2, 1), box(5, 5, 6, 6)]
    rows = [("Land", "1800", "1850"), ("Land", "1850", "1900"), ("Sea", "1800", "1900")]
    columns, wkb = ("cntry_name", "gwsyear", "gweyear"), [shape.wkb for shape in areas]
    layer = Layer("history.geojson", "", columns, rows, wkb, [1, 2, 3], "EPSG:4326")
    table = TableMapping(
        layer.file,
        columns={Role.PLACE: columns[0], Role.ACTOR: columns[0], Role.FROM: columns[1], Role.TO: columns[2]},
        until="open",
    )
    folder = tmp_path / "atlas"
    make_atlas(folder, [layer], Mapping([table]), OPTIONS)
    checked = check_atlas(folder)
    assert not checked.faults
    assert checked.atlas is not None
    assert list(checked.atlas.places) == ["land", "sea"]
    days = [(shape.start.text if shape.start else "", shape.number) for shape in checked.atlas.shapes["land"]]
    assert days == [("1800", 1), ("1850", 2)]
    records = [(row["place"], row["from"], row["to"]) for row in read_rows(folder / "records.csv")]
    assert records == [("land", "1800", "1850"), ("land", "1850", "1900"), ("sea", "1800", "1900")]
