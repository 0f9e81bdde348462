"""Names of forces on the ground they hold: one name per territory, on the part that stays longest.

The whole box of a name lies on ground of its force and on no other label, preferably where nobody fights, in
smaller type or two lines if necessary; or else beside it, with a leader line (`leader_names.py`). In print a
name has its family's code beneath; ground without a name has its code (`print_codes.py`). Pure functions: a
day always gives the same names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from layers.geometry.connected_cells import find_territories
from layers.labels.label_grid import CELL_PX, NameMap, fitting, summed
from layers.labels.leader_names import LEAST_CELLS, Writing, largest_zones, write_beside
from layers.labels.placement import ZOOMS
from layers.labels.print_codes import held_code, write_codes
from layers.labels.written_name import Name, block_size, break_in_two
from layers.style.colour import readable_on
from layers.style.context import DrawingContext
from layers.style.symbology import EMPTY, Hatch, Symbol

TOGETHER = " + "
"""Separates the names of two forces that share their ground."""
SIZES = (13.5, 12.5, 10.5)
TWO_LINES = (12.5, 10.5)
"""Sizes of type in px; in two lines a name is no larger than the second."""
CODE_PX = (10.5, 9.0)
APART_PX = 380.0
"""A second name of the same force must be this far from the first, on another territory."""
NEARER = 2.0
"""The zoom from which a territory has a second name, on a movable map."""
COLUMN_PX = 780.0
"""A map narrower than this is drawn for a column of text."""
PHONE_ZOOMS = (0.35, 0.7)
"""The zooms at which a phone shows a map that is drawn for a desk, and one that is drawn for a column."""
THUMB_PX = 14.0
"""Ground smaller than a square of this side has no name on a phone."""
MOST_NAMES = 4
"""How often the name of one force is written at most."""

Spot = tuple[float, float, float, float, int, tuple[str, ...]]
"""x and y of a name's middle, its size of type (px), its least zoom, the zone under it and its lines."""


def write_names(cells: NameMap, symbols: Mapping[str, Symbol]) -> list[Name]:
    """Return the names to write on zones with these symbols."""
    zones = [symbols.get(zone, EMPTY) for zone in cells.zone_names]
    names = list(name_symbols(cells, zones, np.arange(len(zones))))
    return [*names, *write_codes(cells, symbols, names)] if cells.context.theme_name == "print" else names


def name_symbols(cells: NameMap, symbols: Sequence[Symbol], values: np.ndarray) -> tuple[Name, ...]:
    """Return the names to write on zones; `values` (n,) are numbers of symbols. See `write_names`."""
    numbers, first, own = np.unique(values, return_index=True, return_inverse=True)
    order = np.argsort(first)  # numbered by appearance: the same on every information date
    places = np.empty(len(order), dtype=np.int32)
    places[order] = np.arange(len(order))
    there = tuple(symbols[number] for number in numbers[order].tolist())
    return _name_day(cells, there, places[own.ravel()].tobytes())


@lru_cache(maxsize=4096)
def _name_day(cells: NameMap, symbols: tuple[Symbol, ...], values: bytes) -> tuple[Name, ...]:
    return tuple(_Namer(cells, symbols).names(np.frombuffer(values, dtype=np.int32)))


