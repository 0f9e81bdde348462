"""Names that a request pins or moves and that have no room in its picture."""

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.labels.adjusting import find_name, list_unplaced
from layers.labels.candidates import collect_names
from layers.news.placing import compose_news_picture
from layers.still.one_map import Picture, compose_pictures, make_context
from layers.still.resolve import resolve_still


def find_missing_names(atlas: Atlas, request: Request) -> list[str]:
    """Return the ids of names that the option `labels` pins or moves, but that are not in the still."""
    if not request.labels:
        return []
    if request.style == "news":
        if request.dates:
            return []
        _, laid = compose_news_picture(atlas, request)
        written, context = {town.text for town in laid.towns}, laid.picture.placing
        every = collect_names(context)
        named = {name: find_name(context, every, name) for name in _list_missing(laid.picture, request)}
        return [name for name, town in named.items() if not (town and town.text in written)]
    still = resolve_still(atlas, request)
    layout = still.layout
    contexts = (
        still.frame.contexts
        if still.frame
        else [make_context(still.content.atlas, still.content.request, layout, layout.width, layout.height)]
    )
    maps = still.content.maps[: len(contexts)]
    return _list_missing(compose_pictures(contexts, still.content.request, layout, maps)[0], request)


def _list_missing(picture: Picture, request: Request) -> list[str]:
    names = picture.force_names() if {"labels", "zones"} <= set(request.layers) else []
    return list_unplaced(picture.placing, [label.named for label in picture.labels()], names)
