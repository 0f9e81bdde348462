"""Names lie on no water but their own: a town's, a site's or a river's name is not printed on a lake."""

from dataclasses import replace
from itertools import product

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.labels.dry_spots import MOST_WET, SHORE_PX, keep_dry
from layers.labels.placement import ZOOMS, Candidate, point_spots, text_box
from layers.map.place_names import Label, place_names, visible_labels
from layers.still.layout import layout_of
from layers.still.one_map import make_context
from layers.style.context import DrawingContext
from layers.svg.text_width import is_rtl
from tests.layers.labels.test_labels import live_context

VIEWS = ("south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran")
SIZES = ({}, {"size": "square"}, {"size": "story"}, {"size": "300x250"}, {"size": "85x110", "unit": "mm"})


def lakes_and_sea(context: DrawingContext) -> list[BaseGeometry]:
    """Return the waters of a picture, from the basemap itself."""
    extent, basemap = context.viewport.extent, context.atlas.basemap
    lakes = [extent.project(lake.geometry) for lake in basemap.lakes]
    land = shapely.union_all([extent.project(shape.geometry).buffer(1) for shape in basemap.land])
    return [*lakes, *shapely.get_parts(shapely.difference(context.viewport.frame, land))]


def text_shape(label: Label, zoom: float) -> BaseGeometry:
    candidate, spot = label.placed.candidate, label.placed.spot
    turn = 0.0 if is_rtl(label.named.text) else label.named.turn
    text = shapely.affinity.rotate(shapely.box(*text_box(candidate, spot)), turn, (spot.dx, spot.dy))
    return shapely.transform(text, lambda points: points / zoom + (candidate.x, candidate.y))


def wet_names(context: DrawingContext, labels: list[Label], zoom: float = 1.0) -> list[str]:
    waters, wet = lakes_and_sea(context), []
    rivers = {river.name.translate(context.language) for river in context.atlas.basemap.rivers}
    for label in labels:
        if label.named.style in ("country", "focus") or label.placed.zoom > zoom:
            continue
        text = text_shape(label, zoom)
        point = shapely.Point(label.placed.candidate.x, label.placed.candidate.y)
        for water in waters:
            near = (
                label.named.text not in rivers and water.distance(point) <= (SHORE_PX + 1.5) * context.marks
            )
            if not near and text.intersection(water).area > (MOST_WET + 0.02) * text.area:
                wet.append(label.named.text)
    return wet


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_name_of_a_still_lies_on_water_it_does_not_belong_to(
    default_atlas: Atlas, view: str, lang: str
) -> None:
    for size in SIZES:
        request = parse_request(default_atlas, {"view": view, "lang": lang, **size})
        layout = layout_of(request, default_atlas)
        for height, zoom in product((0.35, 0.7), (1.0, 2.0)):
            zoomed, high = replace(request, zoom=zoom), height * layout.height
            context = make_context(default_atlas, zoomed, layout, layout.width, high)
            assert not wet_names(context, visible_labels(context)), (size, height, zoom)


@pytest.mark.parametrize("view", VIEWS)
def test_no_name_of_the_movable_map_does_so_at_any_zoom(default_atlas: Atlas, view: str) -> None:
    context = live_context(default_atlas, view, "en")
    labels = list(place_names(context))
    for zoom in ZOOMS:
        assert not wet_names(context, labels, zoom), zoom


def test_a_port_may_be_named_on_the_sea_and_a_town_inland_may_not() -> None:
    sea = shapely.box(-1000, -1000, 0, 1000)
    spots = point_spots(3, 12)
    port = Candidate("port", 4, 0, 60, 12, 4, spots)
    inland = Candidate("inland", 20, 0, 60, 12, 4, spots)
    assert keep_dry(port, [sea], (1.0,)) == port
    dry = keep_dry(inland, [sea], (1.0,))
    assert dry is not None
    assert {spot.side for spot in dry.spots} == {"start"}
    assert keep_dry(inland, [sea], (1.0,), shore=20.0) == inland


def test_a_spot_is_used_from_the_zoom_at_which_it_is_dry() -> None:
    sea = shapely.box(-1000, -1000, 0, 1000)
    inland = Candidate("inland", 40, 0, 60, 12, 4, point_spots(3, 12))
    dry = keep_dry(inland, [sea], (0.5, 1.0, 2.0, 4.0))
    assert dry is not None
    assert {spot.zoom for spot in dry.spots if spot.side == "end"} == {2.0}
    assert {spot.zoom for spot in dry.spots if spot.side == "middle"} == {1.0}


def test_a_name_that_is_dry_nowhere_is_left_out() -> None:
    lake = shapely.box(-200, -200, 200, 200)
    assert keep_dry(Candidate("river", 0, 0, 60, 12, 0, point_spots(0, 12)), [lake], (1.0,), shore=-1) is None
