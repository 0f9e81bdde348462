"""Layers of SVG files: every group of a still has a name, halos lie beneath their text, fonts are listed."""

import io
import re
from xml.etree import ElementTree as Tree

import numpy as np
import pytest
from PIL import Image

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from outputs.stills.drawing_layers import INKSCAPE, part_halos
from outputs.stills.typeset import rasterise
from outputs.writers import write
from text.translations import load_words

SVG = "{http://www.w3.org/2000/svg}"
LABEL, MODE = f"{{{INKSCAPE}}}label", f"{{{INKSCAPE}}}groupmode"
NEWS = {"style": "news", "view": "albu-kamal", "date": "2020-12-17"}
EXTRAS = {"extras": "roads"}
TWO = {"view": "albu-kamal", "date": "2020-12-17", "compare": "2020-12-07"}


def svg_of(atlas: Atlas, **options: str) -> Tree.Element:
    return Tree.fromstring(write(atlas, parse_request(atlas, options), "svg"))


@pytest.mark.parametrize(
    "options",
    [NEWS, TWO, {"plain": "1", "place": "albu-kamal"}, {"border": "1", "layers": "zones,claims"}, EXTRAS],
)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_each_group_with_an_id_at_the_top_is_a_named_layer(
    default_atlas: Atlas, options: dict[str, str], lang: str
) -> None:
    root = svg_of(default_atlas, **options, lang=lang)
    maps = [group for group in root.iter(f"{SVG}g") if re.fullmatch(r"map(-\d)?", group.get("id", ""))]
    groups = [child for parent in (root, *maps) for child in parent if child.tag == f"{SVG}g"]
    named = [group for group in groups if group.get("id")]
    assert len(named) > 4
    assert {group.get(MODE) for group in named} == {"layer"}
    labels = [group.get(LABEL) for group in named]
    assert all(labels)
    assert load_words(lang)["drawing_land"] in labels


def test_two_maps_have_names_of_their_own(default_atlas: Atlas) -> None:
    labels = {group.get("id"): group.get(LABEL) for group in svg_of(default_atlas, **TWO).iter(f"{SVG}g")}
    assert (labels["map-1"], labels["map-2"]) == ("Map 1", "Map 2")
    assert labels["layer-zones"] == labels["layer-zones-later"] == "Ground held"


def test_a_halo_is_a_copy_of_its_text_beneath_it(default_atlas: Atlas) -> None:
    root = svg_of(default_atlas, **NEWS)
    halos = 0
    for parent in root.iter():
        for below, above in zip(parent, list(parent)[1:], strict=False):
            if below.get("aria-hidden") and below.tag == f"{SVG}text":
                halos += 1
                assert below.get("fill") == "none"
                assert below.get("stroke")
                assert (below.text, below.get("x"), below.get("y")) == (
                    above.text,
                    above.get("x"),
                    above.get("y"),
                )
                assert not above.get("stroke")
    assert halos > 10
    assert not [text for text in root.iter() if text.get("paint-order")]


def test_parted_halos_draw_the_same_pixels() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" font-family="Noto Sans">'
        '<text x="20" y="40" font-size="30" fill="#112233" stroke="#ffcc00" stroke-width="4" '
        'stroke-opacity=".95" stroke-linejoin="round" paint-order="stroke">Albu Kamal</text></svg>'
    )
    before, after = (
        np.asarray(Image.open(io.BytesIO(rasterise(drawn, (300, 60))))).astype(int)
        for drawn in (svg, part_halos(svg))
    )
    assert np.abs(before - after).max() <= 2
    assert (before[..., 2] < 100).any()


def test_fonts_are_listed_where_text_is_text(default_atlas: Atlas) -> None:
    listed = "{http://ns.adobe.com/xap/1.0/sType/Font#}fontFamily"
    fonts = [font.text for font in svg_of(default_atlas, **NEWS).iter(listed)]
    assert fonts == ["Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew"]
    assert not list(svg_of(default_atlas, **NEWS, text="outline").iter(listed))


def test_outlined_halos_are_not_read_twice(default_atlas: Atlas) -> None:
    root = svg_of(default_atlas, **NEWS, text="outline")
    labels = [path.get("aria-label") for path in root.iter(f"{SVG}path") if path.get("aria-label")]
    assert labels.count("Hajin") == 1
    assert [path for path in root.iter(f"{SVG}path") if path.get("aria-hidden")]
