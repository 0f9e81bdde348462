"""Brands in pictures: fonts, colours, rules and marks, and marks of any shape that break no layout."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from atlas.model.atlas import Atlas
from atlas.model.brand import Brand, Logo, LogoPart
from atlas.model.colours import contrast
from atlas.reading.read import dress_atlas
from atlas.request.request import parse_request
from layers.news.pictures import draw_picture
from layers.still.layout import fonts_of
from layers.style.theme import load_theme, theme_of
from layers.svg.text_width import width_of
from text.provenance import set_case

BRANDS = Path(__file__).resolve().parents[3] / "examples" / "brands"
SVG = "{http://www.w3.org/2000/svg}"
DAY = {"view": "albu-kamal", "date": "2020-12-17"}
NAMES = ("saltmarsh-ledger", "quarrystone-wire")
Box = tuple[float, float, float, float]


@pytest.fixture(scope="module", params=NAMES)
def branded(request: pytest.FixtureRequest, default_atlas: Atlas) -> Atlas:
    return dress_atlas(default_atlas, BRANDS / request.param)


def with_logo(atlas: Atlas, width: float, height: float) -> Atlas:
    """Return an atlas whose logo is a full rectangle."""
    shape = LogoPart("rect", {"width": f"{width}", "height": f"{height}", "fill": "#123456"})
    brand = atlas.brand
    assert brand
    return replace(atlas, brand=replace(brand, logo=Logo(0, 0, width, height, (shape,)), logo_dark=None))


def draw(atlas: Atlas, **options: str) -> Tree.Element:
    return Tree.fromstring(draw_picture(atlas, parse_request(atlas, DAY | options)))


def find_mark(root: Tree.Element) -> Box:
    """Return the box of the rectangle that is the logo."""
    (brand,) = [group for group in root.iter(f"{SVG}g") if group.get("id") == "brand"]
    (scaled,) = [group for group in brand if group.get("transform")]
    x, y, scale = map(float, re.findall(r"-?[\d.]+", scaled.get("transform", "")))
    (shape,) = scaled
    return x, y, x + scale * float(shape.get("width", 0)), y + scale * float(shape.get("height", 0))


def words_of(atlas: Atlas, root: Tree.Element) -> Iterator[tuple[str, Box]]:
    """Yield the words around the map with their boxes."""
    groups = ("words", "heading", "provenance", "legend")
    for group in root:
        if group.get("id") not in groups:
            continue
        for text in group.iter(f"{SVG}text"):
            size, x, y = (float(text.get(name, "0")) for name in ("font-size", "x", "y"))
            if group.get("id") == "legend":
                continue
            fonts = fonts_of(atlas) if text.get("font-family") else atlas.fonts
            wide = width_of(text.text or "", size, 600 if text.get("font-weight") else 400, fonts=fonts)
            left = x - wide if text.get("text-anchor") == "end" else x
            yield text.text or "", (left, y - 0.75 * size, left + wide, y + 0.22 * size)


@pytest.mark.parametrize("style", ["news", "reference"])
def test_words_are_in_the_fonts_of_the_brand_and_names_are_not(branded: Atlas, style: str) -> None:
    root = draw(branded, style=style)
    assert branded.brand
    assert branded.brand.family
    families = {
        group.get("id"): {text.get("font-family") for text in group.iter(f"{SVG}text")}
        for group in root.iter(f"{SVG}g")
    }
    own = f"{branded.brand.family.name}, Marchland Brand, sans-serif"
    assert families["words" if style == "news" else "heading"] == {own}
    assert own in families["provenance"]
    assert families["layer-labels"] == {None}


def test_a_text_in_letters_that_the_fonts_lack_is_in_the_pinned_fonts(branded: Atlas) -> None:
    root = draw(branded, style="news", lang="ar", title="Zażółć → ∑")
    (words,) = [group for group in root if group.get("id") == "words"]
    assert {text.get("font-family") for text in words.iter(f"{SVG}text")} == {None}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_and_text_have_the_colours_of_the_brand(branded: Atlas, theme: str) -> None:
    assert branded.brand
    palette = branded.brand.palettes[theme]
    for style in ("news", "reference"):
        root = draw(branded, style=style, theme=theme)
        (paper,) = [group for group in root if group.get("id") == "paper"]
        assert paper.get("fill") == palette.page
        assert palette.ink in {text.get("fill") for text in root.iter(f"{SVG}text")}
    base = theme_of(branded, theme).base
    assert min(contrast(base[ink], base["page"]) for ink in ("ink", "ink2", "ink3", "accent")) >= 4.5
    assert contrast(base["on_accent"], base["accent"]) >= 4.5
    assert base["land"] == load_theme(theme).base["land"]


def test_print_stays_grey(branded: Atlas) -> None:
    assert theme_of(branded, "print").base == load_theme("print").base
    root = draw(branded, theme="print", style="news")
    (brand,) = [group for group in root.iter(f"{SVG}g") if group.get("id") == "brand"]
    colours = re.findall(r"#(\w\w)(\w\w)(\w\w)", Tree.tostring(brand, encoding="unicode"))
    assert colours
    assert all(red == green == blue for red, green, blue in colours)


def test_rules_of_the_brands(default_atlas: Atlas) -> None:
    ledger, wire = (dress_atlas(default_atlas, BRANDS / name) for name in NAMES)
    for style, group in (("news", "words"), ("reference", "heading")):
        for atlas, ruled in ((ledger, True), (wire, False)):
            (words,) = [part for part in draw(atlas, style=style) if part.get("id") == group]
            assert bool([rule for rule in words if rule.tag == f"{SVG}rect"]) == ruled
            title = next(
                text.text or "" for text in words if text.get("font-weight") and "17" not in (text.text or "")
            )
            assert title.isupper() != ruled
        foot = next(part for part in draw(wire, style=style) if part.get("id") == "provenance")
        assert {text.get("text-anchor") for text in foot.iter(f"{SVG}text")} == {"end"}
    assert set_case(wire, "izmir ılıca", "tr") == "İZMİR ILICA"


def test_the_source_line_of_the_brand_names_the_publishers(default_atlas: Atlas) -> None:
    ledger, wire = (dress_atlas(default_atlas, BRANDS / name) for name in NAMES)

    def written(atlas: Atlas, **options: str) -> str:
        foot = next(part for part in draw(atlas, **options) if part.get("id") == "provenance")
        return " ".join(text.text or "" for text in foot.iter(f"{SVG}text"))

    assert written(ledger, style="news").startswith("Map: The Saltmarsh Ledger. Sources: Syrian Observatory")
    assert written(wire, style="news").count("Quarrystone Wire graphics") == 1
    assert "Quarrystone Wire graphics" in written(wire, style="reference")
    assert "{sources}" not in written(ledger, style="reference")
    assert written(ledger, style="news", source="Own research").startswith("Own research")


@pytest.mark.parametrize("size", ["social", "square", "story", "300x250", "85x110", "1600x600"])
@pytest.mark.parametrize("style", ["news", "reference"])
@pytest.mark.parametrize(("width", "height"), [(400, 20), (20, 400), (100, 100), (300, 90)])
def test_a_logo_of_any_shape_lies_in_the_picture_and_on_no_word(
    default_atlas: Atlas, size: str, style: str, width: float, height: float
) -> None:
    for name, theme in zip(NAMES, ("light", "dark"), strict=True):
        atlas = with_logo(dress_atlas(default_atlas, BRANDS / name), width, height)
        unit = "mm" if size == "85x110" else "px"
        options = DAY | {"size": size, "unit": unit, "style": style, "theme": theme}
        request = parse_request(atlas, options)
        root = Tree.fromstring(draw_picture(atlas, request))
        left, top, right, bottom = find_mark(root)
        assert 0 <= left < right <= request.pixels[0]
        assert 0 <= top < bottom <= request.pixels[1]
        for text, (start, above, end, below) in words_of(atlas, root):
            apart = end <= left or start >= right or below <= top or above >= bottom
            assert apart, (name, text)


def test_without_a_dark_logo_a_plate_lies_under_it(default_atlas: Atlas) -> None:
    atlas = dress_atlas(default_atlas, BRANDS / "quarrystone-wire")
    for theme, plates in (("light", 0), ("dark", 1)):
        root = draw(atlas, theme=theme)
        (brand,) = [group for group in root.iter(f"{SVG}g") if group.get("id") == "brand"]
        assert len([part for part in brand if part.tag == f"{SVG}rect"]) == plates


def test_a_brand_without_a_logo_is_written(default_atlas: Atlas) -> None:
    atlas = dress_atlas(default_atlas, BRANDS / "quarrystone-wire")
    assert isinstance(atlas.brand, Brand)
    atlas = replace(atlas, brand=replace(atlas.brand, logo=None, logo_dark=None))
    (brand,) = [group for group in draw(atlas).iter(f"{SVG}g") if group.get("id") == "brand"]
    assert [text.text for text in brand] == ["Quarrystone Wire"]


def test_numbers_of_notes_stand_where_reading_begins(default_atlas: Atlas) -> None:
    wire = dress_atlas(default_atlas, BRANDS / "quarrystone-wire")
    request = parse_request(
        wire, {"view": "south-and-east", "date": "2018-07-09", "style": "news", "size": "square"}
    )
    root = Tree.fromstring(draw_picture(wire, request))
    foot = next(part for part in root if part.get("id") == "provenance")
    discs = [float(disc.get("cx", 0)) for disc in foot.iter(f"{SVG}circle")]
    assert discs
    assert max(discs) < 0.1 * request.pixels[0]
