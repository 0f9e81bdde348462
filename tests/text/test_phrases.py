"""Phrases, value by value: speakers, outlets, numbers, months, ages, and what a picture leaves out."""

from dataclasses import replace

import pytest

from atlas.history.changes_of_control import ChangeOfControl
from atlas.history.news import Kind, News
from atlas.model.atlas import Atlas, Record
from atlas.model.edtf_dates import UNENDED, parse_day, parse_window
from atlas.model.translated_text import NO_TEXT, Text
from atlas.request.request import parse_request
from text.changes_of_control import describe_change
from text.evidence_age import name_ages
from text.news import find_speakers, join_names
from text.provenance import (
    describe_hidden,
    describe_narrowing,
    format_size,
    sources_to,
    title_of,
    write_provenance,
)
from text.speakers import name_origin, name_outlets, name_speaker
from text.translations import load_words

EN, AR = load_words("en"), load_words("ar")


def rename(atlas: Atlas, **publishers: str) -> Atlas:
    """Return the starter atlas with other publishers; keys are ids with _ for -."""
    sources = dict(atlas.sources)
    for key, name in publishers.items():
        own = key.replace("_", "-")
        sources[own] = replace(sources[own], publisher=Text(name, {}))
    return replace(atlas, sources=sources)


def claim(atlas: Atlas, *sources: str, by: str = "") -> Record:
    """Return a record with these sources and this speaker."""
    (record,) = atlas.records_in([0])
    return replace(record, sources=sources, by=Text(by, {}) if by else NO_TEXT)


def test_a_speaker_is_named_with_the_earliest_day(starter: Atlas) -> None:
    both = claim(starter, "wire-january", "gazette-january", "wire-march")
    assert name_speaker(starter, both, EN) == "Sea Wire, Island Gazette, 2 January 2020"
    assert name_speaker(starter, replace(both, by=Text("A guide", {})), EN) == "A guide, 2 January 2020"
    relayed = claim(starter, "radio-october")
    assert name_speaker(starter, relayed, EN) == "Southern League, 7 October 2020"
    undated = {"wire-january": replace(starter.sources["wire-january"], published=None)}
    older = replace(starter, sources={**starter.sources, **undated})
    assert name_speaker(older, claim(starter, "wire-january"), EN) == "Sea Wire"
    assert name_speaker(older, claim(starter, "wire-january", "wire-march"), EN) == "Sea Wire, 11 March 2020"


def test_outlets_are_those_that_are_not_the_speaker(starter: Atlas) -> None:
    sources = ("wire-january", "gazette-january", "league-october", "radio-october")
    assert name_outlets(starter, claim(starter, *sources), EN) == ""
    assert name_outlets(starter, claim(starter, *sources, by="A guide"), EN) == "Sea Wire, Island Gazette"
    assert name_outlets(starter, claim(starter, *sources[2:], by="Southern League"), EN) == "Radio Harbour"
    several = claim(starter, *sources[2:], by="A guide; Southern League")
    assert name_outlets(starter, several, EN) == "Radio Harbour"


@pytest.mark.parametrize(
    ("publisher", "outlets"),
    [
        ("SL", ""),
        ("SL (statement)", ""),
        ("SL via Sea Wire", ""),
        ("SLA", "SLA"),
        ("Sea Wire (AFP)", "Sea Wire"),
        ("Sea Wire via Radio", "Sea Wire"),
    ],
)
def test_a_publisher_with_the_initials_of_the_speaker_is_the_speaker(
    starter: Atlas, publisher: str, outlets: str
) -> None:
    atlas = rename(starter, wire_march=publisher)
    assert name_outlets(atlas, claim(atlas, "wire-march", by="Southern League"), EN) == outlets


def test_one_initial_is_no_name(starter: Atlas) -> None:
    atlas = rename(starter, wire_march="S")
    assert name_outlets(atlas, claim(atlas, "wire-march", by="Someone nearby"), EN) == "S"


def test_an_origin_is_named_without_where_it_was_found(starter: Atlas) -> None:
    def origin(publisher: str) -> str:
        return name_origin(replace(starter.sources["wire-march"], publisher=Text(publisher, {})), EN)

    assert origin("Reuters via OANN via Yahoo") == "Reuters"
    assert origin("Naharnet (AFP)") == "Naharnet (AFP)"


@pytest.mark.parametrize(
    ("documents", "origins", "english"),
    [
        (1, 1, "1 independent source"),
        (2, 2, "2 independent sources"),
        (2, 1, "1 independent source (quoted by 1 other)"),
        (5, 3, "3 independent sources (quoted by 2 others)"),
    ],
)
def test_sources_are_counted_with_their_relays(documents: int, origins: int, english: str) -> None:
    assert EN.count_sources(documents, origins) == english


def test_months_begin_with_january_and_weeks_with_sunday() -> None:
    assert EN.months()[:2] + EN.months()[-1:] == ["January", "February", "December"]
    assert EN.months(short=True)[0] == "Jan"
    assert len(EN.months()) == 12
    week = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    assert EN.weekdays() == week
    assert AR.weekdays()[0] == "الأحد"


