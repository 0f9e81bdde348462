"""Labels and sites: names placed without overlap, and the symbols they belong to.

Each label has a zoom from which it shows. Names of forces are placed by `layers.labels.force_names`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from atlas.history.existence import passing_places
from atlas.shapes.unfold import place_of
from layers.geometry.enclosing_zones import name_towns
from layers.labels.adjusting import adjust_names
from layers.labels.candidates import add_code, collect_names, name_key
from layers.labels.force_names import TOGETHER
from layers.labels.label_grid import NameMap
from layers.labels.named import LANDS, Named
from layers.labels.placement import ZOOMS, Box, Placed, place_labels, text_box
from layers.labels.written_name import LEADER_PX, Name, leader_reach
from layers.map.highlight import draw_ring
from layers.map.points import draw_points, list_discs
from layers.style.context import DrawingContext
from layers.style.markers import HELD_PX, draw_marker, has_points, radius_of
from layers.style.symbology import Symbol
from layers.svg.elements import Element, el, group
from layers.svg.text_width import letter

NAME_HALO_PX = 4.0
"""Thinner or paler letters than this look grey on the darkest fills."""
_CITIES = ("capital", "city")


@dataclass(frozen=True, slots=True)
class Label:
    """A name that was placed."""

    named: Named
    placed: Placed


@lru_cache(maxsize=64)
def place_names(
    context: DrawingContext,
    reserved: tuple[Box, ...] = (),
    featured: frozenset[str] = frozenset(),
    codes: tuple[tuple[str, str], ...] = (),
) -> tuple[Label, ...]:
    """Place every name of a viewport around the reserved boxes (px of the picture).

    The places in `featured` come next after the cities, at any zoom. `codes` are written after the names of
    their sites.
    """
    ranked = _leave_most(context, adjust_names(context, _ranked(_coded(context, dict(codes)), featured)))
    named = {name.candidate.key: name for name in ranked if context.lands or name.style not in LANDS}
    extent = context.viewport.extent
    zooms = ZOOMS if context.live else (1.0,)
    candidates = [name.candidate for name in named.values()]
    discs = list_discs(context) if has_points(context.atlas) else ()
    placed = place_labels(candidates, extent.width, extent.height, reserved, zooms, discs)
    return tuple(Label(named[label.candidate.key], label) for label in placed)


def _coded(context: DrawingContext, codes: Mapping[str, str]) -> list[Named]:
    return [
        add_code(context, name, codes[name.place]) if name.place in codes else name
        for name in collect_names(context)
    ]


def _leave_most(context: DrawingContext, names: list[Named]) -> list[Named]:
    """Return the names without the towns and sites beyond the most that the picture may have."""
    if context.most_points is None:
        return names
    extent, left = context.viewport.extent, context.most_points
    named = []
    for name in names:
        if name.marker:
            x, y = name.candidate.x, name.candidate.y
            if left <= 0 or not (0 <= x <= extent.width and 0 <= y <= extent.height):
                continue
            left -= name.candidate.needs <= 1
        named.append(name)
    return named


def _ranked(names: list[Named], featured: frozenset[str]) -> list[Named]:
    ranked = [
        replace(name, candidate=replace(name.candidate, needs=0.0)) if name.place in featured else name
        for name in names
    ]
    return sorted(
        ranked, key=lambda name: bool(featured) and name.marker not in _CITIES and name.place not in featured
    )


@lru_cache(maxsize=64)
def name_map(
    context: DrawingContext,
    reserved: tuple[Box, ...] = (),
    featured: frozenset[str] = frozenset(),
    codes: tuple[tuple[str, str], ...] = (),
) -> NameMap:
    """Return the ground that is free for the names of forces.

    It is the same one wherever the labels lie alike, as they do on most information dates.
    """
    labels = place_names(context, reserved, featured, codes)
    return _map_free(context.land, (*reserved, *label_boxes(labels)))


@lru_cache(maxsize=64)
def _map_free(context: DrawingContext, taken: tuple[Box, ...]) -> NameMap:
    return NameMap(context, taken)


def text_boxes(labels: Iterable[Label]) -> Iterable[Box]:
    """Yield the boxes in px of the texts of labels at zoom 1."""
    for label in labels:
        left, top, right, bottom = text_box(label.placed.candidate, label.placed.spot)
        x, y = label.placed.candidate.x, label.placed.candidate.y
        yield x + left, y + top, x + right, y + bottom


def label_boxes(labels: Iterable[Label]) -> Iterable[Box]:
    """Yield the boxes of labels, and of the symbols they belong to, that show without zooming."""
    for label in labels:
        if label.placed.zoom <= 1:
            yield from text_boxes([label])
            at = label.placed.candidate
            yield at.x - at.radius, at.y - at.radius, at.x + at.radius, at.y + at.radius


def visible_labels(
    context: DrawingContext,
    reserved: tuple[Box, ...] = (),
    featured: frozenset[str] = frozenset(),
    codes: tuple[tuple[str, str], ...] = (),
) -> list[Label]:
    """Return the labels to draw: in a still only those that show at zoom 1 and lie in the picture."""
    labels = place_names(context, reserved, featured, codes)
    if context.live:
        return list(labels)
    extent = context.viewport.extent
    return [
        label
        for label in labels
        if label.placed.zoom == 1
        and 0 <= label.placed.candidate.x <= extent.width
        and 0 <= label.placed.candidate.y <= extent.height
    ]


def draw_sites(
    context: DrawingContext, labels: Iterable[Label], symbols: Mapping[str, Symbol], highlighted: str = ""
) -> Element:
    """Draw the sites of the atlas with their names, on the colour of their holders; a ring around one."""
    sites = [label for label in labels if label.named.place]
    if has_points(context.atlas):
        names = {label.named.place: (label.placed.zoom, _text(context, label)) for label in reversed(sites)}
        return group("layer-sites", draw_points(context, symbols, names, highlighted))
    marks = [
        _mark(context, label, symbols.get(label.named.place), label.named.place == highlighted)
        for label in reversed(sites)
    ]
    return group("layer-sites", marks)


def draw_labels(context: DrawingContext, labels: Iterable[Label], names: Iterable[Name] = ()) -> Element:
    """Draw the names of lands, waters and towns, and in a still those of the forces.

    A land and a force with one name are not both named: in a still the force is; in the player the land's
    name is hidden until its day.
    """
    written = list(names)
    forces = {name_key(name.text) for name in written}
    others = [label for label in labels if not label.named.place]
    if not context.live:
        others = [
            label
            for label in others
            if not (label.named.style in LANDS and name_key(label.named.text) in forces)
        ]
    hidden = find_namesakes(context, others) if context.live else {}
    return group(
        "layer-labels",
        [
            group("names", [draw_name(context, name) for name in written]),
            *(
                _mark(context, label, None, id_=hidden.get(label.named.text, ""))
                for label in reversed(others)
            ),
        ],
    )


def town_of(context: DrawingContext, label: Label) -> str:
    """Return the town of the basemap that a label names, or nothing."""
    key = label.placed.candidate.key
    return name_towns(context.atlas).get(key.removeprefix("town-"), "") if key.startswith("town-") else ""


def named_forces(context: DrawingContext, name: Name) -> str:
    """Return the ids of the forces that a name on the ground names, separated by spaces."""
    ids = {force.short.translate(context.language): force.id for force in context.atlas.forces.values()}
    return " ".join(ids[text] for text in name.text.split(TOGETHER) if text in ids)


def find_namesakes(context: DrawingContext, labels: Iterable[Label]) -> dict[str, str]:
    """Return the lands with the name of a force: their text as written, and the id of its mark."""
    forces = {name_key(force.short.translate(context.language)) for force in context.atlas.forces.values()}
    lands = [label for label in labels if label.named.style in LANDS and name_key(label.named.text) in forces]
    return {label.named.text: label.placed.candidate.key for label in lands}


def draw_name(context: DrawingContext, name: Name, id_: str | None = None) -> Element:
    """Draw the name of a force on its ground, or beside it with a leader line.

    In the player it has the ids of the forces it names.
    """
    dx, dy = name.offset
    texts = [
        letter(line, dx, dy + down, size, name.ink, weight=600, side="middle", halo=name.halo,
               halo_px=(_BESIDE_HALO if name.led or name.hatched else HALO_SHARE) * size)
        for line, size, down in name.rows
    ]  # fmt: skip
    parts = [*_leader(context, name), *texts] if name.led else texts
    forces = {"data_forces": named_forces(context, name) or None} if context.live else {}
    if name.until:
        forces["data_until"] = f"{name.until:g}"
    return context.mark(name.x, name.y, name.zoom, parts, id=id_, display="none" if id_ else None, **forces)


HALO_SHARE, _BESIDE_HALO = 2.4 / 13, 4 / 13
"""Widths of halos in sizes of type: on the name's own ground, and on that of others."""
_CASING_PX = 3.3