class _Namer:
    """Writes the names of a day on zones whose symbols are numbered; territories are cached."""

    def __init__(self, cells: NameMap, symbols: Sequence[Symbol]) -> None:
        self._cells, self._symbols = cells, symbols
        written = [_text(cells.context, symbol) if symbol.held else ("", "") for symbol in symbols]
        self._texts = list(dict.fromkeys(written))
        numbers = {text: number for number, text in enumerate(self._texts)}
        self._text_of = np.array([numbers[text] for text in written], dtype=np.int32)
        self._held = np.array([symbol.held for symbol in symbols], dtype=bool)
        self._fought = np.array(
            [symbol.pattern is not None and symbol.pattern.hatch is Hatch.CROSS for symbol in symbols],
            dtype=bool,
        )

    def names(self, values: np.ndarray) -> list[Name]:
        """Return the names of a day: on their ground, or beside it where it is small.

        `values` (n,) are the numbers of the symbols of the zones, in the order of the cells' `zone_names`.
        """
        texts, calm = self._text_of[values], ~self._fought[values]
        written, small = [], []
        for number in np.unique(texts).tolist():
            text, code = self._texts[number]
            if text:
                members = texts == number
                inside = self._write(number, members & calm, values) or self._write(number, members, values)
                coded = self._codes(code, members, inside, values) if code else []
                written += [*inside, *coded]
                small += [] if inside or coded else [number]
        written += self._beside(small, texts, values, written)
        return written + self._on_phones(texts, values, written)

    def _write(self, number: int, members: np.ndarray, values: np.ndarray) -> list[Name]:
        text, code = self._texts[number]
        spots = fit_name(self._cells, text, members.tobytes(), code)
        return [self._name(text, spot, values, code) for spot in spots]

    def _codes(
        self, code: str, members: np.ndarray, inside: Iterable[Name], values: np.ndarray
    ) -> list[Name]:
        """Write the code of a family on the territories that have no name."""
        named = tuple((name.x, name.y) for name in inside)
        spots = fit_codes(self._cells, code, members.tobytes(), named)
        return [self._name(code, spot, values) for spot in spots]

    def _name(self, text: str, spot: Spot, values: np.ndarray, code: str = "") -> Name:
        x, y, size, zoom, zone, lines = spot
        code = code if code != text else ""
        ground = self._symbols[values[zone]].ground
        first = y + 0.35 * size - 0.5 * (block_size(lines, code, size)[1] - size)
        return Name(text, x, first, size, readable_on(ground), ground, zoom, lines=lines, code=code)

    def _beside(
        self, small: list[int], texts: np.ndarray, values: np.ndarray, written: list[Name]
    ) -> list[Name]:
        """Write names beside the zones that are too small for theirs."""
        beside: list[Name] = []
        others = self._ground_of_others(texts, values) if small else texts
        for number in small:
            members = texts == number
            zones = [
                (zone, self._symbols[values[zone]]) for zone in largest_zones(self._cells, members.tobytes())
            ]
            text, code = self._texts[number]
            writing = Writing(code or text, others & ~members, self._held[values], members)
            beside += write_beside(self._cells, writing, zones, [*written, *beside])
        return beside

    def _on_phones(self, texts: np.ndarray, values: np.ndarray, written: Sequence[Name]) -> list[Name]:
        """Write names with leaders for the small map of a phone, where no other name of the force shows."""
        context = self._cells.context
        if not context.live:
            return []
        phone = PHONE_ZOOMS[context.viewport.extent.width < COLUMN_PX]
        wider = [name for name in written if name.zoom <= phone]
        others, added = self._ground_of_others(texts, values), list[Name]()
        for number in np.unique(texts[self._held[values]]).tolist():
            text, _ = self._texts[number]
            least = min((name.zoom for name in written if name.text == text), default=0.0)
            if not text or (least and least <= phone):
                continue
            members = texts == number
            seen = (THUMB_PX / phone / CELL_PX) ** 2
            zones = largest_zones(self._cells, members.tobytes(), seen)
            symbols = [(zone, self._symbols[values[zone]]) for zone in zones]
            writing = Writing(text, others & ~members, self._held[values], members)
            names = write_beside(self._cells, writing, symbols, [*wider, *added], phone)
            added += [replace(name, until=least) for name in names]
        return added

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


