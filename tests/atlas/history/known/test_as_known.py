"""The atlas on an earlier information date, fact by fact: its records, sources and events by then."""

from pathlib import Path
from typing import Any

import pytest

from atlas.history.as_known import as_known
from atlas.model.atlas import Atlas, Record
from atlas.model.edtf_dates import FOREVER, parse_day
from atlas.reading.read import read_atlas
from tests.atlases import pieces, write_atlas

SOURCES = """\
id,publisher,title,url,archive_url,published,language,origin,leaning
early,Early,A,,,2018-01-10,en,,none
other,Other,B,,,2018-01-12,en,,none
middle,Middle,C,,,2018-03-01,en,,none
late,Late,D,,,2018-06-01,en,,none
first-relay,First,E,,,2018-01-11,en,late,none
second-relay,Second,F,,,2018-01-13,en,late,none
undated,Undated,G,,,,en,,none
"""
HEAD = "id,place,force,status,from,to,by,reported,to_reported,confirmed,retracted,contradicts,sources,note"
FIRST, BOTH = ("first-relay",), ("first-relay", "second-relay")
RECORDS = {
    "plain": "west,army,control,2017-06-01,,,,,,,,early,Held",
    "two": "west,guards,presence,2017-06-01,,,,,,,,early;middle,Later note",
    "relayed": "east,army,control,2017-06-01,,,,,,,,first-relay;second-relay,",
    "ended": "east,guards,control,2017-06-01,2018-01-05,,,2018-04-01,,,,early,",
    "window": "far,army,presence,2018-01-01/2018-02-20,,,,,,,,early;middle,",
    "retracted": "far,guards,presence,2017-06-01,,,,,,2018-05-01,,early,",
    "confirmed": "gate,army,presence,2017-06-01,,,,,2018-05-20,,,early,",
    "undated": "gate,guards,presence,2017-06-01,,,2018-01-20,,,,,undated;late,",
    "denied": "gate,fourth,control,2017-06-01,,Somebody,,,,,denier,early,",
    "denier": "gate,fourth,absent,2017-06-01,,Another,,,,,,middle,",
}
EVENTS = """\
id,date,place,lon,lat,title,text,kind,standing,by,sources,from_force,to_force
known,2018-01-08,gate,,,Known,A text,,,,early;late,,
later,2018-01-09,gate,,,Later,A text,,,,late,,
whole,2018-01-09,gate,,,Whole,A text,,,,early,,
"""


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    rows = [f"{own},{cells}" for own, cells in RECORDS.items()]
    files = {"sources.csv": SOURCES, "records.csv": "\n".join([HEAD, *rows, ""]), "events.csv": EVENTS}
    return read_atlas(write_atlas(tmp_path_factory.mktemp("dated"), pieces(**files)))


def records_on(atlas: Atlas, day: str) -> dict[str, Record]:
    """Return the records known on a day by id."""
    known = as_known(atlas, parse_day(day))
    return {record.id: record for record in known.records_in(range(len(known.index)))}


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2018-01-09", set()),
        ("2018-01-10", {"plain", "two", "ended", "window", "retracted", "confirmed", "denied"}),
        ("2018-01-11", {"plain", "two", "relayed", "ended", "window", "retracted", "confirmed", "denied"}),
        ("2018-02-28", set(RECORDS) - {"denier"}),
        ("2018-03-01", set(RECORDS)),
        ("2018-06-01", set(RECORDS)),
    ],
)
def test_a_record_is_known_from_its_first_source(atlas: Atlas, day: str, names: set[str]) -> None:
    assert records_on(atlas, day).keys() == names


