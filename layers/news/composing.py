"""The contents of a news picture's map: fewer layers, and no dots of forces that are merely present."""

from collections.abc import Iterable
from dataclasses import replace

from atlas.history.existence import absent_on
from atlas.request.content import MapContent
from atlas.request.request import Request
from layers.labels.placement import Box
from layers.still.one_map import Picture, compose_picture
from layers.style.context import DrawingContext
from layers.style.symbology import Hatch, Symbol

_DRAWN = ("zones", "lines", "sites", "labels")
"""What is drawn of the chosen layers: signs and callouts stand for events and claims."""


def leave_layers(request: Request) -> Request:
    """Return the request with the layers that a news picture draws."""
    return replace(request, layers=tuple(layer for layer in request.layers if layer in _DRAWN))


def compose_news(
    context: DrawingContext,
    request: Request,
    content: MapContent,
    reserved: Iterable[Box] = (),
    unnamed: frozenset[str] = frozenset(),
) -> Picture:
    """Find the contents of the map, leaving the reserved boxes free of names and some sites unnamed."""
    scene = content.scene
    absent = absent_on(scene.atlas, scene.day, scene.known)
    picture = compose_picture(context, leave_layers(request), content, tuple(reserved), absent | unnamed)
    return leave_dots(picture)


def leave_dots(picture: Picture) -> Picture:
    """Return the contents without the dots of forces that are present where another holds the ground."""
    return replace(picture, symbols={place: _without_dots(look) for place, look in picture.symbols.items()})


def _without_dots(symbol: Symbol) -> Symbol:
    """Return a symbol without the dots of forces that are merely present where another holds the ground."""
    faint = symbol.pattern is not None and symbol.pattern.hatch is Hatch.DOTS and symbol.held
    return replace(symbol, pattern=None, over=()) if faint else symbol
