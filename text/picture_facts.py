"""Picture facts: what a picture shows, as values; every sentence about the picture is written from them."""

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.history.changes_of_control import ChangeOfControl
from atlas.history.news import News, find_news, pick_news
from atlas.history.side_differences import Differences
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Status
from atlas.request.request import Request
from text.news import begin_sentence, describe_news, group_news, join_forces
from text.translations import Words


@dataclass(frozen=True, slots=True, eq=False)
class PictureFacts:
    """What a picture shows. `places` and `events` are the ids of those its first map shows.

    `shares` are the forces in control with their shares of the ground that is held, the largest first;
    `share_held` is the share of the ground that is held at all, the rest being unknown or held by nobody;
    `ages` has one step of age per zone, None without evidence; `changes` are the changes of control between
    its two days; `differences` is where its two accounts differ.
    """

    atlas: Atlas
    request: Request
    hidden: frozenset[str]
    places: frozenset[str]
    events: frozenset[str]
    shares: tuple[tuple[str, float], ...] = ()
    share_held: float = 1.0
    ages: tuple[int | None, ...] = ()
    changes: tuple[ChangeOfControl, ...] = ()
    differences: Differences | None = None
    besieged: frozenset[tuple[str, str]] = frozenset()
    rivals: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def shows(self, news: News) -> bool:
        """Return whether news is about a place within the map."""
        return news.event.id in self.events if news.event else news.place in self.places

    def describe_news(self, words: Words, *, brief: bool = False) -> Iterator[str]:
        """Yield what happened last in the map, one sentence each, the most important first."""
        known = self.request.known
        news = [each for each in find_news(self.atlas, known, self.hidden) if self.shows(each)]
        for group in group_news(self.atlas, pick_news(news, self.request.date)):
            yield f"{describe_news(self.atlas, group, words, known, brief=brief)}."

    def describe_sieges(
        self, words: Words, latest: str, *, brief: bool = False, recent: bool = False
    ) -> list[str]:
        """Return the sieges that continue on the day, without those in `latest`; only `recent` ones if set.

        A siege is described by how it began, however long ago.
        """
        known, day = self.request.known, self.request.date
        begun = (each for each in find_news(self.atlas, known, self.hidden) if each.begun(day))
        sieges = [
            each
            for each in begun
            if each.status is Status.BESIEGED
            and {(each.place, force) for force in each.after} & self.besieged
            and (each.recent(day) or not recent)
        ]
        groups = group_news(self.atlas, sorted(sieges, key=lambda each: each.rank(day)))
        written = ((group, f"{describe_news(self.atlas, group, words, known)}.") for group in groups)
        return [
            f"{describe_news(self.atlas, group, words, known, brief=brief)}."
            for group, sentence in written
            if sentence != latest
        ]

    def describe_rivals(self, words: Words) -> list[str]:
        """Return where control is disputed on the day, a sentence for each place."""
        named = ((words.call(self.atlas.places[place]), forces) for place, forces in self.rivals)
        sentences = (
            words.format("rivals_at", place=place, who=join_forces(self.atlas, forces, words))
            for place, forces in named
        )
        return [f"{begin_sentence(sentence)}." for sentence in sentences]

    def list_news_between(self, first: int, last: int) -> list[News]:
        """Return what happened in the map after one day and up to another, the newest first."""
        news = find_news(self.atlas, self.request.known, self.hidden)
        between = [each for each in news if first < each.when.latest <= last and self.shows(each)]
        return sorted(between, key=lambda each: each.rank(last))
