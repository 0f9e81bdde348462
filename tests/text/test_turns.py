"""Turns in a film, and how many sentences a caption has: from facts made by hand."""

from dataclasses import replace

import pytest

from atlas.history.changes_of_control import ChangeOfControl
from atlas.history.news import Kind, News
from atlas.history.news_choice import Visible
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_window
from atlas.model.translated_text import Text
from atlas.model.vocabulary import Shape, Standing, Status
from atlas.request.request import parse_request
from text.alt_text import MOST_CHARACTERS, MOST_IN_CAPTION, write_alt, write_caption, write_film_alt
from text.news import find_speakers
from text.picture_facts import PictureFacts
from text.translations import load_words
from text.turns import describe_turns, list_turns

EN = load_words("en")


def turn(
    place: str, when: str, after: str, before: str = "", standing: Standing = Standing.CONFIRMED
) -> News:
    names = {"after": tuple(filter(None, [after])), "before": tuple(filter(None, [before]))}
    return News(Kind.CONTROL, place, parse_window(when), status=Status.CONTROL, standing=standing, **names)


def back_and_forth(place: str, count: int = 2) -> list[News]:
    """Return that many turns of a place between two forces, the latest first."""
    sides = ("league", "council")
    turns = [turn(place, f"2020-0{n + 1}-01", sides[n % 2], sides[(n + 1) % 2]) for n in range(count)]
    return turns[::-1]


@pytest.mark.parametrize(("count", "listed"), [(1, False), (2, True), (4, True), (5, False)])
@pytest.mark.parametrize("place", ["hills", "bridge"])
def test_places_with_two_to_four_turns_are_listed_from_the_first(
    starter: Atlas, place: str, count: int, listed: bool
) -> None:
    news = back_and_forth(place, count)
    assert list_turns(starter, news) == ({place: tuple(news[::-1])} if listed else {})


def test_a_site_is_left_out_only_within_a_listed_zone(starter: Atlas) -> None:
    bridge = starter.places["bridge"].geometry
    zones = [place.id for place in starter.places.values() if place.shape is Shape.ZONE]
    around = next(zone for zone in zones if starter.places[zone].geometry.covers(bridge))
    elsewhere = next(zone for zone in zones if not starter.places[zone].geometry.intersects(bridge))
    both = [*back_and_forth("bridge"), *back_and_forth(around)]
    assert list(list_turns(starter, both)) == [around]
    apart = [*back_and_forth("bridge"), *back_and_forth(elsewhere)]
    assert list(list_turns(starter, apart)) == ["bridge", elsewhere]


def test_a_place_without_a_holder_in_between_is_not_listed(starter: Atlas) -> None:
    news = [turn("hills", "2020-02-01", "", "league"), turn("hills", "2020-01-01", "league", "council")]
    assert list_turns(starter, news) == {}


def test_turns_are_one_sentence(starter: Atlas) -> None:
    turns = back_and_forth("hills", 2)[::-1]
    place, council = "The hills", "the Northern Council"
    sentence = (
        f"passed from {council} to the Southern League on 1 January 2020 and to {council} on 1 February 2020"
    )
    assert describe_turns(starter, turns, EN, 0) == f"{place} {sentence}"
    brief = "passed from Council to League on 1 January 2020 and to Council on 1 February 2020"
    assert describe_turns(starter, turns, EN, 0, brief=True) == f"{place} {brief}"
    from_nobody = [replace(turns[0], before=()), turns[1]]
    assert describe_turns(starter, from_nobody, EN, 0, brief=True).startswith(
        f"{place} passed to League on 1"
    )


def test_a_turn_that_is_not_confirmed_names_who_says_so(starter: Atlas) -> None:
    row = starter.records["place"].tolist().index("hills")
    turns = [
        turn("hills", "2020-01-01", "league", "council"),
        replace(turn("hills", "2020-02-01", "council", "league", Standing.REPORTED), rows=(row,)),
    ]
    (speaker,) = find_speakers(starter, turns[1:], EN, starter.latest_source)
    sentence = describe_turns(starter, turns, EN, starter.latest_source)
    assert sentence.count(speaker) == 1
    assert sentence.partition("1 January 2020")[2].count(speaker) == 1
    sure = [replace(item, standing=Standing.CONFIRMED) for item in turns]
    assert speaker not in describe_turns(starter, sure, EN, starter.latest_source)


