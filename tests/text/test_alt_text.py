"""Alt text and caption: good sentences in the language of the picture, about the scene that is drawn."""

import re
from dataclasses import replace

import pytest

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.model.translated_text import Text
from atlas.request.narrow import narrow
from atlas.request.request import parse_request
from outputs.metadata.about import describe, describe_film
from outputs.writers import write
from tests.pictures import alt_of, caption_of, film_alt_of
from tests.scenes import SCENES, scene_request
from text.alt_text import MOST_CHARACTERS, MOST_IN_CAPTION
from text.provenance import describe_hidden, describe_narrowing
from text.translations import load_words

HANDOVER = (
    "The Fifth Corps took over border points near Albu Kamal from Kata’ib Hezbollah, Harakat al-Nujaba and "
    "Harakat al-Abdal on or before 17 December 2020, the Syrian Observatory for Human Rights reported."
)


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_alt_is_whole_sentences_within_its_length(default_atlas: Atlas, name: str, lang: str) -> None:
    request = replace(scene_request(default_atlas, name), lang=lang)
    alt, caption = alt_of(default_atlas, request), caption_of(default_atlas, request)
    assert 40 < len(alt) <= MOST_CHARACTERS
    assert 20 < len(caption) <= MOST_IN_CAPTION
    for text in (alt, caption):
        assert text.endswith(".")
        assert "{" not in text
        assert ".." not in text
    arabic = len(re.findall("[\u0600-\u06ff]", alt))
    assert arabic > 0.5 * len(alt) if lang == "ar" else not arabic


def test_alt_begins_with_the_main_holder_and_then_the_news(default_atlas: Atlas) -> None:
    alt = alt_of(default_atlas, parse_request(default_atlas, {"date": "2017-11-19", "view": "albu-kamal"}))
    first, ground, *news = alt.split(". ")
    assert first == "Map of the Albu Kamal area on 19 November 2017"
    assert ground.startswith("Most of the territory is held by the Syrian government")
    assert news


def test_alt_leaves_out_hidden_forces_and_is_never_blank(default_atlas: Atlas) -> None:
    options = {"view": "albu-kamal", "date": "2017-11-19"}
    without = alt_of(default_atlas, parse_request(default_atlas, options | {"hide": "isis"}))
    assert "Not shown: ISIS." in without
    assert without.count("ISIS") == 1, "it holds nothing in this picture"
    everyone = ",".join(default_atlas.families)
    nobody = alt_of(default_atlas, parse_request(default_atlas, options | {"hide": everyone}))
    assert "No force is known to hold territory" in nobody
    assert f"and {len(default_atlas.families) - 3} more." in nobody


def test_alt_of_two_days_lists_changes_of_control(default_atlas: Atlas) -> None:
    options = {"view": "albu-kamal", "date": "2020-12-17", "compare": "2020-12-07"}
    alt = alt_of(default_atlas, parse_request(default_atlas, options))
    assert alt.startswith("Two maps of the Albu Kamal area, 7 December 2020 and 17 December 2020.")
    assert "Kata’ib Hezbollah, Harakat al-Nujaba, Harakat al-Abdal (uncertain) to the Fifth Corps." in alt


def test_title_without_end_is_cut_between_words(starter: Atlas) -> None:
    alt = alt_of(starter, parse_request(starter, {"title": "word " * 24}))
    assert alt.startswith("Map: word word")
    view = starter.views[starter.meta.default_view]
    atlas = replace(starter, views={view.id: replace(view, area=Text("word " * 90, {}))})
    alt = alt_of(atlas, parse_request(atlas, {}))
    assert len(alt) <= MOST_CHARACTERS
    assert alt.endswith("word…")


@pytest.mark.parametrize("view", ["albu-kamal", "south-and-east"])
@pytest.mark.parametrize("date", ["2020-12-17", "2020-12-18"])
def test_caption_leads_with_the_handover_as_it_was_reported(
    default_atlas: Atlas, view: str, date: str
) -> None:
    request = parse_request(default_atlas, {"view": view, "date": date})
    head, sentences = caption_of(default_atlas, request).split(" December 2020. ", 1)
    assert head.endswith(f", {date[-2:]}")
    assert sentences.startswith(HANDOVER)
    alt = alt_of(default_atlas, request)
    assert "Fifth Corps took control of border points near Albu Kamal on or before 17 December 2020" in alt
    assert "the Syrian Observatory for Human Rights reported." in alt


