"""Where the notes of a news picture lie, for the dialog that moves them."""

from dataclasses import dataclass

from atlas.model.atlas import Atlas
from atlas.request.own_notes import PER_MILLE
from atlas.request.request import Request
from layers.labels.placement import Box
from layers.news.placing import compose_news_picture


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A note: its word in an address, whether it is the desk's own, and its box per mille of the map."""

    id: str
    own: bool
    box: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NotePositions:
    """The box of the map per mille of the picture, the notes on it, and the ids of all news with a note."""

    map: tuple[int, ...]
    notes: tuple[NotePlace, ...]
    news: tuple[str, ...]


def find_note_positions(atlas: Atlas, request: Request) -> NotePositions | None:
    """Return where the notes of a picture lie; None for pictures without notes."""
    if request.style != "news" or request.dates:
        return None
    news, laid = compose_news_picture(atlas, request)
    extent, (width, height, _) = news.context.viewport.extent, request.pixels
    own = {subject.key for subject in news.subjects if subject.own}
    return NotePositions(
        _per_mille((news.left, news.top, news.left + extent.width, news.top + extent.height), width, height),
        tuple(
            NotePlace(key, key in own, _per_mille(note.box, extent.width, extent.height))
            for key, note in zip(laid.keys, laid.notes, strict=True)
        ),
        tuple(subject.key for subject in news.subjects if not subject.own),
    )


def _per_mille(box: Box, width: float, height: float) -> tuple[int, ...]:
    sides = (width, height, width, height)
    return tuple(round(PER_MILLE * edge / side) for edge, side in zip(box, sides, strict=True))
