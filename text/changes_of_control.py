"""Handovers: which places in the picture changed hands between two days, from whom to whom, said and listed.

Only who is in effect counts: growing old, becoming surer and being merely present are no handovers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
import shapely

from atlas.history.changes import Change, compile_changes
from atlas.history.in_effect import name_holders, pick_holders, surely_held
from atlas.history.scene import Holding, scene_on
from atlas.model.atlas import Atlas, Place
from atlas.model.basemap import BBox
from atlas.model.vocabulary import Shape
from atlas.request.request import Request
from layers.geometry.viewport import seen_bbox
from layers.still.layout import Layout
from layers.still.list_below import Listing, lay_out_listing
from layers.style.evidence_age import painter_for
from layers.style.symbology import Painter
from text.translations import Words, load_words

_MOST_NAMES = 3

Holders = tuple[str, ...]
_NOBODY: tuple[Holders, bool] = ((), True)


@dataclass(frozen=True, slots=True)
class Handover:
    """Places that went from the same holders to the same others; forces by id, none where nobody is known.

    Either side may be sure while the other is only possibly in effect.
    """

    places: tuple[Place, ...]
    before: Holders
    after: Holders
    sure_before: bool = True
    sure_after: bool = True

    @property
    def sure(self) -> bool:
        """Whether both sides are surely in effect."""
        return self.sure_before and self.sure_after


def find_handovers(atlas: Atlas, request: Request, first: int, last: int) -> list[Handover]:
    """Return what changed hands in the picture from one day to another, passed on before gained or lost."""
    painter = painter_for(atlas, request)
    scenes = scene_on(atlas, first, request.known), scene_on(atlas, last, request.known)
    groups: dict[tuple[Holders, Holders, bool, bool], list[Place]] = {}
    for place in _in_picture(atlas, seen_bbox(atlas, request)):
        before, after = (_holders(painter, scene.holdings(place.id)) for scene in scenes)
        if _is_other(before, after):
            groups.setdefault((before[0], after[0], before[1], after[1]), []).append(place)
    found = [Handover(tuple(places), *key) for key, places in groups.items()]
    return sorted(found, key=_weight)


def handed_over(atlas: Atlas, request: Request, first: int, last: int) -> frozenset[str]:
    """Return the places of all handovers, by id."""
    found = find_handovers(atlas, request, first, last)
    return frozenset(place.id for one in found for place in one.places)


def find_last_handover(atlas: Atlas, request: Request) -> int | None:
    """Return the last day up to that of a picture on which anything in it changed hands; none before it."""
    painter = painter_for(atlas, request)
    changes = compile_changes(atlas, request.known)
    places = _in_picture(atlas, seen_bbox(atlas, request))
    days = (_last_other(painter, changes.get(place.id, ()), request.date) for place in places)
    return max((day for day in days if day is not None and day > atlas.meta.first), default=None)


def _last_other(painter: Painter, changes: Sequence[Change], date: int) -> int | None:
    """Return the day of the change that ended the last other hold of a place."""
    until = [change for change in changes if change.day <= date]
    held = (_holders(painter, change.holdings) for change in reversed(until))
    now = next(held, _NOBODY)
    for change, before in zip(reversed(until), chain(held, [_NOBODY]), strict=False):
        if _is_other(before, now):
            return change.day
    return None


def _is_other(before: tuple[Holders, bool], after: tuple[Holders, bool]) -> bool:
    """Say whether a place passed on: while a window is open on one side, who is on both has not left."""
    (who, sure), (others, surely) = before, after
    return set(who) != set(others) and ((sure and surely) or not set(who) & set(others))


def _weight(one: Handover) -> tuple[bool, bool, int]:
    passed = bool(one.before and one.after and not set(one.before) & set(one.after))
    return not passed, not one.sure, -len(one.places)


@lru_cache(maxsize=32)
def _in_picture(atlas: Atlas, bbox: BBox) -> tuple[Place, ...]:
    places = [place for place in atlas.places.values() if place.shape is not Shape.LINE and not place.derived]
    shapes = np.array([place.geometry for place in places], dtype=object)
    seen = shapely.intersects(shapes, shapely.box(*bbox))
    return tuple(place for place, inside in zip(places, seen, strict=True) if inside and place.covered)


def _holders(painter: Painter, holdings: Iterable[Holding]) -> tuple[Holders, bool]:
    """Return who is in effect at a place, and whether surely; the possible only where nobody surely is."""
    held = pick_holders(one for one in holdings if not painter.hides(one.force))
    return name_holders(held), surely_held(held)


def say_holders(atlas: Atlas, holders: Holders, words: Words) -> str:
    """Return the full names of holders, at most three of them."""
    names = [words.call(atlas.forces[force]) for force in holders]
    more = [words.say("and_more", n=len(names) - _MOST_NAMES)] if len(names) > _MOST_NAMES else []
    return words["comma"].join([*names[:_MOST_NAMES], *more])


def say_places(places: Iterable[Place], words: Words) -> str:
    """Return the names of places, at most three of them."""
    names = [place.name.say(words.language) for place in places]
    more = [words.say("and_more", n=len(names) - _MOST_NAMES)] if len(names) > _MOST_NAMES else []
    return words["comma"].join([*names[:_MOST_NAMES], *more])


def say_handover(atlas: Atlas, one: Handover, words: Words) -> str:
    """Return a line such as: Border points near Albu Kamal: from Nujaba to 5th Corps."""
    key = "handed_over" if one.before and one.after else "gained" if one.after else "lost"
    sides = (one.before, one.sure_before), (one.after, one.sure_after)
    before, after = (_say_side(atlas, who, words, sure=sure) for who, sure in sides)
    return words.say(key, place=say_places(one.places, words), before=before, after=after)


def _say_side(atlas: Atlas, holders: Holders, words: Words, *, sure: bool) -> str:
    said = say_holders(atlas, holders, words)
    return said if sure or not said else words.say("possibly_held", who=said)


def list_handovers(atlas: Atlas, request: Request, layout: Layout, first: int, last: int) -> Listing:
    """Lay the handovers out for a picture."""
    words = load_words(request.lang)
    texts = [say_handover(atlas, one, words) for one in find_handovers(atlas, request, first, last)]
    return lay_out_listing(
        words["changed_hands"] if texts else words["nothing_changed_hands"], texts, layout, words
    )