def _leader(context: DrawingContext, name: Name) -> list[Element]:
    """Draw the line from a name into its ground, on a casing in the colour of the halo."""
    data = f"M0 0V{-leader_reach(name):.2f}" if name.rise else f"M0 0H{leader_reach(name):.2f}"
    strokes = ((name.halo, _CASING_PX, 0.75), (name.ink, LEADER_PX, 1.0))
    lines = [context.stroke(colour, width, opacity=opacity) for colour, width, opacity in strokes]
    return [el("path", d=data, **line) for line in lines]


def _mark(
    context: DrawingContext, label: Label, symbol: Symbol | None, highlighted: bool = False, id_: str = ""
) -> Element:
    named, candidate = label.named, label.placed.candidate
    marker: list[Element] = []
    if named.marker:
        marker = draw_marker(named.marker, context.theme["label"], context.theme["halo"], context.marks)
    ring = [draw_ring(context, _reach(context, named))] if highlighted else []
    parts = [*ring, *_held(context, named, symbol), *marker, _text(context, label)]
    stands_for = place_of(named.place) or town_of(context, label)
    more: dict[str, str | None] = {"data_place": stands_for} if context.live and stands_for else {}
    if context.live and named.place in passing_places(context.atlas):
        id_ = f"exists-{named.place}"
    more |= {"id": id_, "display": "none"} if id_ else {}
    return context.mark(candidate.x, candidate.y, label.placed.zoom, parts, **more)


