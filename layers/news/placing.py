"""The map of a news picture laid out: signs, then notes where there is room, then names around them.

A note that finds no room becomes a number, and stands among the words, where that is possible.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.geometry.viewport import Viewport
from layers.labels.label_grid import NameMap
from layers.labels.placement import Box
from layers.map.arrows import cover_arrows, find_arrows
from layers.news.advances import Advance, find_advances
from layers.news.changed_ground import unite_changed
from layers.news.composing import compose_news
from layers.news.notes.anchors import Anchor, ring_boxes
from layers.news.notes.board import Board
from layers.news.notes.covered_towns import CoveredTown, name_covered
from layers.news.notes.grounds import Grounds
from layers.news.notes.note import Note
from layers.news.notes.numbers import NumberSign, place_numbers
from layers.news.notes.subjects import Subject, check_own_notes, find_anchors
from layers.news.resolve import NewsPicture, resolve_news
from layers.news.scale_bar import place_scale
from layers.news.short_legend import find_unnamed
from layers.still.one_map import Picture
from layers.style.colour import legible_on
from layers.style.context import DrawingContext
from layers.style.symbology import EMPTY

Anchored = tuple[Subject, Anchor]


@dataclass(frozen=True, slots=True, eq=False)
class NewsMap:
    """The map of a news picture laid out: its contents, signs, notes, numbers, and the box of its scale."""

    picture: Picture
    anchors: tuple[Anchor, ...]
    """The points with a sign."""
    notes: tuple[Note, ...]
    keys: tuple[str, ...]
    """What each note is about."""
    numbered: tuple[Anchor, ...]
    """The points with a number in place of a sign, in its order."""
    numbers: tuple[NumberSign, ...]
    towns: tuple[CoveredTown, ...]
    scale: tuple[Box, ...]
    advances: tuple[Advance, ...]
    without_room: tuple[str, ...]
    """What the notes that found no room are about."""


@lru_cache(maxsize=16)
def compose_news_picture(atlas: Atlas, request: Request) -> tuple[NewsPicture, NewsMap]:
    """Resolve a news picture and lay out its map; notes without room on it go to its words."""
    listed: tuple[str, ...] = ()
    while True:
        news = resolve_news(atlas, request, listed)
        laid = lay_out_map(news)
        if not laid.without_room:
            return news, laid
        listed += laid.without_room


def lay_out_map(news: NewsPicture) -> NewsMap:
    """Lay out the map: signs first, then notes, then the names of towns and forces around them."""
    anchored = find_anchors(news.picture, news.subjects)
    check_own_notes(news.subjects, anchored)
    pointed = [(subject, anchor) for subject, anchor in anchored if subject.key not in news.asked]
    numbered = sorted(
        ((subject, anchor) for subject, anchor in anchored if subject.key in news.words.listed),
        key=lambda pair: news.words.listed.index(pair[0].key),
    )
    signs = [anchor for subject, anchor in anchored if subject.key not in news.words.listed]
    numbers = place_numbers(news.context, [anchor for _, anchor in numbered], signs)
    advances = find_advances(news.picture, news.request, news.facts, [anchor for _, anchor in anchored])
    discs: tuple[Anchor | NumberSign, ...] = (*signs, *numbers)
    taken = [*(disc.box for disc in discs), *_cover_all_arrows(news, advances)]
    taken += [news.inset.box] if news.inset else []
    part = (news.inset.place.part,) if news.inset else ()
    scale = () if news.layout.brief else place_scale(news.picture, [*taken, *part])
    towns = _name_towns(news, anchored, discs, (*scale, *taken, *part))
    taken += [box for town in towns for box in town.boxes]
    notes = _place_notes(news, (*scale, *taken), pointed)
    rings = [box for _, anchor in anchored for box in ring_boxes(anchor)]
    # What is named in the inset is not named in its part of the map as well.
    picture, notes = _name_around(news, (*scale, *taken, *rings, *part), notes)
    placed = [subject.key for subject, _ in notes]
    return NewsMap(
        picture,
        tuple(signs),
        tuple(note for _, note in notes),
        tuple(placed),
        tuple(anchor for _, anchor in numbered),
        tuple(numbers),
        tuple(towns),
        scale,
        tuple(advances),
        tuple(subject.key for subject, _ in pointed if subject.key not in placed),
    )


def _cover_all_arrows(news: NewsPicture, advances: Sequence[Advance]) -> list[Box]:
    """Return small boxes along the arrows of the atlas and those drawn by rule."""
    outlines = find_arrows(news.context, news.facts.hidden) if "lines" in news.request.layers else {}
    return cover_arrows([*outlines.values(), *(advance.outline for advance in advances)])


def _name_around(
    news: NewsPicture, taken: tuple[Box, ...], notes: list[tuple[Subject, Note]]
) -> tuple[Picture, list[tuple[Subject, Note]]]:
    """Name what is around the notes; those that take the only room of a force's name are left out.

    The legend does not give that name either. Notes with a position stay.
    """
    picture = _compose_around(news, taken, notes)
    unnamed = find_unnamed(_compose_around(news, taken, ()) if news.inset else news.picture)
    while not find_unnamed(picture) <= unnamed:
        last = next((note for note in notes[::-1] if note[0].position is None), None)
        if last is None:
            break
        notes = [note for note in notes if note is not last]
        picture = _compose_around(news, taken, notes)
    return picture, notes


def _name_towns(
    news: NewsPicture,
    anchored: Sequence[Anchored],
    signs: Sequence[Anchor | NumberSign],
    taken: Sequence[Box],
) -> list[CoveredTown]:
    """Name the towns that signs and rings cover, but those that the lead of a note names."""
    if "labels" not in news.request.layers:
        return []
    discs = [(sign.x, sign.y, sign.radius) for sign in signs]
    rings = [(anchor.x, anchor.y, anchor.ring) for _, anchor in anchored if anchor.ring]
    leading = {anchor.site for subject, anchor in anchored if subject.key not in news.words.listed}
    return name_covered(news.context, discs, rings, taken, leading)


def _compose_around(
    news: NewsPicture, taken: tuple[Box, ...], notes: Sequence[tuple[Subject, Note]]
) -> Picture:
    """Find the contents of the map around boxes and notes."""
    boxes = (*taken, *(box for _, note in notes for box in note.boxes))
    sites = frozenset(note.anchor.site for _, note in notes)
    return compose_news(news.context, news.request, news.content, boxes, sites)


def _place_notes(
    news: NewsPicture, taken: tuple[Box, ...], pointed: Sequence[Anchored]
) -> list[tuple[Subject, Note]]:
    """Place the notes: those with a position first, then the most important; some may find no room."""
    if not pointed:
        return []
    rings = [
        shapely.Point(anchor.x, anchor.y).buffer(anchor.ring).exterior for _, anchor in pointed if anchor.ring
    ]
    changed = unite_changed(news.context, news.facts.changes).boundary
    frames = [shapely.box(*news.inset.place.part).exterior] if news.inset else []
    board = make_board(news.picture, taken, [*rings, changed, *frames])
    type_, rtl = news.layout.callout, news.context.words.rtl
    notes: dict[str, Note] = {}
    for subject, anchor in sorted(pointed, key=lambda pair: pair[0].position is None):
        accent = _accent(news, subject)
        if subject.position is not None:
            at = subject.position
            notes[subject.key] = board.place_at(anchor, subject.words, type_, accent, at, rtl=rtl)
        elif note := board.place(anchor, subject.words, type_, accent, rtl=rtl):
            notes[subject.key] = note
    return [(subject, notes[subject.key]) for subject, _ in pointed if subject.key in notes]


def _accent(news: NewsPicture, subject: Subject) -> str:
    """Return the colour of a lead: for the main news that of the new holder, as far as it is legible."""
    theme = news.context.theme
    leading = next((each for each in news.subjects if each.news), None)
    if subject is not leading or not subject.news[0].after:
        return theme["ink"]
    return legible_on(news.picture.symbolizer.shades(subject.news[0].after[0]).text, theme["halo"])


def make_board(picture: Picture, taken: tuple[Box, ...], lines: Sequence[BaseGeometry]) -> Board:
    """Return the map as notes see it: boxes, fronts, borders, rivers and more lines are taken."""
    cells = NameMap(picture.context, taken)
    looks = [picture.symbols.get(zone, EMPTY) for zone in cells.zone_names]
    numbers = {look: number for number, look in enumerate(dict.fromkeys(looks))}
    look_of = np.array([*(numbers[look] for look in looks), -1])
    grounds = Grounds(
        look_of[cells.cells],
        [look.ground for look in numbers],
        [_is_loud(picture.context, look.leader) for look in numbers],
    )
    return Board(cells, grounds, [*_lines(picture.context.land.viewport), *lines])


def _is_loud(context: DrawingContext, leader: str) -> bool:
    return bool(leader) and context.loud is not None and context.atlas.forces[leader].family in context.loud


def _lines(viewport: Viewport) -> Iterator[BaseGeometry]:
    """Yield the borders, coasts and rivers of a viewport."""
    basemap = viewport.atlas.basemap
    for feature in (*basemap.borders, *basemap.rivers, *basemap.lakes):
        yield viewport.clip(feature.geometry)
    for feature in basemap.land:
        yield shapely.boundary(viewport.clip(feature.geometry))
