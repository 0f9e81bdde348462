"""Nudging: colours moved a little, the worst pair first, until neighbours are distinguishable to every eye.

Each move lowers the sum of the deficits more than it adds in distance from where the colours started.
"""

from collections.abc import Mapping
from itertools import product

import numpy as np

from layers.style.shades.colour_space import Array, quantise, see, to_rgb
from layers.style.shades.deficits import Floors

_ROUNDS = 300
_STEPS = (
    (0.0, 0.02, -0.02, 0.05, -0.05),
    (0.0, 0.03, -0.03),
    (0.0, 3.0, -3.0, 8.0, -8.0),
)
"""Steps of lightness, chroma and hue (degrees) that are tried together."""
_MOVES = np.array([move for move in product(*_STEPS) if any(move)])
_REACH = np.array([0.14, 0.05, 22.0])
"""How far a colour may move from its start."""
_COST = 0.15
_UNITS = np.array([0.02, 0.02, 5.0])
"""Moves of one unit cost `_COST`."""
_LEAST_GAIN = 1e-6


class Nudger:
    """Colours of one theme while they are moved; those that an atlas sets itself (in sRGB) are fixed."""

    def __init__(self, starts: Array, floors: Floors, fixed: Mapping[int, Array]) -> None:
        self.starts, self.floors = starts, floors
        self.free = np.array([at not in fixed for at in range(len(starts))], dtype=bool)
        self.offsets = np.zeros_like(starts)
        drawn = to_rgb(starts)
        for at, rgb in fixed.items():
            drawn[at] = rgb
        self.labs = see(quantise(drawn))
        self.meet = floors.meet
        self.between = np.stack([self._row(self.labs[:, at : at + 1], at)[0] for at in range(len(starts))])
        self.grounded = floors.ground(self.labs)

    def run(self) -> Array:
        """Return how far each colour is moved, in OKLCH."""
        aside: set[tuple[int, int]] = set()
        for _ in range(_ROUNDS):
            worst = self._find_worst(aside)
            if worst is None:
                break
            moves = [self._best_move(at) for at in sorted(set(worst)) if self.free[at]]
            gain, at, offset = max(moves, key=lambda move: move[:2])
            if gain > _LEAST_GAIN:
                self._take(at, offset)
                aside.clear()
            else:
                aside.add(worst)
        return self.offsets

    def _find_worst(self, aside: set[tuple[int, int]]) -> tuple[int, int] | None:
        """Return the pair with the largest deficit; a colour twice if it is too near a ground."""
        deficits = np.triu(self.between) + np.diag(self.grounded)
        deficits[~(self.free[:, None] | self.free[None, :])] = 0
        for first, second in aside:
            deficits[first, second] = 0
        at = int(deficits.argmax())
        first, second = divmod(at, len(self.starts))
        return (first, second) if deficits[first, second] > 0 else None

    def _best_move(self, at: int) -> tuple[float, int, Array]:
        """Return what the best move of one colour gains, the colour, and where it is then."""
        offsets = self.offsets[at] + _MOVES
        offsets = offsets[(np.abs(offsets) <= _REACH + 1e-9).all(axis=1)]
        labs = see(quantise(to_rgb(move(self.starts[at], offsets))))
        after = self._row(labs, at).sum(axis=1) + self.floors.ground(labs)
        before = self.between[at].sum() + self.grounded[at]
        gains = before - after + self._cost(self.offsets[at]) - self._cost(offsets)
        best = int(gains.argmax())
        return float(gains[best]), at, offsets[best]

    def _row(self, labs: Array, at: int) -> Array:
        """Return the deficits of variants of one colour with every other colour."""
        deficits = self.floors.pairs(labs[:, :, None, :], self.labs[:, None, :, :], self.meet[at])
        deficits[:, at] = 0
        return deficits

    @staticmethod
    def _cost(offsets: Array) -> Array:
        return np.asarray(_COST * (np.abs(offsets) / _UNITS).sum(axis=-1))

    def _take(self, at: int, offset: Array) -> None:
        self.offsets[at] = offset
        labs = see(quantise(to_rgb(move(self.starts[at], offset[None]))))
        self.labs[:, at] = labs[:, 0]
        row = self._row(labs, at)[0]
        self.between[at], self.between[:, at] = row, row
        self.grounded[at] = self.floors.ground(labs)[0]


def move(starts: Array, offsets: Array) -> Array:
    """Return colours moved in OKLCH; greys stay grey."""
    lch = starts + offsets
    lightness = np.clip(lch[..., 0], 0, 1)
    chroma = np.where(starts[..., 1] > 0, np.maximum(lch[..., 1], 0), 0)
    return np.stack([lightness, chroma, lch[..., 2]], axis=-1)
