"""Borders between countries, each in the style of the newsroom's policy on the day.

A border that the policy does not name is drawn as its own kind. Ceasefire lines are places of the atlas and
are drawn by `lines_and_claims.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox, Boundary
from atlas.model.edtf_dates import FOREVER, NEVER
from atlas.model.vocabulary import LineStyle, Shape
from atlas.shapes.bounds import as_area
from layers.style.context import DrawingContext
from layers.svg.elements import Element, Markup, el, freeze, group

STROKES: Mapping[LineStyle, tuple[tuple[str, str, float, str], ...]] = {
    LineStyle.INTERNATIONAL: (("international", "border", 1.1, ""),),
    LineStyle.OCCUPIED: (("occupied", "border", 1.1, ""), ("ticks", "border", 5.0, "1.1 5.5")),
    LineStyle.DISPUTED: (("disputed", "disputed", 1.0, "4 3"),),
    LineStyle.CEASEFIRE: (("armistice", "ceasefire", 1.5, "6 2 1 2"),),
}
"""Lines of each style: name, token of the colour, width in px, dash. Ticks: the land beyond is occupied."""
_CASED = (LineStyle.INTERNATIONAL, LineStyle.OCCUPIED)


@lru_cache(maxsize=64)
def boundaries_of(atlas: Atlas, policy: str) -> tuple[Boundary, ...]:
    """Return how every border of the basemap is drawn in the time of the atlas; hidden spans are left out."""
    by_line: dict[str, list[Boundary]] = {}
    for boundary in sorted(atlas.policies[policy].boundaries, key=lambda boundary: boundary.start):
        by_line.setdefault(boundary.line, []).append(boundary)
    spans = (
        span
        for feature in atlas.basemap.borders
        for span in _filled(
            feature.id,
            LineStyle.DISPUTED if feature.kind == "disputed" else LineStyle.INTERNATIONAL,
            by_line.get(feature.id, ()),
        )
    )
    first, last = atlas.meta.first, atlas.meta.last
    visible = (span for span in spans if span.end > first and span.start <= last)
    return tuple(span for span in visible if span.style is not LineStyle.HIDDEN)


def _filled(line: str, style: LineStyle, boundaries: Iterable[Boundary]) -> Iterator[Boundary]:
    """Yield the boundaries of a line in order, and its own style in the spans between them."""
    at = NEVER
    for boundary in boundaries:
        if at < boundary.start:
            yield Boundary(line, style, at, boundary.start)
        yield boundary
        at = boundary.end
    if at < FOREVER:
        yield Boundary(line, style, at, FOREVER)


def name_dated(atlas: Atlas, policy: str) -> dict[Boundary, str]:
    """Return an id for each boundary that is not drawn at all times."""
    first, last = atlas.meta.first, atlas.meta.last
    boundaries = boundaries_of(atlas, policy)
    dated = (boundary for boundary in boundaries if boundary.start > first or boundary.end <= last)
    return {boundary: f"border-{number}" for number, boundary in enumerate(dated)}


def styles_in_view(context: DrawingContext, policy: str, days: Iterable[int]) -> set[LineStyle]:
    """Return the styles of the borders that the picture shows on some days."""
    dates, visible_lines = tuple(days), _lines_in_view(context)
    return {
        boundary.style
        for boundary in boundaries_of(context.atlas, policy)
        if boundary.line in visible_lines and any(_on(boundary, day) for day in dates)
    }


@lru_cache(maxsize=64)
def _lines_in_view(context: DrawingContext) -> frozenset[str]:
    """Return the borders of the basemap that are partly in the frame, by id."""
    extent, lines = context.viewport.extent, set()
    for feature in context.atlas.basemap.borders:
        west, north, east, south = context.viewport.clip(feature.geometry).bounds or (0.0, 0.0, -1.0, -1.0)
        if west <= extent.width and east >= 0 and north <= extent.height and south >= 0:
            lines.add(feature.id)
    return frozenset(lines)


@lru_cache(maxsize=64)
def shows_choice(atlas: Atlas, policy: str, bbox: BBox) -> bool:
    """Return whether a border in a box is drawn by choice: the policy names it, or its kind is not settled.

    Does not depend on a day, so that the frames of a film have one layout.
    """
    frame = as_area(bbox)
    in_frame = {border.id for border in atlas.basemap.borders if border.geometry.intersects(frame)}
    named = {boundary.line for boundary in atlas.policies[policy].boundaries}
    spans = boundaries_of(atlas, policy)
    doubted = {span.line for span in spans if span.style is not LineStyle.INTERNATIONAL}
    lines = (
        place for place in atlas.places.values() if place.shape is Shape.LINE and place.kind == "ceasefire"
    )
    return bool(in_frame & (named | doubted)) or any(place.geometry.intersects(frame) for place in lines)


def _on(boundary: Boundary, day: int) -> bool:
    return boundary.start <= day < boundary.end


def draw_borders(context: DrawingContext, policy: str, day: int) -> Markup:
    """Draw the borders of a still."""
    boundaries = boundaries_of(context.atlas, policy)
    return _draw(context, tuple((boundary, "") for boundary in boundaries if _on(boundary, day)))


def draw_live_borders(context: DrawingContext, policy: str) -> Markup:
    """Draw the borders for the player: those with dates in the policy are hidden until their day."""
    names = name_dated(context.atlas, policy)
    boundaries = boundaries_of(context.atlas, policy)
    return _draw(context, tuple((boundary, names.get(boundary, "")) for boundary in boundaries))


@lru_cache(maxsize=64)
def _draw(context: DrawingContext, boundaries: tuple[tuple[Boundary, str], ...]) -> Markup:
    """Draw boundaries together; those with a name are in a hidden group of their own."""
    paths = {
        feature.id: context.viewport.path(context.viewport.clip(feature.geometry))
        for feature in context.atlas.basemap.borders
    }
    always = [boundary for boundary, name in boundaries if not name]
    dated = [
        group(name, _lines(context, [boundary], paths), display="none")
        for boundary, name in boundaries
        if name
    ]
    return freeze(group("layer-borders", [*_lines(context, always, paths), *dated]))


def _lines(context: DrawingContext, boundaries: list[Boundary], paths: Mapping[str, str]) -> list[Element]:
    """Draw boundaries by style: a light casing below, the lines above it."""
    cased = [paths[boundary.line] for boundary in boundaries if boundary.style in _CASED]
    drawn = [_group("casings", cased, context.stroke(context.theme["border_casing"], 3.4, opacity=0.7))]
    for style, strokes in STROKES.items():
        data = [paths[boundary.line] for boundary in boundaries if boundary.style is style]
        for name, ink, width, dash in strokes:
            drawn.append(_group(name, data, context.stroke(context.theme[ink], width, dash)))
    return [lines for lines in drawn if lines.children]


def _group(name: str, paths: list[str], line: dict[str, str | None]) -> Element:
    # A class, not an id: in the player a dated border has groups of its own.
    return el("g", *(el("path", d=data) for data in paths if data), class_=name, **line)
