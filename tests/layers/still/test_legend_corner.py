"""The corner of the legend: where it covers least, the same on every day and in every language."""

import pytest

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.geometry.viewport import fit, set_viewport
from layers.still.legend_corner import find_legend_side
from layers.style.context import DrawingContext
from outputs.player.payload import compile_map

SIDES = {"south-and-east": "right", "albu-kamal": "left", "deir-ez-zor": "left", "golan-hauran": "right"}


def context_of(atlas: Atlas, view: str, language: str = "en") -> DrawingContext:
    return DrawingContext(
        set_viewport(atlas, fit(atlas.views[view].bbox, 1080, 572), 0.5), "light", language, live=True
    )


@pytest.mark.parametrize(("view", "side"), SIDES.items())
def test_the_legend_hides_as_little_as_possible(default_atlas: Atlas, view: str, side: str) -> None:
    assert find_legend_side(context_of(default_atlas, view)) == side
    assert find_legend_side(context_of(default_atlas, view, "ar")) == side


@pytest.mark.parametrize("view", SIDES)
def test_the_legend_never_moves(default_atlas: Atlas, view: str) -> None:
    days = ("2011-03-18", "2016-03-01", "2020-12-17")
    map_requests = [parse_request(default_atlas, {"view": view, "date": day}) for day in days]
    corners = {compile_map(default_atlas, request)["legendSide"] for request in map_requests}
    assert corners == {SIDES[view]}


def test_every_view_has_a_side(starter: Atlas) -> None:
    assert {find_legend_side(context_of(starter, view)) for view in starter.views} <= {"left", "right"}
