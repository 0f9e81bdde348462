"""Difference outlines: frames around places in which two maps differ. Contains no versions and no days.

A frame is a line of ink on a light casing, so that it stands out on every fill, in colour and in grey. A band
has none: it lies over ground on which both may agree, and its own line appears on one map only.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

import shapely

from atlas.history.value_tracks import Track, Tracks
from layers.style.context import DrawingContext
from layers.svg.elements import Element, el, group

FRAME_PX = 1.8
_CASING_PX = 4.6
_RING_PX = 9.5
Frames = dict[str, list[list[str]]]
"""The places of each frame, by layer."""


def draw_frames(context: DrawingContext, places: Collection[str], layers: Collection[str]) -> list[Element]:
    """Draw the frames of a still: one line around zones that touch, and one around sites that are near.

    A site on framed ground has no frame of its own.
    """
    zones = [place for place in places if place in context.viewport.zones and "zones" in layers]
    ground = shapely.union_all([context.viewport.zones[place] for place in zones])
    sites = [
        place
        for place in places
        if place in context.viewport.sites
        and "sites" in layers
        and not ground.intersects(shapely.Point(context.viewport.sites[place]))
    ]
    return [*_frame(context, "zones", zones), *_frame(context, "sites", sites)]


def frame_tracks(context: DrawingContext, presence: Mapping[str, Track]) -> tuple[Frames, Tracks]:
    """Compile the frames from the tracks of when they show (0 or 1); those with one track share one.

    Returns the places of each frame, by layer, and a track per frame; frames are numbered layer by layer.
    """
    frames: Frames = {"zones": [], "sites": []}
    tracks: Tracks = {}
    for layer, groups in frames.items():
        together: dict[str, list[str]] = {}
        for place, track in presence.items():
            if place in _drawn(context, layer):
                together.setdefault(repr(track), []).append(place)
        for places in together.values():
            tracks[f"frame-{len(tracks)}"] = presence[places[0]]
            groups.append(places)
    return frames, tracks


def draw_live_frames(context: DrawingContext, frames: Frames) -> list[Element]:
    """Draw the frames of the player, each hidden until its day comes."""
    drawn, number = [], 0
    for layer, listed in frames.items():
        parts = []
        for places in listed:
            parts.append(group(f"frame-{number}", _frame(context, layer, places), display="none"))
            number += 1
        drawn.append(group(f"frames-{layer}", parts))
    return drawn


def _drawn(context: DrawingContext, layer: str) -> Collection[str]:
    return context.viewport.zones.keys() if layer == "zones" else context.viewport.sites.keys()


def _frame(context: DrawingContext, layer: str, places: Iterable[str]) -> list[Element]:
    viewport = context.viewport
    drawn = [place for place in places if place in _drawn(context, layer)]
    if not drawn:
        return []
    if layer == "sites" and context.live:
        return list(_rings(context, (viewport.sites[place] for place in drawn)))
    whole = shapely.union_all(
        [
            shapely.Point(*context.viewport.sites[place]).buffer(_RING_PX * context.marks)
            if layer == "sites"
            else viewport.zones[place]
            for place in drawn
        ]
    )
    # Cut as a line: where the map ends, the frame is open.
    line = shapely.line_merge(shapely.clip_by_rect(whole.boundary, *viewport.frame.bounds))
    data = viewport.path(line)
    return [el("path", d=data, **context.stroke(*stroke)) for stroke in _strokes(context)] if data else []


def _rings(context: DrawingContext, sites: Iterable[tuple[float, float]]) -> Iterator[Element]:
    for x, y in sites:
        rings = [
            el("circle", r=_RING_PX * context.marks, **context.stroke(*stroke))
            for stroke in _strokes(context)
        ]
        yield context.mark(x, y, 1.0, rings)


def _strokes(context: DrawingContext) -> tuple[tuple[str, float], ...]:
    return (context.theme["halo"], _CASING_PX), (context.theme["ink"], FRAME_PX)
