"""Markers and marks, value by value: symbols of places, positions of events, strokes and their scale."""

import re
from dataclasses import replace

import pytest

from atlas.model.atlas import Atlas
from layers.geometry.viewport import fit, set_viewport
from layers.style.context import DrawingContext
from layers.style.markers import RISE_PX, draw_marker, locate_events, radius_of
from layers.svg.elements import el, serialise

BOX = (40.0, 34.0, 41.0, 35.0)
SYMBOLS = {
    "capital": "circle 4.6 #fff #111 1.4 | circle 1.978 #111",
    "city": "circle 3 #111 #fff 1.3",
    "village": "circle 2.2 #111 #fff 1.3",
    "crossing": "rect -4.5 -4.5 9 9 1 #fff #111 1.4 | path M-1.5 -2.25V2.25M1.5 -2.25V2.25 #111 1.2 none",
    "base": "path M0 -5L5 3.75H-5z #111 round #fff 1.3",
    "hill": "path M0 -3.4L3.4 0L0 3.4L-3.4 0z #111 #fff 1.3",
    "oilfield": "rect -3.06 -3.06 6.12 6.12 #111 #fff 1.3",
    "unlisted": "rect -2.7 -2.7 5.4 5.4 #111 #fff 1.3",
}


def drawn(kind: str, marks: float) -> str:
    """Return the tags and values of a symbol, numbers as short as possible."""
    parts = []
    for part in draw_marker(kind, "#111", "#fff", marks):
        values = (
            f"{value:g}" if isinstance(value, float) else str(value) for value in part.attributes.values()
        )
        parts.append(" ".join([part.tag, *values]))
    return " | ".join(parts)


@pytest.fixture(scope="module")
def context(default_atlas: Atlas) -> DrawingContext:
    return DrawingContext(set_viewport(default_atlas, fit(BOX, 400, 300)), "light", "en")


@pytest.mark.parametrize("kind", SYMBOLS)
def test_each_kind_of_place_has_its_symbol(kind: str) -> None:
    assert drawn(kind, 1.0) == SYMBOLS[kind]


def test_symbols_grow_with_the_marks() -> None:
    assert drawn("city", 2.0) == "circle 6 #111 #fff 2.6"
    assert drawn("crossing", 2.0).startswith("rect -9 -9 18 18 1 #fff #111 2.8 | ")
    assert drawn("capital", 2.0) == "circle 9.2 #fff #111 2.8 | circle 3.956 #111"
    assert (radius_of("airport"), radius_of("unlisted")) == (5.0, 3.0)


def test_events_are_above_their_position_and_left_out_beyond_the_frame(context: DrawingContext) -> None:
    left, top, right, bottom = context.viewport.frame.bounds
    placed = locate_events(context)
    assert placed
    for event in context.atlas.events:
        x, y = context.viewport.extent.point(event.lon, event.lat)
        within = left <= x <= right and top <= y - RISE_PX <= bottom
        assert (event.id in placed) == within
        assert not within or placed[event.id] == (x, y - RISE_PX)
    larger = replace(context, marks=2.0)
    own = next(iter(placed.keys() & locate_events(larger).keys()))
    assert locate_events(larger)[own][1] == pytest.approx(placed[own][1] - RISE_PX)


def test_a_stroke_scales_and_keeps_its_width_in_the_player(context: DrawingContext) -> None:
    plain = replace(context, marks=2.0).stroke("#123456", 1.5)
    assert plain == {
        "fill": "none",
        "stroke": "#123456",
        "stroke_width": "3",
        "stroke_dasharray": None,
        "stroke_opacity": None,
        "stroke_linejoin": "round",
        "vector_effect": None,
    }
    dashed = replace(context, marks=0.5, live=True).stroke("#123456", 1.5, "5 3", 0.6)
    assert (dashed["stroke_dasharray"], dashed["stroke_opacity"]) == ("2.5 1.5", "0.6")
    assert (dashed["stroke_width"], dashed["vector_effect"]) == ("0.75", "non-scaling-stroke")


def test_a_mark_of_the_player_is_hidden_until_its_zoom(context: DrawingContext) -> None:
    live = replace(context, live=True)
    assert (
        serialise(context.mark(1.5, 2, 3, [el("a")], id="x"))
        == '<g transform="translate(1.5 2)" id="x"><a/></g>'
    )
    drawn_at_once = serialise(live.mark(1.5, 2, 1, [el("a")]))
    assert drawn_at_once == '<g class="mark" transform="translate(1.5 2)" data-zoom="1"><a/></g>'
    hidden = serialise(live.mark(1.5, 2, 1.25, [el("a")]))
    assert re.search('data-zoom="1.25" visibility="hidden"', hidden)


def test_constant_parts_are_drawn_in_the_context_of_the_ground(context: DrawingContext) -> None:
    assert context.ground is context
    assert context.land is context
    reduced = replace(context, viewport=replace(context.viewport, ground=context.viewport))
    twice = replace(context, viewport=replace(context.viewport, ground=reduced.viewport))
    assert reduced.ground.viewport is reduced.land.viewport is context.viewport
    assert twice.ground.viewport is reduced.viewport
    assert twice.land.viewport is context.viewport
