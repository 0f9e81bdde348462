"""The short legend of a news picture: what can be seen at its size and no name on the map explains."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import shapely

from atlas.request.request import Request
from layers.labels.force_names import TOGETHER
from layers.map.extras import MODELLED
from layers.still.legend import Entry, list_legend_entries
from layers.still.legend_entries import advance_entries, age_entries, extra_entries, modelled_entries
from layers.still.one_map import Picture
from layers.style.symbology import Hatch, Symbol

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
    listed = list_legend_entries(context, picture.symbolizer, holdings, symbols)
    entries = _order_by_ground(picture, symbols, _name_present(picture, symbols, listed))
    entries += [*modelled_entries(context, request), *advance_entries(picture, request)]
    entries += extra_entries(context, request)
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
    # An estimate must be marked; a force that no name explains needs its entry more than a pattern does.
    first = sorted(needed, key=lambda entry: (entry.extra != MODELLED, entry.text not in families))[:_MOST]
    return [entry for entry in needed if entry in first]


def _name_present(picture: Picture, symbols: Mapping[str, Symbol], entries: list[Entry]) -> list[Entry]:
    """Return the entries, that of dots with the families they stand for, in the order of colours."""
    context, atlas = picture.context, picture.context.atlas
    dotted = (symbol for symbol in symbols.values() if symbol.pattern and symbol.pattern.hatch is Hatch.DOTS)
    present = {family for symbol in dotted for family in symbol.over}
    names = [
        family.name.translate(context.language) for own, family in atlas.families.items() if own in present
    ]
    who = context.words["comma"].join(names)
    return [
        replace(entry, text=f"{entry.text}: {who}")
        if who and entry.pattern and entry.pattern.hatch is Hatch.DOTS
        else entry
        for entry in entries
    ]


def _order_by_ground(picture: Picture, symbols: Mapping[str, Symbol], entries: list[Entry]) -> list[Entry]:
    """Return the entries by the visible ground of their family or pattern, the most first; others last."""
    extent, atlas = picture.context.viewport.extent, picture.context.atlas
    ground: defaultdict[str, float] = defaultdict(float)
    for place, symbol in symbols.items():
        zone = picture.context.viewport.zones[place]
        area = shapely.clip_by_rect(zone, 0, 0, extent.width, extent.height).area
        if symbol.leader:
            family = atlas.families[atlas.forces[symbol.leader].family]
            ground[family.name.translate(picture.context.language)] += area
        if symbol.pattern:
            ground[symbol.pattern.hatch] += area
    return sorted(entries, key=lambda entry: -ground[entry.pattern.hatch if entry.pattern else entry.text])


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
