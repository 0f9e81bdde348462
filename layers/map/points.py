"""Points: in an atlas without zones each site is a disc in the colour of its holder, also without its name.

Contains no names; they are placed around the discs.
"""

from collections.abc import Mapping

from atlas.history.existence import passing_places
from layers.labels.placement import Disc
from layers.map.highlight import draw_ring
from layers.style.context import DrawingContext
from layers.style.markers import draw_marker, point_radius, shows_marker
from layers.style.symbology import Symbol
from layers.svg.elements import Element, el

_EDGE_PX = 1.1


def draw_points(
    context: DrawingContext,
    symbols: Mapping[str, Symbol],
    names: Mapping[str, tuple[float, Element]],
    highlighted: str,
) -> list[Element]:
    """Draw every site of the viewport, with its name from a zoom on if it has one; a ring around one."""
    marks = []
    for place, (x, y) in context.viewport.sites.items():
        parts = _draw_disc(context, place, symbols.get(place))
        if place == highlighted:
            kind = context.atlas.places[place].kind
            parts.insert(0, draw_ring(context, point_radius(kind) * context.marks))
        drawn = [context.mark(x, y, 0, parts)]
        if place in names:
            zoom, text = names[place]
            drawn.append(context.mark(x, y, zoom, [text]))
        marks.append(el("g", *drawn, **_attributes(context, place)))
    return marks


def list_discs(context: DrawingContext) -> list[Disc]:
    """Return the discs of all sites, on which no name may lie."""
    kinds = {place: context.atlas.places[place].kind for place in context.viewport.sites}
    sites = context.viewport.sites.items()
    return [(x, y, point_radius(kinds[place]) * context.marks) for place, (x, y) in sites]


def _attributes(context: DrawingContext, place: str) -> dict[str, str]:
    """Return the attributes of a site in the player: its id, and that it is hidden until it exists."""
    if not context.live:
        return {}
    passing = place in passing_places(context.atlas)
    return {"data_place": place} | ({"id": f"exists-{place}", "display": "none"} if passing else {})


def _draw_disc(context: DrawingContext, place: str, symbol: Symbol | None) -> list[Element]:
    """Return the disc of a site in the colour of its holder, on a white one, with the symbol of its kind."""
    kind, theme = context.atlas.places[place].kind, context.theme
    radius, edge = point_radius(kind) * context.marks, _EDGE_PX * context.marks
    ground = symbol.ground if symbol and symbol.ground and not context.live else "none"
    base = el("circle", r=radius, fill=theme["halo"], stroke=theme["label"], stroke_width=edge)
    held = el("circle", id=f"site-{place}", r=radius - edge / 2, fill=ground)
    marker = draw_marker(kind, theme["label"], theme["halo"], context.marks) if shows_marker(kind) else []
    return [base, held, *marker]
