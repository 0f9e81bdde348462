"""Words of the desk: headline, deck, callouts and source line of a news picture, from its facts.

A headline states what happened as surely as its sources do: "said to have taken over" if it is not confirmed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atlas.history.news_choice import NewsGroup
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Standing
from atlas.request.own_notes import LONGEST_NOTE
from text.alt_text import describe_ground
from text.findings import write_dates_deck, write_finding
from text.news import (
    begin_sentence,
    describe_attribution,
    describe_when,
    drop_article,
    join_forces,
    join_names,
    name_pattern,
)
from text.picture_facts import PictureFacts
from text.provenance import PUBLISHERS, title_of
from text.speakers import name_origin
from text.translations import Words, words_for

LONGEST_HEADLINE = 90
"""A headline that says from whom a place was taken is at most this long."""
_PLACES_IN_LEAD = 2


@dataclass(frozen=True, slots=True)
class CalloutWords:
    """The words of one callout: a lead of a few words, and a text of at most about 140 characters."""

    lead: str
    text: str


def write_headline(facts: PictureFacts) -> str:
    """Return the headline: the one in the request, or what happened last, or the title of the view."""
    request = facts.request
    if request.dates:
        return write_finding(facts)
    if request.title or not facts.news:
        return title_of(facts.atlas, request)
    words, group = words_for(request), facts.news[0]
    whole, brief = (_describe_headline(facts.atlas, group, words, brief=brief) for brief in (False, True))
    return whole if len(whole) <= LONGEST_HEADLINE else brief


def _describe_headline(atlas: Atlas, group: NewsGroup, words: Words, *, brief: bool) -> str:
    item = group[0]
    if item.event is not None:
        title = item.event.title.translate(words.language)
        sure = item.standing is Standing.CONFIRMED
        return title if sure else words.format("headline_event_said", title=title)
    pattern = f"headline_{name_pattern(item, brief=brief).removeprefix('news_')}"
    if item.standing is not Standing.CONFIRMED:
        pattern += "_said"
    headline = words.format(
        pattern,
        place=join_names((words.call(atlas.places[news.place]) for news in group), words),
        after=join_forces(atlas, item.after, words),
        before=join_forces(atlas, item.before, words),
        beside=join_forces(atlas, item.beside, words),
    )
    return begin_sentence(drop_article(headline, words))


def write_deck(facts: PictureFacts) -> list[str]:
    """Return the sentences of the deck: the one in the request, or when, by whom, and who holds most."""
    request, words = facts.request, words_for(facts.request)
    if request.deck:
        return [] if request.deck == "none" else [request.deck]
    if request.dates:
        return write_dates_deck(facts)
    ground = describe_ground(facts, words)
    if request.since is not None:
        between = {"first": words.date(request.since), "last": words.date(request.date)}
        return [words.format("deck_since", **between), *ground]
    if request.title or not facts.news:
        return ground
    return [*_describe_circumstances(facts, words), *ground]


def _describe_circumstances(facts: PictureFacts, words: Words) -> Iterator[str]:
    """Say when the news happened and according to whom, and who held the place if the headline does not."""
    atlas, group, known = facts.atlas, facts.news[0], facts.request.known
    when = describe_attribution(atlas, group, describe_when(group[0], words), words, known)
    yield f"{begin_sentence(when)}."
    whole = _describe_headline(atlas, group, words, brief=False)
    if group[0].before and len(whole) > LONGEST_HEADLINE:
        yield words.format("deck_before", before=join_forces(atlas, group[0].before, words))


def write_callout(facts: PictureFacts, group: NewsGroup) -> CalloutWords:
    """Return the words of a callout about news; it names less rather than break off."""
    words = words_for(facts.request)
    event = group[0].event
    lead = _name_places(facts.atlas, group, words) or (event.title.translate(words.language) if event else "")
    texts = [_describe_callout(facts, group, words, brief=brief) for brief in (False, True)]
    return CalloutWords(lead, next((text for text in texts if len(text) <= LONGEST_NOTE), texts[-1]))


def _name_places(atlas: Atlas, group: NewsGroup, words: Words) -> str:
    names = (words.call(atlas.places[item.place]) for item in group if item.place in atlas.places)
    return begin_sentence(join_names(names, words, _PLACES_IN_LEAD))


def _describe_callout(facts: PictureFacts, group: NewsGroup, words: Words, *, brief: bool) -> str:
    atlas, item, known = facts.atlas, group[0], facts.request.known
    if item.event is not None:
        title, date = item.event.title.translate(words.language), words.dated(item.event.date)
        what = words.format("callout_event", title=title, date=date) if item.place in atlas.places else date
    else:
        what = words.format(
            f"callout_{name_pattern(item, brief=brief).removeprefix('news_')}",
            after=join_forces(atlas, item.after, words),
            before=join_forces(atlas, item.before, words),
            beside=join_forces(atlas, item.beside, words),
            when=describe_when(item, words),
        )
    return f"{begin_sentence(describe_attribution(atlas, group, what, words, known, brief=brief))}."


def list_publishers(
    facts: PictureFacts, rows: Sequence[int], groups: Sequence[NewsGroup] | None = None
) -> list[str]:
    """Return who the picture relies on, the sources of its news first, then those of `rows` of its ground.

    Its news are `groups`, or else what leads in the facts.
    """
    atlas, request = facts.atlas, facts.request
    words = words_for(request)
    cited = [
        source
        for group in (facts.news[:3] if groups is None else groups)
        for source in _list_sources(atlas, group)
    ]
    cited += [source for record in atlas.records_in(list(rows)) for source in record.sources]
    named = (atlas.sources[source] for source in dict.fromkeys(cited))
    public = [source for source in named if source.published is None or source.published <= request.known]
    origins = (atlas.sources.get(source.origin, source) for source in public)
    return list(dict.fromkeys(name_origin(source, words).partition(" (")[0] for source in origins))


def _list_sources(atlas: Atlas, group: NewsGroup) -> Iterator[str]:
    for item in group:
        if item.event is not None:
            yield from item.event.sources
        for record in atlas.records_in(list(item.rows)):
            yield from record.sources


def write_source_line(facts: PictureFacts, publishers: Sequence[str], most: int) -> str:
    """Return the source line: the one in the request, or the first `most` publishers and how many more."""
    request, words = facts.request, words_for(facts.request)
    if request.source:
        return request.source
    own = facts.atlas.brand.source.translate(request.lang) if facts.atlas.brand else ""
    if not publishers or (own and PUBLISHERS not in own):
        return own.replace(PUBLISHERS, "").strip()
    more = [words.format("and_more", n=len(publishers) - most)] if len(publishers) > most else []
    names = words["source_separator"].join([*publishers[:most], *more])
    return own.replace(PUBLISHERS, names) if own else words.format("source_line", names=names)
