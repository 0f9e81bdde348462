"""Markers: the symbols of towns and sites (ring, dot, square, triangle, crossing), and where events are."""

from collections.abc import Mapping
from functools import lru_cache

from atlas.model.atlas import Atlas, Event
from atlas.model.vocabulary import Shape
from layers.style.context import DrawingContext
from layers.svg.elements import Element, el

_RADII = {
    "capital": 4.6, "city": 3.0, "town": 2.6, "village": 2.2, "camp": 2.2, "crossing": 5.0, "base": 5.0,
    "airport": 5.0, "post": 3.4, "station": 3.4, "oilfield": 3.4, "hill": 3.4,
}  # fmt: skip
_BASES = frozenset({"base", "airport"})
_DOTS = frozenset({"city", "town", "village", "camp"})
_OWN = frozenset({"capital", "crossing", "base", "airport", "hill"})
HELD_PX = 3.2
"""How far the colour of a site's holder reaches beyond its symbol."""
DISC_PX = 5.5
RISE_PX = 11.0
"""An event at a site is drawn this far above it, so that it doesn't hide its symbol."""


def radius_of(kind: str) -> float:
    """Return half the size of a symbol in px, at scale 1."""
    return _RADII.get(kind, 3.0)


@lru_cache(maxsize=64)
def has_points(atlas: Atlas) -> bool:
    """Return whether the sites of an atlas are its ground: it has no zone."""
    return all(place.shape is not Shape.ZONE for place in atlas.places.values())


def shows_marker(kind: str) -> bool:
    """Return whether a kind has a symbol of its own, not just a dot or a square."""
    return kind in _OWN


def point_radius(kind: str) -> float:
    """Return the radius in px, at scale 1, of the disc that stands for a site where there are no zones."""
    return radius_of(kind) + HELD_PX if shows_marker(kind) else DISC_PX


def draw_marker(kind: str, ink: str, halo: str, marks: float) -> list[Element]:
    """Return the symbol of a kind of place, its middle at (0, 0)."""
    r = radius_of(kind) * marks
    edge = {"stroke": halo, "stroke_width": f"{1.3 * marks:g}"}
    if kind == "capital":
        ring = el("circle", r=r, fill=halo, stroke=ink, stroke_width=1.4 * marks)
        return [ring, el("circle", r=r * 0.43, fill=ink)]
    if kind in _DOTS:
        return [el("circle", r=r, fill=ink, **edge)]
    if kind == "crossing":
        half = 0.9 * r
        square = el(
            "rect", x=-half, y=-half, width=2 * half, height=2 * half, rx=1, fill=halo, stroke=ink,
            stroke_width=1.4 * marks,
        )  # fmt: skip
        third, reach = half / 3, half * 0.5
        bars = f"M{-third:g} {-reach:g}V{reach:g}M{third:g} {-reach:g}V{reach:g}"
        return [square, el("path", d=bars, stroke=ink, stroke_width=1.2 * marks, fill="none")]
    if kind in _BASES:
        triangle = f"M0 {-r:g}L{r:g} {0.75 * r:g}H{-r:g}z"
        return [el("path", d=triangle, fill=ink, stroke_linejoin="round", **edge)]
    if kind == "hill":
        diamond = f"M0 {-r:g}L{r:g} 0L0 {r:g}L{-r:g} 0z"
        return [el("path", d=diamond, fill=ink, **edge)]
    return [el("rect", x=-0.9 * r, y=-0.9 * r, width=1.8 * r, height=1.8 * r, fill=ink, **edge)]


@lru_cache(maxsize=32)
def locate_events(context: DrawingContext) -> Mapping[str, tuple[float, float]]:
    """Return the position of each event, in px; events outside the frame are left out."""
    left, top, right, bottom = context.viewport.frame.bounds
    points = {event.id: _event_point(context, event) for event in context.atlas.events}
    return {name: (x, y) for name, (x, y) in points.items() if left <= x <= right and top <= y <= bottom}


def _event_point(context: DrawingContext, event: Event) -> tuple[float, float]:
    x, y = context.viewport.extent.point(event.lon, event.lat)
    return x, y - RISE_PX * context.marks
