"""The age of evidence: the map coloured by the days since each place was last attested, in every output."""

from itertools import pairwise

import pytest

from atlas.history.scene import last_attested, newest_age, scene_on
from atlas.history.value_tracks import value_on
from atlas.model.atlas import Atlas
from atlas.model.colours import contrast
from atlas.model.edtf_dates import format_day, parse_day
from atlas.model.vocabulary import Status
from atlas.request.request import format_query, parse_request
from layers.still.draw import draw_map
from layers.style.evidence_age import AgeSymbolizer, symbolizer_for
from layers.style.symbology import Symbolizer
from layers.style.theme import load_theme, theme_of
from outputs.metadata.about import describe
from outputs.player.payload import compile_map
from tests.layers.style.test_colours import EYES, apart
from text.evidence_age import name_ages
from text.translations import load_words

DAYS = ("2012-06-01", "2015-06-01", "2017-11-12", "2018-07-10", "2020-12-17", "2021-06-30")


@pytest.mark.parametrize("day", DAYS)
def test_a_zone_has_the_colour_of_the_days_since_it_was_last_attested(default_atlas: Atlas, day: str) -> None:
    theme, steps = theme_of(default_atlas, "light"), default_atlas.meta.stale_after
    symbolizer = AgeSymbolizer(default_atlas, theme)
    number = parse_day(day)
    scene = scene_on(default_atlas, number, default_atlas.latest_source)
    seen = set()
    for place, holdings in scene.places():
        known = [holding for holding in holdings if holding.status is not Status.ABSENT and holding.share]
        if not known:
            continue
        newest = max(last_attested(default_atlas, holding, number) for holding in known)
        step = sum(number - newest >= days for days in steps)
        assert symbolizer.symbolize(holdings).ground == theme.ages[step], place.id
        seen.add(step)
    assert len(seen) > 1


def test_the_toggle_is_an_option_that_every_file_and_the_player_follow(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"age": "1"})
    assert format_query(default_atlas, request) == "age=1"
    assert isinstance(symbolizer_for(default_atlas, request), AgeSymbolizer)
    assert type(symbolizer_for(default_atlas, parse_request(default_atlas, {}))) is Symbolizer
    drawn, words = draw_map(default_atlas, request), load_words("en")
    for text in (*name_ages(default_atlas, words), words["age_title"]):
        assert text in drawn
    assert "Russian-backed" not in drawn
    assert "More than 365 days: " in describe(default_atlas, request).alt


def test_scrubbing_ages_needs_no_server(default_atlas: Atlas) -> None:
    """The player shows on any day what a still of that day shows."""
    request = parse_request(default_atlas, {"age": "1", "view": "albu-kamal"})
    payload = compile_map(default_atlas, request)
    symbolizer = symbolizer_for(default_atlas, request)
    for day in map(parse_day, DAYS):
        scene = scene_on(default_atlas, day, request.known)
        for zone, track in payload["tracks"]["zone"].items():
            ground = payload["symbols"][value_on(track, day)][0]
            assert ground == symbolizer.symbolize(scene.holdings(zone.removeprefix("zone-"))).ground, (
                format_day(day)
            )
    assert [fill for _, fill in payload["ages"]] == list(load_theme("light").ages)


def test_unknown_ground_has_no_age(starter: Atlas) -> None:
    holdings = scene_on(starter, parse_day("2020-05-01"), starter.latest_source).holdings("south-bank")
    assert newest_age(holdings) is None
    theme = theme_of(starter, "light")
    assert AgeSymbolizer(starter, theme).symbolize(holdings) == Symbolizer(starter, theme).symbolize(holdings)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
@pytest.mark.parametrize("eyes", EYES)
def test_ages_are_one_ramp_for_every_eye(theme: str, eyes: str) -> None:
    colours = load_theme(theme)
    assert all(apart(first, second, eyes) > 8 for first, second in pairwise(colours.ages))
    from_land = [apart(colour, colours["land"], eyes) for colour in colours.ages]
    assert from_land == sorted(from_land)
    assert from_land[0] > 4


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_names_are_legible_on_every_age(theme: str) -> None:
    for colour in load_theme(theme).ages:
        assert max(contrast("#000000", colour), contrast("#ffffff", colour)) >= 4.5


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_steps_are_named_by_the_atlas_own_days(default_atlas: Atlas, language: str) -> None:
    names = name_ages(default_atlas, load_words(language))
    assert len(set(names)) == len(names) == len(default_atlas.meta.stale_after) + 1
    for days, name in zip(default_atlas.meta.stale_after, names, strict=False):
        assert str(days) in name
