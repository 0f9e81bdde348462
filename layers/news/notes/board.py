"""The board: where notes of a picture find room, off names, signs, fronts, borders, rivers and other notes.

A leader crosses no name and no other leader. Pure geometry: the same picture always has the same notes.
"""

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from atlas.request.own_notes import PER_MILLE, Position
from layers.labels.label_grid import CELL_PX, NameMap, fitting, summed
from layers.news.layout import Type
from layers.news.notes.anchors import Anchor
from layers.news.notes.grounds import Grounds
from layers.news.notes.note import GAP_PX, Note, Sized, make_moved_note, make_note, size_note
from text.headline import CalloutWords

_MEASURES = (200.0, 240.0, 168.0, 280.0)
"""The widths of a note that are tried, in px at marks 1."""
_EDGE_PX, _NEAR_PX = 12.0, 16.0
"""The room to the picture's edge, and the least way from a point to its note."""
_HELD_COST, _LOUD_COST = 60.0, 240.0
"""What it costs, in px of distance, that a note lies on held ground, and on that of the subject."""
_BEND_COST = 14.0
_LINE_COST, _FEW_LINES = 18.0, 4
"""What each line of a note beyond a few costs."""
_TRIED = 40
"""How many places are tried for each width and kind of leader, the nearest and quietest first."""
_STRIDE = 2
"""Every second cell is a possible middle of a note."""
_LINE_STEP_PX = 3.0
_SIGN_CELLS_PX = 14.0
"""How far the cells that a sign takes reach beyond it."""


