"""Claims that contradict each other are neither drawn nor described as joint control."""

from pathlib import Path

import pytest

from atlas.history.changes_of_control import find_changes_of_control
from atlas.history.in_effect import find_rivals
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from layers.still.draw import draw_map
from layers.still.facts import find_facts
from layers.style.symbology import Hatch, Symbolizer
from layers.style.theme import theme_of
from outputs.embed.article import list_holders
from outputs.player.payload import compile_map
from tests.atlases import pieces, write_atlas
from tests.pictures import alt_of, caption_of
from text.changes_of_control import describe_change
from text.translations import load_words

RECORDS = """\
id,place,force,status,from,to,by,contradicts,sources
west-army,west,army,control,2017-11-19,,army,west-guards,state-news
west-guards,west,guards,control,2017-11-19,,guards,,wire
east-army,east,army,control,2017-11-19,,,,observer;wire
east-guards,east,guards,control,2017-11-19,,,,observer;wire
"""
DATE = {"date": "2018-03-10", "known": "2018-12-31"}


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    changes = {"records.csv": RECORDS, "events.csv": None}
    return read_atlas(write_atlas(tmp_path_factory.mktemp("disputed"), pieces(**changes)))


def test_only_claims_that_contradict_each_other_are_rivals(disputed: Atlas) -> None:
    scene = scene_on(disputed, parse_day("2018-03-10"), parse_day("2018-12-31"))
    assert find_rivals(disputed, scene.holdings("west")) == ("army", "guards")
    assert find_rivals(disputed, scene.holdings("east")) == ()
    earlier = scene_on(disputed, parse_day("2018-03-10"), parse_day("2018-02-28"))
    assert find_rivals(disputed, earlier.holdings("west")) == (), "neither is reported yet"


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_rivals_have_a_pattern_of_their_own_and_no_name_of_one_of_them(disputed: Atlas, theme: str) -> None:
    scene = scene_on(disputed, parse_day("2018-03-10"), parse_day("2018-12-31"))
    symbolizer = Symbolizer(disputed, theme_of(disputed, theme))
    west, east = (symbolizer.symbolize(scene.holdings(place)) for place in ("west", "east"))
    assert west.pattern and west.pattern.hatch is Hatch.RIVALS and west.rivals and west.doubted
    assert east.pattern and east.pattern.hatch is Hatch.STRIPES and not east.rivals
    request = parse_request(disputed, DATE | {"theme": theme, "bbox": "39.5,33.5,42.5,35.5"})
    drawn = draw_map(disputed, request)
    assert 'id="rivals-' in drawn and 'id="stripes-' in drawn
    words = load_words("en")
    assert drawn.count(words["rivals"]) == drawn.count(words["joint"]) == 1, "the legend explains both"


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_texts_say_that_control_is_disputed(disputed: Atlas, lang: str) -> None:
    request = parse_request(disputed, DATE | {"lang": lang, "bbox": "39.8,33.8,41,35.2"})
    words, west = load_words(lang), disputed.places["west"]
    forces = (words.call(disputed.forces[force]) for force in ("army", "guards"))
    who = words.format("and", **dict(zip(("first", "last"), forces, strict=True)))
    sentence = words.format("rivals_at", place=words.call(west), who=who)
    assert sentence in alt_of(disputed, request)
    assert sentence in caption_of(disputed, request)


def test_disputed_places_have_no_holder_in_texts(tmp_path: Path) -> None:
    rows = "\n".join([*RECORDS.splitlines()[:3], ""])
    atlas = read_atlas(write_atlas(tmp_path, pieces(**{"records.csv": rows, "events.csv": None})))
    request = parse_request(atlas, DATE)
    assert find_facts(atlas, request).shares == ()
    assert " held by " not in alt_of(atlas, request)


def test_panel_and_embed_mark_rival_claims(disputed: Atlas) -> None:
    payload = compile_map(disputed, parse_request(disputed, DATE))
    marks = {place: {held[3] for held in payload["holdings"][place][-1][1]} for place in ("west", "east")}
    assert marks == {"west": {2}, "east": {1}}
    holders = dict(list_holders(payload, load_words("en")))
    assert holders["army"] == ["West (disputed)", "East"]


def test_a_rival_is_no_rival_on_a_map_without_the_other(disputed: Atlas) -> None:
    symbolizer = Symbolizer(disputed, theme_of(disputed, "light"), frozenset({"iran"}))
    scene = scene_on(disputed, parse_day("2018-03-10"), parse_day("2018-12-31"))
    assert symbolizer.symbolize(scene.holdings("west")).pattern is None


def test_a_comparison_says_that_control_is_disputed_and_not_who_passed_it_on(disputed: Atlas) -> None:
    before, after = parse_day("2017-11-01"), parse_day("2018-03-10")
    scenes = [scene_on(disputed, day, parse_day("2018-12-31")) for day in (before, after)]
    world = (-180.0, -85.0, 180.0, 85.0)
    lines = {
        change.places[0].id: describe_change(disputed, change, load_words("en"))
        for change in find_changes_of_control(scenes[0], scenes[1], (), world)
    }
    assert lines["west"] == "West: control now disputed between Army, Guards"
    assert lines["east"] == "East: now held by Army, Guards"
    back = find_changes_of_control(scenes[1], scenes[0], (), world)
    assert {change.before for change in back} == {("army", "guards")}
