"""The phrases of every language: the same keys, the same placeholders, none unused; and dates in words."""

import re
import tomllib
from dataclasses import replace
from functools import cache

import pytest

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day, parse_window
from atlas.model.vocabulary import Standing, Status
from tests.conftest import ROOT
from text.translation_check import FORMS, expect_phrases
from text.translations import FOLDER, LANGUAGES, Words, load_words

READERS = [
    path
    for room in ("text", "layers", "outputs", "web", "assets")
    for path in sorted((ROOT / room).rglob("*"))
    if path.suffix in (".py", ".js", ".html") and "vendor" not in path.parts
]


@cache
def table(language: str) -> dict[str, str]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


PLURALS = sorted(key.removesuffix("_other") for key in table("en") if key.endswith("_other"))


def base_of(key: str) -> str:
    """Return the key by which code names a phrase: without the form of a plural and the unit of time."""
    key = re.sub("__(month|year)", "", key)
    base, _, form = key.rpartition("_")
    return base if base in PLURALS and form in FORMS else key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_complete(language: str) -> None:
    words = table(language)
    assert words.keys() == expect_phrases(words["locale"], table("en")).keys()
    assert all(words.values())


def test_every_plural_has_the_forms_of_its_language() -> None:
    keys = ["origins_one", "origins_other"]
    assert [key for key in expect_phrases("en_GB", table("en")) if key.startswith("origins_")] == keys
    forms = {
        key.removeprefix("origins_") for key in expect_phrases("ar_SY", table("en")) if "origins_" in key
    }
    assert forms == {"zero", "one", "two", "few", "many", "other"}


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {0: "0 zones", 1: "1 zone", 2: "2 zones", 5: "5 zones", 100: "100 zones"}),
        (
            "ar",
            {0: "لا مناطق", 1: "منطقة واحدة", 2: "منطقتان", 3: "3 مناطق", 11: "11 منطقة", 103: "103 مناطق"},
        ),
    ],
)
def test_a_language_counts_by_its_own_rules(language: str, forms: dict[int, str]) -> None:
    words = load_words(language)
    assert {number: words.zones("–", number) for number in forms} == {
        number: f"–: {text}" for number, text in forms.items()
    }


def test_russian_counts_in_three_forms() -> None:
    forms = {f"zones_{form}": form for form in ("one", "few", "many", "other")}
    words = Words("ru", "ru", forms)
    assert [words.count("zones", number) for number in (1, 21, 3, 11, 100)] == [
        "one",
        "one",
        "few",
        "many",
        "many",
    ]


