"""Greys for print: as far apart as they can be where families meet; codes distinguish the rest."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_LIGHTEST, _DARKEST = 80.0, 26.0
"""The lightest and the darkest grey (L*): lighter than ink, darker than land and sea."""
_MOST_STEP = 20.0
"""How far apart (L*) the greys of two families are at most."""
_FEW = 6
"""Up to so many families, each has a level of its own."""
_LEVELS = (26.0, 36.0, 46.0, 56.0, 66.0, 76.0)
_APART = 9.5
"""Levels nearer than this to a neighbour's grey are taken."""
_SHARED = 8.0
"""How far (L*) a level may be for each family that is there already."""


def spread_greys(
    lightnesses: Sequence[float], own: Mapping[int, float], meet: NDArray[np.bool_]
) -> list[float]:
    """Return a grey (L*) for each family, by its lightness and neighbours; `own` are those set already."""
    count = len(lightnesses)
    if count <= _FEW and not own:
        step = min(_MOST_STEP, (_LIGHTEST - _DARKEST) / max(count - 1, 1))
        order = sorted(range(count), key=lambda at: -lightnesses[at])
        return [_LIGHTEST - step * order.index(at) for at in range(count)]
    return _fill_levels(lightnesses, own, meet)


def _fill_levels(
    lightnesses: Sequence[float], own: Mapping[int, float], meet: NDArray[np.bool_]
) -> list[float]:
    """Give each family the nearest level that no neighbour has.

    Those with most neighbours come first, and of these the lightest and darkest, so that they stay so.
    """
    greys, middle = dict(own), (_LEVELS[0] + _LEVELS[-1]) / 2
    order = sorted(
        range(len(lightnesses)), key=lambda at: (-int(meet[at].sum()), -abs(lightnesses[at] - middle))
    )
    for at in order:
        if at not in own:
            greys[at] = min(_LEVELS, key=lambda level: _unfitness(level, at, lightnesses[at], greys, meet))
    return [greys[at] for at in range(len(lightnesses))]


def _unfitness(
    level: float, at: int, lightness: float, greys: Mapping[int, float], meet: NDArray[np.bool_]
) -> tuple[int, float]:
    """Return how many neighbours have a level, and how far it is from a family's own lightness."""
    near = [other for other, grey in greys.items() if abs(grey - level) < _APART]
    neighbours = sum(bool(meet[at, other]) for other in near)
    return neighbours, abs(level - lightness) + _SHARED * len(near)
