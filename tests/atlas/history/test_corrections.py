"""Corrections: what changes between two information dates, and how it affects the map."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from shapely.geometry import Polygon

from app import main
from atlas.history.corrections import Corrections, Kind, days_of_knowledge, list_corrections
from atlas.history.in_effect import measure_km2
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day, parse_day
from atlas.reading.read import read_atlas
from outputs.data.corrections import format_corrections
from tests.atlases import pieces, square, write_atlas
from tests.conftest import ROOT
from web.app.build import build_app

HANDOVER = parse_day("2020-12-17")


def between(atlas: Atlas, since: str, until: str, day: int = HANDOVER) -> Corrections:
    return list_corrections(atlas, parse_day(since), parse_day(until), day)


@pytest.fixture
def corrected(tmp_path: Path) -> Atlas:
    """West is the army's, then retracted and given to the guards; east is contradicted later."""
    records = """\
id,place,force,status,from,to,standing,by,reported,retracted,contradicts,sources,note
west-first,west,army,control,2018-03-01,,reported,,2018-03-02,2018-04-01,,observer,
west-other,west,army,contested,2018-03-01,,reported,,2018-04-01,,,wire,
east-first,east,army,control,2018-03-01,,reported,,2018-03-02,,,observer,
east-denied,east,guards,control,2018-03-01,,disputed,Wire,2018-04-05,,east-first,wire,
gate-gone,gate,army,presence,2018-03-01,2018-03-20,reported,,2018-03-02,2018-04-03,,observer,
"""
    return read_atlas(write_atlas(tmp_path, pieces(**{"records.csv": records, "events.csv": None})))


def test_added_changed_and_retracted_records(corrected: Atlas) -> None:
    corrections = between(corrected, "2018-03-05", "2018-04-10", parse_day("2018-03-10"))
    items = [(item.kind, item.place, item.records, item.replaced) for item in corrections.items]
    assert items == [
        (Kind.CHANGED, "east", ("east-denied",), ("east-first",)),
        (Kind.RETRACTED, "gate", (), ("gate-gone",)),
        (Kind.CHANGED, "west", ("west-other",), ("west-first",)),
    ]
    assert [item.known for item in corrections.items] == [
        *map(parse_day, ("2018-04-05", "2018-04-03", "2018-04-01"))
    ]
    gone = corrections.items[1]
    assert (gone.start, gone.end, gone.sources) == (
        parse_day("2018-03-01"),
        parse_day("2018-03-20"),
        ("observer",),
    )


def test_the_effect_is_where_control_changes(corrected: Atlas) -> None:
    effect = between(corrected, "2018-03-05", "2018-04-10", parse_day("2018-03-10")).effect
    assert effect.places == ("west", "east")
    assert effect.km2 == pytest.approx(2 * measure_km2(Polygon(square(40, 34)[0])), rel=1e-6)
    assert 10_000 < effect.km2 / 2 < 10_500  # a degree by a degree at 34° N
    assert between(corrected, "2018-03-05", "2018-04-10", parse_day("2018-02-10")).effect.places == ()


def test_between_a_day_and_itself_nothing_changes(default_atlas: Atlas) -> None:
    corrections = between(default_atlas, "2020-12-17", "2020-12-17")
    assert corrections.items == ()
    assert (corrections.effect.places, corrections.effect.km2) == ((), 0)


def test_corrections_of_two_periods_add_up(default_atlas: Atlas) -> None:
    """What was known by the 29th is what was known by the 17th plus what came after."""
    first, second = (
        between(default_atlas, "2020-12-16", "2020-12-17"),
        between(default_atlas, "2020-12-17", "2020-12-29"),
    )
    whole = between(default_atlas, "2020-12-16", "2020-12-29")
    assert first.items and second.items
    assert {record for item in whole.items for record in item.records} == {
        record for part in (first, second) for item in part.items for record in item.records
    }


def test_the_handover_became_known_on_the_17th(default_atlas: Atlas) -> None:
    corrections = between(default_atlas, "2020-12-16", "2020-12-17")
    assert "albu-kamal-border-points" in corrections.effect.places
    assert "albu-kamal-border-points-fifth-corps-handover" in {
        record for item in corrections.items for record in item.records
    }


def test_events_are_corrections_too(default_atlas: Atlas) -> None:
    corrections = between(default_atlas, "2018-09-01", "2018-09-30")
    assert "claim-140-km" in {item.event for item in corrections.items}


def test_the_command_line_lists_corrections_as_text_and_as_json() -> None:
    arguments = ["corrections", "--from", "2020-12-16", "--to", "2020-12-17", "--date", "2020-12-17"]
    text = CliRunner().invoke(main, arguments)
    assert text.exit_code == 0
    assert text.output.startswith("From 2020-12-16 to 2020-12-17: ")
    answer = json.loads(CliRunner().invoke(main, [*arguments, "--format", "json"]).output)
    assert answer["effect"]["date"] == "2020-12-17"
    assert {correction["known"] for correction in answer["corrections"]} == {"2020-12-17"}


