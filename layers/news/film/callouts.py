"""The callout of a change: a note on the map, placed off all names, which stay where they are."""

from collections.abc import Sequence
from dataclasses import replace

from atlas.history.changes_of_control import ChangeOfControl
from layers.labels.leader_names import list_boxes
from layers.labels.written_name import Name
from layers.map.place_names import label_boxes
from layers.news.changed_ground import unite_changed
from layers.news.film.resolve import FilmChange, NewsFilm
from layers.news.notes.anchors import EDGE_PX, find_anchor
from layers.news.notes.note import Note
from layers.news.placing import make_board
from layers.still.one_map import Picture


def place_callout(
    film: NewsFilm,
    picture: Picture,
    names: Sequence[Name],
    change: FilmChange,
    changed: Sequence[ChangeOfControl],
) -> Note | None:
    """Place the note of a change; None if it has none, or if there is no room for it."""
    if change.callout is None:
        return None
    context = picture.context
    anchor = find_anchor(picture, change.callout.news, EDGE_PX * context.marks)
    if anchor is None:
        return None
    anchor = replace(anchor, ring=0.0)
    taken = (*picture.taken, *label_boxes(picture.labels()), *list_boxes(names), anchor.box)
    board = make_board(picture, taken, [unite_changed(context, changed).boundary])
    words, type_ = change.callout.words, film.layout.callout
    return board.place(anchor, words, type_, context.theme["ink"], rtl=context.words.rtl)
