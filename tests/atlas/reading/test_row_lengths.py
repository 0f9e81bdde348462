"""Rows with more or fewer cells than the header: which are faults, and the cure."""

from pathlib import Path

import pytest

from atlas.model.faults import Faults
from atlas.reading.tables.row_lengths import note_ragged
from tests.atlas.reading.test_faults import faults_of
from tests.atlases import RECORDS, pieces


def list_messages(folder: Path, **files: str) -> list[str]:
    return [fault.format_text() for fault in faults_of(folder, pieces(**files))]


def test_a_row_with_too_few_cells_is_a_fault(tmp_path: Path) -> None:
    whole_row, short_row = "new,gate,army,presence,2017-02-01,,reported,,,,,observer\n", "other,gate,army\n"
    assert list_messages(tmp_path, **{"records.csv": RECORDS + whole_row + short_row}) == [
        "records.csv, line 7: has 12 cells, but the header has 13. Add the missing comma.",
        "records.csv, line 8: has 3 cells, but the header has 13. Add the 10 missing commas.",
    ]


def test_a_header_with_an_extra_column_is_reported_once(tmp_path: Path) -> None:
    assert list_messages(
        tmp_path, **{"records.csv": RECORDS.replace("sources,note", "sources,note,hold_until")}
    ) == [
        "records.csv, line 1: has 14 cells, but 5 of the 5 rows below it have 13. "
        "Give every row one cell per column (leave empty cells between commas)."
    ]


def test_a_header_without_a_column_is_reported_once(tmp_path: Path) -> None:
    (text,) = list_messages(tmp_path, **{"records.csv": RECORDS.replace("sources,note", "sources")})
    assert text.endswith(
        "line 1: has 12 cells, but 5 of the 5 rows below it have 13. Name every column in the header."
    )


def test_a_row_that_also_differs_from_the_others_is_reported(tmp_path: Path) -> None:
    rows = RECORDS.replace("sources,note", "sources,note,hold_until")
    more = "".join(f"more-{n},gate,army,presence,2017-02-0{n},,reported,,,,,observer,\n" for n in range(1, 8))
    texts = list_messages(tmp_path, **{"records.csv": rows + more + "short,gate\n"})
    assert len(texts) == 2, texts
    assert "12 of the 13 rows below it have 13" in texts[0]
    assert texts[1] == "records.csv, line 14: has 2 cells, but the header has 14. Add the 12 missing commas."


def test_nearly_all_rows_are_nine_of_ten(tmp_path: Path) -> None:
    rows = RECORDS.replace("sources,note", "sources,note,hold_until")
    more = "".join(f"more-{n},gate,army,presence,2017-02-0{n},,reported,,,,,observer,\n" for n in range(1, 5))
    texts = list_messages(tmp_path, **{"records.csv": rows + more + "short,gate\n"})
    assert "9 of the 10 rows below it have 13" in texts[0]
    assert len(texts) == 2


@pytest.mark.parametrize(
    ("header", "row", "ids"),
    [
        ("id,place", "a,b,c", ["a"]),
        ("place,id", "a,b,c", ["b"]),
        ("place,force", "a,b,c", ["a"]),
        ("place,force,id", "a", []),
        ("place,force", "a,b", []),
    ],
)
def test_the_ids_of_rows_of_another_length_are_returned_as_they_are_written(
    header: str, row: str, ids: list[str]
) -> None:
    rows = [header.split(","), row.split(",")]
    assert note_ragged("records.csv", Faults(), [1, 2], rows) == ids