def facts_of(atlas: Atlas, count: int, name: str = "P", **options: str) -> PictureFacts:
    """Return facts of a picture of two days in which so many places passed to one force each."""
    request = parse_request(atlas, {"compare": "2020-01-05", "date": "2020-10-01", **options})
    places = [replace(atlas.places["hills"], name=Text(f"{name}{n}", {})) for n in range(count)]
    changes = tuple(ChangeOfControl((place,), (), ("league",)) for place in places)
    nothing = frozenset[str]()
    return PictureFacts(atlas, request, nothing, Visible(nothing, nothing), changes=changes)


@pytest.mark.parametrize(
    ("count", "end"),
    [
        (0, "No place on this map changed hands between the two dates."),
        (1, "P0: now held by the Southern League."),
        (3, "P2: now held by the Southern League."),
        (4, "P2: now held by the Southern League. And 1 more."),
        (9, "P2: now held by the Southern League. And 6 more."),
    ],
)
def test_a_caption_has_three_changes_and_counts_the_rest(starter: Atlas, count: int, end: str) -> None:
    caption = write_caption(facts_of(starter, count))
    assert caption.startswith("Example Island, 5 January 2020 – 1 October 2020. ")
    assert caption.endswith(end)
    assert caption.count("now held by") == min(count, 3)


def test_changes_for_which_there_is_no_room_are_counted(starter: Atlas) -> None:
    alt = write_alt(facts_of(starter, 3, "A place with a rather long name, number "))
    assert len(alt) <= MOST_CHARACTERS
    assert alt.count("now held by") == 2
    assert alt.endswith("And 1 more.")
    none = write_alt(facts_of(starter, 2, "A very long name " * 20))
    assert none == "Two maps of Example Island, 5 January 2020 and 1 October 2020."


@pytest.mark.parametrize("length", range(20, 45))
def test_a_text_may_have_exactly_as_many_characters_as_allowed(starter: Atlas, length: int) -> None:
    name = "N" * length
    parts = [f"{name}{n}: now held by the Southern League." for n in range(2)]
    whole = " ".join(["Two maps of Example Island, 5 January 2020 and 1 October 2020.", *parts])
    alt = write_alt(facts_of(starter, 2, name))
    assert (alt == whole) == (len(whole) <= MOST_CHARACTERS)


def test_a_change_is_in_a_caption_that_is_exactly_as_long_as_allowed(starter: Atlas) -> None:
    spare = MOST_IN_CAPTION - len(write_caption(facts_of(starter, 1, "")))
    full = write_caption(facts_of(starter, 1, "n" * spare))
    assert len(full) == MOST_IN_CAPTION
    assert full.endswith(f"{'n' * spare}0: now held by the Southern League.")
    head = "Example Island, 5 January 2020 – 1 October 2020."
    assert write_caption(facts_of(starter, 1, "n" * (spare + 1))) == head


@pytest.mark.parametrize(
    ("place", "has_sentence"),
    [
        ("old-market", False),  # a site in the zone with several turns
        ("harbour", True),  # a site elsewhere
        ("hills", True),
        ("harbour-circle", True),
    ],
)
def test_a_film_leaves_out_only_sites_of_the_zones_whose_turns_it_lists(
    starter: Atlas, monkeypatch: pytest.MonkeyPatch, place: str, has_sentence: bool
) -> None:
    news = [turn(place, "2020-03-01", "rangers"), *back_and_forth("old-town")]
    monkeypatch.setattr("text.alt_text.list_news_between", lambda *_: news)
    alt = write_film_alt(facts_of(starter, 0), 0, 1)
    assert "The old town passed from" in alt
    assert alt.count("the old town") == 0, "each of its turns is in that sentence"
    assert ("Hill Rangers took control" in alt) is has_sentence