def test_caption_of_the_first_day_reports_no_change(default_atlas: Atlas) -> None:
    caption = caption_of(default_atlas, parse_request(default_atlas, {"date": "earliest"}))
    assert caption.endswith("No change of control on this map is recorded after 18 March 2011.")


def test_the_information_date_is_mentioned_if_less_was_known(default_atlas: Atlas) -> None:
    options = {"view": "albu-kamal", "date": "2020-12-17", "known": "2020-12-16"}
    request = parse_request(default_atlas, options)
    for text in (alt_of(default_atlas, request), caption_of(default_atlas, request)):
        assert "17 December 2020, as known on 16 December 2020." in text
        assert "border points" not in text, "the handover had not been reported"


def test_files_carry_both(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"view": "albu-kamal"})
    about = describe(default_atlas, request)
    png = write(default_atlas, request, "png")
    assert about.alt.encode() in png
    assert about.caption.encode() in png
    svg = write(default_atlas, request, "svg").decode()
    assert f'<desc id="map-desc">{about.alt}</desc>' in svg
    assert about.caption in svg


def test_film_alt_has_its_dates_and_the_news_in_order(default_atlas: Atlas) -> None:
    options = {"view": "albu-kamal", "from": "2020-12-07", "to": "2020-12-17"}
    about = describe_film(default_atlas, parse_request(default_atlas, options))
    assert about.alt.startswith("Animated map of the Albu Kamal area, 7 December 2020 to 17 December 2020.")
    assert "Fifth Corps" in about.alt
    assert about.day == "2020-12-07/2020-12-17"
    request = parse_request(default_atlas, {"view": "albu-kamal"})
    film = film_alt_of(default_atlas, request, parse_day("2018-09-01"), parse_day("2019-03-31"))
    assert re.findall(r"[0-9]{4}\b", film)[:2] == ["2018", "2019"]
    assert film.rstrip(".").endswith("23 March 2019")
    assert "Baghouz" in film


@pytest.mark.parametrize("more", [{}, {"compare": "2018-06-01"}, {"side": "russian", "versus": "israel"}])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_alt_and_caption_mention_what_is_left_out(
    default_atlas: Atlas, more: dict[str, str], lang: str
) -> None:
    left = {"without": "memri-2019-01-04", "hide": "standing.claimed"}
    options = {"view": "golan-hauran", "date": "2018-10-01", "lang": lang} | more | left
    request = parse_request(default_atlas, options)
    narrowed = narrow(default_atlas, request)
    limits = [*describe_narrowing(narrowed, request)[-1:], *describe_hidden(narrowed, request)]
    assert len(limits) == 2
    for text in (alt_of(narrowed, request), caption_of(narrowed, request)):
        assert all(f"{limit}." in text for limit in limits), text
        assert not text.rstrip().endswith(":")
    film = film_alt_of(narrowed, request, parse_day("2018-06-01"), request.date)
    assert all(f"{limit}." in film for limit in limits)


@pytest.mark.parametrize("more", [{}, {"hide": "standing.claimed"}, {"side": "russian", "versus": "israel"}])
def test_alt_of_ages_explains_the_colours(default_atlas: Atlas, more: dict[str, str]) -> None:
    request = parse_request(default_atlas, {"age": "1", "view": "golan-hauran", "date": "2018-10-01"} | more)
    alt = alt_of(narrow(default_atlas, request), request)
    assert load_words("en")["alt_age"] in alt
    assert len(alt) <= MOST_CHARACTERS
    assert "versus" in more or "Up to 90 days: " in alt


