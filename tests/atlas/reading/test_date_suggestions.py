"""Dates as spreadsheets and people write them: the suggested form of each, and what is not guessed."""

from pathlib import Path

import pytest

from atlas.model.edtf_dates import parse_day, parse_window
from atlas.reading.tables.date_suggestions import suggest_date
from tests.atlas.reading.fault_cases import record
from tests.atlas.reading.test_faults import faults_of
from tests.atlases import SOURCES, pieces

READINGS = {
    "17/12/2020": "2020-12-17",
    "12/17/2020": "2020-12-17",
    "15.08.2020": "2020-08-15",
    "2020-9-14": "2020-09-14",
    "2020/12/17": "2020-12-17",
    "2020-12-17 00:00:00": "2020-12-17",
    "2020-12-17T00:00:00Z": "2020-12-17",
    "44182": "2020-12-17",
    "Jun-20": "2020-06",
    "June 2020": "2020-06",
    "17-Dec-20": "2020-12-17",
    "17 December 2020": "2020-12-17",
    "Dec. 17, 2020": "2020-12-17",
    "9/2020": "2020-09",
    "2020-9": "2020-09",
    "7/7/2020": "2020-07-07",
    "15/08/2020~": "2020-08-15~",
    "../15/08/2020": "../2020-08-15",
    "15.08.2020/..": "2020-08-15/..",
    "15/08/2020/17/08/2020": "2020-08-15/2020-08-17",
    "2020-9-14/2020-10": "2020-09-14/2020-10",
}


@pytest.mark.parametrize("text", READINGS)
def test_a_date_with_one_reading_gets_a_suggestion(text: str) -> None:
    assert suggest_date(text, parse_window) == f"Write {READINGS[text]}"


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("08/07/2020", "2020-07-08 or 2020-08-07"),
        ("../08/07/2020", "../2020-07-08 or ../2020-08-07"),
        ("15.08.20", "2020-08-15 or 2015-08-20"),
    ],
)
def test_a_date_with_two_readings_gets_both(text: str, readings: str) -> None:
    assert suggest_date(text, parse_window) == f"Write {readings}, whichever is meant"


@pytest.mark.parametrize(
    "text", ["soon", "early 2018", "2017-13", "31/02/2020", "99999", "1", "1/2/3/4" * 40, ""]
)
def test_text_that_is_no_date_gets_no_suggestion(text: str) -> None:
    assert suggest_date(text, parse_window) == ""


def test_a_month_is_no_reading_of_a_day() -> None:
    assert suggest_date("Jun-20", parse_day) == ""
    assert suggest_date("17/12/2020", parse_day) == "Write 2020-12-17"


def test_check_suggests_how_to_write_them(tmp_path: Path) -> None:
    files = pieces(**{"sources.csv": SOURCES.replace("2018-03-02", "02.03.2018")})
    record("new", **{"from": "../15/08/2016", "to": "2018-9-14"})(files)
    assert [fault.format_text() for fault in faults_of(tmp_path, files)] == [
        'records.csv, line 7, column from: "../15/08/2016" contains "15/08/2016", '
        "which is not a date in EDTF. Write ../2016-08-15.",
        'records.csv, line 7, column to: "2018-9-14" is not a date in EDTF. Write 2018-09-14.',
        'sources.csv, line 3, column published: "02.03.2018" is not a full date. '
        "Write 2018-03-02 or 2018-02-03, whichever is meant.",
    ]


def test_faults_within_an_interval_are_one_sentence(tmp_path: Path) -> None:
    files = pieces()
    record("new", **{"from": "../2017-02-30"})(files)
    (fault,) = faults_of(tmp_path, files)
    assert fault.rule == 'contains "2017-02-30", which is not a valid date'


def test_a_text_of_up_to_sixty_characters_is_read() -> None:
    assert suggest_date("7 June 2018".ljust(60), parse_day) == "Write 2018-06-07"
    assert suggest_date("7 June 2018".ljust(61), parse_day) == ""
