"""Who holds what, in an alt text, from shares made by hand: most, the largest part, the known part."""

from dataclasses import replace
from pathlib import Path

import pytest

from atlas.history.news import Kind, News
from atlas.history.news_choice import Visible
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day, parse_window
from atlas.model.translated_text import NO_TEXT, Text
from atlas.model.vocabulary import Status
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from layers.still.facts import find_facts
from tests.atlases import write_case
from text.alt_text import MOST_CHARACTERS, write_alt, write_film_alt
from text.picture_facts import PictureFacts
from text.translations import load_words

NEWS = (
    (
        News(
            Kind.CONTROL,
            "old-town",
            parse_window("2020-10-02/2020-10-05"),
            after=("league",),
            status=Status.CONTROL,
        ),
    ),
)
HEAD = "Map of Example Island on 8 October 2020. "


@pytest.fixture(scope="module")
def atlas(starter: Atlas) -> Atlas:
    """The starter atlas with six forces, A to F."""
    force = next(iter(starter.forces.values()))
    named = {name: replace(force, id=name, name=Text(name, {}), in_text=NO_TEXT) for name in "ABCDEF"}
    return replace(starter, forces={**starter.forces, **named})


def facts_of(atlas: Atlas, shares: dict[str, float], held: float = 1.0, **options: str) -> PictureFacts:
    nothing = frozenset[str]()
    request = parse_request(atlas, {"date": "2020-10-08", **options})
    return PictureFacts(
        atlas, request, nothing, Visible(nothing, nothing), shares=tuple(shares.items()), share_held=held
    )


@pytest.mark.parametrize(
    ("shares", "held", "sentence"),
    [
        ({}, 0.0, "No force is known to hold territory on this map."),
        ({"A": 1.0}, 1.0, "Nearly all the territory is held by A."),
        ({"A": 1.0}, 0.9, "Nearly all the territory is held by A."),
        ({"A": 1.0}, 0.89, "Most of the territory is held by A."),
        ({"A": 1.0}, 0.5, "The largest part is held by A."),
        ({"A": 1.0}, 0.49, "The largest part whose holder is known is held by A."),
        ({"A": 0.95, "B": 0.05}, 1.0, "Most of the territory is held by A, smaller parts by B."),
        ({"A": 0.6, "B": 0.4}, 1.0, "Most of the territory is held by A, smaller parts by B."),
        ({"A": 0.5, "B": 0.5}, 1.0, "The largest part is held by A, smaller parts by B."),
        ({"A": 0.6, "B": 0.4}, 0.75, "The largest part is held by A, smaller parts by B."),
        (
            {"A": 0.6, "B": 0.4},
            0.5,
            "The largest part whose holder is known is held by A, smaller parts by B.",
        ),
        ({"A": 0.4, "B": 0.3, "C": 0.3}, 1.0, "The largest part is held by A, smaller parts by B and C."),
        (
            {"A": 0.4, "B": 0.2, "C": 0.2, "D": 0.2},
            1.0,
            "The largest part is held by A, smaller parts by B, C and D.",
        ),
        (
            {"A": 0.3, "B": 0.2, "C": 0.2, "D": 0.2, "E": 0.1},
            1.0,
            "The largest part is held by A, smaller parts by B, C, D and others.",
        ),
        (
            {"A": 0.3, "B": 0.2, "C": 0.2, "D": 0.1, "E": 0.1, "F": 0.1},
            1.0,
            "The largest part is held by A, smaller parts by B, C, D and others.",
        ),
    ],
)
def test_the_ground_is_described_by_the_shares_of_its_holders(
    atlas: Atlas, shares: dict[str, float], held: float, sentence: str
) -> None:
    assert write_alt(facts_of(atlas, shares, held)) == HEAD + sentence


def test_nothing_is_said_of_ground_that_is_not_drawn(atlas: Atlas) -> None:
    assert write_alt(facts_of(atlas, {"A": 1.0}, layers="sites")) == HEAD.strip()


def test_a_siege_of_a_force_that_is_not_named_does_not_replace_the_news(atlas: Atlas) -> None:
    facts = facts_of(atlas, {"A": 1.0})
    shows = replace(facts, news=NEWS)
    besieged = replace(shows, besieged=frozenset({"B"}))
    assert write_alt(besieged) == write_alt(shows)
    assert write_alt(shows).startswith(
        f"{HEAD}Nearly all the territory is held by A. The Southern League took"
    )


def test_ages_of_zones_are_counted_from_the_newest(atlas: Atlas) -> None:
    facts = replace(facts_of(atlas, {"A": 1.0}, age="1"), ages=(3, 0, 0, 1, None))
    alt = write_alt(facts)
    assert alt.startswith(HEAD)
    counts = ["2 zones", "1 zone", "1 zone"]
    assert [part.rsplit(": ", 1)[1] for part in alt.split(". ")[2:5]] == counts
    assert "181" not in alt, "no zone is of that age"


@pytest.mark.parametrize(("length", "others"), [(11, "BCD"), (18, "BC"), (35, "B"), (60, "")])
def test_as_many_others_are_named_as_the_news_leaves_room_for(atlas: Atlas, length: int, others: str) -> None:
    names = {name: replace(atlas.forces[name], name=Text(name * length, {})) for name in "ABCDE"}
    long = replace(atlas, forces={**atlas.forces, **names})
    shares = {"A": 0.3, "B": 0.2, "C": 0.2, "D": 0.2, "E": 0.1}
    alt = write_alt(replace(facts_of(long, shares), news=NEWS))
    assert "The Southern League took control of the old town" in alt
    assert "".join(name for name in "BCDE" if name * length in alt) == others
    assert ("smaller parts by" in alt) is bool(others)


