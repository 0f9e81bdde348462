"""Subjects: what the notes of a picture are about, the desk's own first, then the news by its weight."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.history.news_choice import NewsGroup
from atlas.request.own_notes import OwnNote, Position, list_callouts
from atlas.request.parsers import RequestError
from layers.news.notes.anchors import EDGE_PX, Anchor, anchor_own, find_anchor
from layers.still.one_map import Picture
from text.headline import CalloutWords, write_callout
from text.picture_facts import PictureFacts


@dataclass(frozen=True, slots=True)
class Subject:
    """What a note is about: news, or the place or point of an own note; `key` is its word in an address."""

    key: str
    words: CalloutWords
    news: NewsGroup = ()
    own: OwnNote | None = None
    position: Position | None = None


def list_subjects(facts: PictureFacts, most: int) -> list[Subject]:
    """Return the subjects of a picture with at most so many notes that it chooses itself.

    An own note about a place in the news has the sign of that news, and stands for its note.
    """
    own = [_make_own(facts, note, facts.news[:most]) for note in facts.request.notes]
    covered = {item for subject in own for item in subject.news}
    news = [group for group in facts.news if covered.isdisjoint(group)]
    return [*own, *_list_news(facts, news, most - len(own))]


def _make_own(facts: PictureFacts, note: OwnNote, groups: Sequence[NewsGroup]) -> Subject:
    place = facts.atlas.places.get(note.place)
    words = CalloutWords(place.name.translate(facts.request.lang) if place else "", note.text)
    news = [item for group in groups for item in group if place and item.place == note.place]
    return Subject(note.target, words, tuple(news[:1]), note, note.position)


def _list_news(facts: PictureFacts, news: Sequence[NewsGroup], most: int) -> Iterator[Subject]:
    callouts = facts.request.callouts
    if callouts == "none":
        return
    positions = {} if callouts == "auto" else dict(list_callouts(callouts))
    for group in news[: max(most, 0)] if callouts == "auto" else news:
        named = [name for name in positions if _names(group, name)]
        if named or callouts == "auto":
            position = positions[named[0]] if named else None
            yield Subject(_key(group), write_callout(facts, group), group, position=position)


def _key(group: NewsGroup) -> str:
    return group[0].event.id if group[0].event else group[0].place


def _names(group: NewsGroup, wanted: str) -> bool:
    return any(item.place == wanted or (item.event and item.event.id == wanted) for item in group)


def find_anchors(picture: Picture, subjects: Sequence[Subject]) -> list[tuple[Subject, Anchor]]:
    """Return the subjects with points in the map: own ones, and of news on one spot only the first.

    The main news has a ring.
    """
    edge = EDGE_PX * picture.context.marks
    anchored: list[tuple[Subject, Anchor]] = []
    ringed = False
    for subject in subjects:
        anchor = find_anchor(picture, subject.news, edge) if subject.news else None
        if subject.own and not anchor:
            anchor = anchor_own(picture, subject.own)
        if anchor and (subject.own or not any(_overlap(anchor, other) for _, other in anchored)):
            anchored.append((subject, replace(anchor, ring=0.0) if ringed else anchor))
            ringed = ringed or bool(subject.news)
    return anchored


def check_own_notes(subjects: Sequence[Subject], anchored: Sequence[tuple[Subject, Anchor]]) -> None:
    """Refuse a picture that does not show what an own note is about."""
    inside = {subject.key for subject, _ in anchored}
    for subject in subjects:
        if subject.own and subject.key not in inside:
            allowed = "It lies outside the map. Show a larger area, or leave it out."
            raise RequestError("notes", subject.key, allowed)


def _overlap(anchor: Anchor, other: Anchor) -> bool:
    return math.hypot(anchor.x - other.x, anchor.y - other.y) < anchor.radius + other.radius