def test_days_and_numbers_are_written_as_a_language_does() -> None:
    day = parse_day("2020-12-17")
    assert EN.long_day(day) == "Thursday 17 December 2020"
    assert (EN.day(day), EN.short_day(day)) == ("17 December 2020", "17 Dec 2020")
    assert EN.number(1234567.5) == AR.number(1234567.5) == "1,234,567.5"
    assert load_words("fr").number(1234.5) == "1,234.5", "there are no French phrases, so it is English"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Local residents", "local residents"),
        ("The Observatory", "the Observatory"),
        ("A Russian Ministry", "a Russian Ministry"),
        ("General command, Deraa", "the general command, Deraa"),
        ("Russian Ministry of Defence", "the Russian Ministry of Defence"),
        ("Reuters", "Reuters"),
        ("Igor Konashenkov, Russian Ministry of Defence", "Igor Konashenkov, Russian Ministry of Defence"),
        ("Igor Konashenkov (Ministry)", "Igor Konashenkov (Ministry)"),
        ("the army", "the army"),
    ],
)
def test_a_speaker_in_a_sentence_has_its_article(name: str, sentence: str) -> None:
    assert EN.in_sentence(name) == sentence


def test_a_record_whose_end_is_unknown_is_attested(starter: Atlas) -> None:
    (record,) = starter.records_in([0])
    ended = {
        "2020-12": "until December 2020",
        "2020-12-01/2020-12-08": "ended between 1 and 8 December 2020",
        "2020-12-08/..": "until at least 8 December 2020, end date unknown",
    }
    for text, english in ended.items():
        assert EN.until(replace(record, end=parse_window(text))) == english
    assert EN.until(replace(record, end=UNENDED)) == "no end date reported"


def test_ages_are_named_from_the_newest(starter: Atlas) -> None:
    names = name_ages(starter, EN)
    assert [name.translate({ord("–"): " to "}) for name in names] == [
        EN.format("age_within", n=90),
        EN.format("age_between", first=91, last=180),
        EN.format("age_between", first=181, last=365),
        EN.format("age_over", n=365),
    ]


@pytest.mark.parametrize(
    ("names", "most", "listed"),
    [
        ([], 3, ""),
        (["A"], 3, "A"),
        (["A", "B"], 3, "A and B"),
        (["A", "B", "A"], 3, "A and B"),
        (["A", "B", "C"], 3, "A, B and C"),
        (["A", "B", "C", "D", "E"], 3, "A, B, C and 2 more"),
        (["A", "B"], 1, "A and 1 more"),
    ],
)
def test_names_are_listed_up_to_a_limit(names: list[str], most: int, listed: str) -> None:
    assert join_names(names, EN, most) == listed


def test_a_title_is_the_requests_or_the_views(starter: Atlas) -> None:
    assert title_of(starter, parse_request(starter, {})) == "Who holds what on Example Island"
    assert title_of(starter, parse_request(starter, {"title": "My map"})) == "My map"


def test_a_size_is_in_px_or_on_paper_in_mm(starter: Atlas) -> None:
    assert format_size(parse_request(starter, {"size": "640x400"})) == "640 × 400 px"
    assert format_size(parse_request(starter, {"size": "85x110", "unit": "mm"})) == "85 × 110 mm"


def test_excluded_sources_are_named_with_their_day(starter: Atlas) -> None:
    request = parse_request(starter, {"without": "wire-march,gazette-june", "side": "southern"})
    assert describe_narrowing(starter, request) == [
        "According to Southern",
        "Excluding Island Gazette (30 Jun 2020), Sea Wire (11 Mar 2020)",
    ]
    assert describe_narrowing(starter, parse_request(starter, {})) == []
    undated = {"wire-march": replace(starter.sources["wire-march"], published=None)}
    atlas = replace(starter, sources={**starter.sources, **undated})
    assert describe_narrowing(atlas, replace(request, side=(), without=("wire-march",))) == [
        "Excluding Sea Wire"
    ]


def test_hidden_forces_are_named_up_to_three(default_atlas: Atlas) -> None:
    forces = list(default_atlas.forces)

    def hidden(*names: str) -> list[str]:
        return describe_hidden(default_atlas, replace(parse_request(default_atlas, {}), hide=names))

    def short(force: str) -> str:
        return default_atlas.forces[force].short.translate("en")

    three = [f"force.{force}" for force in forces[:3]]
    listed = ", ".join(map(short, forces[:3]))
    assert hidden() == []
    assert hidden("force.nobody") == []
    assert hidden(*three) == [f"Not shown: {listed}"]
    five = [*three, f"force.{forces[3]}", f"force.{forces[4]}"]
    assert hidden(*five) == [f"Not shown: {listed}, and 2 more"]


