"""Changes of control: which places passed from some holders to others between two days.

Only control counts. Ageing evidence, growing certainty and mere presence change no control.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import shapely

from atlas.history.in_effect import find_rivals, is_certain, measure_km2, name_holders, pick_holders
from atlas.history.scene import Scene
from atlas.model.atlas import Atlas, Place
from atlas.model.basemap import BBox
from atlas.model.vocabulary import Shape
from atlas.shapes.bounds import as_area

Holders = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeOfControl:
    """Places that passed from the same holders to the same others; forces by id, none if nobody is recorded.

    `beside` are those who hold them on both days: they are neither `before` nor `after`. Either side may be
    certain while the other is only possible.
    """

    places: tuple[Place, ...]
    before: Holders
    after: Holders
    sure_before: bool = True
    sure_after: bool = True
    beside: Holders = ()
    rivals_before: bool = False
    rivals_after: bool = False
    """Whether the forces on a side have rival claims to the places."""

    @property
    def sure(self) -> bool:
        """Whether control is certain on both sides."""
        return self.sure_before and self.sure_after


def find_changes_of_control(
    first: Scene, last: Scene, hidden: Collection[str], area: BBox
) -> tuple[ChangeOfControl, ...]:
    """Return the changes of control in an area between two scenes: handovers first, then gains and losses.

    What takes up more of the area goes first. Forces that are `hidden` hold nothing.
    """
    groups: dict[ChangeOfControl, list[Place]] = {}
    for place in _places_in(first.atlas, area):
        before, after = (_find_side(scene, place.id, hidden) for scene in (first, last))
        # During uncertainty, a force on both sides has not left.
        who, others = set(before.holders), set(after.holders)
        if who != others and ((before.sure and after.sure) or not who & others):
            groups.setdefault(_describe(before, after), []).append(place)
    changes = (replace(change, places=tuple(places)) for change, places in groups.items())
    return tuple(sorted(changes, key=lambda change: _weigh(change, area)))


@dataclass(frozen=True, slots=True)
class _Side:
    """Who controls a place on a day; possible holders only count if nobody is certain."""

    holders: Holders
    sure: bool
    rivals: bool


def _find_side(scene: Scene, place: str, hidden: Collection[str]) -> _Side:
    holdings = [holding for holding in scene.holdings(place) if holding.force not in hidden]
    holders = pick_holders(holdings)
    return _Side(name_holders(holders), is_certain(holders), bool(find_rivals(scene.atlas, holdings)))


def _describe(before: _Side, after: _Side) -> ChangeOfControl:
    """Return a change without places: who left, who came, and who stayed; rivals do none of these."""
    shared = not (before.rivals or after.rivals)
    stayed = tuple(force for force in after.holders if shared and force in before.holders)
    left, came = (tuple(force for force in side.holders if force not in stayed) for side in (before, after))
    return ChangeOfControl((), left, came, before.sure, after.sure, stayed, before.rivals, after.rivals)


def _weigh(change: ChangeOfControl, area: BBox) -> tuple[bool, bool, float, int]:
    passed = bool(change.before and change.after and not change.beside)
    shapes = np.array([place.geometry for place in change.places], dtype=object)
    inside = shapely.intersection(shapes, as_area(area))
    return not passed, not change.sure, -sum(map(measure_km2, inside)), -len(change.places)


@lru_cache(maxsize=32)
def _places_in(atlas: Atlas, area: BBox) -> tuple[Place, ...]:
    places = [place for place in atlas.places.values() if place.shape is not Shape.LINE and not place.derived]
    shapes = np.array([place.geometry for place in places], dtype=object)
    inside = shapely.intersects(shapes, as_area(area))
    return tuple(place for place, within in zip(places, inside, strict=True) if within and place.covered)
