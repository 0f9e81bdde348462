"""Every column of ids: one that names nothing is a fault at its place, with the nearest id as the cure."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from tests.atlas.reading.fault_cases import Files
from tests.atlas.reading.test_faults import faults_of
from tests.atlases import SITES, collection, feature, pieces

LINKS = {
    ("forces.csv", "family"): ("irann", "iran", "family"),
    ("forces.csv", "parent"): ("armyy", "army", "force"),
    ("forces.csv", "sponsor"): ("guardss", "guards", "force"),
    ("sources.csv", "origin"): ("observerr", "observer", "source"),
    ("records.csv", "place"): ("gatee", "gate", "place"),
    ("records.csv", "force"): ("armyy", "army", "force"),
    ("records.csv", "sources"): ("observerr", "observer", "source"),
    ("records.csv", "contradicts"): ("east-armyy", "east-army", "record"),
    ("records.csv", "by_side"): ("irann", "iran", "family"),
    ("events.csv", "place"): ("gatee", "gate", "place"),
    ("events.csv", "sources"): ("observerr", "observer", "source"),
    ("events.csv", "by_side"): ("irann", "iran", "family"),
    ("events.csv", "from_force"): ("armyy", "army", "force"),
    ("events.csv", "to_force"): ("guardss", "guards", "force"),
}
ROWS = {
    "forces.csv": {"id": "new", "name": "New", "family": "iran"},
    "sources.csv": {"id": "new", "publisher": "New"},
    "records.csv": {"id": "new", "place": "gate", "force": "army", "status": "presence", "from": "2017-02-01"}
    | {"sources": "observer", "by": "Somebody"},
    "events.csv": {"id": "new", "date": "2018", "title": "New", "place": "gate", "sources": "observer"}
    | {"by": "Somebody"},
}


def add_row(file: str, **cells: str) -> Files:
    """Return the minimal atlas with one more row."""
    files = pieces()
    rows = list(csv.DictReader(StringIO(files[file])))
    row = ROWS[file] | cells
    stream = StringIO()
    writer = csv.DictWriter(stream, dict.fromkeys([*rows[0], *row]), restval="")
    writer.writeheader()
    writer.writerows([*rows, row])
    return files | {file: stream.getvalue()}


@pytest.mark.parametrize(("file", "column"), LINKS)
def test_an_unknown_id_is_a_fault_and_a_known_one_is_none(file: str, column: str, tmp_path: Path) -> None:
    wrong, right, noun = LINKS[file, column]
    files = add_row(file, **{column: wrong})
    line = files[file].count("\n")
    (fault,) = faults_of(tmp_path / "wrong", files)
    assert fault.format_text() == (
        f'{file}, line {line}, column {column}: "{wrong}" is not the id of a {noun}. Did you mean "{right}"?'
    )
    assert faults_of(tmp_path / "right", add_row(file, **{column: right})) == ()


def test_of_several_ids_only_the_unknown_are_faults(tmp_path: Path) -> None:
    files = add_row("records.csv", sources="observer;nobody;wire;noone")
    faults = faults_of(tmp_path, files)
    assert [(fault.column, fault.value) for fault in faults] == [("sources", "nobody"), ("sources", "noone")]
    assert {fault.cure for fault in faults} == {"Correct it, or add the source"}


@pytest.mark.parametrize("file", ["families.csv", "forces.csv", "sources.csv", "records.csv", "events.csv"])
def test_the_same_id_twice_is_a_fault_of_the_second_row(file: str, tmp_path: Path) -> None:
    files = pieces()
    first = files[file].splitlines()[1]
    files[file] += f"{first}\n"
    line = files[file].count("\n")
    (fault,) = [fault for fault in faults_of(tmp_path, files) if fault.column == "id"]
    assert (fault.file, fault.line, fault.rule) == (file, line, "is also the id of line 2")


@pytest.mark.parametrize(
    ("file", "shape", "coordinates"),
    [
        ("zones.geojson", "Polygon", [[[36, 32], [37, 33], [36, 33], [36, 32]]]),
        ("sites.geojson", "Point", [36, 33]),
        ("lines.geojson", "LineString", [[36, 32], [36, 33]]),
    ],
)
def test_places_share_their_ids(file: str, shape: str, coordinates: object, tmp_path: Path) -> None:
    files = pieces()
    files[file]["features"].append(feature("west", shape, coordinates))
    (fault,) = faults_of(tmp_path, files)
    other = "feature 1, line 2" if file == "zones.geojson" else "zones.geojson, feature 1, line 2"
    assert (fault.file, fault.rule) == (file, f"is also the id of {other}")


def test_lands_and_views_have_ids_of_their_own(tmp_path: Path) -> None:
    files = pieces()
    land = files["basemap/land.geojson"]["features"][0]
    files["basemap/land.geojson"] = collection(land, land)
    files["atlas.toml"] += '\n[[views]]\nid = "whole"\nname = "Again"\nbbox = [35, 31, 42, 37]\n'
    faults = faults_of(tmp_path, files)
    assert [(fault.file, fault.line, fault.rule) for fault in faults] == [
        ("atlas.toml", 19, "is also the id of line 9"),
        ("basemap/land.geojson", 3, "is also the id of feature 1, line 2"),
    ]
    # A place may have the id of a land or a view.
    other = pieces()
    other["sites.geojson"] = collection(
        *SITES["features"], feature("country", "Point", [36, 33]), feature("whole", "Point", [36, 32])
    )
    assert faults_of(tmp_path / "other", other) == ()


def test_no_id_is_called_unknown_while_its_file_cannot_be_read(tmp_path: Path) -> None:
    files = pieces(**{"zones.geojson": "{"})
    assert {fault.file for fault in faults_of(tmp_path, files)} == {"zones.geojson"}


@pytest.mark.parametrize(
    ("file", "column"), [key for key in LINKS if key[1] in ("force", "to_force", "sources", "by_side")]
)
def test_a_standing_is_not_weighed_with_an_unknown_id(file: str, column: str, tmp_path: Path) -> None:
    """What the sources support depends on all of them, so an unknown id is the only fault."""
    wrong, right, _ = LINKS[file, column]
    faults = {
        value: faults_of(tmp_path / value, add_row(file, **{column: value, "standing": "confirmed"}))
        for value in (wrong, right)
    }
    assert [fault.column for fault in faults[wrong]] == [column]
    assert [fault.column for fault in faults[right]] == ["standing"]
