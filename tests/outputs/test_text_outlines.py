"""Outlined letters look like those that typst sets from the fonts, in every script."""

import io

import numpy as np
import pytest
from PIL import Image

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.style.theme import FONTS
from layers.svg.elements import el, serialise
from layers.svg.text_width import letter
from outputs.stills.text_outlines import outline_text
from outputs.stills.typeset import rasterise
from outputs.writers import write

LINES = (
    "Who holds what – 5 km (A)",
    "من يسيطر على ماذا",
    "المحطة الثانية (T2)",
    "الوضع في 17 كانون الأول 2020 · v1.2",
    "© مساهمو OpenStreetMap · GeoNames",
    "רמת הגולן",
    "لا (قسد) abc [الحكومة] 12",
    "\u200f2022 · v93d638d",
    "\u200f1967 (قسد) abc.",
    "Ґалаґанівка: хто що тримає → Αθήνα № 5",
    "Қазақ өлеңі − ₴ 500 · Ἑλλάς ≈ ●",
    "",
)


def ink(svg: str) -> np.ndarray:
    picture = Image.open(io.BytesIO(rasterise(svg, (700, 60)))).convert("L")
    return np.asarray(picture).astype(int)


@pytest.mark.parametrize("text", LINES)
@pytest.mark.parametrize("side", ["start", "middle", "end"])
def test_outline_lies_where_the_letters_lay(text: str, side: str) -> None:
    line = letter(text, 350, 40, 24, "#000000", side=side)  # type: ignore[arg-type]
    svg = serialise(
        el("svg", line, xmlns="http://www.w3.org/2000/svg", width=700, height=60, font_family=FONTS)
    )
    apart = np.abs(ink(svg) - ink(outline_text(svg)))
    assert (apart > 96).mean() < 0.0005


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_whole_map_outlined_is_the_same_picture(default_atlas: Atlas, lang: str) -> None:
    request = parse_request(default_atlas, {"lang": lang, "text": "outline", "view": "albu-kamal"})
    outlined = write(default_atlas, request, "svg").decode()
    named = write(default_atlas, parse_request(default_atlas, {"lang": lang, "view": "albu-kamal"}), "png")
    pictures = [
        np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
        for png in (named, rasterise(outlined, (1200, 675)))
    ]
    apart = np.abs(pictures[0] - pictures[1]).max(axis=2)
    assert (apart > 64).mean() < 0.002
    assert apart.mean() < 0.4


def test_outlined_file_asks_for_no_font_and_keeps_its_words(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"lang": "ar", "text": "outline"})
    svg = write(default_atlas, request, "svg").decode()
    assert "<text" not in svg
    assert 'aria-label="من يسيطر على ماذا في جنوب سوريا وشرقها"' in svg
    assert "<metadata>" in svg
