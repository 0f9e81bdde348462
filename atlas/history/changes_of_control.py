"""Changes of control: which places passed from some holders to others between two days.

Only control counts. Ageing evidence, growing certainty and mere presence change no control.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from atlas.history.in_effect import name_holders, pick_holders, surely_held
from atlas.history.scene import Holding, Scene
from atlas.model.atlas import Atlas, Place
from atlas.model.basemap import BBox
from atlas.model.vocabulary import Shape

Holders = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeOfControl:
    """Places that passed from the same holders to the same others; forces by id, none if nobody is recorded.

    Either side may be certain while the other is only possible.
    """

    places: tuple[Place, ...]
    before: Holders
    after: Holders
    sure_before: bool = True
    sure_after: bool = True

    @property
    def sure(self) -> bool:
        """Whether control is certain on both sides."""
        return self.sure_before and self.sure_after


def find_changes_of_control(
    first: Scene, last: Scene, hidden: Collection[str], area: BBox
) -> tuple[ChangeOfControl, ...]:
    """Return the changes of control in an area between two scenes: handovers first, then gains and losses.

    Forces that are `hidden` hold nothing.
    """
    groups: dict[tuple[Holders, Holders, bool, bool], list[Place]] = {}
    for place in _places_in(first.atlas, area):
        before, after = (_find_holders(scene.holdings(place.id), hidden) for scene in (first, last))
        if _has_changed(before, after):
            groups.setdefault((before[0], after[0], before[1], after[1]), []).append(place)
    return tuple(
        sorted((ChangeOfControl(tuple(places), *key) for key, places in groups.items()), key=_weight)
    )


def _has_changed(before: tuple[Holders, bool], after: tuple[Holders, bool]) -> bool:
    """Return whether a place changed hands; during a window, a force recorded on both sides has not left."""
    (who, sure), (others, surely) = before, after
    return set(who) != set(others) and ((sure and surely) or not set(who) & set(others))


def _weight(change: ChangeOfControl) -> tuple[bool, bool, int]:
    passed = bool(change.before and change.after and not set(change.before) & set(change.after))
    return not passed, not change.sure, -len(change.places)


@lru_cache(maxsize=32)
def _places_in(atlas: Atlas, area: BBox) -> tuple[Place, ...]:
    places = [place for place in atlas.places.values() if place.shape is not Shape.LINE and not place.derived]
    shapes = np.array([place.geometry for place in places], dtype=object)
    inside = shapely.intersects(shapes, shapely.box(*area))
    return tuple(place for place, within in zip(places, inside, strict=True) if within and place.covered)


def _find_holders(holdings: Iterable[Holding], hidden: Collection[str]) -> tuple[Holders, bool]:
    """Return who controls a place and whether for certain; possible holders only if none is certain."""
    holders = pick_holders(holding for holding in holdings if holding.force not in hidden)
    return name_holders(holders), surely_held(holders)
