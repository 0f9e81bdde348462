"""The situation on a map: what the records say about the places that it shows, and what happened there last.

Given by the ids of places and events; contains no language and no drawing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atlas.history.existence import absent_on
from atlas.history.in_effect import find_rivals, forces_in_effect
from atlas.history.news import find_news
from atlas.history.news_choice import NewsGroup, Visible, group_news, pick_news
from atlas.history.scene import Scene, newest_age
from atlas.model.vocabulary import Status
from atlas.request.content import Content


@dataclass(frozen=True, slots=True)
class PlaceState:
    """What the records say about a place on a day, without hidden forces.

    Rivals hold it together in nobody's view: it then has no `holders`. `age` is the step of age of its newest
    evidence, None without evidence.
    """

    holders: frozenset[str]
    rivals: tuple[str, ...]
    besieged: frozenset[str]
    age: int | None
    coloured: bool
    """Whether its ground has a colour: some force is there, or was there before and after."""


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """The states of places, which places do not exist, and news and sieges in the order of their weight."""

    states: Mapping[str, PlaceState]
    absent: frozenset[str]
    news: tuple[NewsGroup, ...]
    sieges: tuple[NewsGroup, ...]
    recent_sieges: tuple[NewsGroup, ...]


def find_situation(content: Content, visible: Visible, zones: Iterable[str]) -> Situation:
    """Return the situation on the first map of a picture; `zones` are those with ground in it."""
    scene, hidden = content.maps[0].scene, content.hidden
    atlas, day = scene.atlas, content.request.date
    states = read_states(scene, [*zones, *visible.places], hidden)
    news = find_news(atlas, content.request.known, hidden)
    sieges = [
        each
        for each in news
        if each.status is Status.BESIEGED
        and each.begun(day)
        and each.place in visible.places
        and not states[each.place].besieged.isdisjoint(each.after)
    ]
    groups = tuple(group_news(atlas, sorted(sieges, key=lambda each: each.rank(day))))
    return Situation(
        states,
        absent_on(atlas, scene.day, scene.known),
        tuple(group_news(atlas, pick_news(filter(visible.shows, news), day))),
        groups,
        tuple(group for group in groups if group[0].recent(day)),
    )


def read_states(scene: Scene, places: Iterable[str], hidden: frozenset[str]) -> dict[str, PlaceState]:
    """Return the states of places on the day of a scene."""
    return {place: _read_state(scene, place, hidden) for place in dict.fromkeys(places)}


def _read_state(scene: Scene, place: str, hidden: frozenset[str]) -> PlaceState:
    holdings = [holding for holding in scene.holdings(place) if holding.force not in hidden]
    rivals = find_rivals(scene.atlas, holdings)
    return PlaceState(
        holders=frozenset() if rivals else forces_in_effect(holdings),
        rivals=rivals,
        besieged=frozenset(
            holding.force for holding in holdings if holding.status is Status.BESIEGED and holding.known
        ),
        age=newest_age(holdings),
        coloured=any(holding.status is not Status.ABSENT for holding in holdings),
    )