@pytest.mark.parametrize(
    ("record", "field", "values"),
    [
        ("two", "sources", {"2018-02-28": ("early",), "2018-03-01": ("early", "middle")}),
        ("two", "standing", {"2018-02-28": "reported", "2018-03-01": "confirmed"}),
        # Relays of a source that is not out yet are independent of each other.
        (
            "relayed",
            "sources",
            {"2018-01-11": FIRST, "2018-01-13": BOTH},
        ),
        (
            "relayed",
            "standing",
            {"2018-01-13": "confirmed", "2018-05-31": "confirmed", "2018-06-01": "reported"},
        ),
        ("ended", "end", {"2018-03-31": FOREVER, "2018-04-01": parse_day("2018-01-05")}),
        ("retracted", "retracted", {"2018-04-30": FOREVER, "2018-05-01": parse_day("2018-05-01")}),
        ("window", "start", {"2018-02-28": parse_day("2018-01-10"), "2018-03-01": parse_day("2018-02-20")}),
        (
            "confirmed",
            "attested",
            {"2018-01-31": parse_day("2018-01-31"), "2018-06-01": parse_day("2018-05-20")},
        ),
        ("undated", "sources", {"2018-01-20": ("undated",), "2018-06-01": ("undated", "late")}),
        ("denied", "contradicts", {"2018-02-28": (), "2018-03-01": ("denier",)}),
        ("denied", "standing", {"2018-02-28": "reported", "2018-03-01": "disputed"}),
        ("plain", "note", {"2018-01-10": "Held"}),
        ("two", "note", {"2018-02-28": "", "2018-03-01": "Later note"}),
    ],
)
def test_later_facts_are_cut(atlas: Atlas, record: str, field: str, values: dict[str, Any]) -> None:
    for day, value in values.items():
        cell = getattr(records_on(atlas, day)[record], field)
        cell = cell.latest if field in ("start", "end") else getattr(cell, "default", cell)
        assert cell == value, day


def test_sources_and_chains_of_relays_end_with_what_is_out(atlas: Atlas) -> None:
    before, after = as_known(atlas, parse_day("2018-02-28")), as_known(atlas, parse_day("2018-06-01"))
    assert before.sources.keys() == {"early", "first-relay", "second-relay", "undated"}
    assert (before.sources["first-relay"].relays, before.sources["first-relay"].origin) == ("", "first-relay")
    assert after.sources["first-relay"].origin == "late"
    assert after is atlas, "nothing in it is newer"


def test_events_lose_their_later_sources_and_then_their_text(atlas: Atlas) -> None:
    before = {event.id: event for event in as_known(atlas, parse_day("2018-02-28")).events}
    assert before.keys() == {"known", "whole"}
    first = as_known(atlas, parse_day("2018-01-10"))
    assert {event.id for event in first.events} == {"known", "whole"}, "from the day of its first source"
    assert as_known(atlas, parse_day("2018-01-09")).events == ()
    assert (before["known"].sources, before["known"].text.default) == (("early",), "")
    assert (before["whole"].sources, before["whole"].text.default) == (("early",), "A text")
    after = {event.id: event for event in as_known(atlas, parse_day("2018-06-01")).events}
    assert (after["known"].sources, after["known"].text.default) == (("early", "late"), "A text")


def test_forces_and_families_that_nobody_names_yet_are_left_out(atlas: Atlas) -> None:
    before = as_known(atlas, parse_day("2018-01-09"))
    assert len(before.index) == 0
    assert before.sources == {}
    assert before.forces == {}
    # A crossing exists from its first record, and so does the circle around it.
    assert list(before.places) == ["west", "east", "alpha"]
    known = as_known(atlas, parse_day("2018-01-10"))
    assert list(known.places) == ["west", "east", "far", "gate", "alpha"]
    assert set(known.forces) == {"army", "fourth", "guards"}


@pytest.mark.parametrize("day", ["2018-01-10", "2018-01-20", "2018-02-28", "2018-05-31"])
def test_the_index_agrees_with_the_records(atlas: Atlas, day: str) -> None:
    known = as_known(atlas, parse_day(day))
    places, forces = list(known.places), list(known.forces)
    assert [places[number] for number in known.index.place.tolist()] == known.records["place"].tolist()
    assert [forces[number] for number in known.index.force.tolist()] == known.records["force"].tolist()


