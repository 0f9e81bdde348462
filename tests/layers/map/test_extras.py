"""Extras: roads and oil fields are drawn under names if asked for, explained, and refused without a file."""

import re
from dataclasses import replace

import pytest
from shapely import Point

from atlas.model.atlas import Atlas
from atlas.model.basemap import Feature
from atlas.model.translated_text import Text
from atlas.request.parsers import RequestError
from atlas.request.request import format_request, parse_request
from layers.news.pictures import draw_picture
from layers.still.draw import draw_map
from outputs.player.payload import compile_map
from text.translations import load_words

VIEW = {"view": "albu-kamal", "date": "2020-12-17"}
BOTH = VIEW | {"extras": "roads,oilfields"}


@pytest.fixture(scope="module")
def with_fields(default_atlas: Atlas) -> Atlas:
    """The included atlas with an oil field near the river; the place is made up."""
    field = Feature("north-field", Text("North field", {}), "oil", Point(40.6, 34.9), {})
    return replace(default_atlas, basemap=replace(default_atlas.basemap, oilfields=(field,)))


def test_extras_are_read_written_and_refused(with_fields: Atlas, starter: Atlas) -> None:
    request = parse_request(with_fields, {"extras": "oilfields,roads"})
    assert request.extras == ("roads", "oilfields")
    assert format_request(with_fields, request)["extras"] == "roads,oilfields"
    with pytest.raises(RequestError, match=r"This atlas has no basemap/roads\.geojson"):
        parse_request(starter, {"extras": "roads"})
    with pytest.raises(RequestError, match="Use one or more of: roads, oilfields"):
        parse_request(with_fields, {"extras": "relief"})


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("style", ["reference", "news"])
def test_extras_lie_under_names_and_have_an_entry_each(with_fields: Atlas, style: str, lang: str) -> None:
    words = load_words(lang)
    drawn = draw_picture(with_fields, parse_request(with_fields, BOTH | {"style": style, "lang": lang}))
    order = [drawn.index(f'id="layer-{name}"') for name in ("zones", "water", "extras", "borders", "labels")]
    assert order == sorted(order)
    assert words["extras_roads"] in drawn
    assert words["extras_oilfields"] in drawn
    plain = draw_picture(with_fields, parse_request(with_fields, VIEW | {"style": style, "lang": lang}))
    assert "layer-extras" not in plain
    assert words["extras_roads"] not in plain


def test_each_extra_is_drawn_alone_too(with_fields: Atlas) -> None:
    roads, fields = (
        draw_map(with_fields, parse_request(with_fields, VIEW | {"extras": name}))
        for name in ("roads", "oilfields")
    )
    words = load_words("en")
    assert 'id="roads"' in roads and 'id="oilfields"' not in roads
    assert 'id="oilfields"' in fields and 'id="roads"' not in fields
    assert words["extras_oilfields"] not in roads


def test_the_legend_leaves_out_what_is_not_in_the_picture(with_fields: Atlas) -> None:
    empty = {"bbox": "36.6,32.5,36.7,32.6", "extras": "oilfields"}
    drawn = draw_map(with_fields, parse_request(with_fields, empty))
    assert load_words("en")["extras_oilfields"] not in drawn


def test_roads_are_thin_lines_with_a_light_casing(with_fields: Atlas) -> None:
    drawn = draw_map(with_fields, parse_request(with_fields, VIEW | {"extras": "roads"}))
    roads = drawn[drawn.index('id="roads"') :]
    roads = roads[: roads.index("</g>")]
    widths = [float(width) for width in re.findall(r'stroke-width="([\d.]+)"', roads)]
    half = len(widths) // 2
    assert all(casing > line + 1 for casing, line in zip(widths[:half], widths[half:], strict=True))
    assert max(widths[half:]) < 2


def test_the_player_has_extras_between_water_and_borders(with_fields: Atlas) -> None:
    requests = [parse_request(with_fields, options) for options in (VIEW, BOTH)]
    plain, both = (dict(compile_map(with_fields, request)["sheets"])["over"] for request in requests)
    assert "layer-extras" not in plain
    assert both.index("layer-water") < both.index("layer-extras") < both.index("layer-borders")
