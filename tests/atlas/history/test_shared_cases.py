"""Cases that Python and the player share: a track and a day mean the same in both."""

import json
from pathlib import Path

import pytest

from atlas.history.value_tracks import value_on
from atlas.model.edtf_dates import format_day, parse_day

CASES = json.loads((Path(__file__).resolve().parents[2] / "cases" / "tracks.json").read_text())


@pytest.mark.parametrize("case", CASES["tracks"])
def test_a_track_is_looked_up(case: dict[str, list[list[int]]]) -> None:
    for day, value in case["values"]:
        assert value_on(case["track"], day) == value


@pytest.mark.parametrize(("iso", "day"), CASES["days"])
def test_a_day_is_a_number(iso: str, day: int) -> None:
    assert parse_day(iso) == day
    assert format_day(day) == iso


@pytest.mark.parametrize("text", CASES["noDays"])
def test_invalid_days_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        parse_day(text)
