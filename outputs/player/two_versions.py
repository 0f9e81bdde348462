"""Two accounts in the player: where the accounts of two sides differ, from each day on."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from atlas.history.in_effect import sum_km2
from atlas.history.scene import scene_on
from atlas.history.side_differences import Differences, DifferenceTracks, track_differences
from atlas.history.value_tracks import Interner, Track, thin_track, value_on
from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.request.content import find_differences_in
from atlas.request.options import hidden_forces
from atlas.request.request import Request
from text.translations import words_for
from text.two_versions import describe_differences, head_differences, list_claims, name_side


def compile_difference_lists(atlas: Atlas, request: Request, area: BBox) -> dict[str, Any]:
    """Compile the heading and the lines of the list of differences from each day on, numbered in `lists`.

    Only differences within the area of the map count.
    """
    words, hidden = words_for(request), hidden_forces(atlas, request.hide)
    interner: Interner[tuple[str, ...]] = Interner((words["versus_same"],))
    tracks = track_differences(atlas, request.known, hidden).tracks
    steps: list[tuple[int, int]] = []
    for day in sorted({day for track in tracks.values() for day, _ in track}):
        differences = _find_differences(atlas, replace(request, date=day), area, hidden)
        lines = describe_differences(atlas, request, differences)
        steps.append((day, interner.number((head_differences(differences, words), *lines))))
    return {"track": thin_track(steps), "lists": interner.values}


def _find_differences(atlas: Atlas, request: Request, area: BBox, hidden: frozenset[str]) -> Differences:
    day, known = request.date, request.known
    other = atlas if atlas.other is None else atlas.other
    scenes = scene_on(atlas, day, known), scene_on(other, day, known)
    return find_differences_in(*scenes, hidden, area)


def compile_versions(
    atlas: Atlas, request: Request, differences: DifferenceTracks, in_view: Collection[str]
) -> dict[str, Any]:
    """Return the differences of the places in view for the player, and how many there are elsewhere.

    Its map can be moved, so `km2` is that of the whole zone, as in tables.
    """
    words = words_for(request)
    return {
        "side": request.versus,
        "names": [name_side(atlas, side, words) for side in (*request.side, request.versus)],
        "claims": [[list_claims(atlas, claimed) for claimed in pair] for pair in differences.claims],
        "places": {
            place: {"km2": round(sum_km2(atlas, [place]), 2), "track": track}
            for place, track in differences.tracks.items()
            if place in in_view
        },
        "elsewhere": _count([track for place, track in differences.tracks.items() if place not in in_view]),
    }


def _count(tracks: Sequence[Track]) -> Track:
    """Return from each day on how many of some tracks are not 0."""
    days = sorted({day for track in tracks for day, _ in track})
    return [[day, sum(value_on(track, day) > 0 for track in tracks)] for day in days]
