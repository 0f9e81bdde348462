"""Atlases of months and years: what holds when, and how their dates are written."""

from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.model.dates.calendar import date_of
from atlas.model.dates.granularity import Granularity, parse_date
from atlas.model.edtf_dates import format_day, parse_day, parse_window
from atlas.model.formulas import is_formula
from atlas.reading.read import check_atlas, read_atlas
from atlas.request.narrow import narrow
from atlas.request.parsers import RequestError
from atlas.request.request import format_query, parse_request, permalink
from outputs.data.request_frame import build_request_frame, pick_held
from outputs.films.film import plan_film
from outputs.metadata.file_names import name_file
from outputs.writers import write
from tests.atlases import TOML, edit, pieces, write_atlas
from tests.pictures import alt_of, caption_of
from text.evidence_age import name_ages
from text.translations import load_words, words_for

SUCCESSORS = """\
id,place,force,status,from,to,sources
first,west,army,control,1800,1805,undated
second,west,guards,control,1805,,undated
exact,east,army,control,1805-10-21,1806-02,undated
decade,gate,guards,presence,180X,,undated
"""


def read_years(folder: Path, unit: str = "year", records: str = SUCCESSORS) -> Atlas:
    toml = edit(TOML, "first = 2017-01-01", f'granularity = "{unit}"\nfirst = "1800"')
    toml = edit(edit(toml, "last = 2019-01-01", 'last = "1812"'), '"2018-01-01"', '"1806-07-14"')
    files = {"atlas.toml": toml, "records.csv": records, "events.csv": None}
    return read_atlas(write_atlas(folder, pieces(**files)))


def held_in(atlas: Atlas, date: str) -> dict[str, list[tuple[str, str]]]:
    frame = atlas.at(date)
    held: dict[str, list[tuple[str, str]]] = {}
    for place, force, certainty in zip(frame["place"], frame["force"], frame["certainty"], strict=True):
        held.setdefault(place, []).append((force, certainty))
    return held


def test_successors_of_a_year_do_not_overlap(tmp_path: Path) -> None:
    atlas = read_years(tmp_path)
    west = {str(year): held_in(atlas, str(year))["west"] for year in range(1800, 1813)}
    assert west == {year: [("army", "certain") if year < "1805" else ("guards", "certain")] for year in west}
    assert "possible" in dict(held_in(read_years(tmp_path / "days", "day"), "1805-06-01")["west"]).values()


def test_finer_dates_are_rounded_down_and_coarser_ones_keep_their_range(tmp_path: Path) -> None:
    atlas = read_years(tmp_path)
    assert held_in(atlas, "1805")["east"] == [("army", "certain")]
    assert "east" not in held_in(atlas, "1804") | held_in(atlas, "1806")
    assert held_in(atlas, "1804")["gate"] == [("guards", "possible")]
    assert held_in(atlas, "1809")["gate"] == [("guards", "certain")]


def test_the_information_date_stays_a_day_and_rounds_nothing_anew(ancient: Atlas) -> None:
    request = parse_request(ancient, {"known": "1998-04-30", "date": "-0042"})
    known = narrow(ancient, request)
    assert held_in(known, "-0043")["north"] == [("varn", "certain")]
    without = narrow(ancient, parse_request(ancient, {"without": "annals"}))
    assert held_in(without, "0009")["south"] == [("tessara", "certain")]


@pytest.mark.parametrize(
    ("atlas", "option", "date", "written", "english", "arabic"),
    [
        ("ancient", "-0043", "-0043-01-01", "-0043", "44 BCE", "44 ق.م"),
        ("ancient", "-0043-03-15", "-0043-01-01", "-0043", "44 BCE", "44 ق.م"),
        ("ancient", "0014", "0014-01-01", "0014", "14 CE", "14 م"),
        ("ancient", "latest", "0020-01-01", "0020", "20 CE", "20 م"),
        ("medieval", "1415-03", "1415-03-01", "1415-03", "March 1415", "آذار 1415"),
        ("medieval", "1415-03-17", "1415-03-01", "1415-03", "March 1415", "آذار 1415"),
        ("medieval", "1416", "1416-01-01", "1416-01", "January 1416", "كانون الثاني 1416"),
    ],
)
def test_dates_are_read_shown_and_written_in_the_unit(
    request: pytest.FixtureRequest,
    atlas: str,
    option: str,
    date: str,
    written: str,
    english: str,
    arabic: str,
) -> None:
    own: Atlas = request.getfixturevalue(atlas)
    asked = parse_request(own, {"date": option})
    assert format_day(asked.date) == date
    assert permalink(own, asked).startswith(f"/?date={written}&known=")
    for language, text in (("en", english), ("ar", arabic)):
        localised = parse_request(own, {"date": option, "lang": language})
        assert words_for(localised).date(localised.date) == text
        assert text in caption_of(own, localised)
        assert text in alt_of(own, localised)
    assert written in name_file(asked, "csv")
    assert set(pick_held(build_request_frame(own, asked))["date"]) == {written}


