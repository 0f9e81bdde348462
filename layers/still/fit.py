"""How a still divides its height between heading, maps, legend and provenance, and what is left out first.

Type does not shrink below a legible size; a picture too small for everything contains less.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.request.content import Content
from layers.geometry.viewport import visible_bbox
from layers.map.borders import shows_choice
from layers.still.layout import Layout
from layers.still.legend import Entry, Legend, lay_out_legend
from layers.still.legend_entries import entries_on
from layers.still.list_below import Listing, list_changes, list_differences
from layers.still.main_entries import find_family_entries, order_by_ground, pick_for_one_line
from layers.still.provenance_line import Provenance, lay_out_provenance
from layers.still.two_maps import contexts_for, most_height
from text.translations import words_for

Notes = Mapping[tuple[bool, bool], list[str]]
"""The provenance line, brief or not, and with the note on borders or without it."""
_LEAST_PX = 40.0
"""The least height of a map while its legend is still unknown."""
_MOST_ROUNDS = 3
"""How often the legend is laid out again because the map above it changed with its height."""
_ONE_LINE_PX = 280.0
"""A picture that is lower than this has a legend of one line, if it does not have the whole."""
_EVERYTHING, _BRIEF, _FAMILIES, _MAIN, _NO_LEGEND = range(5)
"""From the whole to the least: a brief provenance line; only the families of the legend; those with the most
ground, in one line; no legend."""
_LEAST_MAP = {_EVERYTHING: 0.3, _BRIEF: 0.35, _FAMILIES: 0.42, _MAIN: 0.22, _NO_LEGEND: 0.22}
"""The share of a picture's height that leaves its maps enough room."""


@dataclass(frozen=True, slots=True)
class Room:
    """The frame around the maps, and how high they are in px."""

    provenance: Provenance
    entries: Sequence[Entry]
    legend: Legend
    listing: Listing | None
    list_height: float
    map_height: float


def share_room(
    content: Content,
    layout: Layout,
    notes: Notes,
    head: float,
    film_entries: Sequence[Entry] | None,
    listed: float = 0.0,
) -> Room | None:
    """Return the room under a heading `head` px high, None if a picture is too small for any frame.

    `film_entries` are the entries of a film's legend; a list beneath the maps is at least `listed` px high.
    """
    task = _Task(content, layout, head, film_entries, listed)
    atlas, request = content.atlas, content.request
    chosen = shows_choice(atlas, request.borders, visible_bbox(atlas, request))
    for omitted, share in _LEAST_MAP.items():
        if omitted == _FAMILIES and layout.height < _ONE_LINE_PX:
            continue
        brief = omitted > _EVERYTHING
        room = _share(task, omitted, notes[brief, chosen])
        if not chosen:
            # The map may reach farther than the request, to a border that is drawn by choice.
            contexts = contexts_for(request, layout, content.maps, max(room.map_height, _LEAST_PX))
            if shows_choice(atlas, request.borders, contexts[0].viewport.extent.bbox):
                room = _share(task, omitted, notes[brief, True])
        if room.map_height >= share * layout.height:
            return room
    return None


@dataclass(frozen=True, slots=True)
class _Task:
    """What a still must contain beneath a heading `head` px high."""

    content: Content
    layout: Layout
    head: float
    film_entries: Sequence[Entry] | None
    listed: float = 0.0


def _share(task: _Task, omitted: int, notes: list[str]) -> Room:
    """Divide the height above a provenance line of some notes."""
    content, layout = task.content, task.layout
    atlas, request, maps = content.atlas, content.request, content.maps
    notes = notes if omitted < _FAMILIES else [" · ".join(notes)]
    provenance = lay_out_provenance(layout, notes, rtl=words_for(request).rtl)
    listing = None
    if len(maps) > 1 and omitted < _NO_LEGEND:
        lay_out_list = list_changes if content.differences is None else list_differences
        listing = lay_out_list(content, layout, words_for(request))
    list_height = max(task.listed, listing.height + 0.35 * layout.pad) if listing else 0.0
    rest = layout.height - layout.below - task.head - provenance.height - list_height - 0.7 * layout.pad
    entries = _entries_for(content, layout, rest) if task.film_entries is None else task.film_entries
    entries = _limit(task, entries, omitted, max(rest - 2 * layout.legend, _LEAST_PX))
    legend = _lay_out(layout, entries)
    map_height = min(rest - legend.height, most_height(atlas, request, layout, len(maps)))
    return Room(provenance, entries, legend, listing, list_height, map_height)


def _limit(task: _Task, entries: Sequence[Entry], omitted: int, height: float) -> Sequence[Entry]:
    """Return the entries for which there is room above; `height` is about that of the maps, in px."""
    if omitted < _FAMILIES:
        return entries
    atlas, request, layout = task.content.atlas, task.content.request, task.layout
    families = find_family_entries(atlas, request, entries)
    if omitted == _FAMILIES:
        return families
    if omitted == _NO_LEGEND or request.age:
        return []
    words = words_for(request)
    if task.film_entries is None:
        contexts = contexts_for(request, layout, task.content.maps, height)
        families = order_by_ground(contexts, request, task.content.maps, families)
    return pick_for_one_line(families, words, lambda tried: len(_lay_out(layout, tried).rows) <= 1)


def _lay_out(layout: Layout, entries: Sequence[Entry]) -> Legend:
    return lay_out_legend(entries, layout.legend, layout.width - 2 * layout.pad, layout.fonts.without_brand())


def _entries_for(content: Content, layout: Layout, rest: float) -> list[Entry]:
    """Return the entries for the maps as drawn: the legend explains them, and reduces their height."""
    request, maps = content.request, content.maps
    contexts = contexts_for(request, layout, maps, 0.6 * layout.height)
    entries = entries_on(contexts, request, layout, maps)
    for _ in range(_MOST_ROUNDS):
        most = most_height(content.atlas, request, layout, len(maps))
        height = max(min(rest - _lay_out(layout, entries).height, most), _LEAST_PX)
        contexts = contexts_for(request, layout, maps, height)
        drawn = entries_on(contexts, request, layout, maps)
        if drawn == entries:
            break
        entries = drawn
    return entries
