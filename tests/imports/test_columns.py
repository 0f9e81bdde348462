"""The guess: headers in many languages and in any order, and values where headers say nothing."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from imports.columns.guess import guess_columns
from imports.columns.mapping import Mapping, MappingError, TableMapping, format_mapping, read_mapping
from imports.columns.roles import Role, find_status
from imports.formats.encodings import detect
from imports.formats.layer import Layer, UnreadableError
from imports.known_forms.suggest_mapping import suggest_mapping
from imports.values.dates import AmbiguousDateError, DateError, parse_date
from imports.values.ids import Ids, transliterate
from imports.writing.colour import make_colours
from tests.conftest import ROOT

ROLES = (Role.PLACE, Role.ACTOR, Role.FROM, Role.TO, Role.SOURCE, Role.URL, Role.LATITUDE, Role.LONGITUDE)
VALUES = ("Harbour", "League", "2020-01-01", "2020-02-01", "Wire", "https://example.org", "1.5", "2.5")
HEADERS = json.loads((ROOT / "tests/cases/imports/headers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", HEADERS)
def test_headers_are_recognised_in_eight_languages(language: str) -> None:
    headers = HEADERS[language]
    rows = [(*VALUES, "control", "A note."), (*VALUES, "contested", "Another.")]
    layer = Layer("a.csv", "", tuple(headers), rows, numbers=[2, 3])
    expected = dict(zip((*ROLES, Role.STATUS, Role.NOTE), headers, strict=True))
    assert guess_columns(layer) == expected


def test_a_column_of_statuses_is_no_actor_whatever_its_header() -> None:
    rows = [("Harbour", "Under control", "2020"), ("Hills", "umkämpft", "2021")]
    layer = Layer("a.csv", "", ("Town", "Control", "Date"), rows, numbers=[2, 3])
    assert guess_columns(layer) == {Role.PLACE: "Town", Role.STATUS: "Control", Role.FROM: "Date"}


def test_values_decide_where_headers_say_nothing() -> None:
    rows = [(f"Town {at}", ("Red", "Blue")[at % 2], f"2020-01-{at + 10}", "x") for at in range(6)]
    layer = Layer("a.csv", "", ("a", "b", "c", "d"), rows, numbers=list(range(2, 8)))
    assert guess_columns(layer) == {Role.PLACE: "a", Role.ACTOR: "b", Role.FROM: "c"}


@pytest.mark.parametrize(
    ("word", "status"),
    [("Under siege", "besieged"), ("متنازع عليها", "contested"), ("під контролем", "control"), ("soon", "")],
)
def test_statuses_are_recognised(word: str, status: str) -> None:
    assert find_status(word) == status


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("25/03/2022", "2022-03-25"), ("3 березня 2022 року", "2022-03-03"),
        ("5 de marzo de 2020", "2020-03-05"),
        ("15 كانون الثاني 2013", "2013-01-15"), ("٢٠١٣-٠١-٠٥", "2013-01-05"), ("20220301", "2022-03-01"),
        ("44621", "2022-03-01"), ("15 Şubat 2020", "2020-02-15"), ("März 2021", "2021-03"), ("1815", "1815"),
        ("2022-03-01T05:00:00+02:00", "2022-03-01"), ("2018-21", "2018-21"),
        ("12/31/1999", "1999-12-31"), ("800", "0800"), ("-3400", "-3400"),
        ("44 BC", "-0043"), ("1 BCE", "0000"), ("450 v. Chr.", "-0449"),
    ],
)  # fmt: skip
def test_dates_in_many_forms_and_languages(text: str, date: str) -> None:
    assert parse_date(text) == date


def test_a_date_with_two_readings_is_asked_for() -> None:
    with pytest.raises(AmbiguousDateError, match="2022-03-01 or 2022-01-03: give --dates dmy or mdy"):
        parse_date("01.03.2022")
    assert parse_date("01.03.2022", "dmy") == "2022-03-01"
    assert parse_date("1/3/22", "mdy") == "2022-01-03"
    with pytest.raises(DateError, match="in the order mdy"):
        parse_date("25/03/2022", "mdy")


@pytest.mark.parametrize(
    ("name", "latin"),
    [("Київ", "kyiv"), ("Грозный", "groznyi"), ("თბილისი", "tbilisi"), ("Αθήνα", "athina"), ("دمشق", "dmshq"),
     ("Đà Nẵng", "da nang"), ("ירושלים", "yrvshlym"), ("Straße", "strasse")],
)  # fmt: skip
def test_names_are_transliterated(name: str, latin: str) -> None:
    assert transliterate(name) == latin


def test_ids_are_unique_even_without_letters() -> None:
    ids = Ids("place")
    assert [ids.make("Hama"), ids.make("HAMA"), ids.make("北京"), ids.make("???")] == [
        "hama",
        "hama-2",
        "place",
        "place-2",
    ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Київ;Україна;Маріуполь", "cp1251"), ("دمشق,حلب,الرقة", "cp1256"), ("Größe;Straße;München", "cp1252"),
     ("Київ", "utf-8"), ("Hama", "utf-8")],
)  # fmt: skip
def test_encodings_are_detected(text: str, encoding: str) -> None:
    assert detect(text.encode(encoding)) == encoding


def test_an_unclear_encoding_is_asked_for() -> None:
    with pytest.raises(UnreadableError, match="Give --encoding"):
        detect("Şehir;İlçe;Eğil".encode("cp1254"))


def test_a_mapping_survives_its_file(tmp_path: Path) -> None:
    table = TableMapping(
        'a "b".csv', "Sheet 1", columns={Role.PLACE: "Місто\\"}, words={"1": "Battle"}, last_day=True
    )
    mapping = Mapping([table], {"Gov.": "Government"}, {"взято": "control"})
    path = tmp_path / "mapping.toml"
    path.write_text(format_mapping(mapping), encoding="utf-8")
    assert read_mapping(path) == mapping


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[tables]]\nfile = 'a'\nuse = 'record'", 'Did you mean "records"?'),
        ("[[tables]]\nfile = 'a'\ncolumns.plac = 'x'", 'Did you mean "place"?'),
        ("[[table]]\nfile = 'a'", 'Did you mean "tables"?'),
        ("tables = 1", "Start each with"),
        ("[actors]\na = 1", "is not a table of texts"),
        ("[[tables", "cannot be read"),
    ],
)
def test_a_wrong_mapping_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MappingError, match=message.replace("?", r"\?")):
        read_mapping(path)


def test_colours_are_distinct_and_the_same_every_time() -> None:
    colours = make_colours(20)
    assert len(set(colours)) == 20
    assert colours == make_colours(20)
    assert all(first != second for first, second in pairwise(colours))


def test_a_table_without_dates_says_where_the_places_of_another_lie() -> None:
    rows = [("Harbour", "Red", "2020-01-01"), ("Hills", "Blue", "2020-02-01")]
    control = Layer("control.csv", "", ("Town", "Governed by", "Since"), rows, numbers=[2, 3])
    positions = [("Harbour", "Alabama", "1", "2"), ("Hills", "Georgia", "3", "4")]
    towns = Layer("towns.csv", "", ("Town", "State", "Lat", "Lon"), positions, numbers=[2, 3])
    records, places = suggest_mapping((control, towns)).tables
    assert (records.use, records.columns[Role.ACTOR]) == ("records", "Governed by")
    assert (places.use, Role.ACTOR in places.columns, places.actor) == ("places", False, "")
    assert suggest_mapping((towns,)).tables[0].use == "records"
    others = Layer("towns.csv", "", towns.columns, [("Elsewhere", "Utah", "1", "2")], numbers=[2])
    assert suggest_mapping((control, others)).tables[1].use == "records"
