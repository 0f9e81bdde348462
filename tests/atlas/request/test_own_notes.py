"""Own notes in addresses: how they are written, and what is refused with which cure."""

import json
from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.request.own_notes import LONGEST_NOTE, OwnNote, list_callouts
from atlas.request.parsers import RequestError
from atlas.request.request import format_query, format_request, parse_request

CASES = json.loads((Path(__file__).parents[2] / "cases" / "notes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["notes"], ids=lambda case: case["written"])
def test_notes_are_read_and_written(default_atlas: Atlas, case: dict[str, object]) -> None:
    request = parse_request(default_atlas, {"style": "news", "notes": str(case["written"])})
    expected = [
        OwnNote(
            note["text"],
            note.get("place", ""),
            tuple(note["point"]) if "point" in note else None,
            tuple(note["position"]) if "position" in note else None,
        )
        for note in json.loads(json.dumps(case["notes"]))
    ]
    assert list(request.notes) == expected
    assert format_request(default_atlas, request)["notes"] == case["written"]
    assert "notes=" in format_query(default_atlas, request)


@pytest.mark.parametrize("case", CASES["callouts"], ids=lambda case: case["written"])
def test_callouts_have_positions(case: dict[str, list[list[object]]]) -> None:
    pairs = [
        [name, list(position) if position else None] for name, position in list_callouts(case["written"])
    ]
    assert pairs == case["ids"]


@pytest.mark.parametrize(
    ("notes", "message"),
    [
        ("hajin", "place:text or lon,lat:text"),
        ("hajin:", "place:text or lon,lat:text"),
        ("hajinn:A note", 'Did you mean "hajin"'),
        ("nowhere-at-all:A note", "id of a place"),
        ("400,34:A note", "lon,lat in degrees"),
        ("40.9,north:A note", "lon,lat in degrees"),
        ("hajin@1200,5:A note", "0 to 1000"),
        ("hajin@5:A note", "@x,y"),
        (f"hajin:{'a' * (LONGEST_NOTE + 1)}", "has 141 characters"),
        ("hajin:A\u0007bell", "printable"),
        ("hajin:One|hajin:Two", "two notes"),
        ("hajin:1|1,1:2|2,2:3|3,3:4", "at most 3"),
        ("|", "place:text"),
    ],
)
def test_notes_that_cannot_be_drawn_are_refused(default_atlas: Atlas, notes: str, message: str) -> None:
    with pytest.raises(RequestError, match=f"^notes: .*{message}"):
        parse_request(default_atlas, {"style": "news", "notes": notes})


def test_a_text_as_long_as_allowed_is_taken(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"style": "news", "notes": f"hajin:{'a' * LONGEST_NOTE}"})
    assert len(request.notes[0].text) == LONGEST_NOTE


def test_positions_of_callouts_are_checked(default_atlas: Atlas) -> None:
    for callouts in ("hajin@5,2000", "hajin@5", "hajin@x,y", "auto@5,5"):
        with pytest.raises(RequestError, match=r"^callouts: "):
            parse_request(default_atlas, {"style": "news", "callouts": callouts})


def test_notes_need_a_news_picture(starter: Atlas) -> None:
    with pytest.raises(RequestError, match=r"^notes: .*style=news"):
        parse_request(starter, {"notes": f"{next(iter(starter.places))}:A note"})
