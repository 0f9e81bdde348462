"""Small stills: type does not shrink below a legible size; what has no room is left out, nothing is cut."""

import re
from xml.etree import ElementTree

import pytest

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.still.draw import draw_map
from layers.svg.text_width import width_of

LEAST = 9.0
SVG = "{http://www.w3.org/2000/svg}"
SIZES = ("120x120", "200x150", "160x400", "300x300", "400x300", "320x568", "600x400", "640x360")
FRAMES = ("heading", "legend", "provenance", "handovers")


def texts_of(root: ElementTree.Element) -> list[ElementTree.Element]:
    return list(root.iter(f"{SVG}text"))


def sides_of(text: ElementTree.Element) -> tuple[float, float]:
    """Return where a line of the frame begins and ends, in px."""
    line = re.sub("[\u202b\u202c\u200f]", "", text.text or "")
    wide = width_of(line, float(text.get("font-size", 0)), 600 if text.get("font-weight") else 400)
    left = float(text.get("x", 0)) - {"end": wide, "middle": wide / 2}.get(text.get("text-anchor", ""), 0.0)
    return left, left + wide


@pytest.mark.parametrize("more", [{}, {"plain": "1"}, {"compare": "2017-11-10"}, {"age": "1"}], ids=str)
@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("size", SIZES)
def test_small_stills_are_legible_and_whole(
    default_atlas: Atlas, size: str, lang: str, more: dict[str, str]
) -> None:
    request = parse_request(default_atlas, {"size": size, "lang": lang, **more})
    root = ElementTree.fromstring(draw_map(default_atlas, request))
    width, height, _ = request.pixels
    assert min(float(text.get("font-size", 0)) for text in texts_of(root)) >= LEAST
    framed = [part for part in root.iter() if part.get("id") in FRAMES]
    for text in (text for part in framed for text in texts_of(part)):
        left, right = sides_of(text)
        assert left >= 0 and right <= width + 0.5, text.text
        assert 0 < float(text.get("y", 0)) <= height, text.text


@pytest.mark.parametrize("size", SIZES)
def test_the_smallest_still_has_credit_and_date(default_atlas: Atlas, size: str) -> None:
    root = ElementTree.fromstring(draw_map(default_atlas, parse_request(default_atlas, {"size": size})))
    provenance = next(part for part in root.iter() if part.get("id") == "provenance")
    text = " ".join(text.text or "" for text in texts_of(provenance))
    assert "Showing 17 Dec 2020" in text
    assert "© OpenStreetMap" in text and "GeoNames" in text


def test_a_small_picture_keeps_the_families_and_then_the_notes(default_atlas: Atlas) -> None:
    small, large = (draw_map(default_atlas, parse_request(default_atlas, {"size": size}))
                    for size in ("320x320", "1200x675"))  # fmt: skip
    for phrase in ("Syrian government", "Iran-aligned"):
        assert phrase in small and phrase in large
    for phrase in ("Presence", "resolution 497", 'id="locator"'):
        assert phrase in large and phrase not in small


@pytest.mark.parametrize("view", ["south-and-east", "golan-hauran"])
def test_type_in_a_column_of_a_newspaper_is_legible(default_atlas: Atlas, view: str) -> None:
    options = {"view": view, "size": "85x110", "unit": "mm", "theme": "print", "date": "2017-11-12"}
    root = ElementTree.fromstring(draw_map(default_atlas, parse_request(default_atlas, options)))
    least = {
        part.get("id"): min(float(text.get("font-size", 0)) for text in texts_of(part))
        for part in root.iter()
        if part.get("id") in ("heading", "provenance", "layer-sites")
    }
    legend = next(part for part in root.iter() if part.get("id") == "legend")
    codes = {family.code for family in default_atlas.families.values()} | {"?", "×"}
    names = [float(text.get("font-size", 0)) for text in texts_of(legend) if text.text not in codes]
    signs = [float(text.get("font-size", 0)) for text in texts_of(legend) if text.text in codes]
    assert min(names) >= 6 and min(signs) >= 5
    assert least["heading"] >= 7 and least["provenance"] >= 5 and least["layer-sites"] >= 6


def test_on_paper_type_shrinks_with_the_sheet(default_atlas: Atlas) -> None:
    card = parse_request(default_atlas, {"size": "100x70", "unit": "mm"})
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', draw_map(default_atlas, card))]
    assert min(sizes) < LEAST
