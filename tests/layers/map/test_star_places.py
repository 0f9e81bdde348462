"""Stars of events: no tip lies under a name, and a star that no name covers stays above its place."""

import re
from xml.etree.ElementTree import Element, fromstring

import pytest

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.labels.leader_names import list_boxes
from layers.labels.placement import Box, overlap
from layers.map.place_names import text_boxes
from layers.map.star_places import STAR_PX, place_stars
from layers.still.draw import draw_map
from layers.still.one_map import compose_pictures
from layers.still.resolve import find_content, resolve_still
from layers.style.markers import RISE_PX


def test_a_star_moves_only_off_names() -> None:
    points = {"fight": (100.0, 100.0 - RISE_PX)}
    assert place_stars(points, [], 1.0) == points
    assert place_stars(points, [(110.0, 80.0, 150.0, 110.0)], 1.0) == points
    above: Box = (60.0, 82.0, 140.0, 98.0)
    (x, y), *_ = place_stars(points, [above], 1.0).values()
    assert not overlap((x - STAR_PX, y - STAR_PX, x + STAR_PX, y + STAR_PX), above)
    assert abs(x - 100) <= 3 * RISE_PX and abs(y - 100) <= 3 * RISE_PX
    everywhere: Box = (0.0, 0.0, 300.0, 300.0)
    assert place_stars(points, [everywhere], 1.0) == points


def star_boxes(drawn: Element) -> list[Box]:
    """Return the boxes of the stars in a picture, relative to their map."""
    layer = next(element for element in drawn.iter() if element.get("id") == "layer-events")
    boxes = []
    for mark in layer:
        match = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", mark.get("transform", ""))
        tips = [float(part) for part in re.findall(r"[-\d.]+", mark[0].get("d", ""))]
        assert match
        x, y, reach = float(match[1]), float(match[2]), max(tips)
        boxes.append((x - reach, y - reach, x + reach, y + reach))
    return boxes


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("day", ["2017-11-12", "2018-07-09", "2020-12-17"])
@pytest.mark.parametrize("view", ["south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran"])
def test_no_tip_lies_under_a_name(default_atlas: Atlas, view: str, day: str, lang: str) -> None:
    request = parse_request(default_atlas, {"view": view, "date": day, "lang": lang})
    still = resolve_still(default_atlas, request)
    assert still.frame
    maps = find_content(default_atlas, request).maps
    (picture,) = compose_pictures(still.frame.contexts, still.content.request, still.layout, maps)
    names = [*text_boxes(picture.labels()), *list_boxes(picture.force_names())]
    stars = star_boxes(fromstring(draw_map(default_atlas, request).encode()))
    assert len(names) > 5
    assert not [(star, name) for star in stars for name in names if overlap(star, name)]
