"""The texts of a picture, as its outputs have them."""

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.still.facts import find_facts
from text.alt_text import write_alt, write_caption, write_film_alt


def alt_of(atlas: Atlas, request: Request) -> str:
    """Return the alt text of a still."""
    return write_alt(find_facts(atlas, request))


def caption_of(atlas: Atlas, request: Request) -> str:
    """Return the caption of a still."""
    return write_caption(find_facts(atlas, request))


def film_alt_of(atlas: Atlas, request: Request, first: int, last: int) -> str:
    """Return the alt text of a film between two days."""
    return write_film_alt(find_facts(atlas, request), first, last)
