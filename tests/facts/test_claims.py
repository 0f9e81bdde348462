"""The facts of the default atlas: the 22 claims of the article it began with, and its most delicate days.

Reads the tables as plain text, so that no reader of ours can hide a mistake in them; only standings are
computed.
"""

import csv
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pytest

from atlas.reading.read import read_atlas

ROOT = Path(__file__).resolve().parents[2]
GEODATA = ROOT / "geodata"
COLUMNS = ("records", "events", "sources")

Row = dict[str, str]


def read_rows(name: str) -> list[Row]:
    with (GEODATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache
def computed_standings() -> dict[str, str]:
    atlas = read_atlas(GEODATA)
    records = dict(zip(atlas.records["id"], atlas.records["standing"], strict=True))
    return records | {f"event {event.id}": str(event.standing) for event in atlas.events}


def standing_of(name: str, row: Row) -> str:
    return computed_standings()[row["id"] if name == "records" else f"event {row['id']}"]


def by_id(name: str) -> dict[str, Row]:
    return {row["id"]: row for row in read_rows(name)}


def read_claims() -> dict[int, dict[str, list[str]]]:
    """Read the table of docs/atlas.md: claim number -> file -> ids."""
    lines = (ROOT / "docs" / "atlas.md").read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if re.match(r"\| \d+ \|", line)
    ]
    return {
        int(row[0]): {
            name: re.findall(r"`([^`]+)`", cell) for name, cell in zip(COLUMNS, row[2:], strict=True)
        }
        for row in rows
    }


