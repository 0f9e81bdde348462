"""Names of forces on the ground they hold: one name per territory, on the part that stays longest.

The whole box of a name lies on ground of its force and on no other label, preferably where nobody fights, in
smaller type or two lines if necessary (`name_spots.py`); or else beside it, with a leader line
(`leader_names.py`). In print a name has its family's code beneath; ground without a name has its code
(`print_codes.py`). Pure functions: a day always gives the same names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from layers.labels.adjusting import dropped_forces
from layers.labels.label_grid import CELL_PX, NameMap
from layers.labels.leader_names import Writing, largest_zones, list_boxes, write_beside
from layers.labels.name_spots import LEAST_CELLS, Spot, fit_codes, fit_name
from layers.labels.print_codes import held_code, write_codes
from layers.labels.written_name import Name, block_size
from layers.style.colour import readable_on
from layers.style.context import DrawingContext
from layers.style.symbology import EMPTY, Hatch, Symbol

TOGETHER = " + "
"""Separates the names of two forces that share their ground."""
COLUMN_PX = 780.0
"""A map narrower than this is drawn for a column of text."""
PHONE_ZOOMS = (0.35, 0.7)
"""The zooms at which a phone shows a map that is drawn for a desk, and one that is drawn for a column."""
THUMB_PX = 14.0
"""Ground smaller than a square of this side has no name on a phone."""
NO_ZONE = -1
"""The zone under a name that is written beside its ground."""


def write_names(cells: NameMap, symbols: Mapping[str, Symbol]) -> list[Name]:
    """Return the names to write on zones with these symbols."""
    zones = [symbols.get(zone, EMPTY) for zone in cells.zone_names]
    names = list(DayNamer(cells, zones).names(range(len(zones))))
    gone = dropped_forces(cells.context)
    names = [name for name in names if name.text not in gone]
    return [*names, *write_codes(cells, symbols, names)] if cells.context.theme_name == "print" else names


class Look(NamedTuple):
    """What of a zone's symbol decides where names lie: its name and code, and whether it is fought over."""

    text: str = ""
    code: str = ""
    held: bool = False
    fought: bool = False
    leader: str = ""
    shared: bool = False


def _look(context: DrawingContext, symbol: Symbol) -> Look:
    if not symbol.held:
        return Look()
    fought = symbol.pattern is not None and symbol.pattern.hatch is Hatch.CROSS
    return Look(*_text(context, symbol), True, fought, symbol.leader, bool(symbol.partners))


class DayNamer:
    """Names the zones of a map on days on which their symbols are numbers of a list.

    Places are found once for all days, and information dates, on which the zones have the same looks.
    """

    def __init__(self, cells: NameMap, symbols: Sequence[Symbol], *, dated: bool = False) -> None:
        """Take the ground and the symbols; a `dated` ground applies to few days, so it is not kept."""
        self._name_day = _name_day.__wrapped__ if dated else _name_day
        self._cells, self._grounds = cells, [symbol.ground for symbol in symbols]
        looks = [_look(cells.context, symbol) for symbol in symbols]
        self._looks = list(dict.fromkeys(looks))
        numbers = {look: number for number, look in enumerate(self._looks)}
        self._look_of = [numbers[look] for look in looks]

    def names(self, values: Sequence[int]) -> tuple[Name, ...]:
        """Return the names of a day; `values` are the numbers of the symbols of the zones, in their order."""
        looks = [self._look_of[value] for value in values]
        # Numbered by appearance: the same on every information date.
        numbers = {look: number for number, look in enumerate(dict.fromkeys(looks))}
        there = tuple(self._looks[look] for look in numbers)
        numbered = np.fromiter(map(numbers.__getitem__, looks), dtype=np.int32, count=len(looks))
        written = self._name_day(self._cells, there, numbered.tobytes())
        grounds = ("" if zone == NO_ZONE else self._grounds[values[zone]] for zone in written.zones)
        return _ink(written, tuple(grounds))


@dataclass(frozen=True, slots=True, eq=False)
class _Written:
    """The names of a day, still without ink, and the zone under each."""

    names: tuple[Name, ...]
    zones: tuple[int, ...]


@lru_cache(maxsize=4096)
def _ink(written: _Written, grounds: tuple[str, ...]) -> tuple[Name, ...]:
    """Return the names in an ink that is readable on the colours of their grounds."""
    return tuple(
        replace(name, ink=readable_on(ground), halo=ground) if ground else name
        for name, ground in zip(written.names, grounds, strict=True)
    )


@lru_cache(maxsize=4096)
def _name_day(cells: NameMap, looks: tuple[Look, ...], values: bytes) -> _Written:
    placed = _Placer(cells, looks).place(np.frombuffer(values, dtype=np.int32))
    return _Written(tuple(name for name, _ in placed), tuple(zone for _, zone in placed))


Placed = tuple[Name, int]
"""A name and the zone under it."""


