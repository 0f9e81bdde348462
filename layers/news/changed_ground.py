"""Changed ground: the zones that changed hands since a day, marked in one map.

Each keeps the colour of its new holder, with stripes in that of the old one and a strong edge.
"""

from collections.abc import Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from atlas.history.changes_of_control import ChangeOfControl, find_changes_of_control
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.request.options import hidden_forces
from atlas.request.request import Request
from layers.still.legend import Entry
from layers.still.one_map import Picture
from layers.style.context import DrawingContext
from layers.style.theme import theme_of
from layers.svg.elements import Element, el, group

EDGE_PX, _RIM_PX = 3.4, 7.0
_STRIPE_PX, _PITCH_PX, _STRIPE_SHARE = 2.5, 8.0, "0.6"
_TOGETHER_PX = 0.6
"""Zones that are nearer to each other than this have one edge around them."""


def find_changed(atlas: Atlas, request: Request) -> tuple[ChangeOfControl, ...]:
    """Return the changes of control in the area of a request since its day; none without such a day."""
    if request.since is None or request.bbox is None:
        return ()
    first, last = (scene_on(atlas, day, request.known) for day in (request.since, request.date))
    return find_changes_of_control(first, last, hidden_forces(atlas, request.hide), request.bbox)


def draw_changed(picture: Picture, changes: Sequence[ChangeOfControl]) -> list[Element]:
    """Draw stripes and edges of the zones that changed hands."""
    context = picture.context
    colours = _list_old_colours(context, changes)
    if not colours:
        return []
    viewport = context.viewport
    striped = [
        el("path", d=viewport.paths[zone], fill=f"url(#{_id(colour)})")
        for zone, colour in colours.items()
        if colour
    ]
    patterns = [_stripes(colour, context.marks) for colour in dict.fromkeys(filter(None, colours.values()))]
    edge = viewport.path(unite_changed(context, changes))
    strokes = ((context.theme["halo"], _RIM_PX), (context.theme["ink"], EDGE_PX))
    edges = [el("path", d=edge, **context.stroke(colour, width)) for colour, width in strokes]
    return [el("defs", *patterns), group("changed", [*striped, *edges])]


def unite_changed(context: DrawingContext, changes: Sequence[ChangeOfControl]) -> BaseGeometry:
    """Return the ground that changed hands on the map, in px; empty if there is none."""
    reach, zones = _TOGETHER_PX * context.marks, context.viewport.zones
    shapes = [zones[zone].buffer(reach) for zone in _list_old_colours(context, changes)]
    return shapely.union_all(shapes).buffer(-reach)


def explain_changed(context: DrawingContext, changes: Sequence[ChangeOfControl]) -> list[Entry]:
    """Return the entry of the key for changed ground, if there is any in the map."""
    if not _list_old_colours(context, changes):
        return []
    return [Entry(context.words["changed_since"], context.theme["land"], context.theme["ink"], width=2.4)]


def _list_old_colours(context: DrawingContext, changes: Sequence[ChangeOfControl]) -> Mapping[str, str]:
    """Return the zones on the map that changed hands, with the colour of who held them; empty for nobody."""
    atlas, full = context.atlas, theme_of(context.atlas, context.theme_name)
    colours: dict[str, str] = {}
    for change in changes:
        old = atlas.forces[change.before[0]] if change.before else None
        fill = full.fill(old, atlas.families[old.family]) if old else ""
        colours |= {place.id: fill for place in change.places if place.id in context.viewport.zones}
    return colours


def _id(colour: str) -> str:
    return f"before-{colour.removeprefix('#')}"


def _stripes(colour: str, marks: float) -> Element:
    """Return the pattern of an old holder: stripes over the colour of the new one."""
    return el(
        "pattern",
        el("rect", width=_STRIPE_PX, height=_PITCH_PX, fill=colour, fill_opacity=_STRIPE_SHARE),
        id=_id(colour),
        width=_PITCH_PX,
        height=_PITCH_PX,
        patternUnits="userSpaceOnUse",
        patternTransform=f"rotate(45) scale({marks:g})",
    )
