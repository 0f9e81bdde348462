"""The payload of the player: the drawing in sheets, and what changes on which day.

Python applies the rules; the player only looks days up. `compile_map` returns plain lists and dicts for JSON,
`compile_known` those of them that change with the information date.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import shapely

from atlas.history.changes import compile_changes, compile_shape_changes
from atlas.history.existence import modelled_from
from atlas.history.news import News
from atlas.history.side_differences import DifferenceTracks, track_differences
from atlas.history.value_tracks import Changes, Interner
from atlas.model.atlas import Atlas
from atlas.model.gc_pause import paused_collector
from atlas.model.vocabulary import Shape
from atlas.request.options import hidden_forces
from atlas.request.request import Request
from atlas.shapes.bounds import contains
from atlas.shapes.unfold import place_of, unfold
from layers.geometry.enclosing_zones import describe_towns
from layers.geometry.viewport import SHARPEST_ZOOM, fit, set_viewport
from layers.map.difference_outlines import frame_tracks
from layers.map.name_grounds import list_name_grounds
from layers.map.place_names import (
    find_namesakes,
    town_of,
    visible_labels,
)
from layers.style.context import DrawingContext
from layers.style.evidence_age import symbolizer_for
from layers.style.markers import locate_events
from layers.style.symbology import Symbolizer
from layers.style.zone_edges import Edge
from outputs.player.compile_tracks import (
    SymbolTracks,
    border_tracks,
    claim_tracks,
    edge_tracks,
    event_tracks,
    existence_tracks,
    land_tracks,
    name_tracks,
    split_tracks,
    symbol_tracks,
)
from outputs.player.header import Payload, write_preface
from outputs.player.legend import list_advances, list_families
from outputs.player.news_by_day import compile_leads
from outputs.player.panel import PanelCompiler, list_changes, list_forces, list_places
from outputs.player.sheets import STACK, draw_frame_sheet, draw_known_sheets, draw_still_sheets
from outputs.player.two_versions import compile_versions
from outputs.player.uncertainty import uncertainty_track
from text.provenance import sources_to


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a map is drawn on: width × height px at zoom 1, as sharp as the zoom `sharpest` needs.

    The drawing extends beyond each side by `margin` times its size, so that the map can be moved.
    """

    width: float = 1080
    height: float = 572
    margin: float = 0.5
    sharpest: float = SHARPEST_ZOOM


DASHBOARD = Canvas()


def compile_map(
    atlas: Atlas, request: Request, canvas: Canvas = DASHBOARD, *, brief: bool = False
) -> Payload:
    """Return the payload of the player; `brief` news leaves out former holders."""
    context = live_context(atlas, request, canvas)
    known = compile_known(atlas, request, canvas, brief=brief)
    still = draw_still_sheets(context, request.borders, hidden_forces(atlas, request.hide), request.extras)
    sheets = dict(still) | dict(known["sheets"])
    return {
        **write_preface(atlas, request, context, canvas.margin),
        **known,
        "sheets": [[name, sheets[name]] for name in STACK if name in sheets],
    }


@paused_collector()
def compile_known(
    atlas: Atlas, request: Request, canvas: Canvas = DASHBOARD, *, brief: bool = False
) -> Payload:
    """Return the part of the payload that changes with the information date: holdings and symbols.

    Its `sheets` replace those of the same names; ids of zones, edges, sites and events stay the same.
    """
    context = live_context(atlas, request, canvas)
    symbolizer = symbolizer_for(atlas, replace(request, theme=context.theme_name))
    changes = compile_changes(atlas, request.known)
    hidden = hidden_forces(atlas, request.hide)
    differences = track_differences(atlas, request.known, hidden)
    parts: Payload = {
        "atlas": atlas.version,
        "known": request.known,
        "latestSource": sources_to(atlas, request),
        **_compile_drawing(context, request, compile_shape_changes(atlas, request.known), differences),
        **_compile_panel(context, symbolizer, changes, request.known),
        "news": compile_news(context, request, brief=brief),
    }
    if modelled := _count_modelled(context, request.known):
        parts["modelled"] = context.words.count("modelled", modelled)
    if advances := list_advances(context, hidden, request.known):
        parts["advances"] = advances
    if request.versus:
        parts["versus"] = compile_versions(atlas, request, differences, _in_view(context))
    return parts


def _compile_drawing(
    context: DrawingContext, request: Request, changes: Changes, differences: DifferenceTracks
) -> Payload:
    """Return the sheets that change with the information date, the symbols, and what each element shows."""
    atlas, zones, sites = context.atlas, context.viewport.zones, context.viewport.sites
    symbols = _compile_symbols(
        atlas, replace(request, theme=context.theme_name), tuple(dict.fromkeys((*zones, *sites)))
    )
    edges, shared_edges = edge_tracks(context, symbols)
    names, named = name_tracks(list_name_grounds(context), symbols)
    lands = land_tracks(atlas, find_namesakes(context, visible_labels(context.ground)), names, named)
    claims, claimed = claim_tracks(context, changes)
    frames, framed = frame_tracks(context, split_tracks(atlas, differences.present()))
    drawn = symbols.tracks.items()
    return {
        "sheets": draw_known_sheets(context, symbols, names, claims) + draw_frame_sheet(context, frames),
        "symbols": symbols.listed(),
        "edgeStyles": [_edge(edge) for edge in edges],
        "tracks": {
            "zone": {f"zone-{place}": track for place, track in drawn if place in zones},
            "edge": shared_edges,
            "site": {f"site-{place}": track for place, track in drawn if place in sites},
            "event": event_tracks(context, request.known),
            "name": named | lands | claimed | framed | border_tracks(atlas, request.borders),
            "existence": existence_tracks(context, request.known),
        },
    }


