"""The short legend of a news picture: what can be seen at its size and no name on the map explains."""

from collections.abc import Iterable, Mapping

import shapely

from atlas.request.request import Request
from layers.labels.force_names import TOGETHER
from layers.still.legend import Entry, list_legend_entries
from layers.still.legend_entries import advance_entries, age_entries, extra_entries
from layers.still.one_map import Picture
from layers.style.symbology import Symbol

_LEAST_PX = 260.0
"""The least visible ground, in square px at marks 1, that needs an entry."""
_MOST = 4
"""The most entries of a legend that is not full."""


def pick_entries(picture: Picture, request: Request) -> list[Entry]:
    """Return the entries of the legend."""
    if request.key == "none" or "zones" not in request.layers:
        return []
    context = picture.context
    symbols = _find_visible(picture)
    if request.age:
        return age_entries(context, symbols)
    holdings = {place: picture.holdings[place] for place in symbols if place in picture.holdings}
    entries = list_legend_entries(context, picture.symbolizer, holdings, symbols)
    entries += [*advance_entries(picture, request), *extra_entries(context, request)]
    if request.key == "full":
        return entries
    families = {
        family.name.translate(context.language): family.id for family in context.atlas.families.values()
    }
    unnamed = find_unnamed(picture)
    needed = [
        entry
        for entry in entries
        if (
            families[entry.text] in unnamed
            if entry.text in families
            else entry.pattern or entry.code or entry.arrow or entry.extra
        )
    ]
    return needed[:_MOST]


def merge_entries(pictures: Iterable[Picture], request: Request) -> list[Entry]:
    """Return the entries of one legend for several maps; a pattern has the colours of the first."""
    by_text: dict[str, Entry] = {}
    for entry in (entry for picture in pictures for entry in pick_entries(picture, request)):
        by_text.setdefault(entry.text, entry)
    return list(by_text.values())


def _find_visible(picture: Picture) -> Mapping[str, Symbol]:
    """Return the symbols of the zones that are large enough to be seen."""
    extent, marks = picture.context.viewport.extent, picture.context.marks
    zones = picture.context.viewport.zones
    return {
        place: symbol
        for place, symbol in picture.symbols.items()
        if place in zones
        and shapely.clip_by_rect(zones[place], 0, 0, extent.width, extent.height).area >= _LEAST_PX * marks**2
    }


def find_unnamed(picture: Picture) -> set[str]:
    """Return the families with a force that holds ground and whose name is not on the map."""
    symbols = _find_visible(picture)
    atlas, language = picture.context.atlas, picture.context.language
    names = picture.force_names()
    written = {text for name in names for text in name.text.split(TOGETHER)}
    return {
        atlas.forces[symbol.leader].family
        for symbol in symbols.values()
        if symbol.held
        and symbol.leader
        and atlas.forces[symbol.leader].short.translate(language) not in written
    }
