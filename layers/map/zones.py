"""Zones and their edges: the part of the picture that changes from day to day.

The rules of symbols are in `layers.style.symbology`.
"""

from collections.abc import Mapping

from atlas.history.existence import passing_places
from atlas.shapes.unfold import place_of
from layers.style.colour import mix
from layers.style.context import DrawingContext
from layers.style.patterns import draw_patterns, pattern_id
from layers.style.symbology import EMPTY, Symbol
from layers.style.zone_edges import HIDDEN, Edge, edge_between
from layers.svg.elements import Element, el, group

SEAM_PX = 0.7
"""A zone is stroked with its own colour, so that no hairline shows between two of one holder."""


def neutral_colour(context: DrawingContext) -> str:
    """Return the colour of ground outside the atlas' scope."""
    return mix(context.theme["neighbour"], context.theme["land"], 0.5)


def draw_zones(context: DrawingContext, symbols: Mapping[str, Symbol]) -> Element:
    """Draw the zones of a still with their patterns."""
    patterns = [symbol.pattern for symbol in symbols.values() if symbol.pattern]
    drawn = [
        path for name in context.viewport.zones for path in _zone(context, name, symbols.get(name, EMPTY))
    ]
    return group("layer-zones", [draw_patterns(patterns, context.marks), *drawn], stroke_linejoin="round")


def _zone(context: DrawingContext, name: str, symbol: Symbol) -> list[Element]:
    data, covered = context.viewport.paths[name], context.atlas.places[name].covered
    ground = symbol.ground if covered else neutral_colour(context)
    if not (data and ground):
        return []
    paths = [el("path", id=f"zone-{name}", d=data, fill=ground, stroke=ground, stroke_width=SEAM_PX)]
    if symbol.pattern:
        paths.append(el("path", d=data, fill=f"url(#{pattern_id(symbol.pattern)})"))
    return paths


def draw_live_zones(context: DrawingContext) -> Element:
    """Draw the zones for the player: shapes that it fills by day; patterns come separately."""
    passing = passing_places(context.atlas)
    zones = [
        el(
            "path",
            id=f"zone-{name}",
            display="none" if name in passing else None,
            data_place=place_of(name),
            d=data,
            fill="none" if context.atlas.places[name].covered else neutral_colour(context),
        )
        for name, data in context.viewport.paths.items()
        if data
    ]
    return group(
        "layer-zones",
        [
            group("grounds", zones, shape_rendering="crispEdges"),
            group("patterns", []),
        ],
    )


def edges_of(context: DrawingContext, symbols: Mapping[str, Symbol]) -> list[Edge]:
    """Return how each shared edge is drawn; the outer edge of the coverage is left to the borders."""
    theme = context.theme
    return [
        edge_between(symbols.get(shared_edge.left, EMPTY), symbols.get(shared_edge.right, EMPTY), theme)
        if shared_edge.right
        else HIDDEN
        for shared_edge in context.viewport.shared_edges
    ]


def draw_edges(context: DrawingContext, symbols: Mapping[str, Symbol]) -> Element:
    """Draw the edges of a still: one line where the symbols on its two sides differ."""
    styles: dict[Edge, list[str]] = {}
    for edge, data in zip(edges_of(context, symbols), context.viewport.edge_paths, strict=True):
        if edge.colour and data:
            styles.setdefault(edge, []).append(data)
    lines = [
        el("path", d="".join(paths), **context.stroke(edge.colour, edge.width, edge.dash, edge.opacity))
        for edge, paths in styles.items()
    ]
    return group("layer-edges", lines)


def draw_live_edges(context: DrawingContext) -> Element:
    """Draw the shared edges for the player, all hidden; it keeps their widths while the map zooms.

    `vector-effect` would do the same, but would cost a tenth of every step.
    """
    shared_edges = [
        el("path", id=f"edge-{number}", d=data)
        for number, (shared_edge, data) in enumerate(
            zip(context.viewport.shared_edges, context.viewport.edge_paths, strict=True)
        )
        if data and shared_edge.right
    ]
    return group("layer-edges", shared_edges, fill="none", stroke_linejoin="round")