def compile_ground(atlas: Atlas, request: Request, canvas: Canvas) -> Payload:
    """Return the part of the payload that changes with how sharp lines are: sheets of the ground, and edges.

    `sheets` maps names to sheets here, `edge` maps the ids of edges to their tracks.
    """
    context = live_context(atlas, request, canvas)
    places = tuple(dict.fromkeys((*context.viewport.zones, *context.viewport.sites)))
    symbols = _compile_symbols(atlas, replace(request, theme=context.theme_name), places)
    edges, shared_edges = edge_tracks(context, symbols)
    hidden = hidden_forces(atlas, request.hide)
    return {
        "sheets": dict(draw_still_sheets(context, request.borders, hidden, request.extras)),
        "edgeStyles": [_edge(edge) for edge in edges],
        "edge": shared_edges,
    }


@lru_cache(maxsize=4)
def _compile_symbols(atlas: Atlas, request: Request, places: tuple[str, ...]) -> SymbolTracks:
    """Return the symbols of places from each day on, however sharp their lines are."""
    changes = compile_shape_changes(atlas, request.known)
    return symbol_tracks(symbolizer_for(atlas, request), changes, places)


def live_context(atlas: Atlas, request: Request, canvas: Canvas) -> DrawingContext:
    """Return the context that draws the sheets; the theme `auto` becomes a pair from which a page chooses.

    Every shape of a place is a place of its own in it.
    """
    atlas = unfold(atlas)
    bbox = request.bbox or atlas.views[request.view].bbox
    extent = fit(bbox, canvas.width, canvas.height, request.zoom)
    viewport = set_viewport(atlas, extent, canvas.margin, canvas.sharpest)
    return DrawingContext(
        viewport, "paired" if request.theme == "auto" else request.theme, request.lang, live=True,
        adjusted=request.labels,
    )  # fmt: skip


def _edge(edge: Edge) -> list[str | float]:
    return [edge.colour, edge.width, edge.dash, edge.opacity]


def _compile_panel(context: DrawingContext, symbolizer: Symbolizer, changes: Changes, known: int) -> Payload:
    viewport = context.viewport
    drawn_shapes = (*viewport.zones, *viewport.sites, *viewport.lines, *viewport.bands)
    places = list(dict.fromkeys(place_of(shape) for shape in drawn_shapes))
    in_view = _in_view(context)
    panel = PanelCompiler(context, Interner[int](), Interner[str]())
    holdings = panel.holdings(changes, places)
    towns = sorted({town_of(context, label) for label in visible_labels(context.ground)} - {""})
    drawn = [
        place for place in places if place in in_view and context.atlas.places[place].shape is not Shape.LINE
    ]
    return {
        "days": list_changes(context, changes, in_view, known),
        "uncertainty": uncertainty_track(changes, sorted(in_view)),
        "holdings": holdings,
        "records": panel.records(),
        "events": panel.events(locate_events(context), known),
        "sources": panel.cited(),
        "forces": list_forces(context, symbolizer),
        "families": list_families(context, changes, drawn),
        "places": list_places(context, places, in_view)
        | describe_towns(context.viewport, context.language, towns),
    }


def compile_news(context: DrawingContext, request: Request, *, brief: bool = False) -> Payload:
    """Return what happened last, from each day on, in the part visible at zoom 1."""
    hidden = hidden_forces(context.atlas, request.hide)
    is_visible = _is_visible_in(context)
    return compile_leads(context.atlas, context.words, request.known, hidden, is_visible, brief=brief)


def _is_visible_in(context: DrawingContext) -> Callable[[News], bool]:
    """Return a test whether news is about the part visible at zoom 1."""
    places, bbox = _in_view(context), context.viewport.extent.bbox

    def is_visible(item: News) -> bool:
        if item.event is None:
            return item.place in places
        return contains(bbox, item.event.lon, item.event.lat)

    return is_visible


def _count_modelled(context: DrawingContext, known: int) -> int:
    """Return from how many places ground is modelled in the part visible at zoom 1."""
    return len(modelled_from(context.atlas, known) & context.viewport.zones.keys() & _in_view(context))


@lru_cache(maxsize=32)
def _in_view(context: DrawingContext) -> frozenset[str]:
    """Return the places visible at zoom 1."""
    viewport, extent = context.viewport, context.viewport.extent
    frame = shapely.box(0, 0, extent.width, extent.height)
    shapes = {**viewport.zones, **viewport.lines, **viewport.bands}
    points = {place: shapely.Point(point) for place, point in viewport.sites.items()}
    return frozenset(place_of(own) for own, shape in (shapes | points).items() if shape.intersects(frame))
