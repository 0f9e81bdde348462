"""Outside the basemap there is hatched paper, never water; where no land was cut off, the sea goes on."""

import io
from math import inf

import pytest
from PIL import Image

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.map.ground.outside_basemap import ends_of
from layers.still.draw import draw_map
from layers.style.theme import load_theme
from outputs.player.payload import compile_map
from outputs.writers import write

CUT = {"east": "44,33,60,39", "south": "34,26,44,31", "south west": "28,27,36,31"}


def test_a_basemap_ends_where_its_land_was_cut_off(default_atlas: Atlas, starter: Atlas) -> None:
    assert ends_of(default_atlas.basemap) == (32, 29, 49, 38)
    assert ends_of(starter.basemap) == (-inf, -inf, inf, inf)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_a_picture_outside_the_basemap_shows_no_water(default_atlas: Atlas, theme: str) -> None:
    options = {"bbox": "60,34,62,35", "plain": "1", "size": "300x200", "theme": theme}
    still = Image.open(io.BytesIO(write(default_atlas, parse_request(default_atlas, options), "png")))
    colours = sorted(still.convert("RGB").getcolors(60_000) or [], reverse=True)
    most, colour = colours[0]
    assert colour == tuple(bytes.fromhex(load_theme(theme)["page"].removeprefix("#")))
    assert 0.3 < most / (300 * 200) < 0.95, "paper with a hatch"


@pytest.mark.parametrize("bbox", CUT.values(), ids=CUT)
def test_stills_and_player_draw_the_same_end(default_atlas: Atlas, bbox: str) -> None:
    request = parse_request(default_atlas, {"bbox": bbox})
    base = dict(compile_map(default_atlas, request)["sheets"])["base"]
    for drawn in (draw_map(default_atlas, request), base):
        assert drawn.count('id="layer-outside-basemap"') == drawn.count('id="outside-basemap"') == 1


def test_the_named_views_are_whole(default_atlas: Atlas) -> None:
    for view in default_atlas.views:
        assert 'id="layer-outside-basemap"' not in draw_map(
            default_atlas, parse_request(default_atlas, {"view": view})
        )
