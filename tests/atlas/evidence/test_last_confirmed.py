"""Last confirmed: never later than a source that confirms it, nor than the day before the end."""

import csv
from pathlib import Path

import pytest

from atlas.history.changes import compile_changes
from atlas.history.scene import last_attested, scene_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import NEVER, format_day, parse_day
from atlas.reading.read import read_atlas
from atlas.request.narrow import narrow
from atlas.request.request import parse_request
from outputs.player.payload import compile_map
from outputs.writers import write
from tests.atlases import RECORDS, pieces, write_atlas
from tests.random_histories import change_days

Rows = list[dict[str, str]]


def rows_of(atlas: Atlas, **options: str) -> Rows:
    text = write(atlas, parse_request(atlas, options), "csv").decode()
    return list(csv.DictReader(text.splitlines()))


def vouched(atlas: Atlas, row: int) -> int:
    """Return the last day on which anything confirms a record, read from its own cells."""
    record = atlas.record(row)
    days = [day for source in record.sources if (day := atlas.sources[source].published) is not None]
    days += [int(atlas.index.confirmed[row])] if atlas.index.confirmed[row] != NEVER else []
    return max(days, default=record.reported)


def test_nothing_is_confirmed_later_than_its_sources(default_atlas: Atlas) -> None:
    """Every row of every day on which something changes, and of the day after."""
    known = default_atlas.latest_source
    limits = [vouched(default_atlas, row) for row in range(len(default_atlas.index))]
    days = {day + more for day in change_days(compile_changes(default_atlas, known)) for more in (0, 1)}
    count = 0
    for day in sorted(days):
        for _, holdings in scene_on(default_atlas, day, known).places():
            for holding in holdings:
                limit = max(limits[row] for row in holding.rows)
                assert last_attested(default_atlas, holding, day) <= min(day, limit)
                count += 1
    assert count > 20_000


@pytest.mark.parametrize(
    ("day", "force", "status"),
    [("2017-11-12", "isis", "contested"), ("2017-11-10", "hezbollah", "presence")],
)
def test_a_table_contains_the_last_confirmation(
    default_atlas: Atlas, day: str, force: str, status: str
) -> None:
    """Both records depend on one report of 8 November, one with an end and one without."""
    rows = rows_of(default_atlas, date=day, known="2017-11-30", view="albu-kamal")
    last_attested = {(row["place"], row["force"], row["status"]): row["last_attested"] for row in rows}
    assert last_attested["albu-kamal", force, status] == "2017-11-08"


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    """One site, whose records ended, were confirmed by hand, and have no dated source."""
    head, *_ = RECORDS.splitlines()
    rows = (
        "ended,west,army,control,2017-06-01,2018-06-01,reported,,,,,observer,,,",
        "seen,east,army,control,2017-06-01,2018-06-01,reported,,,,,observer,,,2018-04-01",
        "undated,gate,army,control,2017-06-01,,reported,,2017-07-01,,,undated,,,",
    )
    text = "\n".join([f"{head},to_reported,confirmed", *rows, ""])
    return read_atlas(write_atlas(tmp_path, pieces(**{"records.csv": text, "events.csv": None})))


@pytest.mark.parametrize(
    ("day", "west", "east", "gate"),
    [
        ("2018-02-01", "2018-02-01", "2018-02-01", "2017-07-01"),
        ("2018-03-20", "2018-03-01", "2018-03-20", "2017-07-01"),
        ("2018-05-31", "2018-03-01", "2018-04-01", "2017-07-01"),
    ],
)
def test_a_record_is_confirmed_by_its_latest_source_or_its_editor(
    atlas: Atlas, day: str, west: str, east: str, gate: str
) -> None:
    last_attested = {row["place"]: row["last_attested"] for row in rows_of(atlas, date=day)}
    assert {place: last_attested[place] for place in ("west", "east", "gate")} == {
        "west": west,
        "east": east,
        "gate": gate,
    }


def test_control_with_an_end_pales_as_its_evidence_ages(atlas: Atlas) -> None:
    """Steps of age follow for a record with a known end, in the payload as in the scene."""
    request = parse_request(atlas, {"date": "2018-05-31", "known": "2018-03-05"})
    (held,) = scene_on(atlas, parse_day("2018-05-31"), atlas.latest_source).holdings("west")
    assert held.age == 1, "91 days after the only source"
    records = {record["id"]: record for record in compile_map(narrow(atlas, request), request)["records"]}
    assert format_day(records["ended"]["attested"]) == "2018-03-01"