class Board:
    """The map on which notes are placed: which cells are taken, and what it costs to lie on each."""

    def __init__(self, cells: NameMap, grounds: Grounds, lines: Iterable[BaseGeometry]) -> None:
        self._context, self._grounds = cells.context, grounds
        self._names = cells.blocked.copy()
        self._taken = cells.blocked | grounds.find_fronts()
        for line in lines:
            self._mark(self._taken, line)
        costs = np.array([*(_LOUD_COST if loud else _HELD_COST for loud in grounds.loud), 0.0])
        self._cost = costs[grounds.numbers]
        self._leaders: list[LineString] = []
        self._free = summed(~self._taken)

    def _mark(self, cells: np.ndarray, line: BaseGeometry) -> None:
        """Mark the cells that a line crosses."""
        if line is None or line.is_empty:
            return
        points = shapely.get_coordinates(shapely.segmentize(line, _LINE_STEP_PX))
        across, down = (points // CELL_PX).astype(int).T
        rows, columns = cells.shape
        inside = (across >= 0) & (across < columns) & (down >= 0) & (down < rows)
        cells[down[inside], across[inside]] = True

    def place(self, anchor: Anchor, words: CalloutWords, type_: Type, ink: str, *, rtl: bool) -> Note | None:
        """Place a note and take its room; None if there is none."""
        marks = self._context.marks
        candidates = [
            placed
            for measure in _MEASURES
            if (placed := self._try(anchor, size_note(words, type_, measure * marks, rtl=rtl), type_, ink))
        ]
        if not candidates:
            return None
        _, note = min(candidates, key=lambda each: each[0])
        note = replace(note, ground=self._grounds.under(note.box))
        self._take(note)
        return note

    def place_at(
        self, anchor: Anchor, words: CalloutWords, type_: Type, ink: str, position: Position, *, rtl: bool
    ) -> Note:
        """Place a note around a position, inside the map and off its point, and take its room."""
        marks, extent = self._context.marks, self._context.viewport.extent
        sizes = [size_note(words, type_, measure * marks, rtl=rtl) for measure in _MEASURES]
        sized = min(sizes, key=lambda size: max(len(size.lead) + len(size.text) - _FEW_LINES, 0))
        edge, apart = _EDGE_PX * marks, anchor.radius + _NEAR_PX * marks
        lowest = extent.height - edge - sized.height
        left = position[0] / PER_MILLE * extent.width - sized.width / 2
        top = position[1] / PER_MILLE * extent.height - sized.height / 2
        left, top = max(min(left, extent.width - edge - sized.width), edge), max(min(top, lowest), edge)
        over = left - GAP_PX * marks < anchor.x < left + sized.width + GAP_PX * marks
        if over and top - apart < anchor.y < top + sized.height + apart:
            above, below = anchor.y - apart - sized.height, anchor.y + apart
            fitting_tops = [other for other in (above, below) if edge <= other <= lowest] or [top]
            top = min(fitting_tops, key=lambda other: abs(other - top))
        box = (left, top, left + sized.width, top + sized.height)
        note = make_moved_note(anchor, sized, box, type_, ink, marks, rtl=rtl)
        note = replace(note, ground=self._grounds.under(note.box, whole=True))
        self._take(note)
        return note

    def _try(self, anchor: Anchor, sized: Sized, type_: Type, ink: str) -> tuple[float, Note] | None:
        """Return the cheapest place of a note of one width, with its cost."""
        marks = self._context.marks
        x, y, cost = self._list_spots(anchor, sized, type_)
        order = np.argsort(cost, kind="stable")
        level = y - sized.height / 2 + 0.5 * type_.leading
        end = np.where(x > anchor.x, x - sized.width / 2, x + sized.width / 2)
        bent = order[self._is_way_clear(anchor, level[order], end[order])][:_TRIED]
        for numbers, slanted in ((bent, False), (order[:_TRIED], True)):
            for number in numbers.tolist():
                middle = (float(x[number]), float(y[number]))
                note = make_note(anchor, sized, middle, type_, ink, marks, slanted=slanted)
                if self._crosses_nothing(note):
                    return float(cost[number]), note
        return None

    def _list_spots(
        self, anchor: Anchor, sized: Sized, type_: Type
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return x and y of the middles where a note fits, and what each costs in px of distance."""
        edge, apart = _EDGE_PX * self._context.marks, _NEAR_PX * self._context.marks
        rows, columns = np.nonzero(
            fitting(self._free, sized.width + 2 * GAP_PX, sized.height + GAP_PX)[::_STRIDE, ::_STRIDE]
        )
        rows, columns = _STRIDE * rows, _STRIDE * columns
        x, y = (columns + 0.5) * CELL_PX, (rows + 0.5) * CELL_PX
        extent, half_wide, half_high = self._context.viewport.extent, sized.width / 2, sized.height / 2
        near = np.abs(x - anchor.x) - half_wide
        rise = np.abs(y - half_high + 0.5 * type_.leading - anchor.y)
        allowed = (near > apart) & (np.hypot(near, rise) > anchor.ring)
        allowed &= (near > anchor.radius + 14) | (rise > anchor.radius + 14)
        allowed &= (x - half_wide >= edge) & (x + half_wide <= extent.width - edge)
        allowed &= (y - half_high >= edge) & (y + half_high <= extent.height - edge)
        cost = near + rise + self._mean_cost(rows, columns, sized) + np.where(rise > 2, _BEND_COST, 0.0)
        cost += _LINE_COST * max(len(sized.lead) + len(sized.text) - _FEW_LINES, 0)
        return x[allowed], y[allowed], cost[allowed]

    def _is_way_clear(self, anchor: Anchor, level: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Return whether leaders that go up or down to a level and along it to an end meet no name."""
        rows, columns = self._names.shape
        row, column = int(anchor.y // CELL_PX), int(anchor.x // CELL_PX)
        reach = int((anchor.radius + _SIGN_CELLS_PX) // CELL_PX) + 1
        at, to = (level // CELL_PX).astype(int).clip(0, rows - 1), (end // CELL_PX).astype(int)
        to = to.clip(0, columns - 1)
        down = np.concatenate([[0], self._names[:, column].cumsum()])
        top, bottom = np.where(at > row, row + reach, at), np.where(at > row, at + 1, row - reach + 1)
        rising = down[bottom.clip(0, rows)] - down[np.minimum(top, bottom).clip(0, rows)]
        across = np.zeros((rows, columns + 1), dtype=np.int32)
        self._names.cumsum(1, out=across[:, 1:])
        start = np.where(np.abs(at - row) <= reach, reach, 0)
        left = np.where(to > column, column + start, to)
        right = np.where(to > column, to + 1, column - start + 1)
        along = across[at, right.clip(0, columns)] - across[at, np.minimum(left, right).clip(0, columns)]
        clear: np.ndarray = (rising <= 0) & (along <= 0)
        return clear

    def _mean_cost(self, rows: np.ndarray, columns: np.ndarray, sized: Sized) -> np.ndarray:
        sums = np.zeros((self._cost.shape[0] + 1, self._cost.shape[1] + 1))
        sums[1:, 1:] = self._cost.cumsum(0).cumsum(1)
        high, wide = math.ceil(sized.height / CELL_PX / 2), math.ceil(sized.width / CELL_PX / 2)
        top, bottom = np.maximum(rows - high, 0), np.minimum(rows + high, self._cost.shape[0])
        left, right = np.maximum(columns - wide, 0), np.minimum(columns + wide, self._cost.shape[1])
        total = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        mean: np.ndarray = total / np.maximum((bottom - top) * (right - left), 1)
        return mean

    def _crosses_nothing(self, note: Note) -> bool:
        """Return whether a leader crosses no name and no leader, nor its own ring's note."""
        line = LineString(note.leader)
        if any(line.crosses(other) or line.intersects(other) for other in self._leaders):
            return False
        points = shapely.get_coordinates(shapely.segmentize(line, _LINE_STEP_PX))
        from_anchor = np.abs(points - (note.anchor.x, note.anchor.y)).max(axis=1)
        off = from_anchor > note.anchor.radius + _SIGN_CELLS_PX
        across, down = (points[off] // CELL_PX).astype(int).T
        rows, columns = self._names.shape
        across, down = np.clip(across, 0, columns - 1), np.clip(down, 0, rows - 1)
        return not self._names[down, across].any()

    def _take(self, note: Note) -> None:
        left, top, right, bottom = (int(edge // CELL_PX) for edge in note.box)
        for cells in (self._taken, self._names):
            cells[max(top - 2, 0) : bottom + 3, max(left - 2, 0) : right + 3] = True
        line = LineString(note.leader)
        self._mark(self._taken, line)
        self._leaders.append(line)
        self._free = summed(~self._taken)
