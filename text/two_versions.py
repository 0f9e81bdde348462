"""Versus: the versions of two sides set against each other: whose they are and where they differ, told."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import shapely

from atlas.history.in_effect import sum_km2
from atlas.history.scene import scene_on
from atlas.history.side_differences import (
    Claimed,
    Difference,
    Differences,
    compare_versions,
    compile_differences,
)
from atlas.history.value_tracks import Interner, Track, Tracks, thin_track, value_on
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Status
from atlas.request.options import is_hidden
from atlas.request.request import Request
from layers.geometry.viewport import seen_bbox
from layers.still.layout import Layout
from layers.still.list_below import Listing, lay_out_listing
from text.changes_of_control import say_places
from text.translations import Words, load_words


def say_version(atlas: Atlas, side: str, words: Words) -> str:
    """Say whose version a map is: As told by Russia."""
    return words.say("told_by", sides=say_side(atlas, side, words))


def say_side(atlas: Atlas, side: str, words: Words) -> str:
    """Return what a side is called where it tells of events."""
    return atlas.families[side].side.say(words.language)


def hidden_forces(atlas: Atlas, request: Request) -> frozenset[str]:
    """Return the forces that a request leaves out, alone or with their families."""
    return frozenset(force for force in atlas.forces if is_hidden(atlas, request.hide, force))


@lru_cache(maxsize=16)
def find_differing(atlas: Atlas, request: Request) -> Differences:
    """Return where the two versions differ in a picture of the day; nowhere if there is but one."""
    day, known = request.date, request.known
    if atlas.other is None:
        return Differences(day, known, (), 0.0)
    one, other = scene_on(atlas, day, known), scene_on(atlas.other, day, known)
    found = compare_versions(one, other, hidden_forces(atlas, request)).places
    frame = shapely.box(*seen_bbox(atlas, request))
    seen = tuple(one for one in found if atlas.places[one.place].geometry.intersects(frame))
    return Differences(day, known, seen, sum_km2(atlas, (one.place for one in seen)))


def say_differing(atlas: Atlas, request: Request) -> list[str]:
    """Say place by place what either version tells that the other does not; like places together."""
    words = load_words(request.lang)
    groups: dict[tuple[Claimed, Claimed], list[str]] = {}
    for one in find_differing(atlas, request).places:
        groups.setdefault(part_claims(one), []).append(one.place)
    return [_say_line(atlas, request, words, places, *told) for told, places in groups.items()]


def part_claims(difference: Difference) -> tuple[Claimed, Claimed]:
    """Return of both versions what the other does not tell."""
    return difference.one - difference.other, difference.other - difference.one


def _say_line(
    atlas: Atlas, request: Request, words: Words, places: Iterable[str], one: Claimed, other: Claimed
) -> str:
    named = {atlas.places[place].name.default: atlas.places[place] for place in places}
    return words.say(
        "versus_line",
        place=say_places(named.values(), words),
        side=say_side(atlas, request.side[0], words),
        one=_say_claims(atlas, one, words),
        other_side=say_side(atlas, request.versus, words),
        other=_say_claims(atlas, other, words),
    )


def _say_claims(atlas: Atlas, claimed: Claimed, words: Words) -> str:
    told = [
        words.say(
            "with_status",
            force=atlas.forces[force].short.say(words.language),
            status=words[status.value].lower(),
        )
        for force, status in list_claims(atlas, claimed)
    ]
    return words["comma"].join(told) or words["versus_silent"]


def list_claims(atlas: Atlas, claimed: Claimed) -> list[tuple[str, Status]]:
    """Return forces and statuses in the order of the atlas."""
    order = {force: number for number, force in enumerate(atlas.forces)}
    return sorted(claimed, key=lambda one: (order[one[0]], one[1]))


def head_differing(found: Differences, words: Words) -> str:
    """Return the heading of what differs: Where the two differ · 419 km²."""
    if not found.places:
        return words["versus_same"]
    area = [words.say("km2", n=f"{found.km2:,.0f}")] if found.km2 >= 1 else []
    return " · ".join([words["versus_differ"], *area])


def compile_listing(atlas: Atlas, request: Request) -> dict[str, Any]:
    """Compile what `head_differing` and `say_differing` say from which day on, by the numbers of `told`."""
    words = load_words(request.lang)
    shelf: Interner[tuple[str, ...]] = Interner((words["versus_same"],))
    days = {day for track in part_versions(atlas, request).tracks.values() for day, _ in track}
    listed: list[tuple[int, int]] = []
    for day in sorted(days):
        asked = replace(request, date=day)
        lines = head_differing(find_differing(atlas, asked), words), *say_differing(atlas, asked)
        listed.append((day, shelf.number(lines)))
    return {"track": thin_track(listed), "told": shelf.things}


def list_differing(atlas: Atlas, request: Request, layout: Layout) -> Listing:
    """Lay what differs out for a picture."""
    words = load_words(request.lang)
    heading = head_differing(find_differing(atlas, request), words)
    return lay_out_listing(heading, say_differing(atlas, request), layout, words)


def apart_in(atlas: Atlas, request: Request) -> frozenset[str]:
    """Return the places that a picture frames: those of its layers on which the versions differ."""
    return frozenset(one.place for one in find_differing(atlas, request).places)


@dataclass(frozen=True, slots=True)
class Partings:
    """Where two versions differ from which day on: a track a place of numbers of `told`, 0 if not at all."""

    tracks: Tracks
    told: tuple[tuple[Claimed, Claimed], ...]

    def shown(self) -> Tracks:
        """Return the tracks of whether they differ (1) or not (0)."""
        return {
            place: thin_track((day, int(value > 0)) for day, value in track)
            for place, track in self.tracks.items()
        }


def part_versions(atlas: Atlas, request: Request) -> Partings:
    """Compile where the two versions differ from which day on; nowhere if there is but one."""
    shelf: Interner[tuple[Claimed, Claimed]] = Interner((frozenset(), frozenset()))
    if atlas.other is None:
        return Partings({}, ())
    found = compile_differences(atlas, atlas.other, request.known, hidden_forces(atlas, request))
    tracks = {
        place: thin_track(
            (one.day, shelf.number(part_claims(one.difference)) if one.difference else 0) for one in partings
        )
        for place, partings in found.items()
    }
    return Partings(tracks, tuple(shelf.things))


def tell_versus(atlas: Atlas, request: Request, partings: Partings, seen: Collection[str]) -> dict[str, Any]:
    """Return what the player tells of the places in view that differ, and how many do elsewhere."""
    words = load_words(request.lang)
    return {
        "side": request.versus,
        "names": [say_side(atlas, side, words) for side in (*request.side, request.versus)],
        "told": [[list_claims(atlas, claimed) for claimed in pair] for pair in partings.told],
        "places": {
            place: {"km2": round(sum_km2(atlas, [place]), 2), "track": track}
            for place, track in partings.tracks.items()
            if place in seen
        },
        "elsewhere": _count([track for place, track in partings.tracks.items() if place not in seen]),
    }


def _count(tracks: Sequence[Track]) -> Track:
    """Return from which day on how many of some tracks are not 0."""
    days = sorted({day for track in tracks for day, _ in track})
    return [[day, sum(value_on(track, day) > 0 for track in tracks)] for day in days]