def _reach(context: DrawingContext, named: Named) -> float:
    """Return the radius in px of a site with the colour of its holder."""
    return (radius_of(named.marker) + HELD_PX) * context.marks


def _held(context: DrawingContext, named: Named, symbol: Symbol | None) -> list[Element]:
    if not named.place or not (context.live or (symbol and symbol.ground)):
        return []
    ground = symbol.ground if symbol and symbol.ground and not context.live else "none"
    return [
        el(
            "circle",
            id=f"site-{named.place}",
            r=_reach(context, named),
            fill=ground,
            stroke=context.theme["halo"] if not context.live else None,
            stroke_width=context.marks if not context.live else None,
        )
    ]


def _text(context: DrawingContext, label: Label) -> Element:
    named, spot, theme = label.named, label.placed.spot, context.theme
    size, tracking = named.size * context.marks, 0.0
    ink, halo = theme["label"], theme["halo"]
    if named.style == "water":
        ink, tracking = theme["label_water"], 0.3 * context.marks
    if named.style == "ground":
        ink = theme["label_minor"]
    if named.style in LANDS:
        ink, tracking = theme["label_country"], 3 * context.marks
    return letter(
        named.text, spot.dx, spot.dy, size, ink, weight=named.weight, side=spot.side, halo=halo,
        halo_px=NAME_HALO_PX * context.marks, italic=named.style == "water", tracking=tracking,
        turn=named.turn,
    )  # fmt: skip
