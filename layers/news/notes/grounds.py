"""Grounds: how the map looks under each cell, and where one look meets another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from layers.labels.label_grid import CELL_PX
from layers.labels.placement import Box


@dataclass(frozen=True, slots=True)
class Grounds:
    """How the ground looks under each cell: `numbers` (rows, columns) of `colours`, -1 where no zone is.

    `loud` says of each colour whether it is that of the subject.
    """

    numbers: np.ndarray
    colours: Sequence[str]
    loud: Sequence[bool]

    def find_fronts(self) -> np.ndarray:
        """Return which cells (rows, columns) lie at a border between grounds that look different."""
        fronts = np.zeros(self.numbers.shape, dtype=bool)
        across = self.numbers[:, 1:] != self.numbers[:, :-1]
        down = self.numbers[1:] != self.numbers[:-1]
        fronts[:, 1:] |= across
        fronts[:, :-1] |= across
        fronts[1:] |= down
        fronts[:-1] |= down
        return fronts

    def under(self, box: Box, *, whole: bool = False) -> str:
        """Return the colour of the ground under most of a box, or all of it; empty where it is no force's."""
        left, top, right, bottom = (int(edge // CELL_PX) for edge in box)
        numbers, counts = np.unique(self.numbers[top : bottom + 1, left : right + 1], return_counts=True)
        most = int(numbers[counts.argmax()]) if len(numbers) == 1 or (len(numbers) and not whole) else -1
        return self.colours[most] if most >= 0 else ""