def test_wrong_dates_are_refused_in_words_of_the_unit(ancient: Atlas, medieval: Atlas) -> None:
    with pytest.raises(RequestError, match=r'"-0099" is not allowed. This atlas covers -0060 to 0020.'):
        parse_request(ancient, {"date": "-0099"})
    with pytest.raises(RequestError, match=r"Use earliest, latest or YYYY-MM\."):
        parse_request(medieval, {"date": "March 1415"})
    with pytest.raises(RequestError, match=r"Use earliest, latest or YYYY-MM-DD\."):
        parse_request(medieval, {"known": "1415-03"})


def test_addresses_come_back_as_they_were(ancient: Atlas) -> None:
    options = {"date": "-0042", "compare": "0014", "from": "-0050", "to": "0015"}
    assert format_query(ancient, parse_request(ancient, options)) == (
        "date=-0042&compare=0014&from=-0050&to=0015"
    )


def test_films_go_from_unit_to_unit(ancient: Atlas, medieval: Atlas) -> None:
    years = plan_film(ancient, parse_request(ancient, {"step": "year", "from": "-0002", "to": "0002"}))
    assert [format_day(frame.day)[:-6] for frame in years] == ["-0002", "-0001", "0000", "0001", "0002"]
    months = plan_film(
        medieval, parse_request(medieval, {"step": "month", "from": "1414-11", "to": "1415-02"})
    )
    assert [format_day(frame.day) for frame in months] == [
        "1414-11-01",
        "1414-12-01",
        "1415-01-01",
        "1415-02-01",
    ]
    with pytest.raises(RequestError, match="Use one of: year, change"):
        parse_request(ancient, {"step": "day"})


def test_texts_are_as_exact_as_the_data_and_no_more(ancient: Atlas) -> None:
    words = load_words("en", Granularity.YEAR)
    assert words.window(parse_window("-0043-03-15")) == "15 March 44 BCE"
    unwritten = Granularity.YEAR.floor_window(parse_window("-0043"))
    assert words.when(unwritten) == "in 44 BCE"
    (record,) = [item for item in ancient.records_in(range(9)) if item.id == "north-2"]
    assert (words.since(record), words.until(record)) == ("since 44 BCE", "until 9 CE")


def test_evidence_ages_in_the_unit(ancient: Atlas, medieval: Atlas) -> None:
    years = ["up to 10 years", "11 to 25 years", "26 to 50 years", "more than 50 years"]
    assert name_ages(ancient, load_words("en", Granularity.YEAR)) == years
    months = ["الأشهر: 12 أو أقل", "الأشهر: من 13 إلى 24", "الأشهر: من 25 إلى 60", "الأشهر: أكثر من 60"]
    assert name_ages(medieval, load_words("ar", Granularity.MONTH)) == months


def test_a_record_within_one_unit_is_shown_nowhere_and_warned_of(tmp_path: Path) -> None:
    brief = SUCCESSORS + "brief,gate,army,presence,1805-03,1805-09,undated\n"
    atlas = read_years(tmp_path, records=brief)
    assert ("army", "certain") not in held_in(atlas, "1805")["gate"]
    (warning,) = check_atlas(tmp_path).warnings
    assert "is in the same month or year as from" in warning.format_text()
    assert warning.line == 6


def test_dates_of_atlas_toml_are_of_any_unit(tmp_path: Path) -> None:
    meta = read_years(tmp_path).meta
    assert [format_day(day) for day in (meta.first, meta.last, meta.default_date)] == [
        "1800-01-01",
        "1812-01-01",
        "1806-01-01",
    ]
    assert meta.stale_after == (3652, 9131, 18262)


@pytest.mark.parametrize(
    "text", ["2018-21", "2018~", "201X", "2018/2019", "../2018", "2018-03-XX", "2018-XX"]
)
def test_one_date_is_a_year_a_month_or_a_day(text: str) -> None:
    with pytest.raises(ValueError, match="is not one date"):
        parse_date(text)


@pytest.mark.parametrize("unit", [Granularity.MONTH, Granularity.YEAR])
@pytest.mark.parametrize("day", ["-0001-12-31", "0000-02-29", "1415-10-25", "9998-07-04"])
def test_units_follow_one_another(unit: Granularity, day: str) -> None:
    first = unit.floor(parse_day(day))
    assert date_of(first).day == 1
    assert unit.floor(unit.add(first, 1)) == unit.add(first, 1)
    assert unit.floor(unit.add(first, 1) - 1) == first
    assert unit.add(unit.add(first, 1), -1) == first
    assert unit.parse(unit.write(first)) == first


def test_tables_have_early_dates_as_they_are_and_no_formulas(ancient: Atlas) -> None:
    rows = write(ancient, parse_request(ancient, {}), "csv").decode().splitlines()
    assert all(row.startswith("-0043,1998-05-01,") for row in rows[1:])
    assert [is_formula(text) for text in ("-0043", "-004X", "-0043-03~/0014", "-0043+A1", "-43", "-2+3")] == [
        *(False, False, False),
        *(True, True, True),
    ]
