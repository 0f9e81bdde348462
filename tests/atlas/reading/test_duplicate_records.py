"""The same claim under two ids is a fault; claims that differ, or were retracted, are not."""

from pathlib import Path

import pytest

from tests.atlas.reading.fault_cases import record
from tests.atlas.reading.test_faults import faults_of
from tests.atlases import pieces

CLAIM = {"standing": "", "sources": "wire;observer", "from": "2017-02-01", "note": "Said once"}


def list_messages(folder: Path, first: dict[str, str], second: dict[str, str]) -> list[str]:
    files = pieces()
    record("one", **(CLAIM | first))(files)
    record("two", **(CLAIM | second))(files)
    return [fault.format_text() for fault in faults_of(folder, files)]


def test_the_same_claim_twice_is_a_fault(tmp_path: Path) -> None:
    again = {"sources": "observer;wire", "note": "Said again", "standing": "confirmed"}
    assert list_messages(tmp_path, {}, again) == [
        'records.csv, line 8, column id: "two" repeats the record "one" in line 7. Keep one.'
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"from": "2017-02"}),
        ({}, {"to": "2017-06-01"}),
        ({}, {"status": "control"}),
        ({}, {"sources": "wire"}),
        ({}, {"by": "A resident"}),
        ({"retracted": "2018-04-01"}, {"reported": "2018-05-01"}),
    ],
)
def test_different_or_retracted_claims_are_no_repeats(
    first: dict[str, str], second: dict[str, str], tmp_path: Path
) -> None:
    assert list_messages(tmp_path, first, second) == []


def test_the_same_row_twice_is_reported_once_for_its_id(tmp_path: Path) -> None:
    files = pieces()
    record("one", **CLAIM)(files)
    record("one", **CLAIM)(files)
    (fault,) = faults_of(tmp_path, files)
    assert fault.rule == "is also the id of line 7"