def test_zones_are_counted_as_the_language_counts() -> None:
    english, arabic = load_words("en"), load_words("ar")
    assert [english.zones("up to 90 days", n) for n in (1, 12)] == [
        "up to 90 days: 1 zone",
        "up to 90 days: 12 zones",
    ]
    assert [arabic.zones("حتى 90 يوماً", n).rpartition(": ")[2] for n in (1, 2, 3, 12)] == [
        "منطقة واحدة",
        "منطقتان",
        "3 مناطق",
        "12 منطقة",
    ]


def test_sources_left_out_are_listed_as_the_language_lists(default_atlas: Atlas) -> None:
    options = {"without": "memri-2019-01-04,sohr-2020-12-17"}
    for lang, comma in (("en", ", "), ("ar", "، ")):
        request = parse_request(default_atlas, options | {"lang": lang})
        assert describe_narrowing(default_atlas, request)[0].count(comma) == 1


def test_a_siege_is_mentioned_beside_the_main_holder(default_atlas: Atlas) -> None:
    """Who reads that ISIS holds most must read too that the government is besieged in the west."""
    request = parse_request(default_atlas, {"view": "deir-ez-zor", "date": "2014-08-01"})
    siege = "The Syrian government came under siege in the west of Deir ez-Zor city"
    alt, caption = alt_of(default_atlas, request), caption_of(default_atlas, request)
    assert "Most of the territory is held by ISIS." in alt
    assert siege in alt and len(alt) <= MOST_CHARACTERS
    assert "ISIS took over the centre and east of Deir ez-Zor city" in caption
    assert siege in caption and caption.index("took over") < caption.index(siege)
    years_later = parse_request(default_atlas, {"view": "deir-ez-zor", "date": "2016-08-01"})
    assert siege in caption_of(default_atlas, years_later), "it goes on"
    over = parse_request(default_atlas, {"view": "deir-ez-zor", "date": "2018-08-01"})
    assert siege not in caption_of(default_atlas, over)
    hidden = parse_request(default_atlas, {"view": "deir-ez-zor", "date": "2014-08-01", "hide": "force.gov"})
    assert siege not in alt_of(default_atlas, hidden) + caption_of(default_atlas, hidden)


def test_a_film_mentions_each_change_of_a_place_with_several(default_atlas: Atlas) -> None:
    options = {"view": "albu-kamal", "from": "2018-09-01", "to": "2019-03-31"}
    about = describe_film(default_atlas, parse_request(default_atlas, options))
    turns = (
        "Baghouz passed from ISIS to {sdf} on 22 September 2018 (ISWNews), "
        "to ISIS between 26 and 28 October 2018 and to {sdf} on 23 March 2019."
    )
    assert turns.format(sdf="SDF") in about.alt and len(about.alt) <= MOST_CHARACTERS
    assert turns.format(sdf="the Syrian Democratic Forces") in about.caption
    assert about.caption.startswith("The Albu Kamal area, 1 September 2018 – 31 March 2019.")
    assert about.caption.count("Baghouz") == 1, "the village in it is not said once more"
    shorter = describe_film(default_atlas, parse_request(default_atlas, options | {"from": "2018-11-01"}))
    assert "took over Baghouz from ISIS on 23 March 2019" in shorter.alt


def test_the_news_comes_before_more_words_about_the_ground(default_atlas: Atlas) -> None:
    options = {"view": "albu-kamal", "date": "2020-12-18", "size": "85x110", "unit": "mm", "theme": "print"}
    for lang, news in (("en", "The Fifth Corps took control of border points"), ("ar", "الفيلق الخامس")):
        alt = alt_of(default_atlas, parse_request(default_atlas, options | {"lang": lang}))
        assert news in alt and len(alt) <= MOST_CHARACTERS


@pytest.mark.parametrize(
    "options",
    [
        {"view": "albu-kamal", "date": "2020-12-18", "compare": "2017-11-01"},
        {"view": "golan-hauran", "date": "2018-10-01", "side": "russian", "versus": "israel"},
    ],
)
def test_an_alt_text_counts_the_differences_that_it_leaves_out(
    default_atlas: Atlas, options: dict[str, str]
) -> None:
    request = parse_request(default_atlas, options)
    assert re.search(r" And \d+ more\.$", alt_of(narrow(default_atlas, request), request))