def test_a_day_of_knowledge_adds_no_column_and_numbers_the_records_from_0(atlas: Atlas) -> None:
    known = as_known(atlas, parse_day("2018-01-11")).records
    assert list(known.columns) == list(atlas.records.columns)
    assert known.index.tolist() == list(range(len(known)))
    assert 0 < len(known) < len(atlas.records)


@pytest.mark.parametrize(
    ("leaning", "by", "forces"),
    [
        ("none", "", {"army"}),
        ("pro-guards", "", {"army", "guards"}),  # a leaning that names a force, or its side
        ("none", "An officer of the SAA", {"army"}),
        ("none", "A man of the 4th Div.", {"army", "fourth", "guards"}),  # with its sponsor
        ("none", "guards", {"army", "guards"}),
        ("none", "A guard", {"army"}),
    ],
)
def test_a_force_stays_if_a_leaning_or_a_speaker_names_it(
    tmp_path: Path, leaning: str, by: str, forces: set[str]
) -> None:
    columns = "id,place,force,status,from,to,by,sources"
    head = "id,publisher,title,published,leaning"
    sources = f"{head}\nearly,Early,A,2018-01-10,{leaning}\nlate,Late,B,2018-06-01,none\n"
    for records, events in (
        (f"r,west,army,control,2017-06-01,,{by},early", ""),
        ("r,west,army,control,2017-06-01,,,early", f"e,2018-01-08,gate,Fall,{by},early"),
    ):
        files = {
            "sources.csv": sources,
            "records.csv": f"{columns}\n{records}\nlate,west,guards,control,2018-05-01,,,late\n",
            "events.csv": f"id,date,place,title,by,sources\n{events}\n",
        }
        atlas = read_atlas(write_atlas(tmp_path / ("event" if events else "record"), pieces(**files)))
        assert set(as_known(atlas, parse_day("2018-02-01")).forces) == forces


@pytest.mark.parametrize(
    ("day", "to", "retracted"),
    [
        ("2018-03-31", "", ""),
        ("2018-04-01", "2018-01-05", ""),
        ("2018-04-30", "2018-01-05", ""),
        ("2018-05-01", "2018-01-05", "2018-05-01"),
        ("2018-05-31", "2018-01-05", "2018-05-01"),
    ],
)
def test_the_cells_of_an_end_and_a_retraction_are_empty_until_their_day(
    atlas: Atlas, day: str, to: str, retracted: str
) -> None:
    rows = as_known(atlas, parse_day(day)).records.set_index("id")
    assert rows.loc["ended", "to"] == to
    assert rows.loc["retracted", "retracted"] == retracted
    assert (rows.loc["plain", "to"], rows.loc["plain", "retracted"]) == ("", "")


def test_an_end_is_open_only_if_it_is_written_so_and_reported(tmp_path: Path) -> None:
    head = "id,place,force,status,from,to,to_reported,sources"
    rows = (
        "open,west,army,control,2017-06-01,2018-01-05/..,2018-04-01,early",
        "sure,east,army,control,2017-06-01,2018-01-05,2018-04-01,early",
        "none,gate,army,presence,2017-06-01,,,early",
        "later,gate,guards,presence,2018-01-01,,,late",
    )
    files = {"sources.csv": SOURCES, "records.csv": "\n".join([head, *rows, ""]), "events.csv": None}
    atlas = read_atlas(write_atlas(tmp_path, pieces(**files)))
    for day, is_open in (("2018-03-31", False), ("2018-04-01", True)):
        known = as_known(atlas, parse_day(day))
        flags = dict(zip(known.records["id"], known.index.to_open.tolist(), strict=True))
        assert flags == {"open": is_open, "sure": False, "none": False}, day