def ids_of(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def root_of(source: str, sources: dict[str, Row]) -> str:
    """Follow the relays of a source to their end."""
    seen = {source}
    while (origin := sources[source]["origin"]) and origin not in seen:
        source = origin
        seen.add(source)
    return source


def count_origins(row: Row, sources: dict[str, Row]) -> int:
    return len({root_of(source, sources) for source in ids_of(row["sources"])})


def deniers_of(record: str, records: Iterable[Row]) -> list[Row]:
    return [row for row in records if record in ids_of(row["contradicts"])]


def test_the_table_has_all_22_claims() -> None:
    assert sorted(read_claims()) == list(range(1, 23))


@pytest.mark.parametrize("number", range(1, 23))
def test_a_claim_is_findable(number: int) -> None:
    claim = read_claims()[number]
    assert claim["records"] or claim["events"]
    assert claim["sources"]
    for name in COLUMNS:
        assert not [source for source in claim[name] if source not in by_id(name)]


def test_the_handover_of_17_december_2020_counts_once() -> None:
    sources, records = by_id("sources"), by_id("records")
    handover = by_id("events")["handover-2020-12-17"]
    assert (handover["date"], handover["kind"], standing_of("events", handover)) == (
        "../2020-12-17",
        "handover",
        "reported",
    )
    assert (handover["from_force"], handover["to_force"]) == ("iran-aligned", "fifth-corps")
    for row in (handover, *(records[f"{place}-fifth-corps-presence"] for place in ("harri", "ak-border"))):
        assert standing_of("events" if row is handover else "records", row) == "reported"
        assert len(ids_of(row["sources"])) > 1
        assert count_origins(row, sources) == 1


def test_the_points_change_hands_on_17_december_2020_or_before() -> None:
    records = by_id("records")
    taken = records["albu-kamal-border-points-fifth-corps-handover"]
    assert (taken["status"], taken["from"], taken["to"]) == ("control", "../2020-12-17", "")
    assert (standing_of("records", taken), count_origins(taken, by_id("sources"))) == ("reported", 1)
    for force in ("nujaba", "kataib-hezbollah", "abdal"):
        given = records[f"albu-kamal-border-points-{force}-control"]
        assert given["to"].endswith("2020-12-17")


@pytest.mark.parametrize(
    ("record", "force", "status", "start", "end", "standing"),
    [
        ("albu-kamal-gov-8nov", "gov", "control", "2017-11-08", "2017-11-09", "disputed"),
        ("albu-kamal-isis-8nov", "isis", "contested", "2017-11-08", "2017-11-10/2017-11-13", "disputed"),
        ("albu-kamal-gov-9nov", "gov", "control", "2017-11-09", "2017-11-10/2017-11-13", "disputed"),
        ("albu-kamal-isis-control-2", "isis", "control", "2017-11-10/2017-11-13", "2017-11-19", "reported"),
        ("albu-kamal-gov-nominal", "gov", "nominal", "2017-11-19", "", "confirmed"),
        ("albu-kamal-iran-aligned-control", "iran-aligned", "control", "2017-11-19", "", "confirmed"),
    ],
)
def test_november_2017_at_albu_kamal(
    record: str, force: str, status: str, start: str, end: str, standing: str
) -> None:
    row = by_id("records")[record]
    assert row["place"] == "albu-kamal"
    assert [row[key] for key in ("force", "status", "from", "to")] == [force, status, start, end]
    assert standing_of("records", row) == standing


def test_the_first_capture_is_denied_on_its_day() -> None:
    assert "albu-kamal-isis-8nov" in {
        row["id"] for row in deniers_of("albu-kamal-gov-8nov", read_rows("records"))
    }


@pytest.mark.parametrize(
    ("km", "start", "who"),
    [
        (85, "../2018-08-01", "Lavrentiev"),
        (100, "2018-07-23", "Israeli official"),
        (140, "../2018-09-23", "Konashenkov"),
    ],
)
def test_a_claimed_distance_names_its_speaker_and_its_denial(km: int, start: str, who: str) -> None:
    rows = read_rows("records")
    (claim,) = [row for row in rows if row["place"] == f"band-{km}"]
    assert (claim["status"], claim["standing"], claim["from"]) == ("absent", "claimed", start)
    assert claim["standing_note"]
    assert standing_of("records", claim) == "disputed"
    assert who in claim["by"]
    assert all(row["status"] != "absent" for row in deniers_of(claim["id"], rows))
    assert deniers_of(claim["id"], rows)


def test_the_offer_of_100_km_is_called_an_offer() -> None:
    record = by_id("records")["band-100-iran-aligned-absent"]
    assert record["note"].startswith("An offer")
    assert record["to"] == "2018-07-24"


def test_there_are_enough_events() -> None:
    assert len(read_rows("events")) >= 60


def test_a_handover_names_both_forces() -> None:
    handovers = [row for row in read_rows("events") if row["kind"] == "handover"]
    assert handovers
    assert not [row["id"] for row in handovers if not (row["from_force"] and row["to_force"])]


@pytest.mark.parametrize("name", ["families", "forces"])
def test_every_force_and_family_has_an_arabic_name(name: str) -> None:
    assert not [row["id"] for row in read_rows(name) if not is_bilingual(row["name"], row["name_ar"])]


@pytest.mark.parametrize("name", ["zones", "sites", "lines"])
def test_every_place_has_an_arabic_name(name: str) -> None:
    features = json.loads((GEODATA / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    names = [
        (feature["properties"].get("name", ""), feature["properties"].get("name_ar", ""))
        for feature in features
    ]
    assert not [pair for pair in names if not is_bilingual(*pair)]


def test_every_event_has_an_arabic_title() -> None:
    assert not [row["id"] for row in read_rows("events") if not is_bilingual(row["title"], row["title_ar"])]


def is_bilingual(english: str, arabic: str) -> bool:
    return bool(re.search("[A-Za-z]", english) and re.search("[\u0621-\u064a]", arabic))


@pytest.mark.parametrize("name", ["records", "events"])
def test_confirmed_rows_have_two_origins(name: str) -> None:
    sources = by_id("sources")
    confirmed = [row for row in read_rows(name) if standing_of(name, row) == "confirmed"]
    assert confirmed
    assert not [row["id"] for row in confirmed if count_origins(row, sources) < 2]


def test_all_reports_of_one_outlet_are_one_origin() -> None:
    sources = by_id("sources")
    observatory = [
        row for row in sources.values() if row["publisher"] in {"SOHR", "Syrian Observatory for Human Rights"}
    ]
    assert {root_of(row["id"], sources) for row in observatory} == {"sohr"}


def test_titles_are_cautious_until_two_origins_confirm() -> None:
    doubt = re.compile(
        r"\b(said|says?|claims?|declares?|announces|reports?|reported|due|deny|denied|calls|sees)\b|:"
    )
    plain = [row for row in read_rows("events") if standing_of("events", row) != "confirmed"]
    assert not [row["title"] for row in plain if not doubt.search(row["title"])]


def test_no_title_is_longer_than_a_line() -> None:
    assert not [row["id"] for row in read_rows("events") if len(row["title"]) > 80]


def test_texts_for_readers_are_in_arabic_too() -> None:
    text_columns = {
        "records": ("note", "by", "standing_note"),
        "events": ("title", "text", "by", "standing_note"),
    }
    ids = {row["id"] for name in ("families", "forces") for row in read_rows(name)}
    for name, columns in text_columns.items():
        for row in read_rows(name):
            for column in columns:
                if row[column] not in ids:
                    assert bool(row[column]) == bool(row[f"{column}_ar"]), (row["id"], column)


@pytest.mark.parametrize("name", ["records", "events"])
def test_claimed_and_disputed_rows_have_a_speaker(name: str) -> None:
    doubted = [row for row in read_rows(name) if standing_of(name, row) in {"claimed", "disputed"}]
    assert len(doubted) >= 20
    assert [row["id"] for row in doubted if not row["by"]] == []


def test_no_relay_lends_a_side() -> None:
    """The army speaks for the government, SouthFront too, and Russia for itself, whoever quotes them."""
    records = by_id("records")
    for record, side in {
        "albu-kamal-gov-9nov": "government",
        "albu-kamal-russia-presence-since-2018": "government",
        "daraa-balad-gov-flag": "government",
        "band-140-iran-aligned-absent": "russian",
        "khader-hezbollah-presence": "israel",
        "albu-kamal-isis-8nov": "rebels",
    }.items():
        assert records[record]["by_side"] == side
