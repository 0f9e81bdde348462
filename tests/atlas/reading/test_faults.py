"""Each kind of fault: one thing in a valid atlas is broken, and the fault names place, value and cure."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from app import main
from atlas.model.faults import (
    MOST,
    SINGLE,
    VARIETY,
    AtlasRefused,
    Fault,
    Faults,
    Severity,
    format_faults,
    suggest,
)
from atlas.reading.read import check_atlas, read_atlas
from tests.atlas.reading.fault_cases import Case, Files, record
from tests.atlas.reading.fault_house import HOUSE
from tests.atlas.reading.fault_rows import CELLS, FILES, LINKS
from tests.atlas.reading.fault_shapes import DERIVED, SETTINGS, SHAPES
from tests.atlas.reading.shapes.fault_arrows import ARROWS
from tests.atlases import TOML, pieces, write_atlas

CASES = [*ARROWS, *FILES, *CELLS, *LINKS, *SHAPES, *DERIVED, *SETTINGS, *HOUSE]


def faults_of(folder: Path, files: Files) -> tuple[Fault, ...]:
    """Check an atlas made of files, and return its faults."""
    checked = check_atlas(write_atlas(folder, files))
    assert (checked.atlas is None) == bool(checked.faults)
    return checked.faults


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault_names_place_and_cure(case: Case, tmp_path: Path) -> None:
    files = pieces()
    case.breaks(files)
    faults = faults_of(tmp_path, files)
    matching = [fault for fault in faults if case.says in fault.format_text()]
    assert matching, format_faults(faults)
    fault = matching[0]
    assert (fault.file, fault.line, fault.column, fault.feature) == (
        case.file,
        case.line,
        case.column,
        case.feature,
    )
    assert case.value is None or fault.value == case.value
    assert len(faults) == 1 + case.more, format_faults(faults)


def test_valid_atlas_has_no_faults(tmp_path: Path) -> None:
    assert faults_of(tmp_path, pieces()) == ()


def test_ten_faults_are_all_reported_at_once(tmp_path: Path) -> None:
    files = pieces()
    broken = {"place": "gats", "force": "armi", "status": "held", "from": "soon", "standing": "true"}
    record("new", **broken, reported="today", contradicts="nobody", sources="wirre")(files)
    for name in ("bad address", "bad colour", "unclosed", "unknown view", "ring of parents"):
        next(case for case in CASES if case.name == name).breaks(files)
    places = {(fault.file, fault.column) for fault in faults_of(tmp_path, files)}
    columns = [*broken, "reported", "contradicts", "sources"]
    assert places == {
        *(("records.csv", column) for column in columns),
        ("sources.csv", "url"),
        ("families.csv", "colour"),
        ("zones.geojson", "geometry"),
        ("atlas.toml", "default_view"),
        ("forces.csv", "parent"),
    }


def test_row_at_fault_is_still_known_to_others(tmp_path: Path) -> None:
    files = pieces()
    record("new", **{"from": "soon", "contradicts": "other"})(files)
    record("other", contradicts="new", place="gate, again")(files)
    texts = [fault.format_text() for fault in faults_of(tmp_path, files)]
    assert len(texts) == 2, texts
    assert texts[0].startswith('records.csv, line 7, column from: "soon" is not a date in EDTF.')
    assert texts[1].startswith("records.csv, line 8: has 14 cells, but the header has 13.")


def test_quoted_line_breaks_count_as_lines(tmp_path: Path) -> None:
    files = pieces()
    record("long", note='"one\ntwo\r\nthree"')(files)
    record("after", status="held")(files)
    (fault,) = faults_of(tmp_path, files)
    assert (fault.line, fault.column) == (10, "status")


def test_message_has_the_common_form(tmp_path: Path) -> None:
    files = pieces()
    record("new", **{"from": "2017-11-19", "to": "2017-11-09"})(files)
    (fault,) = faults_of(tmp_path, files)
    assert fault.format_text() == (
        'records.csv, line 7, column to: "2017-11-09" is before from, "2017-11-19". '
        "Swap them, or leave to empty if it has not ended."
    )


def test_faults_as_json_contain_the_message(tmp_path: Path) -> None:
    files = pieces()
    record("new", status="held")(files)
    (row,) = json.loads(format_faults(faults_of(tmp_path, files), "json"))
    assert (row["file"], row["line"], row["column"], row["value"]) == ("records.csv", 7, "status", "held")
    assert row["message"].startswith('records.csv, line 7, column status: "held" is not a status.')


def test_refusal_contains_every_fault(tmp_path: Path) -> None:
    files = pieces()
    record("new", status="held", standing="true")(files)
    with pytest.raises(AtlasRefused, match="is not a status") as refusal:
        read_atlas(write_atlas(tmp_path, files))
    assert len(refusal.value.faults) == 2


def test_no_folder_is_a_fault(tmp_path: Path) -> None:
    (fault,) = check_atlas(tmp_path / "nowhere").faults
    assert fault.format_text() == "nowhere: is not a folder. Give the folder that contains atlas.toml."


def test_places_are_needed(tmp_path: Path) -> None:
    files = pieces(**{"zones.geojson": None, "sites.geojson": None})
    texts = [fault.format_text() for fault in faults_of(tmp_path, files)]
    assert "zones.geojson: is missing. Every atlas needs zones.geojson or sites.geojson." in texts


def test_long_values_are_shortened_and_made_plain() -> None:
    fault = Fault("a.csv", "is odd", value="x\n\x1b" + "y" * 200)
    assert fault.format_text() == f'a.csv: "x {"y" * 77}…" is odd.'


def test_the_same_fault_is_stored_once() -> None:
    faults = Faults()
    faults.add(Fault("a.csv", "is odd"))
    faults.add(Fault("a.csv", "is odd"))
    assert len(faults) == 1


def test_the_same_fault_in_many_places_is_one_line() -> None:
    few, many = Faults(), Faults()
    for line in range(SINGLE):
        few.add(Fault("a.csv", "is odd", line=line + 2))
    for line in range(782, 0, -1):
        for _ in range(2):
            many.add(Fault("a.csv", "is odd", line=line + 2))
    assert [fault.line for fault in few.sorted()] == [2, 3, 4]
    assert [fault.format_text() for fault in many.sorted()] == ["a.csv: is odd. (782 times, first at line 3)"]


def test_many_values_with_the_same_fault_are_one_line() -> None:
    few, many = Faults(), Faults()
    for line in range(2, VARIETY + 2):
        few.add(Fault("a.csv", "is odd", line=line, value=f"v{line}"))
    for line in range(783, 1, -1):
        many.add(
            Fault("a.csv", f'is before "{line}" by {line} days', line=line, column="to", value=f"v{line}")
        )
    assert [fault.value for fault in few.sorted()] == ["v2", "v3", "v4", "v5", "v6"]
    (fault,) = many.sorted()
    assert fault.format_text() == (
        'a.csv, column to: "v2" is before "2" by 2 days. '
        '(782 times, first at line 2, also with values such as "v783", "v782", "v781", "v780")'
    )


def test_features_are_counted_by_number_and_line() -> None:
    faults = Faults()
    for number in range(30):
        faults.add(Fault("zones.geojson", "is missing", feature=number + 1, line=number + 2, column="id"))
    (fault,) = faults.sorted()
    assert (
        fault.format_text()
        == "zones.geojson, property id: is missing. (30 times, first at feature 1, line 2)"
    )


def test_warnings_are_marked_and_come_after_faults() -> None:
    faults = Faults()
    faults.add(Fault("a.csv", "is doubtful", "Look at it", line=2, severity=Severity.WARNING))
    faults.add(Fault("b.csv", "is odd", line=2))
    faults.add(Fault("a.csv", "is doubtful", "Look at it", line=2))
    texts = [fault.format_text() for fault in faults.sorted()]
    assert texts == [
        "a.csv, line 2: is doubtful. Look at it.",
        "b.csv, line 2: is odd.",
        "Warning: a.csv, line 2: is doubtful. Look at it.",
    ]
    severities = [row["severity"] for row in json.loads(format_faults(faults.sorted(), "json"))]
    assert severities == ["fault", "fault", "warning"]


def test_the_listed_faults_are_limited_and_the_rest_is_counted() -> None:
    faults = Faults()
    for number in range(MOST + 5):
        faults.add(Fault(f"{number}.csv", "is odd"))
    listed = faults.sorted()
    assert len(listed) == MOST + 1
    assert listed[-1].format_text().startswith("more: there are 5 more faults. Correct those above first")


def test_links_are_checked_beside_other_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dead = Fault("sources.csv", "does not answer")
    words = Fault("xx.toml", "is not valid TOML")
    monkeypatch.setattr("commands.check.check_words", lambda: (words,))
    monkeypatch.setattr("commands.check.check_links", lambda links: [])
    monkeypatch.setattr("commands.check.find_dead", lambda answers: (dead,))
    result = CliRunner().invoke(main, ["check", "--links", "--atlas", str(write_atlas(tmp_path, pieces()))])
    assert result.exit_code == 1
    assert words.format_text() in result.output
    assert dead.format_text() in result.output


def test_nothing_near_gives_no_suggestion() -> None:
    assert suggest("zzz", ["army"]) == ""


def test_a_typo_in_toml_hides_no_fault_of_other_files(tmp_path: Path) -> None:
    files = pieces(**{"atlas.toml": TOML + "oops"})
    record("new", status="held")(files)
    assert {fault.file for fault in faults_of(tmp_path, files)} == {"atlas.toml", "records.csv"}


def test_a_default_view_needs_views(tmp_path: Path) -> None:
    head, _, rest = TOML.partition("[[views]]")
    files = pieces(**{"atlas.toml": head + rest[rest.index("[[boundaries]]") :]})
    assert [fault.column for fault in faults_of(tmp_path, files)] == ["default_view"]


@pytest.mark.parametrize("name", ["UTF-16", "UTF-16 without a mark", "semicolons", "tabs", "property twice"])
def test_a_file_in_the_wrong_format_is_one_fault(name: str, tmp_path: Path) -> None:
    files = pieces()
    next(case for case in CASES if case.name == name).breaks(files)
    assert len(faults_of(tmp_path, files)) == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"status": "absent", "from": "2018-02", "reported": "2018-01-20"},
        {"status": "nominal", "from": "2018-02", "reported": "2018-01-20"},
        {"status": "control", "from": "../2018-02-01", "reported": "2018-01-20"},
        {"status": "control", "from": "2018-01/2018-02", "reported": "2018-01-20"},
    ],
)
def test_announcements_and_earlier_beginnings_may_be_reported_before(
    cells: dict[str, str], tmp_path: Path
) -> None:
    files = pieces()
    record("new", **cells)(files)
    assert faults_of(tmp_path, files) == ()


@pytest.mark.parametrize(("zeros", "wide"), [(16, False), (17, True)])
@pytest.mark.parametrize("first", [True, False])
def test_a_text_with_a_zero_beside_more_than_half_of_its_letters_is_utf16(
    zeros: int, wide: bool, first: bool, tmp_path: Path
) -> None:
    head = b"".join((b"\0i" if first else b"i\0") if number < zeros else b"id" for number in range(32))
    faults = faults_of(tmp_path, pieces(**{"events.csv": head}))
    texts = [fault.format_text() for fault in faults]
    assert any("is UTF-16" in text for text in texts) is wide
    assert any("control character U+0000" in text for text in texts) is not wide


def test_rows_after_one_that_is_no_csv_are_checked(tmp_path: Path) -> None:
    files = pieces()
    record("broken", note='"one" two')(files)
    record("after", status="held")(files)
    faults = [(fault.line, fault.column) for fault in faults_of(tmp_path, files)]
    assert faults == [(7, None), (8, "status")]


def test_an_address_that_cannot_be_split_is_a_fault(tmp_path: Path) -> None:
    files = pieces()
    files["sources.csv"] = files["sources.csv"].replace("https://example.org/3", "https://[example.org/3")
    (fault,) = faults_of(tmp_path, files)
    assert fault.format_text().startswith(
        'sources.csv, line 4, column url: "https://[example.org/3" is not a web'
    )
