"""Dates in the unit of an atlas: the cases that the scripts of the browser run as well."""

import json
from pathlib import Path
from typing import Any

import pytest

from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import format_day, parse_day
from text.translations import load_words

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "units.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES["dates"], ids=lambda case: f"{case['granularity']} {case['text']}")
def test_a_date_is_read_written_and_followed_by_the_next(case: dict[str, str]) -> None:
    unit = Granularity(case["granularity"])
    day = unit.parse(case["text"])
    assert (format_day(day), unit.write(day)) == (case["day"], case["written"])
    assert format_day(unit.add(day, 1)) == case["next"]
    assert unit.add(unit.add(day, 1), -1) == day


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: f"{case['granularity']} {case['text']}")
def test_what_is_no_date_is_refused(case: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="YYYY"):
        Granularity(case["granularity"]).parse(case["text"])


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: f"{case['granularity']} {case['day']}")
def test_a_date_is_named_in_its_unit(case: dict[str, str]) -> None:
    words, day = load_words("en", Granularity(case["granularity"])), parse_day(case["day"])
    assert (words.long_date(day), words.short_date(day)) == (case["long"], case["short"])
