"""Room: how a still shares its height between heading, maps, key and stamp, and what is left out first.

Type does not shrink below what can be read: a picture too small for everything says less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.geometry.viewport import seen_bbox
from layers.map.borders import shows_choice
from layers.still.layout import Layout
from layers.still.legend import Entry, Key, lay_out_key
from layers.still.legend_entries import entries_on
from layers.still.list_below import Listing
from layers.still.one_map import Shown
from layers.still.two_maps import most_height, pens_for
from text.changes_of_control import list_handovers
from text.provenance import Stamp, set_stamp, stamp_lines
from text.translations import load_words
from text.two_versions import list_differing

_LEAST_PX = 40.0
"""A map whose key is still to be found is at least so high."""
_MOST_ROUNDS = 3
"""How often the key is laid out anew because what the map above it shows has changed with its height."""
_EVERYTHING, _BRIEF, _FAMILIES, _NO_KEY = range(4)
"""What a picture still says, from the whole to the least: a brief stamp; of the key the families; no key."""
_LEAST_MAP = {_EVERYTHING: 0.3, _BRIEF: 0.35, _FAMILIES: 0.3, _NO_KEY: 0.25}
"""The share of a picture's height that leaves its maps enough room."""


@dataclass(frozen=True, slots=True)
class Room:
    """What stands around the maps, and how high they are in px."""

    stamp: Stamp
    entries: Sequence[Entry]
    key: Key
    listing: Listing | None
    list_height: float
    map_height: float


def share_room(
    atlas: Atlas,
    request: Request,
    layout: Layout,
    head: float,
    shown: Sequence[Shown],
    given: Sequence[Entry] | None,
) -> Room | None:
    """Return the room under a heading `head` px high, None where a picture is too small for any frame.

    `given` are the entries of a film's key.
    """
    asked = _Asked(atlas, request, layout, head, shown, given)
    rooms = (_share(asked, said) for said in _LEAST_MAP)
    shares = zip(rooms, _LEAST_MAP.values(), strict=True)
    return next((room for room, share in shares if room.map_height >= share * layout.height), None)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a still is to hold, beneath a heading `head` px high."""

    atlas: Atlas
    request: Request
    layout: Layout
    head: float
    shown: Sequence[Shown]
    given: Sequence[Entry] | None


def _share(asked: _Asked, said: int) -> Room:
    """Share the height, with the note on borders where one in the picture is drawn by choice."""
    atlas, request, brief = asked.atlas, asked.request, said > _EVERYTHING
    if not shows_choice(atlas, request.borders, seen_bbox(atlas, request)):
        room = _share_under(asked, said, stamp_lines(atlas, request, brief=brief, chosen=False))
        pens = pens_for(request, asked.layout, asked.shown, max(room.map_height, _LEAST_PX))
        if not shows_choice(atlas, request.borders, pens[0].stage.extent.bbox):
            return room
    return _share_under(asked, said, stamp_lines(atlas, request, brief=brief))


def _share_under(asked: _Asked, said: int, notes: list[str]) -> Room:
    """Share the height above a stamp of some notes."""
    atlas, request, layout, shown = asked.atlas, asked.request, asked.layout, asked.shown
    stamp = set_stamp(layout, notes, rtl=load_words(request.lang).rtl)
    listing = _list(atlas, request, layout, shown) if said < _NO_KEY else None
    list_height = listing.height + 0.35 * layout.pad if listing else 0.0
    rest = layout.height - layout.below - asked.head - stamp.height - list_height - 0.7 * layout.pad
    entries = _entries_for(request, layout, shown, rest) if asked.given is None else asked.given
    entries = _kept(atlas, request, entries, said)
    key = _lay_out(layout, entries)
    map_height = min(rest - key.height, most_height(atlas, request, layout, len(shown)))
    return Room(stamp, entries, key, listing, list_height, map_height)


def _list(atlas: Atlas, request: Request, layout: Layout, shown: Sequence[Shown]) -> Listing | None:
    """Return what is listed beneath two maps."""
    if len(shown) == 1:
        return None
    if request.compare is None:
        return list_differing(atlas, request, layout)
    return list_handovers(atlas, request, layout, *(one.day for one in shown))


def _kept(atlas: Atlas, request: Request, entries: Sequence[Entry], said: int) -> Sequence[Entry]:
    families = {family.name.say(request.lang) for family in atlas.families.values()}
    most = {_FAMILIES: [one for one in entries if one.text in families], _NO_KEY: []}
    return most.get(said, entries)


def _lay_out(layout: Layout, entries: Sequence[Entry]) -> Key:
    return lay_out_key(entries, layout.key, layout.width - 2 * layout.pad)


def _entries_for(request: Request, layout: Layout, shown: Sequence[Shown], rest: float) -> list[Entry]:
    """Return the entries for the maps as drawn: the key tells of them, and takes from their height."""
    pens = pens_for(request, layout, shown, 0.6 * layout.height)
    entries = entries_on(pens, request, layout, shown)
    for _ in range(_MOST_ROUNDS):
        most = most_height(shown[0].atlas, request, layout, len(shown))
        height = max(min(rest - _lay_out(layout, entries).height, most), _LEAST_PX)
        pens = pens_for(request, layout, shown, height)
        found = entries_on(pens, request, layout, shown)
        if found == entries:
            break
        entries = found
    return entries
