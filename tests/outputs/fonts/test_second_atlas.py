"""A second complete atlas, of an invented land in Ukrainian and Georgian: letters, texts, shapes, colours."""

import io
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import numpy as np
import pytest
import shapely
from PIL import Image

from atlas.model.atlas import Atlas
from atlas.reading.read import check_atlas
from atlas.request.request import parse_request
from layers.news.pictures import draw_picture
from layers.svg.elements import serialise
from layers.svg.text_width import width_of
from outputs.metadata.about import describe
from outputs.stills.missing_letters import find_drawn_letters
from outputs.writers import write
from tests.conftest import VYHADIA
from tests.scenes import VYHADIA as SCENES
from tests.scenes import scene_request
from text.translations import load_words
from web.pages.top_bar import build_bar


def texts_of(svg: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def test_it_has_no_faults_and_no_warnings() -> None:
    checked = check_atlas(VYHADIA)
    assert checked.faults == checked.warnings == ()


def test_its_zones_share_every_vertex_of_their_borders(vyhadia: Atlas) -> None:
    zones = [place.geometry for place in vyhadia.places.values() if place.geometry.geom_type == "Polygon"]
    assert len(zones) == 24
    assert shapely.coverage_is_valid(zones)
    assert all(zone.is_valid for zone in zones)


def test_its_shapes_are_those_of_its_program(tmp_path: Path) -> None:
    (tmp_path / "basemap").mkdir()
    shutil.copy(VYHADIA / "make_shapes.py", tmp_path)
    subprocess.run([sys.executable, tmp_path / "make_shapes.py"], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.rglob("*.geojson")}
    assert made == {path.name: path.read_bytes() for path in VYHADIA.rglob("*.geojson")}


@pytest.mark.parametrize("name", SCENES)
def test_its_pictures_lack_no_letter(vyhadia: Atlas, name: str) -> None:
    request = scene_request(vyhadia, name)
    assert find_drawn_letters(vyhadia, request) == {}
    png = write(vyhadia, request, "png")
    assert np.asarray(Image.open(io.BytesIO(png)).convert("L")).std() > 20


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        (
            "uk",
            (
                "Ґонтівка, Їжачин → Брід: хто що тримає",
                "Ґудзикове",
                "Ґільдія ткачів",
                "ВИГАДІЯ",
                "Ріка Забутка",
            ),
        ),
        ("ka", ("ვინ რას ფლობს გამოგონიაში", "ღილაკეთი", "ფეიქართა გილდია", "გამოგონია")),
        ("en", ("Who holds what in Vyhadia", "Buttonville", "Weavers’ Guild", "VYHADIA")),
    ],
)
def test_its_names_are_in_each_language(vyhadia: Atlas, lang: str, names: tuple[str, ...]) -> None:
    drawn = texts_of(draw_picture(vyhadia, parse_request(vyhadia, {"lang": lang})))
    assert set(names) <= set(drawn)


def test_georgian_has_capitals_only_if_its_fonts_have_them(vyhadia: Atlas, default_atlas: Atlas) -> None:
    """A sentence begins with a small letter; a land is in small letters, because this font has no others."""
    request = parse_request(vyhadia, {"lang": "ka", "style": "news", "view": "middle"})
    drawn = "".join(texts_of(draw_picture(vyhadia, request)))
    assert "თავისუფალი" in drawn
    assert not re.search("[\u1c90-\u1cbf]", drawn)
    assert "SYRIA" in texts_of(draw_picture(default_atlas, parse_request(default_atlas, {})))


def test_a_mixed_line_is_measured_in_both_fonts(vyhadia: Atlas) -> None:
    """The interface has no Georgian, so its sentences mix English with names in Georgian."""
    parts = ("ჩრდილოეთის ფრონტი", " took over ", "თეთრი ყანჩა", ".")
    whole = width_of("".join(parts), 20, fonts=vyhadia.fonts)
    assert whole == pytest.approx(sum(width_of(part, 20, fonts=vyhadia.fonts) for part in parts), abs=0.1)
    assert whole != pytest.approx(width_of("".join(parts), 20), abs=5)


def test_its_alt_text_is_in_its_names(vyhadia: Atlas) -> None:
    about = describe(vyhadia, parse_request(vyhadia, {"lang": "en", "view": "middle"}))
    assert about.alt == (
        "Map of the Vyhadyn area on 15 September 2031. The largest part is held by the government army, "
        "smaller parts by the Weavers’ Militia, the Northern Front, the Free Hills and others. The Free "
        "Hills arrived at Ford → North on 8 September 2031."
    )
    about = describe(vyhadia, parse_request(vyhadia, {"lang": "ka", "date": "2031-06-20"}))
    assert about.alt == (
        "Map of გამოგონია on 20 June 2031. The largest part is held by გამოგონიის სამთავრობო ჯარი. "
        "ჩრდილოეთის ფრონტი took over თეთრი ყანჩა and გველის კოსა from გამოგონიის სამთავრობო ჯარი between 15 "
        "and 18 June 2031, according to ჩრდილოეთის ფრონტი."
    )
    about = describe(vyhadia, parse_request(vyhadia, {"lang": "uk"}))
    assert about.title == "Ґонтівка, Їжачин → Брід: хто що тримає"
    assert about.alt.startswith(
        "Map of Вигадія on 15 September 2031. The largest part is held by Урядове військо"
    )


def test_its_colours_are_its_own(vyhadia: Atlas, default_atlas: Atlas) -> None:
    """The default atlas has a family `government` too, in beige."""
    assert vyhadia.families.keys() == {"government", "rebels", "guild"}
    assert vyhadia.families["government"].colour == "#6a4fb0"
    assert vyhadia.forces["gov"].colour == "#5a3fa0"
    fills = [
        set(re.findall(r'fill="(#[0-9a-f]{6})"', draw_picture(atlas, parse_request(atlas, {}))))
        for atlas in (vyhadia, default_atlas)
    ]
    own = default_atlas.families["government"].colour
    assert own not in fills[0]


def test_its_languages_can_be_chosen_by_their_own_names(vyhadia: Atlas) -> None:
    request = parse_request(vyhadia, {"lang": "ka"})
    bar = serialise(build_bar(vyhadia, request, load_words("ka")))
    options = re.findall(r'<option value="(uk|ka|en)"[^>]*>([^<]*)<', bar)
    assert dict(options) == {"uk": "Українська", "ka": "ქართული", "en": "English"}


def test_its_languages_without_an_interface_fall_back(vyhadia: Atlas) -> None:
    page = write(vyhadia, parse_request(vyhadia, {"lang": "uk"}), "html").decode()
    assert '<html lang="uk" dir="ltr"' in page
    assert "Ґудзикове" in page
    assert "Showing 15 Sep" in page