def test_shorter_forms_make_room_for_the_news(atlas: Atlas) -> None:
    names = {name: replace(atlas.forces[name], name=Text(name * 30, {})) for name in "ABCDE"}
    long = replace(atlas, forces={**atlas.forces, **names})
    shares = {"A": 0.3, "B": 0.2, "C": 0.2, "D": 0.2, "E": 0.1}
    facts = replace(facts_of(long, shares), news=NEWS)
    alt = write_alt(facts)
    assert len(alt) <= MOST_CHARACTERS
    assert "The Southern League took" in alt
    assert "A" * 30 in alt and "E" * 30 not in alt


def test_a_sentence_is_in_an_alt_text_that_is_exactly_as_long_as_allowed(atlas: Atlas) -> None:
    def write(length: int) -> str:
        named = {"A": replace(atlas.forces["A"], name=Text("A" * length, {}))}
        return write_alt(facts_of(replace(atlas, forces={**atlas.forces, **named}), {"A": 1.0}, age="1"))

    longest = 1 + MOST_CHARACTERS - len(write(1))
    assert len(write(longest)) == MOST_CHARACTERS
    assert write(longest).endswith(f"Nearly all the territory is held by {'A' * longest}.")
    assert "Nearly all" not in write(longest + 1)


@pytest.mark.parametrize("first", ["2020-01-01", "2020-09-01"])
def test_a_film_has_the_changes_of_control_between_its_days_and_no_other_news(
    starter: Atlas, first: str
) -> None:
    everything = Visible(frozenset(starter.places), frozenset(event.id for event in starter.events))
    facts = PictureFacts(starter, parse_request(starter, {}), frozenset(), everything)
    sentences = write_film_alt(facts, parse_day(first), parse_day("2020-12-31"))[:-1].split(". ")[1:]
    june = ["The Hill Rangers took control of the hills in June 2020"] if first < "2020-06" else []
    assert sentences == [
        *june,
        "The Southern League took control of the old town between 2 and 5 October 2020, according to the "
        "Southern League",
    ]


def test_a_holder_is_named_in_few_words_before_it_is_left_out(atlas: Atlas) -> None:
    """The news needs its room: the longer the name of the main holder, the shorter the rest."""

    def write(length: int) -> str:
        named = {"A": replace(atlas.forces["A"], name=Text("A" * length, {}))}
        long = replace(atlas, forces={**atlas.forces, **named})
        return write_alt(replace(facts_of(long, {"A": 1.0}, 0.4), news=NEWS))

    alone = load_words("en").format("alt_known_alone", who="")
    brief = load_words("en").format("alt_known_brief", who="")
    room = MOST_CHARACTERS - len(write(1)) + 1
    assert write(room).startswith(f"{HEAD}{alone.removesuffix('.')}{'A' * room}.")
    assert write(room + 1).startswith(f"{HEAD}{brief.removesuffix('.')}{'A' * (room + 1)}.")
    shortest = room + len(alone) - len(brief)
    assert len(write(shortest)) == MOST_CHARACTERS
    assert "A" * 20 not in write(shortest + 1)


@pytest.mark.parametrize(("besieged", "in_news"), [("B", "siege"), ("A", "change of control")])
def test_a_recent_siege_comes_before_other_news_if_the_besieged_are_not_named(
    atlas: Atlas, besieged: str, in_news: str
) -> None:
    siege = News(
        Kind.FIGHTING, "old-town", parse_window("2020-10-01"), after=(besieged,), status=Status.BESIEGED
    )
    facts = replace(facts_of(atlas, {"A": 1.0}), news=NEWS, recent_sieges=((siege,),))
    alt = write_alt(replace(facts, besieged=frozenset({besieged})))
    assert alt.startswith(f"{HEAD}Nearly all the territory is held by A. ")
    assert ("came under siege" in alt) is (in_news == "siege")
    assert ("took control of" in alt) is (in_news == "change of control")


def test_the_news_names_the_former_holder_if_there_is_room(atlas: Atlas) -> None:
    took = ((replace(NEWS[0][0], before=("council",)),),)

    def write(length: int) -> str:
        named = {"A": replace(atlas.forces["A"], name=Text("A" * length, {}))}
        long = replace(atlas, forces={**atlas.forces, **named})
        return write_alt(replace(facts_of(long, {"A": 1.0}), news=took))

    whole = (
        "The Southern League took over the old town from the Northern Council between 2 and 5 October 2020"
    )
    assert whole in write(1)
    room = MOST_CHARACTERS - len(write(1)) + 1
    assert whole in write(room)
    assert len(write(room)) == MOST_CHARACTERS
    assert whole not in write(room + 1)
    assert "The Southern League took control of the old town between" in write(room + 1)


def test_an_atlas_of_points_alone_says_nothing_about_ground(atlas: Atlas, tmp_path: Path) -> None:
    assert "No force is known to hold territory" in write_alt(facts_of(atlas, {}))
    points = read_atlas(write_case("single-day", tmp_path / "points"))
    facts = find_facts(points, parse_request(points, {}))
    assert not facts.shares
    assert "territory" not in write_alt(facts)
