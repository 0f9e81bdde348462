"""One map of a picture: its contents on a day, and its layers, bottom to top, without a frame."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.history.existence import absent_on
from atlas.history.scene import Holding, Scene
from atlas.model.atlas import Atlas
from atlas.request.content import MapContent
from atlas.request.options import hidden_forces
from atlas.request.request import Request
from layers.geometry.viewport import fit, leave_places, set_viewport, sharpness_of
from layers.labels.adjusting import pinned_forces
from layers.labels.force_names import write_names
from layers.labels.label_grid import NameMap
from layers.labels.leader_names import list_boxes
from layers.labels.placement import Box
from layers.labels.print_codes import code_sites
from layers.labels.written_name import Name
from layers.map.arrows import cover_arrows, find_arrows
from layers.map.borders import draw_borders
from layers.map.difference_outlines import draw_frames
from layers.map.events import draw_events
from layers.map.extras import draw_extras
from layers.map.ground.modelled_ground import draw_modelled
from layers.map.highlight import draw_highlight
from layers.map.land import draw_admin, draw_land, draw_water
from layers.map.lines_and_claims import Claim, claim_of, claim_spots, draw_claims, draw_lines
from layers.map.place_names import Label, draw_labels, draw_sites, name_map, text_boxes, visible_labels
from layers.map.zones import draw_edges, draw_zones
from layers.still.layout import Layout, reserved_boxes
from layers.still.locator_and_scale import draw_locator, draw_scale, scale_start
from layers.style.context import DrawingContext
from layers.style.evidence_age import symbolizer_for
from layers.style.markers import has_points
from layers.style.symbology import Symbol, Symbolizer
from layers.svg.elements import Element, Markup, group
from text.two_versions import caption_map


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """The contents of one map: its context, its scene, and the symbol of each place."""

    context: DrawingContext
    scene: Scene
    symbolizer: Symbolizer
    holdings: Mapping[str, tuple[Holding, ...]]
    symbols: Mapping[str, Symbol]
    featured: frozenset[str] = frozenset()
    """Sites that the picture is about: they are named before others."""
    differing: frozenset[str] = frozenset()
    """Places with a frame."""
    reserved: tuple[Box, ...] = ()
    """Boxes without names; with a corner, the first two are those of locator and scale."""
    codes: tuple[tuple[str, str], ...] = ()
    """Sites with a code after their name, in print."""
    taken: tuple[Box, ...] = ()
    """The reserved boxes, and those of the claims of this map and of the one beside it."""
    named: DrawingContext | None = None
    """The context for placing names; it has the places of both maps, so that both get the same names."""
    absent: frozenset[str] = frozenset()
    """Places that do not exist on the day."""
    pinned: tuple[Name, ...] = ()
    """Names of forces that were placed before those of places."""

    def labels(self) -> list[Label]:
        """Return the labels to draw, placed as on the other map, without places that do not exist."""
        named = visible_labels(self.placing.ground, self.taken, self.featured, self.codes)
        return [label for label in named if label.named.place not in self.absent]

    def force_names(self) -> list[Name]:
        """Return the names of forces: pinned ones, and the others around all labels."""
        placed = (self.taken, self.featured, self.codes)
        written = write_names(name_map(self.placing.ground, *placed), self.symbols)
        pinned = {name.text for name in self.pinned}
        return [*self.pinned, *(name for name in written if name.text not in pinned)]

    @property
    def placing(self) -> DrawingContext:
        """The context for placing names."""
        return self.named or self.context


def make_context(
    atlas: Atlas, request: Request, layout: Layout, width: float, height: float
) -> DrawingContext:
    """Return the context for a map of this size in a picture."""
    bbox = request.bbox or atlas.views[request.view].bbox
    extent = fit(bbox, round(width, 2), round(height, 2), request.zoom)
    viewport = set_viewport(atlas, extent, sharpest=sharpness_of(request))
    theme = "light" if request.theme == "auto" else request.theme
    return DrawingContext(viewport, theme, request.lang, round(layout.marks, 3), adjusted=request.labels)


def compose_pictures(
    contexts: Sequence[DrawingContext], request: Request, layout: Layout, contents: Sequence[MapContent]
) -> list[Picture]:
    """Find the contents of the maps of a still: two maps have the same place names, around the same boxes."""
    reserved = reserved_boxes(
        contexts[0], layout, [caption_map(content, contexts[0].words) for content in contents]
    )
    scenes = [content.scene for content in contents]
    never = frozenset.intersection(*(absent_on(scene.atlas, scene.day, scene.known) for scene in scenes))
    pictures = [
        compose_picture(context, request, content, reserved, never)
        for context, content in zip(contexts, contents, strict=True)
    ]
    taken = tuple(dict.fromkeys(box for picture in pictures for box in picture.taken))
    return [replace(picture, taken=taken) for picture in pictures]


def compose_picture(
    context: DrawingContext,
    request: Request,
    content: MapContent,
    reserved: tuple[Box, ...] = (),
    never: frozenset[str] | None = None,
) -> Picture:
    """Find the contents of one map, leaving the reserved boxes free of names.

    `never` are the places on none of the maps of a still; by default those that do not exist on the day.
    """
    scene = content.scene
    absent = absent_on(scene.atlas, scene.day, scene.known)
    named = replace(context, viewport=leave_places(context.viewport, absent if never is None else never))
    context = replace(context, viewport=leave_places(context.viewport, absent))
    symbolizer = symbolizer_for(scene.atlas, request, context.loud)
    in_view = [*context.viewport.zones, *context.viewport.sites, *context.viewport.bands]
    holdings = {place: held for place in in_view if (held := scene.holdings(place))}
    symbols = {place: symbolizer.symbolize(held, place) for place, held in holdings.items()}
    featured = frozenset(content.differing & named.viewport.sites.keys())
    codes = code_sites(context, symbols) if "sites" in request.layers else ()
    picture = Picture(
        context, scene, symbolizer, holdings, symbols, featured, content.differing, reserved, codes,
        named=named, absent=absent,
    )  # fmt: skip
    claims = claim_spots(context, claims_in(picture, request), reserved).values()
    hidden = hidden_forces(scene.atlas, request.hide)
    arrows = cover_arrows(find_arrows(context, hidden).values()) if "lines" in request.layers else ()
    taken = (*reserved, *claims, *arrows)
    pinned = _write_pinned(context, symbols, taken)
    return replace(picture, taken=(*taken, *list_boxes(pinned)), pinned=pinned)


def _write_pinned(
    context: DrawingContext, symbols: Mapping[str, Symbol], taken: tuple[Box, ...]
) -> tuple[Name, ...]:
    """Return the pinned names of forces, placed while the map is still empty."""
    texts = pinned_forces(context)
    if not texts:
        return ()
    return tuple(name for name in write_names(NameMap(context.land, taken), symbols) if name.text in texts)


def find_visible(
    picture: Picture, request: Request
) -> tuple[dict[str, tuple[Holding, ...]], dict[str, Symbol]]:
    """Return holdings and symbols of what `draw_layers` shows: zones, named sites, bands with claims."""
    viewport = picture.context.viewport
    labels = picture.labels()
    by_layer = {
        "zones": set(viewport.zones),
        "sites": set(viewport.sites)
        if has_points(picture.context.atlas)
        else {label.named.place for label in labels},
        "claims": set(viewport.bands),
    }
    visible = {place for layer, places in by_layer.items() if layer in request.layers for place in places}
    holdings = {place: holdings for place, holdings in picture.holdings.items() if place in visible}
    zones = visible & set(viewport.zones)
    return holdings, {place: symbol for place, symbol in picture.symbols.items() if place in zones}


def draw_layers(
    picture: Picture,
    request: Request,
    corner: bool = True,
    over_ground: Iterable[Element] = (),
    names: Sequence[Name] | None = None,
) -> list[Element | Markup]:
    """Draw the layers of one map, bottom to top; with a corner, locator and scale too.

    What is `over_ground` lies on zones and under water, lines, signs and names. `names` of forces are placed
    here unless they are given.
    """
    context, layers, reserved = picture.context, set(request.layers), picture.reserved
    claims = claims_in(picture, request)
    labels = picture.labels() if layers & {"labels", "sites"} else []
    free = layers >= {"labels", "zones"}
    if names is None:
        names = picture.force_names() if free else []
    written = [*text_boxes(labels), *list_boxes(names)] if "labels" in layers else []
    zones, framed = "zones" in layers, draw_frames(context, picture.differing, layers)
    drawn: list[Element | Markup | None] = [
        None if request.transparent else draw_land(context.land),
        draw_zones(context, picture.symbols) if zones else None,
        draw_edges(context, picture.symbols) if zones else None,
        draw_modelled(context) if zones else None,
        *over_ground,
        draw_admin(context.land),
        draw_water(context.land),
        draw_extras(context.land, request.extras) if request.extras else None,
        draw_borders(context, request.borders, picture.scene.day),
        draw_highlight(context, request.place),
        draw_lines(context.ground, hidden_forces(context.atlas, request.hide)) if "lines" in layers else None,
        draw_claims(context, claims, reserved) if claims else None,
        group("frames", framed) if framed else None,
        draw_events(context, picture.scene.day, request.known, written) if "events" in layers else None,
        draw_sites(context, labels, picture.symbols, request.place) if "sites" in layers else None,
        draw_labels(context, labels, names) if "labels" in layers else None,
        draw_locator(context.land, reserved[0]) if corner else None,
        draw_scale(context, *scale_start(context, reserved[1])) if corner else None,
    ]
    return [part for part in drawn if part is not None]


def claims_in(picture: Picture, request: Request) -> list[Claim]:
    """Return the claims of absence on a map."""
    if "claims" not in request.layers:
        return []
    context, holdings = picture.context, picture.holdings
    drawn = (place for place in (*context.viewport.bands, *context.viewport.zones) if place in holdings)
    return [claim for place in drawn if (claim := claim_of(context, place, holdings[place]))]