@pytest.mark.parametrize(
    ("places", "km2", "sentence"),
    [
        ((), 0.0, "On the map of 2018-03-10, control does not change."),
        (("west",), 0.4, "On the map of 2018-03-10, control changes: West."),
        (("west", "east"), 1234.5, "On the map of 2018-03-10, control changes on 1,234 km²: West, East."),
    ],
)
def test_the_command_line_reports_no_area_for_sites(
    corrected: Atlas, places: tuple[str, ...], km2: float, sentence: str
) -> None:
    corrections = between(corrected, "2018-03-05", "2018-04-10", parse_day("2018-03-10"))
    with_effect = replace(corrections, effect=replace(corrections.effect, places=places, km2=km2))
    assert format_corrections(corrected, with_effect).splitlines()[1] == sentence


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from", "2020-12-17", "--to", "2020-12-16"], 'before --from "2020-12-17"'),
        (["--from", "yesterday", "--to", "2020-12-16"], "--from:"),
        (["--from", "2020-12-15", "--to", "2020-12-16", "--date", "1999-01-01"], "--date:"),
    ],
)
def test_dates_that_cannot_be_compared_are_refused(arguments: list[str], message: str) -> None:
    answer = CliRunner().invoke(main, ["corrections", *arguments])
    assert answer.exit_code == 2
    assert message in answer.output


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return build_app(ROOT / "geodata").server.test_client()


def test_the_page_lists_them_with_the_effect_and_the_map_on_both_days(
    client: FlaskClient, default_atlas: Atlas
) -> None:
    answer = client.get("/corrections?from=2020-12-16&to=2020-12-17&date=2020-12-17")
    assert answer.status_code == 200
    corrections = between(default_atlas, "2020-12-16", "2020-12-17")
    counts = [sum(item.kind is kind for item in corrections.items) for kind in Kind]
    assert "{} added, {} changed, {} retracted".format(*counts) in answer.text
    assert "Iran-aligned groups said to hand border points to the Fifth Corps" in answer.text
    links = re.findall(r'href="\./(\?[^"]+)"', answer.text)
    assert "?date=2020-12-17&amp;known=2020-12-16&amp;lang=en" in links
    assert "?date=2020-12-17&amp;known=2020-12-17&amp;lang=en" in links
    again = client.get(
        "/corrections?from=2020-12-16&to=2020-12-17&date=2020-12-17",
        headers={"If-None-Match": answer.headers["ETag"]},
    )
    assert again.status_code == 304


def test_the_page_is_available_in_arabic(client: FlaskClient) -> None:
    page = client.get("/corrections?from=2020-12-16&to=2020-12-17&lang=ar").text
    assert 'dir="rtl"' in page
    assert "التصحيحات" in page


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("from=2020-12-17&to=2020-12-16", 'to: "2020-12-16"'),
        ("from=soon", 'from: "soon"'),
        ("date=1999-01-01", 'date: "1999-01-01"'),
    ],
)
def test_the_page_reports_dates_it_cannot_compare(client: FlaskClient, query: str, message: str) -> None:
    answer = client.get(f"/corrections?{query}")
    assert answer.status_code == 400
    assert message in answer.text


def test_the_feed_has_an_entry_per_date_with_new_information(
    client: FlaskClient, default_atlas: Atlas
) -> None:
    answer = client.get("/corrections.xml")
    assert answer.mimetype == "application/atom+xml"
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ET.fromstring(answer.data).findall(f"{atom}entry")
    days = days_of_knowledge(default_atlas)[::-1][: len(entries)]
    assert [entry.findtext(f"{atom}updated", "")[:10] for entry in entries] == [*map(format_day, days)]
    assert len({entry.findtext(f"{atom}id") for entry in entries}) == len(entries) > 10


def test_a_day_of_knowledge_is_of_a_report_an_end_a_retraction_or_an_event(tmp_path: Path) -> None:
    head = "id,place,force,status,from,to,reported,to_reported,retracted,sources"
    rows = [
        "plain,west,army,control,2018-01-01,,2018-01-02,,,undated",
        "ended,east,army,control,2018-01-01,2018-02-01,2018-01-03,2018-02-03,,undated",
        "taken-back,gate,army,control,2018-01-01,,2018-01-04,,2018-03-04,undated",
    ]
    event = "id,date,place,title,sources\nstrike,2018-04-05,gate,Strike,undated\n"
    table = "\n".join([head, *rows, ""])
    atlas = read_atlas(write_atlas(tmp_path, pieces(**{"records.csv": table, "events.csv": event})))
    assert [format_day(day) for day in days_of_knowledge(atlas)] == [
        "2018-01-02",
        "2018-01-03",
        "2018-01-04",
        "2018-02-03",
        "2018-03-04",
        "2018-04-05",
    ]


@pytest.mark.parametrize(
    ("left", "came", "force"), [("army", "guards", "guards"), ("army", "", "army"), ("", "", "")]
)
def test_a_new_event_is_about_the_force_that_came_or_else_left(
    left: str, came: str, force: str, tmp_path: Path
) -> None:
    event = (
        f"id,date,place,title,sources,from_force,to_force\nmove,2018-04-05,gate,Move,undated,{left},{came}\n"
    )
    atlas = read_atlas(write_atlas(tmp_path, pieces(**{"events.csv": event})))
    (item,) = between(atlas, "2018-04-04", "2018-04-05").items
    day = parse_day("2018-04-05")
    assert (item.kind, item.event, item.force) == (Kind.ADDED, "move", force)
    assert (item.start, item.end, item.known) == (day, day + 1, day)
