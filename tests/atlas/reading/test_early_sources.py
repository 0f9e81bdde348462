"""A source that was published before a record begins does not help to confirm it."""

from pathlib import Path

import pytest

from tests.atlas.reading.fault_cases import record
from tests.atlas.reading.test_faults import faults_of
from tests.atlases import pieces


def list_messages(folder: Path, start: str, sources: str, standing: str = "confirmed") -> list[str]:
    files = pieces()
    record("new", **{"from": start, "standing": standing, "sources": sources})(files)
    return [fault.format_text() for fault in faults_of(folder, files)]


def test_a_source_older_than_the_record_confirms_nothing(tmp_path: Path) -> None:
    assert list_messages(tmp_path, "2018-03-04", "observer;wire") == [
        'records.csv, line 7, column sources: "observer" was published on 2018-03-01, '
        'before from, "2018-03-04", and cannot confirm what came later. '
        "Cite a later source. Leave standing empty if there is none."
    ]


@pytest.mark.parametrize("start", ["2018-03-01", "2018-03", "../2018-03-01"])
def test_a_source_of_the_first_possible_day_counts(start: str, tmp_path: Path) -> None:
    assert list_messages(tmp_path, start, "observer;wire") == []


def test_an_older_source_may_be_cited_beside_two_others(tmp_path: Path) -> None:
    assert list_messages(tmp_path, "2018-03-04", "observer;wire;undated") == []
    assert list_messages(tmp_path / "less", "2018-03-04", "observer;wire", "reported") == []


def test_a_record_later_than_all_its_sources_is_reported_at_its_start(tmp_path: Path) -> None:
    texts = list_messages(tmp_path, "2018-03-06", "observer;wire")
    assert any("begins after its latest source was published (2018-03-05)" in text for text in texts)


def test_each_of_several_such_records_is_reported(tmp_path: Path) -> None:
    """Records that are alike are judged once, and the faulty among them each again."""
    files = pieces()
    for own in ("first", "second", "third"):
        record(own, **{"from": "2018-03-04", "standing": "confirmed", "sources": "observer;wire"})(files)
    faults = [fault for fault in faults_of(tmp_path, files) if fault.column == "sources"]
    assert sum(fault.count for fault in faults) == 3