class _Placer:
    """Places the names of a day on zones whose looks are numbered."""

    def __init__(self, cells: NameMap, looks: Sequence[Look]) -> None:
        self._cells, self._looks = cells, looks
        written = [(look.text, look.code) for look in looks]
        self._texts = list(dict.fromkeys(written))
        numbers = {text: number for number, text in enumerate(self._texts)}
        self._text_of = np.array([numbers[text] for text in written], dtype=np.int32)
        self._held = np.array([look.held for look in looks], dtype=bool)
        self._fought = np.array([look.fought for look in looks], dtype=bool)

    def place(self, values: np.ndarray) -> list[Placed]:
        """Return the names of a day: on their ground, or beside it where it is small.

        `values` (n,) are the numbers of the looks of the zones, in the order of the cells' `zone_names`.
        """
        texts, calm = self._text_of[values], ~self._fought[values]
        written: list[Placed] = []
        small = []
        for number, (text, code) in enumerate(self._texts):
            if text:
                members = texts == number
                inside = self._write(number, members & calm) or self._write(number, members)
                coded = self._codes(code, members, inside) if code else []
                written += [*inside, *coded]
                small += [] if inside or coded else [number]
        written += self._beside(small, texts, values, written)
        return written + self._on_phones(texts, values, [name for name, _ in written])

    def _write(self, number: int, members: np.ndarray) -> list[Placed]:
        text, code = self._texts[number]
        return [self._name(text, spot, code) for spot in fit_name(self._cells, text, members.tobytes(), code)]

    def _codes(self, code: str, members: np.ndarray, inside: Iterable[Placed]) -> list[Placed]:
        """Write the code of a family on the territories that have no name."""
        named = tuple((name.x, name.y) for name, _ in inside)
        return [self._name(code, spot) for spot in fit_codes(self._cells, code, members.tobytes(), named)]

    def _beside(
        self, small: list[int], texts: np.ndarray, values: np.ndarray, written: Iterable[Placed]
    ) -> list[Placed]:
        """Write names beside the zones that are too small for theirs."""
        beside: list[Placed] = []
        others = self._ground_of_others(texts, values) if small else texts
        taken = list_boxes(name for name, _ in written) if small else []
        for number in small:
            members = texts == number
            text, code = self._texts[number]
            writing = Writing(code or text, others & ~members, self._held[values], members)
            if name := write_beside(self._cells, writing, self._leaders(members, values), taken):
                beside.append((name, NO_ZONE))
                taken += list_boxes([name])
        return beside

    def _on_phones(self, texts: np.ndarray, values: np.ndarray, written: Sequence[Name]) -> list[Placed]:
        """Write names with leaders for the small map of a phone, where no other name of the force shows."""
        context = self._cells.context
        if not context.live:
            return []
        phone = PHONE_ZOOMS[context.viewport.extent.width < COLUMN_PX]
        taken = list_boxes((name for name in written if name.zoom <= phone), phone)
        others, added = self._ground_of_others(texts, values), list[Placed]()
        for number in np.unique(texts[self._held[values]]).tolist():
            text, _ = self._texts[number]
            least = min((name.zoom for name in written if name.text == text), default=0.0)
            if not text or (least and least <= phone):
                continue
            members = texts == number
            leaders = self._leaders(members, values, (THUMB_PX / phone / CELL_PX) ** 2)
            writing = Writing(text, others & ~members, self._held[values], members)
            if name := write_beside(self._cells, writing, leaders, taken, phone):
                added.append((replace(name, until=least), NO_ZONE))
                taken += list_boxes([name], phone)
        return added

    def _leaders(
        self, members: np.ndarray, values: np.ndarray, least: float = LEAST_CELLS
    ) -> list[tuple[int, str]]:
        """Return the largest of some zones that no forces share, each with the force that leads there."""
        zones = largest_zones(self._cells, members.tobytes(), least)
        looks = [(zone, self._looks[values[zone]]) for zone in zones]
        return [(zone, look.leader) for zone, look in looks if not look.shared]

    def _name(self, text: str, spot: Spot, code: str = "") -> Placed:
        x, y, size, zoom, zone, lines = spot
        code, fonts = code if code != text else "", self._cells.context.fonts
        first = y + 0.35 * size - 0.5 * (block_size(lines, code, size, fonts)[1] - size)
        return Name(text, x, first, size, "", "", zoom, lines=lines, code=code, fonts=fonts), zone

    def _ground_of_others(self, texts: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Return which zones (n,) are held by forces other than the main one: no name lies there."""
        held = self._held[values]
        counts = np.bincount(texts[held], self._cells.counts[held], len(self._texts))
        others: np.ndarray = held & (texts != int(counts.argmax()))
        return others


def _text(context: DrawingContext, symbol: Symbol) -> tuple[str, str]:
    """Return the name for ground with this symbol, and in print the code beneath it, if it adds anything."""
    code = held_code(context, symbol) if context.theme_name == "print" else ""
    if symbol.rivals or symbol.changing:
        return context.words["disputed" if symbol.rivals else "changing"], code
    forces = [context.atlas.forces[force] for force in (symbol.leader, *symbol.partners[:1])]
    text = TOGETHER.join(force.short.translate(context.language) for force in forces)
    return text, code
