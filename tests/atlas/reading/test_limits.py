"""Each limit of data has a test, with a small limit and a folder just past it."""

import time
from pathlib import Path

import pytest

from atlas.model.faults import Fault
from atlas.model.limits import Limits
from atlas.reading.read import check_atlas
from atlas.reading.shapes.geojson import measure_depth, outside_strings
from tests.atlases import RECORDS, collection, feature, pieces, square, write_atlas

# The minimal atlas has 6 features and 15 vertices in GeoJSON, and 2 records at most on one place.
VERTICES = 5 + 5 + 1 + 3 + 5


def faults_under(folder: Path, limits: Limits, **changes: object) -> tuple[Fault, ...]:
    """Check the minimal atlas, changed, under limits of its own."""
    return check_atlas(write_atlas(folder, pieces(**changes)), limits).faults


@pytest.mark.parametrize(
    ("just", "less", "says"),
    [
        (Limits(features=6), Limits(features=5), "brings the atlas to 6 features; the limit is 5"),
        (
            Limits(vertices=VERTICES),
            Limits(vertices=VERTICES - 1),
            f"brings the atlas to {VERTICES} vertices; the limit is {VERTICES - 1}",
        ),
        (Limits(json_depth=7), Limits(json_depth=6), "is nested more than 6 levels deep"),
        (Limits(place_records=2), Limits(place_records=1), "has 2 records; the limit is 1 per place"),
        (Limits(string_bytes=38), Limits(string_bytes=10), "is longer than 10 bytes"),
        (Limits(file_bytes=2_000), Limits(file_bytes=300), "is larger than 300 bytes"),
    ],
    ids=["features", "vertices", "depth", "records", "string", "file"],
)
def test_data_at_the_limit_is_accepted_and_beyond_it_refused(
    tmp_path: Path, just: Limits, less: Limits, says: str
) -> None:
    assert faults_under(tmp_path, just) == ()
    texts = [fault.format_text() for fault in faults_under(tmp_path, less)]
    assert any(says in text for text in texts), texts


def test_defaults_are_those_of_the_design() -> None:
    assert Limits() == Limits(50_000, 3_000_000, 150_000_000, 32, 4_096, 10_000)


def test_string_is_measured_in_bytes(tmp_path: Path) -> None:
    note = RECORDS.replace("Held", "ض" * 30)
    texts = [
        f.format_text() for f in faults_under(tmp_path, Limits(string_bytes=59), **{"records.csv": note})
    ]
    assert len(texts) == 1
    assert texts[0].startswith('records.csv, line 2, column note: "ضضض')
    assert faults_under(tmp_path, Limits(string_bytes=60), **{"records.csv": note}) == ()


def test_huge_cell_is_a_fault(tmp_path: Path) -> None:
    note = RECORDS.replace("Held", "x" * 200_000)
    texts = [fault.format_text() for fault in faults_under(tmp_path, Limits(), **{"records.csv": note})]
    assert any("field larger than field limit" in text for text in texts)


@pytest.mark.parametrize("bomb", ["[" * 1_000_000, '{"a":' * 500_000, '{"features": ' + "[" * 100_000])
def test_deep_json_is_refused_before_it_is_parsed(tmp_path: Path, bomb: str) -> None:
    (fault,) = faults_under(tmp_path, Limits(), **{"lines.geojson": bomb})
    assert fault.format_text() == (
        "lines.geojson: is nested more than 32 levels deep. GeoJSON needs at most 10; export it again."
    )


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("", 0),
        ("7", 0),
        ("[]", 1),
        ('{"a": [[1], {"b": []}]}', 4),
        ('["[[[[", "\\"[[[", "]]]"]', 1),
        ('["\\\\", [2]]', 2),
        ('["never closed [[[', 1),
        ('["ends on a backslash \\', 1),
    ],
)
def test_depth_counts_no_brackets_in_texts(text: str, depth: int) -> None:
    assert measure_depth(outside_strings(text.encode())) == depth


def test_depth_of_hostile_text_is_measured_in_linear_time() -> None:
    start = time.process_time()
    outside_strings(b'"' + b'\\"' * 2_000_000)
    outside_strings(b'"' * 2_000_001)
    assert time.process_time() - start < 5


def test_number_too_long_to_read_is_a_fault(tmp_path: Path) -> None:
    text = '{"type": "FeatureCollection", "features": [' + "9" * 5000 + "]}"
    (fault,) = faults_under(tmp_path, Limits(), **{"lines.geojson": text})
    assert fault.file == "lines.geojson"
    assert "is not valid JSON" in fault.format_text()


def test_number_past_every_float_is_a_fault(tmp_path: Path) -> None:
    shape = '{"type": "Point", "coordinates": [1' + "0" * 400 + ", 32]}"
    row = '{"type": "Feature", "properties": {"id": "x", "name": "X"}, "geometry": ' + shape + "}"
    text = '{"type": "FeatureCollection", "features": [' + row + "]}"
    (fault,) = [
        f for f in faults_under(tmp_path, Limits(), **{"sites.geojson": text}) if f.column == "geometry"
    ]
    assert (fault.file, fault.feature) == ("sites.geojson", 1)


def test_basemap_counts_towards_the_limits(tmp_path: Path) -> None:
    lakes = collection(*(feature(f"lake-{n}", "Polygon", square(36, 32)) for n in range(5)))
    (fault,) = faults_under(tmp_path, Limits(features=10), **{"basemap/lakes.geojson": lakes})
    assert fault.file == "basemap/lakes.geojson"


def test_a_crowded_place_is_reported_at_its_first_record(tmp_path: Path) -> None:
    rows = [f"r{at},{place},army,control,20{10 + at},,undated" for at, place in enumerate("wgegege")]
    places = {"w": "west", "e": "east", "g": "gate"}
    table = "\n".join(["id,place,force,status,from,to,sources", *rows, ""])
    for short, name in places.items():
        table = table.replace(f",{short},", f",{name},")
    faults = faults_under(tmp_path, Limits(place_records=2), **{"records.csv": table})
    assert [(fault.line, fault.value) for fault in faults] == [(3, "gate"), (4, "east")]


def test_many_wrong_rows_are_one_line_each_cause_in_bounded_time(tmp_path: Path) -> None:
    rows = "".join(f"x{n},nowhere{n},nobody,holds{n},20x{n},,,,,,,src{n},\n" for n in range(30_000))
    begun = time.process_time()
    faults = faults_under(tmp_path, Limits(), **{"records.csv": RECORDS + rows})
    assert time.process_time() - begun < 5
    by_column = {fault.column: fault for fault in faults if fault.count > 1}
    assert by_column["place"].count == by_column["force"].count == by_column["sources"].count == 30_000
    assert by_column["status"].count < 30_000
    unread = [fault for fault in faults if "was not read" in fault.rule]
    assert {fault.column for fault in unread} == {"status", "from"}


def test_a_loop_of_many_forces_is_one_fault_in_bounded_time(tmp_path: Path) -> None:
    ring = "".join(f"f{n},F,iran,f{(n + 1) % 5_000}\n" for n in range(5_000))
    forces = f"id,name,family,parent\n{ring}army,A,government,\nguards,G,iran,\nfourth,F,government,army\n"
    begun = time.process_time()
    (fault,) = faults_under(tmp_path, Limits(), **{"forces.csv": forces})
    assert time.process_time() - begun < 5
    assert "is part of a loop: f0 -> f1" in fault.rule
