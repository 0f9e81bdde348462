"""News of a picture: one rule picks it, and the sentences are as certain as the records."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.history.news import REACH_DAYS, Kind, News, find_news
from atlas.history.news_choice import group_news, pick_news, turning_days
from atlas.history.value_tracks import value_on
from atlas.model.atlas import Atlas
from atlas.model.dates.calendar import date_of
from atlas.model.edtf_dates import FOREVER, format_day, parse_day, parse_window
from atlas.model.vocabulary import Shape, Status
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from layers.still.facts import find_facts
from outputs.embed.article import lead_on
from outputs.player.payload import Canvas, compile_map
from tests.atlases import FAMILIES, FORCES, edit, pieces, write_atlas
from tests.pictures import alt_of, caption_of
from text.news import describe_news
from text.speakers import name_origin
from text.translations import load_words

WEST = News(Kind.CONTROL, "west", parse_window("2018-06-20"), after=("army",), status=Status.CONTROL)


def dated(item: News, text: str, kind: Kind = Kind.CONTROL, place: str = "west") -> News:
    return replace(item, when=parse_window(text), kind=kind, place=place)


def picked(news: list[News], day: str) -> list[str]:
    return [f"{item.kind.name} {item.when.text}" for item in pick_news(news, parse_day(day))]


def test_control_comes_before_fighting_status_claims_and_events_and_the_newest_first() -> None:
    news = [
        dated(WEST, "2018-06-30", Kind.EVENT),
        dated(WEST, "2018-06-29", Kind.CLAIM),
        dated(WEST, "2018-06-28", Kind.STATUS),
        dated(WEST, "2018-06-27", Kind.FIGHTING),
        dated(WEST, "2018-06-10"),
        dated(WEST, "2018-06-20"),
    ]
    assert picked(news, "2018-06-30") == [
        "CONTROL 2018-06-20",
        "CONTROL 2018-06-10",
        "FIGHTING 2018-06-27",
        "STATUS 2018-06-28",
        "CLAIM 2018-06-29",
        "EVENT 2018-06-30",
    ]
    event_news = dated(WEST, "2018-06-20/2018-06-21", Kind.EVENT)
    event = replace(event_news, event=object())  # type: ignore[arg-type]
    choice = pick_news([*news, event], parse_day("2018-06-30"))
    assert event not in choice, "of the place and time of a change that is told"


def test_older_news_is_used_only_if_there_is_none_new() -> None:
    news = [dated(WEST, "2018-06-01"), dated(WEST, "2018-06-20", Kind.EVENT, "east")]
    assert picked(news, "2018-06-30") == ["CONTROL 2018-06-01", "EVENT 2018-06-20"]
    assert picked(news, "2018-07-01") == ["EVENT 2018-06-20"], f"{REACH_DAYS} days later it is no news"
    assert picked(news, "2018-09-01") == ["EVENT 2018-06-20"], "the newest of any kind"
    assert picked(news, "2018-05-31") == []


def test_a_window_that_is_open_is_no_newer_than_its_first_day() -> None:
    news = [dated(WEST, "2018-06-17/2018-06-24"), dated(WEST, "../2018-06-17")]
    assert picked(news, "2018-06-18") == ["CONTROL ../2018-06-17", "CONTROL 2018-06-17/2018-06-24"]
    vague = [dated(WEST, "2017/2018-06-20"), dated(WEST, "2018-06-01")]
    assert picked(vague, "2018-06-25")[0] == "CONTROL 2018-06-01"


def texts(atlas: Atlas, view: str, date: str, lang: str = "en", **more: str) -> tuple[str, str]:
    request = parse_request(atlas, {"view": view, "date": date, "lang": lang, **more})
    return alt_of(atlas, request), caption_of(atlas, request)


OBSERVATORY = "the Syrian Observatory for Human Rights"
EXAMPLES = [
    # view, day, parts of the caption: who, where, from whom, when, and according to whom
    ("deir-ez-zor", "2014-08-01", ["ISIS took over", "Deir ez-Zor city", "from rebels on 14 July 2014"]),
    (
        "albu-kamal",
        "2017-11-12",
        ["ISIS took over Albu Kamal town", "between 10 and 13 November 2017, Reuters"],
    ),
    ("albu-kamal", "2017-11-12", ["Iraqi Popular Mobilisation Forces", "according to Hezbollah"]),
    (
        "albu-kamal",
        "2017-11-08",
        ["a commander in the pro-Assad alliance", f"; {OBSERVATORY} contradicted this"],
    ),
    ("golan-hauran", "2018-07-10", ["took over the Nassib crossing", "from rebels on 6 July 2018."]),
    ("golan-hauran", "2018-10-01", ["had no forces in the area within 140 km of the Alpha line"]),
    ("golan-hauran", "2018-10-01", ["as of 23 September 2018, according to Igor Konashenkov"]),
    (
        "south-and-east",
        "2020-12-17",
        ["The Fifth Corps took over border points near Albu Kamal from Kata’ib"],
    ),
    (
        "south-and-east",
        "2020-12-17",
        ["Harakat al-Nujaba and Harakat al-Abdal on or before 17 December 2020"],
    ),
    ("albu-kamal", "2020-12-18", [f"on or before 17 December 2020, {OBSERVATORY} reported."]),
    ("golan-hauran", "2021-07-15", ["under siege in Daraa al-Balad between 24 and 25 June 2021"]),
    ("albu-kamal", "2018-06-09", [f"fighting for control of Albu Kamal town on 8 June 2018, {OBSERVATORY}"]),
]


@pytest.mark.parametrize(("view", "date", "facts"), EXAMPLES)
def test_captions_of_the_examples_have_the_facts(
    default_atlas: Atlas, view: str, date: str, facts: list[str]
) -> None:
    _, caption = texts(default_atlas, view, date)
    assert not [fact for fact in facts if fact not in caption], caption


@pytest.mark.parametrize(
    ("view", "date", "first"),
    [
        ("albu-kamal", "2020-12-17", "The Fifth Corps"),
        ("south-and-east", "2020-12-18", "The Fifth Corps"),
        ("albu-kamal", "2018-06-09", "ISIS began fighting"),
        ("golan-hauran", "2021-07-15", "Local groups of former rebels came under siege"),
        ("golan-hauran", "2018-10-01", "Iran-aligned"),
    ],
)
def test_caption_alt_and_embed_lead_with_the_same(
    default_atlas: Atlas, view: str, date: str, first: str
) -> None:
    alt, caption = texts(default_atlas, view, date)
    request = parse_request(default_atlas, {"view": view, "date": date})
    payload = compile_map(default_atlas, request, Canvas(700, 420, 0.04, 1.0))
    assert caption.split(". ")[1].startswith(first)
    assert alt.split(". ")[2].startswith(first)
    assert lead_on(payload, request.date).startswith(first)


@pytest.mark.parametrize(
    ("view", "date", "facts"),
    [
        ("deir-ez-zor", "2014-08-01", ["من فصائل المعارضة إلى داعش في 14 تموز 2014"]),
        ("albu-kamal", "2017-11-12", ["من الحكومة السورية إلى داعش بين 10 و13 تشرين الثاني 2017"]),
        (
            "south-and-east",
            "2020-12-17",
            ["نقاط حدودية قرب البوكمال", "في 17 كانون الأول 2020 أو قبله"],
        ),
        ("albu-kamal", "2018-06-09", ["بدأ قتال داعش", "في 8 حزيران 2018"]),
    ],
)
def test_captions_in_arabic_have_the_facts(
    default_atlas: Atlas, view: str, date: str, facts: list[str]
) -> None:
    _, caption = texts(default_atlas, view, date, "ar")
    assert not [fact for fact in facts if fact not in caption], caption


@pytest.mark.parametrize("view", ["albu-kamal", "golan-hauran"])
def test_the_player_leads_with_the_same_news_on_every_day(default_atlas: Atlas, view: str) -> None:
    request = parse_request(default_atlas, {"view": view})
    payload = compile_map(default_atlas, request, Canvas(700, 420, 0.04, 1.0))
    facts = find_facts(default_atlas, replace(request, plain=True, size="700x420"))
    words = load_words("en")
    news = find_news(default_atlas, request.known)
    for day in turning_days(news)[::7]:
        group = next(iter(group_news(default_atlas, pick_news(filter(facts.visible.shows, news), day))), ())
        sentence = f"{describe_news(default_atlas, group, words, request.known)}." if group else ""
        assert payload["news"]["sentences"][value_on(payload["news"]["track"], day)] == sentence, format_day(
            day
        )


def find_days(text: str) -> set[str]:
    """Return the days that a text names with their month and year."""
    months = {name: number for number, name in enumerate(load_words("en").months(), 1)}
    dates = re.findall(rf"\b(\d{{1,2}}) ({'|'.join(months)}) (\d{{4}})", text)
    return {f"{year}-{months[month]:02}-{int(day):02}" for day, month, year in dates}


def test_no_text_names_a_day_that_is_in_no_record(default_atlas: Atlas) -> None:
    """For everything that ever happened: its sentence names only days in the dates of its records."""
    words, known = load_words("en"), default_atlas.latest_source
    for item in find_news(default_atlas, known):
        written = set(re.findall(r"\d{4}-\d\d-\d\d", item.when.text))
        days = find_days(describe_news(default_atlas, (item,), words, known))
        title = find_days(item.event.title.default) if item.event else set()
        assert days - title <= written, item.when.text
        if item.when.open:
            sentence = describe_news(default_atlas, (item,), words, known)
            assert re.search(r"on or before|in or before|as of|or before", sentence), sentence
        if item.when.earliest < item.when.latest < FOREVER and not item.event:
            sentence = describe_news(default_atlas, (item,), words, known)
            assert re.search(r"between|around| in ", sentence), sentence


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_claims_and_reports_name_their_speaker(default_atlas: Atlas, lang: str) -> None:
    words, known = load_words(lang), default_atlas.latest_source
    attributed = {"en": ("reported", "according to", "said"), "ar": ("وفق", "بحسب")}[lang]
    for item in find_news(default_atlas, known):
        sentence = describe_news(default_atlas, (item,), words, known)
        if item.standing == "confirmed" and not item.event:
            assert not any(f", {word}" in sentence for word in attributed), sentence
        elif not item.event:
            assert any(word in sentence for word in attributed), sentence
        assert "KH" not in sentence.split()
        assert "possibly" not in sentence
        assert date_of(item.when.earliest)


RIVALS = """\
id,place,force,status,from,to,by,contradicts,sources
west-army,west,army,control,2017-11-19,2018-01-20,army,west-guards,state-news
west-guards,west,guards,control,2017-11-25,,iran,,wire
east-army,east,army,control,2017-11-19,2018-01-20,,,observer;wire
east-guards,east,guards,control,2017-11-25,,,,observer;wire
"""


def test_two_who_both_claim_a_place_do_not_share_it(tmp_path: Path) -> None:
    rows = [line.split(",") for line in FORCES.strip().split("\n")]
    named = zip(rows, ("in_text", "the Army", "", ""), strict=True)
    forces = "\n".join(",".join([*row[:3], text, *row[3:]]) for row, text in named)
    families = edit(edit(FAMILIES, "colour", "colour,side"), "#edaf53", "#edaf53,Iran")
    families = edit(families, "#e5dcbb", "#e5dcbb,")
    changes = {"records.csv": RIVALS, "forces.csv": forces, "families.csv": families, "events.csv": None}
    atlas = read_atlas(write_atlas(tmp_path, pieces(**changes)))
    words, known = load_words("en"), parse_day("2018-12-31")
    news = find_news(atlas, known)
    sentences = {(item.place, item.when.text): describe_news(atlas, (item,), words, known) for item in news}
    denied = ", according to Iran; the Army contradicted this"
    assert sentences["west", "2017-11-25"] == f"Guards took control of West on 25 November 2017{denied}"
    assert sentences["west", "2018-01-20"].startswith(
        "The Army ceased to hold West on 20 January 2018, according"
    )
    together = "Guards began to share control of East with the Army on 25 November 2017"
    assert sentences["east", "2017-11-25"] == together
    assert sentences["east", "2018-01-20"] == "The Army ceased to share control of East on 20 January 2018"


def test_those_who_begin_to_fight_for_a_place_are_named_together(starter: Atlas) -> None:
    news = pick_news(find_news(starter, starter.latest_source), parse_day("2020-09-20"))
    fights = [group for group in group_news(starter, news) if group[0].status is Status.CONTESTED]
    (sentence,) = (describe_news(starter, group, load_words("en"), starter.latest_source) for group in fights)
    both = "The Northern Council and the Southern League began fighting for control of the old town"
    assert sentence == f"{both} on 14 September 2020, Island Gazette reported"


def test_a_speaker_is_named_without_the_outlet(default_atlas: Atlas) -> None:
    known = default_atlas.latest_source
    for lang in ("en", "ar"):
        words = load_words(lang)
        sentences = [
            describe_news(default_atlas, (item,), words, known) for item in find_news(default_atlas, known)
        ]
        assert not [text for text in sentences if " via " in text]
        assert not [text for text in sentences if re.search("وقال |وغيرها غير", text)], (
            "verbs agree with their speaker"
        )
    words, sources = load_words("en"), default_atlas.sources.values()
    origins = {source.publisher.default: name_origin(source, words) for source in sources}
    assert origins["Reuters via OANN"] == "Reuters"
    assert origins["Naharnet (AFP)"] == "Naharnet (AFP)", "whose word it is"


def test_news_of_a_zone_includes_that_of_a_site_in_it(default_atlas: Atlas) -> None:
    """Who came says it; of who left, only where the same forces did."""
    places = default_atlas.places.values()
    zone, site = next(
        (zone.id, site.id)
        for zone in places
        for site in places
        if (zone.shape, site.shape) == (Shape.ZONE, Shape.SITE) and zone.geometry.covers(site.geometry)
    )

    def count(around: News, within: News) -> int:
        return len(list(group_news(default_atlas, [around, within])))

    came = replace(dated(WEST, "2018-06-20", place=zone), after=("gov",), before=("isis",))
    assert count(came, replace(came, place=site, before=("rebels",))) == 1
    assert count(came, replace(came, place=site, after=("sdf",))) == 2
    assert count(came, replace(came, place=site, when=parse_window("2018-06-21"))) == 2
    left = replace(came, after=())
    assert count(left, replace(left, place=site)) == 1
    assert count(left, replace(left, place=site, before=("rebels",))) == 2