def test_the_brief_line_has_no_sources_and_the_short_note_of_borders(starter: Atlas) -> None:
    noted = replace(starter.policies["de-facto"], note=Text("Long note.", {}), short=Text("Note.", {}))
    atlas = replace(starter, policies={"de-facto": noted})
    request = parse_request(atlas, {"date": "2020-09-20", "known": "2020-10-08"})
    known = f"Latest source 7 Oct 2020 · Information as of 8 Oct 2020 · v{atlas.version[:7]}"
    credit = "Invented for Marchland"
    assert write_provenance(atlas, request) == [f"Showing 20 Sept 2020 · {known}", credit, "Long note."]
    assert write_provenance(atlas, request, brief=True) == ["Showing 20 Sept 2020", credit, "Note."]
    assert write_provenance(atlas, request, short=True)[2] == "Note."
    assert write_provenance(atlas, request, chosen=False)[1:] == [credit]
    bare = replace(atlas, meta=replace(atlas.meta, credit=NO_TEXT))
    assert write_provenance(bare, request)[1:] == ["Long note."]
    compared = replace(request, compare=parse_day("2020-09-01"))
    assert write_provenance(atlas, compared)[0].startswith("Showing 1 Sept 2020 – 20 Sept 2020 · ")


def test_the_latest_source_is_the_newest_that_counts(starter: Atlas) -> None:
    request = parse_request(starter, {"known": "2020-10-07"})
    assert sources_to(starter, request) == parse_day("2020-10-07")
    assert sources_to(starter, replace(request, known=parse_day("2020-10-06"))) == parse_day("2020-10-06")
    # Without the statement of the League, nothing counts that relays it.
    without = replace(request, without=("league-october",))
    assert sources_to(starter, without) == parse_day("2020-09-15")
    assert sources_to(starter, replace(request, known=0)) == 0


CHANGE = ChangeOfControl((), ("council",), ("league",))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Hills: passed from the Northern Council to the Southern League"),
        ({"before": ()}, "Hills: now held by the Southern League"),
        ({"after": ()}, "Hills: no longer held by the Northern Council"),
        (
            {"sure_before": False},
            "Hills: passed from the Northern Council (uncertain) to the Southern League",
        ),
        ({"sure_after": False}, "Hills: passed from the Northern Council to the Southern League (uncertain)"),
        (
            {"beside": ("rangers",)},
            "Hills: the Southern League replaced the Northern Council, sharing control with the Hill Rangers",
        ),
        (
            {"beside": ("rangers",), "before": ()},
            "Hills: the Southern League joined the Hill Rangers in control",
        ),
        (
            {"beside": ("rangers",), "after": ()},
            "Hills: control no longer shared with the Northern Council, still held by the Hill Rangers",
        ),
        (
            {"rivals_after": True, "after": ("league", "council")},
            "Hills: control now disputed between the Southern League, the Northern Council",
        ),
        (
            {"rivals_before": True},
            "Hills: now held by the Southern League; control was disputed before",
        ),
        ({"rivals_before": True, "after": ()}, "Hills: no longer held by the Northern Council"),
    ],
)
def test_a_change_of_control_is_one_sentence(
    starter: Atlas, changes: dict[str, object], sentence: str
) -> None:
    place = replace(starter.places["hills"], name=Text("Hills", {}))
    change = replace(CHANGE, places=(place,), **changes)  # type: ignore[arg-type]
    assert describe_change(starter, change, EN) == sentence


def test_places_beyond_the_third_are_counted(starter: Atlas) -> None:
    places = tuple(
        replace(starter.places["hills"], name=Text(name, {})) for name in ("A", "B", "C", "D", "E")
    )
    texts = {
        count: describe_change(starter, replace(CHANGE, places=places[:count], before=()), EN).partition(":")[
            0
        ]
        for count in (1, 3, 5)
    }
    assert texts == {1: "A", 3: "A, B, C", 5: "A, B, C, and 2 more"}


def test_speakers_are_the_publishers_known_by_the_day(starter: Atlas) -> None:
    def speakers(day: str) -> list[str]:
        record = claim(starter, "wire-january", "gazette-january")
        days = {"wire-january": parse_day("2020-01-05"), "gazette-january": parse_day("2020-01-02")}
        sources = {own: replace(starter.sources[own], published=day) for own, day in days.items()}
        event = replace(starter.events[0], sources=record.sources, by=NO_TEXT, speaker="")
        atlas = replace(starter, sources={**starter.sources, **sources})
        news = News(Kind.EVENT, event.place, event.date, event=event)
        return find_speakers(atlas, (news,), EN, parse_day(day))

    assert speakers("2020-01-01") == []
    assert speakers("2020-01-02") == ["Island Gazette"]
    assert speakers("2020-01-04") == ["Island Gazette"]
    assert speakers("2020-01-05") == ["Island Gazette", "Sea Wire"]


def test_of_more_than_two_speakers_the_first_is_named(starter: Atlas) -> None:
    records = starter.records.copy()
    speakers = ["A guide", "A guard", "A miller"]
    records["by"] = [Text(speakers[row % 3], {}) for row in range(len(records))]
    records["speaker"] = ""
    atlas = replace(starter, records=records)

    def named(*rows: int) -> list[str]:
        item = News(Kind.CONTROL, "hills", parse_window("2020-06"), rows=rows)
        return find_speakers(atlas, (item,), EN, starter.latest_source)

    assert named(0, 1) == ["a guide", "a guard"]
    assert named(0, 3) == ["a guide"]
    assert named(1, 2, 0) == ["a guard", "others"]
