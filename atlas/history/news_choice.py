"""The choice of news: what a picture reports of all that happened, by one rule for every text and the player.

Changes of control come first, then sieges and contests, other changes of status, claims of absence, events;
the newest first in each kind. Contains no language, no drawing, no clock.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from atlas.history.news import News, find_news
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from atlas.shapes.on_day import shape_of

NewsGroup = tuple[News, ...]
"""News that one sentence can cover."""


@dataclass(frozen=True, slots=True)
class Visible:
    """The ids of the places and the events that a map shows."""

    places: frozenset[str]
    events: frozenset[str]

    def shows(self, news: News) -> bool:
        """Return whether news is about a place or an event within the map."""
        return news.event.id in self.events if news.event else news.place in self.places


def pick_news(news: Iterable[News], day: int) -> list[News]:
    """Return what a picture of a day reports, most important first, from the news within its frame.

    If nothing happened recently, return only the newest of any kind.
    """
    begun = [item for item in news if item.begun(day)]
    if recent := [item for item in begun if item.recent(day)]:
        return _once(sorted(recent, key=lambda item: (item.kind, item.rank(day))))
    newest = min(begun, key=lambda item: (item.rank(day)[0], item.kind, item.rank(day)), default=None)
    if newest is None:
        return []
    return [item for item in begun if item is newest or (newest.event is None and _is_same(item, newest))]


def _once(news: Sequence[News]) -> list[News]:
    """Leave out events that other news of the same place and time already covers."""
    return [
        item
        for item in news
        if item.event is None or not any(_covers(other, item) for other in news if other.event is None)
    ]


def _covers(other: News, event: News) -> bool:
    span, event_span = other.when, event.when
    return (
        other.place == event.place
        and span.earliest <= event_span.latest
        and event_span.earliest <= span.latest
    )


def list_news_between(
    atlas: Atlas, known: int, hidden: frozenset[str], visible: Visible, days: tuple[int, int]
) -> list[News]:
    """Return what happened in a map after one day and up to another, the newest first."""
    first, last = days
    news = [
        each
        for each in find_news(atlas, known, hidden)
        if first < each.when.latest <= last and visible.shows(each)
    ]
    return sorted(news, key=lambda each: each.rank(last))


def group_news(atlas: Atlas, news: Iterable[News]) -> Iterator[NewsGroup]:
    """Yield the news, grouped by what one sentence can cover, each group in the place of its first item.

    News of a zone is not repeated for a site in it.
    """
    listed = list(news)
    grouped: set[News] = set()
    for number, item in enumerate(listed):
        if item in grouped or _is_included(atlas, item, listed):
            continue
        alike = [] if item.event else [other for other in listed[number + 1 :] if _is_same(item, other)]
        group = (item, *(other for other in alike if not _is_included(atlas, other, listed)))
        grouped.update(group)
        yield group


def _is_included(atlas: Atlas, item: News, news: Iterable[News]) -> bool:
    return any(_includes(atlas, other, item) for other in news)


def _includes(atlas: Atlas, zone: News, site: News) -> bool:
    """Return whether news of a zone includes that of a site in it."""
    if (
        site.event
        or zone.event
        or (zone.after, zone.status, zone.when) != (site.after, site.status, site.when)
    ):
        return False
    around, place = atlas.places[zone.place], atlas.places[site.place]
    ground, point = (shape_of(atlas, each.place, zone.when.latest) for each in (zone, site))
    within = (around.shape, place.shape) == (Shape.ZONE, Shape.SITE) and ground.covers(point)
    return within and bool(site.after or zone.before == site.before)


def _is_same(first: News, second: News) -> bool:
    """Return whether two news items differ only in their place, so that one sentence can cover both."""
    return (
        first.kind is second.kind
        and first.when == second.when
        and _without_place(first) == _without_place(second)
    )


def _without_place(item: News) -> tuple[object, ...]:
    event_id = item.event.id if item.event else ""
    return (item.kind, item.when, item.when.text, frozenset(item.after), frozenset(item.before), item.status,
            frozenset(item.beside), item.over, item.standing, event_id)  # fmt: skip


def turning_days(news: Iterable[News]) -> list[int]:
    """Return the days on which the choice of `pick_news` may change."""
    days: set[int] = set()
    for item in news:
        days |= {item.when.earliest, item.when.latest}
        days |= {item.when.earliest + item.reach} if not item.vague else set()
    return sorted(days)