def test_the_direction_of_a_language_is_that_of_its_script() -> None:
    rtl = ("ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "dv", "yi")
    assert [load_words(language).direction for language in rtl] == ["rtl"] * len(rtl)
    ltr = ("en", "fr", "tr", "kmr", "ru", "xx")
    assert [load_words(language).direction for language in ltr] == ["ltr"] * len(ltr)


def test_no_phrase_is_unused() -> None:
    """Each key is in the code: alone, or as the beginning of a name that is composed (`step_` + stride)."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in READERS)
    used = set(re.findall(r"\w+", code))
    heads = tuple(re.findall(r"[`\"']([a-z_]+_)(?:\$?\{|\" ~)", code))
    statuses = {"control", "nominal", "presence", "contested", "besieged", "absent"}
    keys = [key for key in table("en") if base_of(key) not in used | statuses]
    assert not [key for key in keys if not key.startswith(heads)]


@pytest.mark.parametrize(
    ("edtf", "english"),
    [
        ("2020-12-17", "17 December 2020"),
        ("2017-11", "November 2017"),
        ("2014", "2014"),
        ("2020-12-08/2020-12-14", "between 8 and 14 December 2020"),
        ("2020-11-28/2020-12-14", "between 28 November and 14 December 2020"),
        ("2019-12-28/2020-01-04", "between 28 December 2019 and 4 January 2020"),
        ("2018-07~", "around July 2018"),
        ("2018?", "around 2018"),
        ("2017-11/2020-12-29", "between November 2017 and 29 December 2020"),
        ("2017-12-06/2017-12", "between 6 December 2017 and the end of December 2017"),
        ("2017-12/2017-12-06", "between the start of December 2017 and 6 December 2017"),
        ("2018-05/2018-07", "between May and July 2018"),
        ("2018-1X", "between October and December 2018"),
        ("2018-24", "between December 2018 and February 2019"),
        ("2018-21/2018-24", "between March 2018 and February 2019"),
        ("2017-1X/2018-1X", "between October 2017 and December 2018"),
        ("201X", "between 2010 and 2019"),
        ("2018-07-XX", "July 2018"),
        ("-0043-03-15", "15 March 44 BCE"),
        ("-0043", "44 BCE"),
        ("0000", "1 BCE"),
        ("-0043/0014", "between 44 BCE and 14 CE"),
        ("-0043-03/-0043-05", "between March and May 44 BCE"),
        ("-0002~", "around 3 BCE"),
        ("0999-12/1000-01", "between December 999 CE and January 1000"),
    ],
)
def test_dates_in_words(edtf: str, english: str) -> None:
    assert load_words("en").window(parse_window(edtf)) == english


@pytest.mark.parametrize(
    ("start", "english"),
    [
        ("2017-11-19", "since 19 November 2017"),
        ("2017-11", "since November 2017"),
        ("2020-12-08/2020-12-14", "began between 8 and 14 December 2020"),
        ("../2018-07-06", "began on or before 6 July 2018, exact date unknown"),
        ("../2017", "began in or before 2017, exact date unknown"),
        ("2018~", "since around 2018"),
    ],
)
def test_an_open_start_is_not_a_beginning(default_atlas: Atlas, start: str, english: str) -> None:
    record = replace(default_atlas.record(0), start=parse_window(start))
    assert load_words("en").since(record) == english


@pytest.mark.parametrize(
    ("edtf", "english", "arabic"),
    [
        ("2017-11-19", "on 19 November 2017", "في 19 تشرين الثاني 2017"),
        ("2018-07", "in July 2018", "في تموز 2018"),
        ("2018", "in 2018", "في 2018"),
        ("2020-12-08/2020-12-14", "between 8 and 14 December 2020", "بين 8 و14 كانون الأول 2020"),
        ("../2020-12-17", "on or before 17 December 2020", "في 17 كانون الأول 2020 أو قبله"),
        ("../2017", "in or before 2017", "في 2017 أو قبله"),
        ("../2020-06~", "around June 2020 or before", "نحو حزيران 2020 أو قبله"),
        ("2018-07-06/..", "on or after 6 July 2018", "في 6 تموز 2018 أو بعده"),
        ("2018~", "around 2018", "نحو 2018"),
        ("2018-21", "between March and May 2018", "بين آذار وأيار 2018"),
        ("2018-07-01~/2018-07-09", "between around 1 and 9 July 2018", "بين نحو 1 و9 تموز 2018"),
    ],
)
def test_dates_are_as_exact_in_words_as_in_the_data(edtf: str, english: str, arabic: str) -> None:
    window = parse_window(edtf)
    assert (load_words("en").when(window), load_words("ar").when(window)) == (english, arabic)


@pytest.mark.parametrize(
    ("edtf", "english", "arabic"),
    [
        ("2020-12-17", "17 December 2020", "17 كانون الأول 2020"),
        ("../2020-12-17", "on or before 17 December 2020", "في 17 كانون الأول 2020 أو قبله"),
        ("../2020-12", "in or before December 2020", "في كانون الأول 2020 أو قبله"),
        ("2020-12-17/..", "on or after 17 December 2020", "في 17 كانون الأول 2020 أو بعده"),
        ("2020-12-10~", "around 10 December 2020", "نحو 10 كانون الأول 2020"),
    ],
)
def test_an_open_date_of_an_event_is_never_given_as_its_last_day(
    edtf: str, english: str, arabic: str
) -> None:
    window = parse_window(edtf)
    assert (load_words("en").dated(window), load_words("ar").dated(window)) == (english, arabic)


def test_arabic_dates_are_arabic_with_european_figures() -> None:
    words = load_words("ar")
    text = words.long_day(parse_day("2020-12-17"))
    assert re.search(r"\b17\b.*\b2020\b", text)
    assert re.search("[\u0621-\u064a]{4}", text)
    assert not re.search("[\u0660-\u0669]", text)


def test_language_without_translations_uses_english() -> None:
    assert load_words("xx")["control"] == "Control"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_and_standing_has_a_definition(language: str) -> None:
    words = table(language)
    drawn = ("joint", "rivals", "possible", "changing", "unknown", "not_covered")
    definitions = [words[f"define_{name}"] for name in (*Status, *Standing, *drawn)]
    assert len(set(definitions)) == len(definitions)
    assert all(text.endswith((".", "؟")) for text in definitions)


def test_leanings_have_words(default_atlas: Atlas) -> None:
    sources = default_atlas.sources.values()
    phrases = {source.leaning: source.leaning_name.translate("ar") for source in sources}
    assert phrases["pro-government"] == "الحكومة"
    assert not [leaning for leaning, text in phrases.items() if re.search("[A-Za-z]", text)]
    assert all(text for leaning, text in phrases.items() if leaning != "none")


@pytest.mark.parametrize(
    ("end", "english", "arabic"),
    [
        ("2020-12-08", "until 8 December 2020", "حتى 8 كانون الأول 2020"),
        ("2020-12-08/2020-12-14", "ended between 8 and 14 December 2020", "انتهى بين 8 و14 كانون الأول 2020"),
        (
            "2020-12-08/..",
            "until at least 8 December 2020, end date unknown",
            "حتى 8 كانون الأول 2020 على الأقل",
        ),
    ],
)
def test_an_end_between_two_days_is_no_day(default_atlas: Atlas, end: str, english: str, arabic: str) -> None:
    (record,) = default_atlas.records_in([0])
    ended = replace(record, end=parse_window(end))
    assert load_words("en").until(ended) == english
    assert load_words("ar").until(ended).startswith(arabic)
