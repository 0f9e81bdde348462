"""The words of the desk: headlines and decks say no more than the records, and name who says so."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from atlas.history.news import find_news
from atlas.history.news_choice import group_news
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Standing
from atlas.request.request import parse_request
from layers.still.facts import find_facts
from text.alt_text import describe_ground
from text.headline import (
    LONGEST_HEADLINE,
    LONGEST_NOTE,
    list_publishers,
    write_callout,
    write_deck,
    write_headline,
    write_source_line,
)
from text.news import begin_sentence, find_speakers
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


def test_a_map_without_news_has_the_title_of_its_view(default_atlas: Atlas) -> None:
    facts = replace(facts_of(default_atlas, view="albu-kamal", date="2020-12-17"), news=())
    assert write_headline(facts) == "Who holds what around Albu Kamal"
    assert write_deck(facts) == describe_ground(facts, load_words("en"))
    assert describe_ground(facts, load_words("en"))


def test_a_headline_names_the_former_holder_if_it_has_room_for_him(
    default_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = facts_of(default_atlas, view="golan-hauran", date="2018-07-09")
    whole = "Syrian government took over the Nassib crossing and the border road from rebels"
    brief = "Syrian government took control of the Nassib crossing and the border road"
    before = "Held until then by rebels."
    for limit, headline, extra in ((len(whole), whole, []), (len(whole) - 1, brief, [before])):
        monkeypatch.setattr("text.headline.LONGEST_HEADLINE", limit)
        assert write_headline(facts) == headline
        assert [sentence for sentence in write_deck(facts) if sentence == before] == extra
    lost = replace(facts, news=((replace(facts.news[0][0], before=()),),))
    monkeypatch.setattr("text.headline.LONGEST_HEADLINE", 1)
    assert not any("Held until then" in sentence for sentence in write_deck(lost))


def test_a_callout_leaves_out_the_former_holder_if_its_note_is_too_long(
    default_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = facts_of(default_atlas, view="albu-kamal", date="2020-12-17")
    group = facts.news[1]
    whole = write_callout(facts, group).text
    assert " from " in whole
    monkeypatch.setattr("text.headline.LONGEST_NOTE", len(whole))
    assert write_callout(facts, group).text == whole
    for limit in (len(whole) - 1, 1):
        monkeypatch.setattr("text.headline.LONGEST_NOTE", limit)
        brief = write_callout(facts, group).text
        assert " from " not in brief
        assert len(brief) < len(whole)


def test_a_callout_of_an_event_at_a_place_leads_with_the_place(default_atlas: Atlas) -> None:
    facts = facts_of(default_atlas, view="golan-hauran", date="2019-03-23")
    news = [each for each in find_news(default_atlas, facts.request.known, frozenset()) if each.event]
    at_place = next(each for each in news if each.place in default_atlas.places)
    nowhere = replace(at_place, place="")
    assert at_place.event is not None
    title = at_place.event.title.default
    date = load_words("en").dated(at_place.event.date)
    here, elsewhere = (write_callout(facts, (each,)) for each in (at_place, nowhere))
    assert here.lead == begin_sentence(load_words("en").call(default_atlas.places[at_place.place]))
    assert here.text.startswith(f"{begin_sentence(title)}, {date}")
    assert elsewhere.lead == title
    assert elsewhere.text.startswith(begin_sentence(date))


def test_a_callout_of_several_places_leads_with_two(default_atlas: Atlas) -> None:
    facts = facts_of(default_atlas, view="albu-kamal", date="2020-12-17")
    places = list(default_atlas.places)[:4]
    words = load_words("en")
    names = [words.call(default_atlas.places[place]) for place in places]
    for count, lead in (
        (2, f"{names[0]} and {names[1]}"),
        (4, f"{names[0]}, {names[1]} and 2 more"),
    ):
        group = tuple(replace(facts.news[0][0], place=place) for place in places[:count])
        assert write_callout(facts, group).lead == begin_sentence(lead)


def test_the_deck_of_a_comparison_says_between_which_days(default_atlas: Atlas) -> None:
    facts = facts_of(default_atlas, view="albu-kamal", date="2020-12-17", since="2020-12-01")
    assert write_deck(facts) == [
        "What changed hands between 1 December 2020 and 17 December 2020.",
        *describe_ground(facts, load_words("en")),
    ]


def test_the_source_line_counts_the_publishers_that_it_does_not_name(default_atlas: Atlas) -> None:
    facts = facts_of(default_atlas, view="albu-kamal", date="2020-12-17")
    names = ["Reuters", "AP", "AFP"]
    assert write_source_line(facts, [], 3) == ""
    assert write_source_line(facts, names, 3) == "Sources: Reuters; AP; AFP"
    assert write_source_line(facts, names, 2) == "Sources: Reuters; AP; and 1 more"


def test_publishers_are_those_of_three_news_and_of_the_rows_of_the_ground(default_atlas: Atlas) -> None:
    facts = facts_of(default_atlas, view="albu-kamal", date="2020-12-17")
    groups = list(group_news(default_atlas, list(find_news(default_atlas, facts.request.known))))
    words, sources = load_words("en"), default_atlas.sources

    def cited(rows: Iterable[int]) -> Iterator[str]:
        for record in default_atlas.records_in(list(rows)):
            yield from record.sources

    def publishers(ids: Iterable[str]) -> list[str]:
        public = (
            sources[each]
            for each in ids
            if sources[each].published is None or sources[each].published <= facts.request.known
        )
        origins = (sources.get(each.origin, each) for each in public)
        return list(dict.fromkeys(name_origin(each, words).partition(" (")[0] for each in origins))

    for first in range(0, len(groups) - 4, 20):
        news = tuple(groups[first : first + 4])
        of_news: list[str] = []
        for item in (item for group in news[:3] for item in group):
            of_news += [*(item.event.sources if item.event else ()), *cited(item.rows)]
        ground = [len(default_atlas.index) - 1]
        expected = publishers([*of_news, *cited(ground)])
        assert list_publishers(replace(facts, news=news), ground) == expected
