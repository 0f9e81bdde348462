"""The words of the desk: headlines and decks say no more than the records, and name who says so."""

from dataclasses import replace

import pytest

from atlas.history.news import find_news
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Standing
from atlas.request.request import parse_request
from layers.still.facts import find_facts
from text.headline import (
    LONGEST_HEADLINE,
    LONGEST_NOTE,
    list_publishers,
    write_callout,
    write_deck,
    write_headline,
    write_source_line,
)
from text.news import find_speakers
from text.picture_facts import PictureFacts
from text.speakers import name_origin
from text.translations import load_words

DAYS = ["2012-06-01", "2014-08-01", "2016-05-01", "2017-11-19", "2018-07-09", "2018-10-01", "2020-12-17"]
VIEWS = ["south-and-east", "albu-kamal", "golan-hauran", "deir-ez-zor"]


def facts_of(atlas: Atlas, **options: str) -> PictureFacts:
    return find_facts(atlas, parse_request(atlas, {"style": "news", **options}))


def test_a_report_is_not_a_fact(default_atlas: Atlas) -> None:
    facts = facts_of(default_atlas, view="albu-kamal", date="2020-12-17")
    assert write_headline(facts) == "Fifth Corps said to have taken control of border points near Albu Kamal"
    assert write_deck(facts)[:2] == [
        "On or before 17 December 2020, the Syrian Observatory for Human Rights reported.",
        "Held until then by Kata’ib Hezbollah, Harakat al-Nujaba and Harakat al-Abdal.",
    ]


def test_what_is_confirmed_is_stated(default_atlas: Atlas) -> None:
    facts = facts_of(default_atlas, view="golan-hauran", date="2018-07-09")
    expected = "Syrian government took over the Nassib crossing and the border road from rebels"
    assert write_headline(facts) == expected
    assert write_deck(facts)[0] == "On 6 July 2018."


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_doubt_is_in_every_headline_that_needs_it(default_atlas: Atlas, view: str, language: str) -> None:
    seen = 0
    for day in DAYS:
        facts = facts_of(default_atlas, view=view, date=day, lang=language)
        if not facts.news or facts.news[0][0].event:
            continue
        seen += 1
        headline, sure = write_headline(facts), facts.news[0][0].standing is Standing.CONFIRMED
        assert ("said to" in headline or "أنباء" in headline) is not sure
        assert "{" not in headline
        if " from " in headline:
            assert len(headline) <= LONGEST_HEADLINE
    assert seen


def test_callouts_are_short_and_say_who_says_so(default_atlas: Atlas) -> None:
    facts = facts_of(default_atlas, view="albu-kamal", date="2020-12-17")
    words = [write_callout(facts, group) for group in facts.news]
    assert words[0].lead == "Border points near Albu Kamal"
    assert words[0].text.endswith("the Syrian Observatory for Human Rights reported.")
    assert words[1].text == (
        "The Fifth Corps took over from Liwa Fatemiyoun between 17 and 24 December 2020, "
        "according to local sources."
    )
    assert sum(len(each.text) <= LONGEST_NOTE for each in words) >= 0.9 * len(words)


def test_the_desk_has_the_last_word(default_atlas: Atlas) -> None:
    facts = facts_of(
        default_atlas, view="albu-kamal", date="2020-12-17", title="A headline", deck="A deck.", source="Us"
    )
    assert write_headline(facts) == "A headline"
    assert write_deck(facts) == ["A deck."]
    assert write_source_line(facts, ["Reuters"], 3) == "Us"
    assert write_deck(facts_of(default_atlas, view="albu-kamal", date="2020-12-17", deck="none")) == []


def test_publishers_of_the_news_come_first_and_none_from_later(default_atlas: Atlas) -> None:
    facts = facts_of(default_atlas, view="albu-kamal", date="2020-12-17", known="2020-12-20")
    publishers = list_publishers(facts, [])
    assert publishers[0] == "Syrian Observatory for Human Rights"
    assert len(set(publishers)) == len(publishers)
    sources, words = default_atlas.sources, load_words("en")
    out = [
        each for each in sources.values() if each.published is None or each.published <= facts.request.known
    ]
    origins = [sources.get(each.origin, each) for each in out]
    assert set(publishers) <= {name_origin(origin, words).partition(" (")[0] for origin in origins}
    assert write_source_line(facts, publishers, 1).startswith("Sources: Syrian Observatory for Human Rights")


@pytest.mark.parametrize(("language", "reported"), [("en", "Reported: "), ("ar", "أنباء: ")])
def test_an_event_is_stated_as_surely_as_its_sources(
    default_atlas: Atlas, language: str, reported: str
) -> None:
    facts = facts_of(default_atlas, view="golan-hauran", date="2019-03-23", lang=language)
    news = next(each for each in find_news(default_atlas, facts.request.known, frozenset()) if each.event)
    assert news.event is not None
    title = news.event.title.translate(language)
    for standing, headline in [
        (Standing.CONFIRMED, title),
        (Standing.REPORTED, reported + title),
        (Standing.CLAIMED, reported + title),
    ]:
        changed = replace(facts, news=((replace(news, standing=standing),),))
        assert write_headline(changed) == headline


def test_an_event_in_doubt_has_its_speakers_in_deck_and_callout(default_atlas: Atlas) -> None:
    facts = facts_of(default_atlas, view="golan-hauran", date="2019-03-23")
    news = next(
        each
        for each in find_news(default_atlas, facts.request.known, frozenset())
        if each.event and each.standing is not Standing.CONFIRMED
    )
    words = load_words("en")
    speaker = find_speakers(default_atlas, (news,), words, facts.request.known)[0]
    changed = replace(facts, news=((news,),))
    assert speaker.split(",")[0] in write_deck(changed)[0]
    assert speaker.split(",")[0].split(" (")[0] in write_callout(changed, (news,)).text
