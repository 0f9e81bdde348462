"""Days and uncertain dates: every form of the design, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.model.dates.calendar import add_months, date_of, day_number, stand_in
from atlas.model.edtf_dates import FOREVER, NEVER, Window, day_of, format_day, parse_day, parse_window

WINDOWS = [
    ("2017-11-19", "2017-11-19", "2017-11-19", False, False),
    ("2017-11", "2017-11-01", "2017-11-30", False, False),
    ("2016-02", "2016-02-01", "2016-02-29", False, False),
    ("2020-12-08/2020-12-14", "2020-12-08", "2020-12-14", False, False),
    ("2017-11/2018", "2017-11-01", "2018-12-31", False, False),
    ("../2018-07-06", "2018-07-06", "2018-07-06", True, False),
    ("../2018-07", "2018-07-31", "2018-07-31", True, False),
    ("2018-07-06/..", "2018-07-06", "2018-07-06", True, False),
    ("2017", "2017-01-01", "2017-12-31", False, False),
    ("2018-21", "2018-03-01", "2018-05-31", False, False),
    ("2018-22", "2018-06-01", "2018-08-31", False, False),
    ("2018-23", "2018-09-01", "2018-11-30", False, False),
    ("2018-24", "2018-12-01", "2019-02-28", False, False),
    ("2019-24", "2019-12-01", "2020-02-29", False, False),
    ("2018-1X", "2018-10-01", "2018-12-31", False, False),
    ("2018-0X", "2018-01-01", "2018-09-30", False, False),
    ("2018-XX", "2018-01-01", "2018-12-31", False, False),
    ("2018-07-XX", "2018-07-01", "2018-07-31", False, False),
    ("201X", "2010-01-01", "2019-12-31", False, False),
    ("2018-07~", "2018-07-01", "2018-07-31", False, True),
    ("2012-11-15?", "2012-11-15", "2012-11-15", False, True),
    ("2018-1X%", "2018-10-01", "2018-12-31", False, True),
    ("2018-24~", "2018-12-01", "2019-02-28", False, True),
    ("../2018-07~", "2018-07-31", "2018-07-31", True, True),
    ("2017-11~/2018", "2017-11-01", "2018-12-31", False, True),
    ("201X-05", "2010-05-01", "2019-05-31", False, False),
    ("2018-XX-12", "2018-01-12", "2018-12-12", False, False),
    ("-0043", "-0043-01-01", "-0043-12-31", False, False),
    ("-0043-03-15", "-0043-03-15", "-0043-03-15", False, False),
    ("0000-02", "0000-02-01", "0000-02-29", False, False),
    ("-004X", "-0049-01-01", "-0040-12-31", False, False),
    ("-00XX", "-0099-01-01", "0000-12-31", False, False),
    ("-0001-24", "-0001-12-01", "0000-02-29", False, False),
    ("-0043~/0014-08", "-0043-01-01", "0014-08-31", False, True),
    ("-9999", "-9999-01-01", "-9999-12-31", False, False),
    ("9999", "9999-01-01", "9999-12-31", False, False),
]

REFUSED = [
    "",
    "soon",
    "2017-13",
    "2017-02-30",
    "2017-2-3",
    "17-02-03",
    "2018-25",
    "2018-00",
    "2018-21-05",
    "2018-33",
    "2018-07-06/2018-07-05",
    "2018-07/2018-06",
    "../..",
    "../",
    "/2018",
    "2018/",
    "2018/2019/2020",
    "2018-07-06T12:00",
    "2018~?",
    "-0000",
    "-0000-01-01",
    "-0000-24",
    "201X-21",
    "2018-1X-12",
    "201X-02-30",
    "9999-24",
    "--2018",
    "-201",
    "-10000",
    "Y20180",
    "2018-07-06\n",
    "٢٠١٨",
]

days = st.integers(NEVER + 1, FOREVER)


@pytest.mark.parametrize(("text", "earliest", "latest", "is_open", "about"), WINDOWS)
def test_window_spans_the_days_left_open(
    text: str, earliest: str, latest: str, is_open: bool, about: bool
) -> None:
    assert parse_window(text) == Window(parse_day(earliest), parse_day(latest), is_open, about)


@pytest.mark.parametrize("text", REFUSED)
def test_invalid_dates_are_refused_with_a_message(text: str) -> None:
    with pytest.raises(ValueError, match=r'(?s)^".*" (is|contains|ends) ') as refusal:
        parse_window(text)
    assert refusal.value.args[0].startswith('"')


def test_reversed_interval_is_reported() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        parse_window("2018-07-06/2018-07-05")


def test_day_needs_all_of_a_date() -> None:
    with pytest.raises(ValueError, match='"2018-07" is not a full date'):
        parse_day("2018-07")


def test_epoch_is_1970() -> None:
    assert parse_day("1970-01-01") == 0
    assert parse_day("1969-12-31") == -1
    assert format_day(FOREVER) == "9999-12-31"
    assert format_day(NEVER + 1) == "-9999-01-01"


@given(days)
def test_day_survives_the_round_trip(day: int) -> None:
    assert parse_day(format_day(day)) == day
    assert day_number(*date_of(day)) == day
    assert parse_window(format_day(day)) == Window(day, day)


@given(days, days)
def test_interval_of_days_is_its_ends_or_reversed(first: int, second: int) -> None:
    text = f"{format_day(first)}/{format_day(second)}"
    if first <= second:
        assert parse_window(text) == Window(first, second)
    else:
        with pytest.raises(ValueError, match="ends before it begins"):
            parse_window(text)


@given(st.text(alphabet="0123456789-/.X~?%", max_size=14) | st.text(max_size=12))
def test_any_text_is_a_window_or_a_value_error(text: str) -> None:
    try:
        window = parse_window(text)
    except ValueError:
        return
    assert NEVER < window.earliest <= window.latest <= FOREVER


@given(st.integers(-9999, 9999), st.integers(1, 12), st.sampled_from(["", "~", "?", "%"]))
def test_month_is_its_first_to_last_day(year: int, month: int, mark: str) -> None:
    window = parse_window(f"{year:0{5 if year < 0 else 4}}-{month:02}{mark}")
    first, last = date_of(window.earliest), date_of(window.latest)
    assert (first.year, first.month, first.day) == (year, month, 1)
    assert (last.year, last.month) == (year, month)
    assert date_of(window.latest + 1).day == 1
    assert window.about == bool(mark)


@given(st.dates())
def test_days_are_those_of_pythons_calendar_where_it_has_them(day: date) -> None:
    number = day.toordinal() - date(1970, 1, 1).toordinal()
    assert day_of(day) == number
    assert date_of(number) == (day.year, day.month, day.day)
    assert stand_in(number).weekday() == day.weekday()
    assert parse_day(day.isoformat()) == number


@given(days)
def test_the_day_after_is_the_next_of_its_month_or_a_first(day: int) -> None:
    year, month, of_month = date_of(day)
    after = date_of(day + 1)
    assert after in ((year, month, of_month + 1), (year, month + 1, 1), (year + 1, 1, 1))


def test_months_are_added_across_the_year_0() -> None:
    assert format_day(add_months(parse_day("-0001-12-31"), 2)) == "0000-02-29"
    assert format_day(add_months(parse_day("0001-03-31"), -13)) == "0000-02-29"
