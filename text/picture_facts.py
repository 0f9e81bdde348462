"""Picture facts: what a picture shows, as values; every sentence about the picture is written from them."""

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.history.changes_of_control import ChangeOfControl
from atlas.history.existence import modelled_from
from atlas.history.news_choice import NewsGroup, Visible
from atlas.history.side_differences import Differences
from atlas.model.atlas import Atlas
from atlas.request.request import Request
from text.news import begin_sentence, describe_news, join_forces
from text.translations import Words, load_words


@dataclass(frozen=True, slots=True, eq=False)
class PictureFacts:
    """What a picture shows. `visible` are the places and events on its first map.

    `shares` are the forces in control with their shares of the ground that is held, the largest first;
    `share_held` is the share of the ground that is held at all, the rest being unknown or held by nobody;
    `ages` has one step of age per zone, None without evidence; `changes` are the changes of control between
    its two days; `differences` is where its two accounts differ. `news` is what happened last, `sieges` are
    those that continue on the day, `besieged` the forces in them, and `rivals` are the forces that claim a
    place against each other.
    """

    atlas: Atlas
    request: Request
    hidden: frozenset[str]
    visible: Visible
    shares: tuple[tuple[str, float], ...] = ()
    share_held: float = 1.0
    ages: tuple[int | None, ...] = ()
    changes: tuple[ChangeOfControl, ...] = ()
    differences: Differences | None = None
    news: tuple[NewsGroup, ...] = ()
    sieges: tuple[NewsGroup, ...] = ()
    recent_sieges: tuple[NewsGroup, ...] = ()
    besieged: frozenset[str] = frozenset()
    rivals: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first: "PictureFacts | None" = None
    """For maps of several days: the facts about the first; these are about the last."""

    def describe_news(self, words: Words, *, brief: bool = False) -> Iterator[str]:
        """Yield what happened last in the map, one sentence each, the most important first."""
        for group in self.news:
            yield f"{describe_news(self.atlas, group, words, self.request.known, brief=brief)}."

    def describe_modelled(self) -> list[str]:
        """Return from how many places ground on the map is modelled, if any is."""
        places = modelled_from(self.atlas, self.request.known) & self.visible.places
        if not places or "zones" not in self.request.layers:
            return []
        return [load_words(self.request.lang).count("alt_modelled", len(places))]

    def describe_sieges(
        self, words: Words, latest: str, *, brief: bool = False, recent: bool = False
    ) -> list[str]:
        """Return the sieges that continue on the day, without those in `latest`; only `recent` ones if set.

        A siege is described by how it began, however long ago.
        """
        known, groups = self.request.known, self.recent_sieges if recent else self.sieges
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
