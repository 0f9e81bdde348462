"""Resolving a film: its days with what happened on each, and the one frame in which all of them are drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from atlas.history.existence import absent_on
from atlas.history.news import Kind
from atlas.history.news_choice import NewsGroup, Visible, group_news, list_news_between
from atlas.model.atlas import Atlas
from atlas.model.dates.calendar import date_of
from atlas.request.options import hidden_forces
from atlas.request.parsers import RequestError
from atlas.request.request import Request
from layers.geometry.viewport import Extent, set_viewport
from layers.map.visible_areas import VisibleArea
from layers.news.film.layout import FilmLayout, film_layout
from layers.news.framing import frame_news
from layers.news.notes.subjects import Subject, list_subjects
from layers.still.facts import find_facts_in
from layers.style.context import DrawingContext
from text.film import (
    CardWords,
    describe_day,
    pick_caption,
    write_change_caption,
    write_end_card,
    write_title_card,
)
from text.picture_facts import PictureFacts
from text.translations import words_for

MOST_CHANGES = 250
_KINDS = (Kind.CONTROL, Kind.FIGHTING, Kind.EVENT)
"""What a film goes through; arrivals and claims of absence change no ground that it draws."""
_ROOM_FOR_NAME = 30_000.0
"""The square px of a map, at marks 1, for each town or site that it names."""


@dataclass(frozen=True, slots=True)
class FilmChange:
    """A day of a film: what happened, its caption, and everything that happened in sentences."""

    day: int
    news: tuple[NewsGroup, ...]
    caption: str
    sentences: str
    callout: Subject | None = None
    """What a note on the map is about, if there is to be one."""

    @property
    def year(self) -> int:
        """The year of the day."""
        return date_of(self.day).year


@dataclass(frozen=True, slots=True, eq=False)
class NewsFilm:
    """A resolved film. `request` has the extent of its map and its last day; `facts` are those of that day.

    `never` are the places that exist on none of its days.
    """

    request: Request
    layout: FilmLayout
    context: DrawingContext
    facts: PictureFacts
    span: tuple[int, int]
    changes: tuple[FilmChange, ...]
    never: frozenset[str]

    @property
    def atlas(self) -> Atlas:
        """The atlas that is drawn."""
        return self.context.atlas

    @property
    def news(self) -> list[NewsGroup]:
        """Everything that happens in it."""
        return [group for change in self.changes for group in change.news]

    @property
    def title(self) -> CardWords:
        """The words of its first card."""
        return write_title_card(self.atlas, self.request, self.span, len(self.changes))

    @property
    def ending(self) -> CardWords:
        """The words of its last card."""
        return write_end_card(self.facts)

    @property
    def days(self) -> list[int]:
        """The days on which its map changes, the first day of all first."""
        return [self.span[0], *(change.day for change in self.changes)]


@lru_cache(maxsize=4)
def resolve_film(atlas: Atlas, request: Request) -> NewsFilm:
    """Resolve a request for a news film; RequestError if it is too small or has too many changes."""
    layout = film_layout(request, atlas)
    first = atlas.meta.first if request.start is None else request.start
    last = atlas.meta.last if request.end is None else request.end
    left, top, right, bottom = layout.map_box(rtl=words_for(request).rtl)
    ending = replace(request, date=last)
    extent = frame_news(atlas, ending, round(right - left, 2), round(bottom - top, 2))
    framed = replace(ending, bbox=extent.bbox, zoom=1.0)
    facts = find_facts_in(atlas, framed, VisibleArea(extent))
    changes = tuple(_list_changes(facts, (first, last)))
    if len(changes) > MOST_CHANGES:
        allowed = (
            f"This film would have {len(changes):,} changes; the limit is {MOST_CHANGES}. Shorten it with "
            "from and to, or show a smaller view."
        )
        raise RequestError("style", "news", allowed)
    days = [first, *(change.day for change in changes)]
    never = frozenset.intersection(*(absent_on(atlas, day, request.known) for day in days))
    context = _context(atlas, request, layout, extent, changes)
    return NewsFilm(framed, layout, context, facts, (first, last), changes, never)


def _context(
    atlas: Atlas, request: Request, layout: FilmLayout, extent: Extent, changes: Sequence[FilmChange]
) -> DrawingContext:
    """Return the context of the map; the families that gain or lose ground keep their colours."""
    items = [
        item for change in changes for group in change.news for item in group if item.kind is Kind.CONTROL
    ]
    loud = frozenset(atlas.forces[force].family for item in items for force in item.forces)
    return DrawingContext(
        set_viewport(atlas, extent),
        "light" if request.theme == "auto" else request.theme,
        request.lang,
        round(layout.marks, 3),
        adjusted=request.labels,
        loud=loud if loud and not request.age else None,
        most_points=max(round(extent.width * extent.height / layout.marks**2 / _ROOM_FOR_NAME), 3),
    )


def _list_changes(facts: PictureFacts, span: tuple[int, int]) -> Iterator[FilmChange]:
    """Yield the days on which something is known to have happened in the map, with what happened on each.

    News of an uncertain day counts on the last day on which it may have happened.
    """
    atlas, request = facts.atlas, facts.request
    hidden, words = hidden_forces(atlas, request.hide), words_for(request)
    visible = facts.visible if "events" in request.layers else Visible(facts.visible.places, frozenset())
    listed = list_news_between(atlas, request.known, hidden, visible, span)
    for day in sorted({item.when.latest for item in listed if item.kind in _KINDS}):
        news = [item for item in listed if item.when.latest == day and item.kind in _KINDS]
        groups = tuple(group_news(atlas, sorted(news, key=lambda item: (item.kind, item.rank(day)))))
        dated = replace(facts, request=replace(request, date=day), news=groups)
        sentences = describe_day(atlas, groups, words, request.known)
        yield FilmChange(day, groups, write_change_caption(dated), sentences, _find_callout(dated))


def _find_callout(facts: PictureFacts) -> Subject | None:
    """Return what a note on a day is about: what leads, where the caption has the words of an event.

    The caption says the same as the note elsewhere. Requested callouts come on their days.
    """
    news = facts.news
    if facts.request.callouts == "auto" and pick_caption(news) is news[0]:
        return None
    return next(iter(list_subjects(facts, 1)), None)
