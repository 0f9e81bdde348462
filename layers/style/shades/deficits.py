"""Deficits: by how much colours fall short of the floors, between families and against the basemap.

A floor for normal eyes is a difference CIEDE2000. For deficient eyes, a difference or a step of lightness is
enough where families are compared: a reader sees either.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.style.shades.colour_space import Array, difference, see

MEET, MEET_DEFICIENT = 15.0, 10.0
"""Of two families that meet, to a normal and to a deficient eye."""
VIEW, VIEW_DEFICIENT = 12.0, 6.0
"""Of any two families: they may share a view."""
LIGHTNESS = 12.0
"""Of L*: a step of lightness that is enough for a deficient eye."""
GROUND, GROUND_DEFICIENT = 10.0, 7.5
"""Of a fill from land, neighbour, sea and lake."""
_MEETING = 1.5
"""How much more the deficit of two families that meet counts."""
AIM = 0.3
"""By how much nudging aims above the floors: the last tenths are not worth a move to it."""


@dataclass(frozen=True, slots=True)
class Floors:
    """Who meets whom (a symmetric matrix), and the grounds as eyes see them."""

    meet: NDArray[np.bool_]
    grounds: Array
    margin: float = 0.0

    def pairs(self, labs: Array, others: Array, meet: NDArray[np.bool_]) -> Array:
        """Return the weighted squares of the deficits of colours and others; eyes are the first axis."""
        normal = np.maximum(np.where(meet, MEET, VIEW) + self.margin - difference(labs[0], others[0]), 0)
        floor = np.where(meet, MEET_DEFICIENT, VIEW_DEFICIENT) + self.margin
        short = np.maximum(floor - self.simulated(labs, others, floor), 0)
        weight = np.where(meet, _MEETING, 1.0)
        return np.asarray(weight * (normal**2 + (short**2).sum(axis=0)))

    @staticmethod
    def simulated(labs: Array, others: Array, floor: Array) -> Array:
        """Return the differences to deficient eyes, or the step of lightness on the same scale."""
        steps = np.abs(labs[1:, ..., 0] - others[1:, ..., 0]) * floor / LIGHTNESS
        return np.maximum(difference(labs[1:], others[1:]), steps)

    def ground(self, labs: Array) -> Array:
        """Return the squares of the deficits of colours against the grounds, summed up."""
        apart = difference(labs[..., None, :], self.grounds[:, None, :, :])
        floor = np.array([GROUND, *[GROUND_DEFICIENT] * 3]).reshape(-1, 1, 1) + self.margin
        return np.asarray((np.maximum(floor - apart, 0) ** 2).sum(axis=(0, 2)))


def make_floors(meetings: NDArray[np.bool_], grounds: Array, margin: float = 0.0) -> Floors:
    """Return the floors for families on some grounds, in sRGB, raised by a margin."""
    return Floors(meetings & ~np.eye(len(meetings), dtype=bool), see(grounds), margin)
