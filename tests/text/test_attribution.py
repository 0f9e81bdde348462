"""Who says it: attribution by standing, by speaker, by the day on which a source came out, and by room."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.history.news import Kind, News, find_news
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day, parse_window
from atlas.model.vocabulary import Standing, Status
from atlas.reading.read import read_atlas
from tests.atlases import pieces, write_atlas
from text.news import (
    describe_attribution,
    describe_news,
    describe_when,
    find_speakers,
    join_names,
    name_pattern,
)
from text.speakers import name_outlets, name_speaker
from text.translations import load_words

WORDS = load_words("en")
KNOWN = parse_day("2018-12-31")
SOURCES = """\
id,publisher,title,url,archive_url,published,language,origin,leaning
late,Late Post,A,,,2018-03-09,en,,none
early,Early Bird via Late Post,A,,,2018-03-01,en,,none
relay,Relay (AFP),A,,,2018-03-02,en,early,none
middle,Middle,A,,,2018-03-05,en,,none
undated,Archive,A,,,,en,,none
future,Future,A,,,2019-03-01,en,,none
"""
RECORDS = """\
id,place,force,status,from,to,standing,by,reported,retracted,contradicts,sources,note
plain,west,army,control,2017-06,2018-02-01,,,,,,early,
two,west,guards,presence,2018-03-01,,,,,,,late;early,
three,west,fourth,presence,2018-03-01,,,,,,,late;middle;early,
undated,east,army,control,2017-11-19,2018-01,,,,,,undated;late,
future,east,guards,presence,2018-03-01,,,,,,,future;late,
relayed,east,fourth,presence,2018-03-01,,,,,,,relay,
spoken,gate,army,presence,2018-03-01,,,A spokesman (Late Post);An officer,,,,late;middle,
by-force,gate,fourth,presence,2018-03-01,,,army,,,,late,
by-family,gate,guards,presence,2018-03-01,,,iran,,,,late,
"""


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    changes = {"records.csv": RECORDS, "sources.csv": SOURCES, "events.csv": None}
    return read_atlas(write_atlas(tmp_path_factory.mktemp("atlas") / "a", pieces(**changes)))


def row_of(atlas: Atlas, record: str) -> int:
    return list(atlas.records["id"]).index(record)


def news_of(atlas: Atlas, *records: str, standing: Standing = Standing.REPORTED) -> News:
    rows = tuple(row_of(atlas, record) for record in records)
    return News(
        Kind.CONTROL, "west", parse_window("2018-03-01"), after=("army",), standing=standing, rows=rows
    )


@pytest.mark.parametrize(
    ("records", "speakers"),
    [
        (["plain"], ["Early Bird"]),
        (["two"], ["Early Bird", "Late Post"]),
        (["three"], ["Early Bird", "others"]),
        (["undated"], ["Late Post", "Archive"]),
        (["future"], ["Late Post"]),
        (["relayed"], ["Early Bird"]),
        (["spoken"], ["a spokesman (Late Post)", "an officer"]),
        (["by-force"], ["Army"]),
        (["plain", "two"], ["Early Bird", "Late Post"]),
        (["two", "spoken"], ["Early Bird", "others"]),
    ],
)
def test_the_speakers_are_named_the_earliest_first(
    atlas: Atlas, records: Sequence[str], speakers: list[str]
) -> None:
    assert find_speakers(atlas, [news_of(atlas, *records)], WORDS, KNOWN) == speakers


def test_a_family_speaks_as_its_side(atlas: Atlas) -> None:
    side = atlas.families["iran"].side.translate("en")
    assert find_speakers(atlas, [news_of(atlas, "by-family")], WORDS, KNOWN) == [side]


def test_a_source_speaks_from_the_day_on_which_it_came_out(atlas: Atlas) -> None:
    news = [news_of(atlas, "three")]
    days = {"2018-03-01": ["Early Bird"], "2018-03-05": ["Early Bird", "Middle"], "2018-02-28": []}
    for day, speakers in days.items():
        assert find_speakers(atlas, news, WORDS, parse_day(day)) == speakers, day


@pytest.mark.parametrize(
    ("records", "standing", "brief", "sentence"),
    [
        (["two"], Standing.CONFIRMED, False, "It fell"),
        (["plain"], Standing.REPORTED, False, "It fell, Early Bird reported"),
        (["two"], Standing.REPORTED, True, "It fell, Early Bird and Late Post reported"),
        (["spoken"], Standing.CLAIMED, False, "It fell, according to a spokesman (Late Post) and an officer"),
        (["spoken"], Standing.CLAIMED, True, "It fell, according to a spokesman and an officer"),
        (["plain"], Standing.DISPUTED, True, "It fell, Early Bird said (disputed)"),
        (["plain"], Standing.DISPUTED, False, "It fell, according to Early Bird; other accounts differ"),
        ([], Standing.REPORTED, False, "It fell"),
        ([], Standing.DISPUTED, True, "It fell"),
    ],
)
def test_a_statement_is_attributed_unless_it_is_confirmed(
    atlas: Atlas, records: list[str], standing: Standing, brief: bool, sentence: str
) -> None:
    group = [news_of(atlas, *records, standing=standing)]
    assert describe_attribution(atlas, group, "It fell", WORDS, KNOWN, brief=brief) == sentence


@pytest.mark.parametrize(
    ("change", "whole", "brief"),
    [
        ({"after": ("army",)}, "news_gained", "news_gained"),
        ({"after": ("army",), "before": ("guards",)}, "news_took", "news_gained"),
        ({"after": ("army",), "beside": ("guards",)}, "news_joined", "news_joined"),
        ({"after": ("army",), "before": ("fourth",), "beside": ("guards",)}, "news_took", "news_gained"),
        ({"before": ("army",)}, "news_lost", "news_lost"),
        ({"before": ("army",), "beside": ("guards",)}, "news_left", "news_left"),
        ({"kind": Kind.STATUS, "after": ("army",), "status": Status.NOMINAL}, "news_nominal", "news_nominal"),
        ({"kind": Kind.STATUS, "before": ("army",), "over": True}, "news_relieved", "news_relieved"),
    ],
)
def test_what_happened_has_its_own_phrase(change: dict[str, object], whole: str, brief: str) -> None:
    item = replace(News(Kind.CONTROL, "west", parse_window("2018")), **change)  # type: ignore[arg-type]
    assert (name_pattern(item, brief=False), name_pattern(item, brief=True)) == (whole, brief)


@pytest.mark.parametrize(
    ("kind", "date", "text"),
    [
        (Kind.CLAIM, "../2018-09-23", "as of 23 September 2018"),
        (Kind.CONTROL, "../2018-09-23", "on or before 23 September 2018"),
        (Kind.CLAIM, "2018-09-23", "on 23 September 2018"),
    ],
)
def test_a_claim_with_an_open_start_is_of_its_day(kind: Kind, date: str, text: str) -> None:
    assert describe_when(News(kind, "west", parse_window(date)), WORDS) == text


@pytest.mark.parametrize(
    ("names", "most", "text"),
    [
        ("", 3, ""),
        ("A", 3, "A"),
        ("AA", 3, "A"),
        ("AB", 3, "A and B"),
        ("ABC", 3, "A, B and C"),
        ("ABCA", 3, "A, B and C"),
        ("ABCD", 3, "A, B, C and 1 more"),
        ("ABCDE", 2, "A, B and 3 more"),
    ],
)
def test_names_are_listed_once_and_counted_beyond_the_limit(names: str, most: int, text: str) -> None:
    assert join_names(names, WORDS, most) == text
    if most == 3:
        assert join_names(names, WORDS) == text


DISPUTED = """\
id,place,force,status,from,to,standing,by,reported,retracted,contradicts,sources,note
claim,west,army,control,2017-11-19,,,,2018-03-01,,,early,
denial,west,guards,control,2017-11-19,,,,2018-03-09,2018-03-20,claim,late,
"""


@pytest.mark.parametrize(
    ("day", "ending"),
    [
        ("2018-03-08", "other accounts differ"),
        ("2018-03-09", "Late Post contradicted this"),
        ("2018-03-19", "Late Post contradicted this"),
        ("2018-03-20", "other accounts differ"),
    ],
)
def test_who_contradicts_is_named_while_the_denial_stands(tmp_path: Path, day: str, ending: str) -> None:
    changes = {"records.csv": DISPUTED, "sources.csv": SOURCES, "events.csv": None}
    atlas = read_atlas(write_atlas(tmp_path, pieces(**changes)))
    group = [news_of(atlas, "claim", standing=Standing.DISPUTED)]
    text = describe_attribution(atlas, group, "It fell", WORDS, parse_day(day))
    assert text == f"It fell, according to Early Bird; {ending}"
    assert find_news(atlas, KNOWN)


def test_a_speaker_is_named_with_the_first_day_and_the_outlets(atlas: Atlas) -> None:
    def speaker(record: str) -> str:
        return name_speaker(atlas, atlas.records_in([row_of(atlas, record)])[0], WORDS)

    def outlets(record: str) -> str:
        return name_outlets(atlas, atlas.records_in([row_of(atlas, record)])[0], WORDS)

    assert speaker("three") == WORDS.format(
        "speaker_on", by="Late Post, Middle, Early Bird", date="1 March 2018"
    )
    assert speaker("spoken").startswith("A spokesman (Late Post)")
    assert outlets("three") == ""
    assert outlets("spoken") == "Late Post, Middle"


EVENTS = """\
id,date,place,lon,lat,title,text,kind,standing,by,sources,from_force,to_force
sure,2018-03-02,gate,,,Sure,,,,,late;early,,
unsure,2018-03-02,gate,,,Unsure,,,,,early,,
spoken,2018-03-02,gate,,,Spoken,,,,An officer,late,,
future,2018-03-02,gate,,,Future,,,,,future,,
"""


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ("sure", "Sure (2 March 2018)"),
        ("unsure", "Unsure (2 March 2018, according to Early Bird)"),
        ("spoken", "Spoken (2 March 2018, according to an officer)"),
        ("future", "Future (2 March 2018)"),  # nobody has said so yet
    ],
)
def test_an_event_is_attributed_unless_it_is_confirmed(tmp_path: Path, event: str, sentence: str) -> None:
    changes = {"records.csv": RECORDS, "sources.csv": SOURCES, "events.csv": EVENTS}
    atlas = read_atlas(write_atlas(tmp_path, pieces(**changes)))
    news = {item.event.id: item for item in find_news(atlas, parse_day("2019-03-01")) if item.event}
    assert describe_news(atlas, (news[event],), WORDS, KNOWN) == sentence
