"""Words of a news film: its title, the caption of each change, and where things stood in the end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from atlas.history.news_choice import NewsGroup
from atlas.model.atlas import Atlas
from atlas.request.request import Request
from text.alt_text import describe_ground
from text.headline import write_headline
from text.news import begin_sentence, describe_news
from text.picture_facts import PictureFacts
from text.provenance import describe_hidden, describe_narrowing
from text.translations import Words, words_for

_MOST_SENTENCES = 4
"""The most news of one day that are described in words beside the film."""


@dataclass(frozen=True, slots=True)
class CardWords:
    """The words of a card: the line in the accent colour, the headline, and the sentences under it."""

    day: str
    headline: str
    deck: str = ""


def write_title_card(atlas: Atlas, request: Request, span: tuple[int, int], changes: int) -> CardWords:
    """Return the words of the card at the beginning: the place and days, what the film shows, and of whom."""
    words, view = words_for(request), atlas.views[request.view]
    first, last = map(words.date, span)
    name = words.call(atlas.places[request.focus]) if request.focus else view.name.translate(request.lang)
    area = name if request.focus else view.area.over(view.name, request.lang)
    deck = words.count("film_deck", changes) if changes else f"{words['nothing_changed_hands']}."
    return CardWords(
        words.format("day_line", area=name, date=words.format("film_span", first=first, last=last)),
        request.title or words.format("film_title", area=area),
        "" if request.deck == "none" else request.deck or deck,
    )


def write_end_card(facts: PictureFacts) -> CardWords:
    """Return the words of the card at the end: who holds most of the ground on the last day."""
    words = words_for(facts.request)
    ground = describe_ground(facts, words)
    headline = ground[0].removesuffix(".") if ground else facts.atlas.meta.title.translate(words.language)
    return CardWords(words.format("film_stood", date=words.date(facts.request.date)), headline)


def write_change_caption(facts: PictureFacts) -> str:
    """Return the caption of the news of a day: the headline of an event about it, or what happened."""
    leading = pick_caption(facts.news)
    return write_headline(replace(facts, news=(leading,), request=replace(facts.request, title="")))


def pick_caption(news: Sequence[NewsGroup]) -> NewsGroup:
    """Return the news that the caption of a day is about: an event at the place of what leads, or that."""
    events = (group for group in news if group[0].event and _is_about(group, news[0]))
    return next(events, news[0])


def _is_about(event: NewsGroup, leading: NewsGroup) -> bool:
    return event[0].place in {item.place for item in leading}


def describe_day(atlas: Atlas, news: Sequence[NewsGroup], words: Words, known: int) -> str:
    """Return everything that happened on a day in sentences, for those who cannot see the film."""
    sentences = [f"{describe_news(atlas, group, words, known)}." for group in news[:_MOST_SENTENCES]]
    if len(news) > _MOST_SENTENCES:
        more = words.format("and_more", n=len(news) - _MOST_SENTENCES)
        sentences.append(f"{begin_sentence(more)}.")
    return " ".join(sentences)


def describe_limits(atlas: Atlas, request: Request) -> list[str]:
    """Return whose account a film is and what it leaves out; nothing for the whole atlas."""
    return [*describe_narrowing(atlas, request), *describe_hidden(atlas, request)]
