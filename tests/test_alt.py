"""Alt text and caption: good sentences in the language of the picture, of the scene that is drawn."""

import re
from dataclasses import replace

import pytest

from atlas.dates import parse_day
from atlas.model import Atlas
from atlas.narrow import narrow
from atlas.request import parse_request
from atlas.text import Text
from layers.stamp import name_narrowed, say_hidden
from outputs import write
from outputs.about import describe, describe_film
from outputs.alt import MOST_CHARACTERS, say_alt, say_caption, say_film_alt
from tests.scenes import SCENES, scene_request


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_alt_is_whole_sentences_within_its_length(default_atlas: Atlas, name: str, lang: str) -> None:
    request = replace(scene_request(default_atlas, name), lang=lang)
    alt = say_alt(default_atlas, request)
    assert 40 < len(alt) <= MOST_CHARACTERS
    assert alt.endswith(".")
    assert "{" not in alt
    arabic = len(re.findall("[\u0600-\u06ff]", alt))
    assert arabic > 0.5 * len(alt) if lang == "ar" else not arabic


def test_alt_says_who_holds_most_first(default_atlas: Atlas) -> None:
    alt = say_alt(default_atlas, parse_request(default_atlas, {"date": "2017-11-19", "view": "albu-kamal"}))
    assert alt == (
        "Map: Who holds what around Albu Kamal, 19 November 2017. Most of the ground is held by ISIS, "
        "less by Syrian government forces and Iran-aligned militias."
    )


def test_alt_follows_what_is_hidden_and_is_never_blank(default_atlas: Atlas) -> None:
    options = {"view": "albu-kamal", "date": "2017-11-19"}
    without = say_alt(default_atlas, parse_request(default_atlas, options | {"hide": "isis"}))
    assert "Not shown: ISIS." in without
    assert without.count("ISIS") == 1, "it holds nothing in this picture"
    everyone = ",".join(default_atlas.families)
    nobody = say_alt(default_atlas, parse_request(default_atlas, options | {"hide": everyone}))
    assert "Nobody is known to hold ground" in nobody
    assert f"and {len(default_atlas.families) - 3} more." in nobody


def test_alt_of_two_days_says_what_changed_hands(default_atlas: Atlas) -> None:
    options = {"view": "albu-kamal", "date": "2020-12-17", "compare": "2020-12-07"}
    alt = say_alt(default_atlas, parse_request(default_atlas, options))
    assert "7 December 2020 and 17 December 2020" in alt
    assert "Border points near Albu Kamal: from possibly KH, Nujaba, al-Abdal to 5th Corps." in alt


def test_title_without_end_is_cut_between_words(starter: Atlas) -> None:
    request = parse_request(starter, {})
    view = replace(starter.views[request.view], title=Text("word " * 90, {}))
    atlas = replace(starter, views={**starter.views, request.view: view})
    alt = say_alt(atlas, request)
    assert len(alt) <= MOST_CHARACTERS
    assert alt.endswith("word…")


def test_caption_says_what_changed_since_the_state_before(default_atlas: Atlas) -> None:
    caption = say_caption(
        default_atlas, parse_request(default_atlas, {"view": "albu-kamal", "date": "2017-11-19"})
    )
    assert caption.startswith(
        "Who holds what around Albu Kamal, 19 November 2017. What changed hands since 18 November 2017:"
    )
    assert "Albu Kamal town: from ISIS to Iran-aligned." in caption
    assert caption.endswith("And 2 more.")


def test_caption_of_the_first_day_says_that_nothing_changed(default_atlas: Atlas) -> None:
    caption = say_caption(default_atlas, parse_request(default_atlas, {"date": "earliest"}))
    assert caption.endswith("No place in it has changed hands since 18 March 2011.")


def test_files_carry_both(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"view": "albu-kamal"})
    about = describe(default_atlas, request)
    png = write(default_atlas, request, "png")
    assert about.alt.encode() in png
    assert about.caption.encode() in png
    svg = write(default_atlas, request, "svg").decode()
    assert f'<desc id="map-desc">{about.alt}</desc>' in svg
    assert about.caption in svg


def test_film_says_from_when_to_when(default_atlas: Atlas) -> None:
    options = {"view": "albu-kamal", "from": "2020-12-07", "to": "2020-12-17"}
    about = describe_film(default_atlas, parse_request(default_atlas, options))
    assert "from 7 December 2020 to 17 December 2020" in about.alt
    assert "5th Corps" in about.alt
    assert about.day == "2020-12-07/2020-12-17"


@pytest.mark.parametrize("more", [{}, {"compare": "2018-06-01"}, {"side": "russian", "versus": "israel"}])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_alt_and_caption_say_what_is_left_out(default_atlas: Atlas, more: dict[str, str], lang: str) -> None:
    left = {"without": "memri-2019-01-04", "hide": "standing.claimed"}
    asked = {"view": "golan-hauran", "date": "2018-10-01", "lang": lang} | more | left
    request = parse_request(default_atlas, asked)
    told = narrow(default_atlas, request)
    said = [*name_narrowed(told, request)[-1:], *say_hidden(told, request)]
    assert len(said) == 2
    for text in (say_alt(told, request), say_caption(told, request)):
        assert all(f"{one}." in text for one in said), text
        assert not text.rstrip().endswith(":")
    film = say_film_alt(told, request, parse_day("2018-06-01"), request.date)
    assert all(f"{one}." in film for one in said)


@pytest.mark.parametrize("more", [{}, {"hide": "standing.claimed"}, {"side": "russian", "versus": "israel"}])
def test_alt_of_ages_says_that_colours_are_ages(default_atlas: Atlas, more: dict[str, str]) -> None:
    request = parse_request(default_atlas, {"age": "1", "view": "golan-hauran", "date": "2018-10-01"} | more)
    alt = say_alt(narrow(default_atlas, request), request)
    assert "Colours show the days since each place was last confirmed." in alt
    assert len(alt) <= MOST_CHARACTERS
    assert "versus" in more or "up to 90 days: 2" in alt
