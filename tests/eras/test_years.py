"""Years from -9999 to 9999 in every file of an atlas, in requests, texts, pictures and payloads."""

from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day, parse_day
from atlas.reading.read import check_atlas, read_atlas
from atlas.request.request import format_query, parse_request, permalink
from outputs.data.request_frame import build_request_frame, pick_held
from outputs.player.payload import compile_map
from outputs.writers import write
from tests.atlases import PIECES, TOML, edit, pieces, write_atlas
from tests.pictures import alt_of

RECORDS = """\
id,place,force,status,from,to,standing,sources
walls,west,army,control,-0498,-0043-03-15,reported,undated
after,west,guards,control,-0043-03-15,0014,reported,chronicle
late,east,army,control,0014/0015,0099-12-31,reported,undated
"""
EVENTS = """\
id,date,place,lon,lat,title,kind,standing,sources
fall,-0043-03,west,,,The walls fall,siege,reported,chronicle
"""


def _toml() -> str:
    toml = edit(TOML, "first = 2017-01-01", 'first = "-0500-01-01"')
    toml = edit(toml, "last = 2019-01-01", 'last = "0100-12-31"')
    return edit(toml, '"2018-01-01"', '"-0043-03-20"')


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    sources = PIECES["sources.csv"] + "chronicle,Scribe,Annals,,,-0042-05-01,la,,none\n"
    files = {"atlas.toml": _toml(), "records.csv": RECORDS, "events.csv": EVENTS, "sources.csv": sources}
    folder: Path = tmp_path_factory.mktemp("early")
    return read_atlas(write_atlas(folder, pieces(**files)))


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        ("-0500-06-01", {}),
        ("-0400-01-01", {"west": "army"}),
        ("-0043-03-14", {"west": "army"}),
        ("-0043-03-15", {"west": "guards"}),
        ("0000-02-29", {"west": "guards"}),
        ("0016-01-01", {"east": "army"}),
    ],
)
def test_records_hold_on_days_of_any_year(early: Atlas, day: str, holders: dict[str, str]) -> None:
    frame = early.at(day)
    rows = zip(frame["place"], frame["force"], strict=True)
    assert {place: force for place, force in rows if isinstance(force, str)} == holders


def test_addresses_have_dates_of_any_year(early: Atlas) -> None:
    request = parse_request(early, {"date": "-0042-01-01", "compare": "0014-08-19", "from": "-0100-01-01"})
    assert format_query(early, request) == "date=-0042-01-01&compare=0014-08-19&from=-0100-01-01"
    assert permalink(early, request).startswith("/?date=-0042-01-01&known=0099-12-31&")


def test_texts_and_pictures_name_the_era(early: Atlas) -> None:
    english, arabic = (parse_request(early, {"lang": language}) for language in ("en", "ar"))
    assert alt_of(early, english).startswith("Map of Whole on 20 March 44 BCE")
    assert "20 آذار 44 ق.م" in alt_of(early, arabic)
    assert "20 March 44 BCE" in write(early, english, "svg").decode()


def test_tables_have_signed_years(early: Atlas) -> None:
    frame = pick_held(build_request_frame(early, parse_request(early, {})))
    assert set(frame["date"]) == {"-0043-03-20"}
    assert frame["from"].tolist() == ["-0043-03-15"]


def test_payloads_have_the_words_of_eras_only_if_needed(early: Atlas, starter: Atlas) -> None:
    payload = compile_map(early, parse_request(early, {}))
    assert [format_day(day) for day, *_ in payload["days"]][:2] == ["-0498-01-01", "-0498-12-31"]
    assert payload["first"] == parse_day("-0500-01-01")
    assert payload["words"]["bce"] == "{year} BCE"
    assert {"bce", "ce"}.isdisjoint(compile_map(starter, parse_request(starter, {}))["words"])


def test_a_year_far_from_all_others_is_warned_of(tmp_path: Path) -> None:
    records = f"{PIECES['records.csv']}typo,west,army,control,0021-03,0021-04,,,,,,undated,\n"
    typo = check_atlas(write_atlas(tmp_path / "typo", pieces(**{"records.csv": records})))
    (warning,) = (fault for fault in typo.warnings if fault.column == "from")
    assert warning.format_text().startswith(
        'Warning: records.csv, line 7, column from: "0021-03" is more than 1,000 years away'
    )
    early = check_atlas(write_atlas(tmp_path / "early", pieces(**{"records.csv": RECORDS})))
    assert [fault for fault in early.warnings if fault.column == "from"] == []