@lru_cache(maxsize=8192)
def fit_name(cells: NameMap, text: str, members: bytes, code: str = "") -> tuple[Spot, ...]:
    """Return where a name fits on zones, (n,) bool as bytes, in large type and, live, from a wide zoom."""
    context = cells.context
    inside = np.append(np.frombuffer(members, dtype=bool), False)
    under = inside[cells.cells]
    sums = summed(under & ~cells.blocked)
    for type_px, zoom, lines in _tries(text, context.live):
        size = type_px * context.marks
        wide, high = block_size(lines, code if code != text else "", size)
        spots = fitting(sums, (wide + 8) / zoom, (high + max(0.35 * size, 0.08 * size + CELL_PX)) / zoom)
        if spots.any():
            best = _best(cells, spots, under)
            return tuple((x, y, size, max(zoom, least), cells.zone_at(x, y), lines) for x, y, least in best)
    return ()


@lru_cache(maxsize=1024)
def _tries(text: str, live: bool) -> tuple[tuple[float, float, tuple[str, ...]], ...]:
    """Return the sizes, zooms and lines to try for a name, best first."""
    single, double = (text,), break_in_two(text)
    wide = [(SIZES[0], zoom, single) for zoom in ZOOMS if zoom < 1] if live else []
    tries = [(size, 1.0, lines) for size in SIZES for lines in (single, double) if lines]
    return *wide, *(attempt for attempt in tries if len(attempt[2]) == 1 or attempt[0] in TWO_LINES)


@lru_cache(maxsize=8192)
def fit_codes(
    cells: NameMap, code: str, members: bytes, named: tuple[tuple[float, float], ...]
) -> tuple[Spot, ...]:
    """Return where a code fits on each territory of some zones that has no name at one of the points."""
    context = cells.context
    inside = np.append(np.frombuffer(members, dtype=bool), False)[cells.cells]
    numbers = find_territories(inside)
    done = {int(numbers[int(y // CELL_PX), int(x // CELL_PX)]) for x, y in named}
    territories, counts = np.unique(numbers[inside], return_counts=True)
    spots = []
    for number in territories[counts >= LEAST_CELLS].tolist():
        if number not in done:
            spots += _fit_code(cells, code, (numbers == number) & inside, context.marks)
    return tuple(spots)


def _fit_code(cells: NameMap, code: str, inside: np.ndarray, marks: float) -> list[Spot]:
    sums = summed(inside & ~cells.blocked)
    for type_px in CODE_PX:
        wide, high = block_size((code,), "", type_px * marks)
        spots = fitting(sums, wide + 1.5 * CELL_PX, high + 0.08 * type_px * marks + CELL_PX)
        if spots.any():
            x, y, least = _best(cells, spots, inside)[0]
            return [(x, y, type_px * marks, max(1.0, least), cells.zone_at(x, y), (code,))]
    return []


def _best(cells: NameMap, spots: np.ndarray, inside: np.ndarray) -> list[tuple[float, float, float]]:
    """Return the best of the spots in px, then of those far from it, with the zoom that each needs.

    A still names each territory once; on a movable map, a second name appears when the first may be out of
    view.
    """
    separation = APART_PX * cells.context.marks / CELL_PX
    rows, columns = np.nonzero(spots)
    depth, near = cells.depth[rows, columns], np.zeros(len(rows), dtype=bool)
    chosen: list[tuple[float, float, float]] = []
    while len(depth) and len(chosen) < MOST_NAMES:
        best = depth >= depth.max() - 1e-9
        from_middle = np.hypot(rows - rows[best].mean(), columns - columns[best].mean())
        spot = int(np.where(best, from_middle, np.inf).argmin())
        row, column = int(rows[spot]), int(columns[spot])
        chosen.append(((column + 0.5) * CELL_PX, (row + 0.5) * CELL_PX, NEARER if near[spot] else 0.0))
        far = np.hypot(rows - row, columns - column) > separation
        if not far.any():
            break
        near |= _together(inside, (row, column), rows, columns)
        left_over = far & (~near | cells.context.live)
        rows, columns, depth, near = rows[left_over], columns[left_over], depth[left_over], near[left_over]
    return chosen


def _together(inside: np.ndarray, cell: tuple[int, int], rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return which cells belong to the territory of one cell."""
    territories = find_territories(inside)
    together: np.ndarray = territories[rows, columns] == territories[cell]
    return together
