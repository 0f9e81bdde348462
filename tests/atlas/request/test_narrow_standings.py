"""Layers of one-sided and of disputed claims: when off, nothing of them is left, and the map says so."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.model.vocabulary import STANDINGS, Standing
from atlas.request.narrow import leave_doubted, narrow
from atlas.request.options import STANDING_LAYERS
from atlas.request.parsers import RequestError
from atlas.request.request import format_request, parse_request
from outputs.player.payload import Canvas, compile_map
from outputs.writers import write

DISPUTED_DAY = {"date": "2018-10-01", "view": "golan-hauran"}
FIRST, LAST = parse_day("2011-01-01"), parse_day("2021-12-31")


@given(day=st.integers(FIRST, LAST), words=st.sets(st.sampled_from(sorted(STANDING_LAYERS))))
def test_switching_off_removes_only_that_standing(default_atlas: Atlas, day: int, words: set[str]) -> None:
    """Compared with the table: the rows that hold on the day and whose standing is not switched off."""
    off = {STANDING_LAYERS[word] for word in words}
    request = parse_request(default_atlas, {"hide": ",".join(sorted(words))})
    left = narrow(default_atlas, request)
    whole, rest = (scene_on(atlas, day, default_atlas.latest_source) for atlas in (default_atlas, left))
    for place in default_atlas.places:
        rows = [row for holding in whole.holdings(place) for row in holding.rows]
        rows_left = [row for row in rows if STANDINGS[default_atlas.index.standing[row]] not in off]
        rows_shown = [row for holding in rest.holdings(place) for row in holding.rows]
        assert sorted(default_atlas.records["id"].iloc[rows_left]) == sorted(
            left.records["id"].iloc[rows_shown]
        )


def test_events_follow(default_atlas: Atlas) -> None:
    claimed = {event.id for event in default_atlas.events if event.standing == Standing.CLAIMED}
    left = {event.id for event in leave_doubted(default_atlas, (Standing.CLAIMED,)).events}
    assert claimed
    assert left == {event.id for event in default_atlas.events} - claimed


@pytest.mark.parametrize("suffix", ["svg", "csv", "geojson"])
def test_the_disputed_presence_by_the_golan_line_is_a_layer(default_atlas: Atlas, suffix: str) -> None:
    """Whether Iran-aligned forces were in Quneitra's countryside in October 2018 is disputed."""
    request = parse_request(default_atlas, DISPUTED_DAY)
    hiding = parse_request(default_atlas, DISPUTED_DAY | {"hide": "standing.disputed"})
    whole, without = (write(default_atlas, request, suffix).decode() for request in (request, hiding))
    assert whole != without
    if suffix == "svg":
        assert "Not shown: disputed claims" in without
        assert "disputed claims" not in whole
    elif suffix == "csv":
        assert "quneitra-centre-iran-still-there" in whole
        assert "quneitra-centre-iran-still-there" not in without
        assert ",disputed," not in without
    else:
        held = {
            holding["standing"]
            for feature in json.loads(without)["features"]
            for holding in feature["properties"]["holdings"]
        }
        assert "disputed" not in held
        assert "reported" in held


def test_both_accounts_leave_it_out(default_atlas: Atlas) -> None:
    options = {"side": "russian", "versus": "israel", "hide": "standing.claimed,standing.disputed"}
    narrowed = narrow(default_atlas, parse_request(default_atlas, options))
    assert narrowed.other is not None
    for version in (narrowed, narrowed.other):
        assert {STANDINGS[number] for number in version.index.standing.tolist()} == {
            Standing.CONFIRMED,
            Standing.REPORTED,
        }


@pytest.mark.parametrize(("lang", "phrase"), [("en", "one-sided claims"), ("ar", "ادعاءات طرف واحد")])
def test_the_address_and_the_player_include_it(default_atlas: Atlas, lang: str, phrase: str) -> None:
    request = parse_request(default_atlas, {"hide": "standing.claimed", "lang": lang})
    assert format_request(default_atlas, request)["hide"] == "standing.claimed"
    payload = compile_map(narrow(default_atlas, request), request, Canvas(1080, 572))
    assert payload["hide"] == ["standing.claimed"]
    assert {record["standing"] for record in payload["records"]} == {"confirmed", "reported", "disputed"}
    assert phrase in write(default_atlas, request, "svg").decode()


def test_well_attested_records_are_no_layer(default_atlas: Atlas) -> None:
    with pytest.raises(RequestError, match=r"standing\.claimed, standing\.disputed"):
        parse_request(default_atlas, {"hide": "standing.confirmed"})
