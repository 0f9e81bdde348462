"""Letters beyond the pinned fonts are drawn with the fonts of an atlas, and reported without them."""

import base64
import io
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from PIL import Image

from atlas.fonts.font_stack import list_unpinned
from atlas.model.atlas import Atlas
from atlas.model.faults import Severity
from atlas.reading.read import check_atlas, read_atlas
from atlas.request.request import parse_request
from atlas.storage.archive import pack_atlas, unpack_atlas
from layers.news.pictures import draw_picture
from layers.svg.elements import el, serialise
from layers.svg.text_width import letter, width_of
from outputs.html.more_fonts import format_ranges, list_page_fonts
from outputs.stills.missing_letters import describe_missing, find_drawn_letters, find_missing_letters
from outputs.stills.text_outlines import outline_text
from outputs.stills.typeset import rasterise
from outputs.writers import write
from tests.outputs.fonts.scripts import FONTS, LETTERS, NAMES, TITLE, write_atlas
from web.app.build import build_app
from web.routes.map_files import MISSING_LETTERS


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return read_atlas(write_atlas(tmp_path_factory.mktemp("bare") / "atlas"))


@pytest.fixture(scope="module")
def equipped(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return read_atlas(write_atlas(tmp_path_factory.mktemp("equipped") / "atlas", fonts=True))


def shape_alone(text: str) -> list[tuple[int, int]]:
    """Return the glyphs of a text and their widths, shaped in the one font of the tests that has it."""
    for path in sorted(FONTS.glob("*-600.woff2")):
        plain = io.BytesIO()
        with TTFont(path) as font:
            font.flavor = None
            font.save(plain)
        face = uharfbuzz.Face(plain.getvalue())
        if set(map(ord, text)) <= set(face.unicodes):
            buffer = uharfbuzz.Buffer()
            buffer.add_str(text)
            buffer.guess_segment_properties()
            uharfbuzz.shape(uharfbuzz.Font(face), buffer)
            return [
                (info.codepoint, place.x_advance)
                for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
            ]
    raise AssertionError(text)


@pytest.mark.parametrize("text", ["မြို့ဟောင်း", "አበባ", "北京军区"])
def test_a_text_is_as_wide_as_it_is_drawn(equipped: Atlas, bare: Atlas, text: str) -> None:
    wide = sum(advance for _, advance in shape_alone(text)) / 1000
    assert width_of(text, 100, 600, fonts=equipped.fonts) == pytest.approx(100 * wide)
    assert width_of(text, 100, 600, fonts=bare.fonts) != pytest.approx(100 * wide)


def test_a_mixed_line_is_as_wide_as_its_parts(equipped: Atlas) -> None:
    parts = ("北京", " Old ", "မြို့", " 12")
    whole = width_of("".join(parts), 100, 600, fonts=equipped.fonts)
    assert whole == pytest.approx(sum(width_of(part, 100, 600, fonts=equipped.fonts) for part in parts))


@pytest.mark.parametrize("style", ["reference", "news"])
def test_every_letter_is_drawn_in_pictures(equipped: Atlas, bare: Atlas, style: str) -> None:
    """A picture with the fonts has no box; without them it has one for each letter."""
    request = parse_request(equipped, {"style": style})
    assert find_drawn_letters(equipped, request) == {}
    missing = find_drawn_letters(bare, request)
    assert NAMES["harbour"] in missing
    assert (set("".join(missing.values())) == LETTERS) == (TITLE in missing) == (style == "reference")
    pictures = [
        Image.open(io.BytesIO(write(atlas, request, "png"))).convert("L") for atlas in (bare, equipped)
    ]
    apart = np.abs(np.subtract(*(np.asarray(picture).astype(int) for picture in pictures)))
    assert (apart > 96).sum() > 400


def test_a_line_of_a_picture_is_the_one_of_its_outlines(equipped: Atlas) -> None:
    """The typesetter draws lines with such letters from the same paths as outlined files have."""
    line = letter("北京 Old (မြို့)", 20, 60, 40, "#000000", weight=600, fonts=equipped.fonts)
    svg = serialise(el("svg", line, xmlns="http://www.w3.org/2000/svg", width=600, height=100))
    some, all_ = (outline_text(svg, equipped.fonts, every=every) for every in (False, True))
    assert some == all_
    assert "<text" not in some
    right = max(float(x) for x in re.findall(r"[ML](-?[\d.]+) ", some))
    assert right == pytest.approx(20 + width_of("北京 Old (မြို့)", 40, 600, fonts=equipped.fonts), abs=4)
    ink = np.asarray(Image.open(io.BytesIO(rasterise(some, (600, 100)))).convert("L")) < 128
    assert ink.any(axis=0).nonzero()[0].max() == pytest.approx(right, abs=2)


def test_other_lines_stay_text(equipped: Atlas) -> None:
    svg = draw_picture(equipped, parse_request(equipped, {}))
    drawn = outline_text(svg, equipped.fonts, every=False)
    lines = [unescape(line) for line in re.findall(r"<text[^>]*>([^<]*)</text>", drawn)]
    assert "Council" in lines
    assert not list_unpinned("".join(lines))
    assert f'aria-label="{NAMES["harbour"]}"' in drawn


@pytest.mark.parametrize("suffix", ["svg", "pdf"])
def test_outlines_and_pdf_have_the_paths_of_the_letters(equipped: Atlas, bare: Atlas, suffix: str) -> None:
    request = parse_request(equipped, {"text": "outline"})
    with_fonts, without = (write(atlas, request, suffix) for atlas in (equipped, bare))
    assert len(with_fonts) > len(without) + 1000


def test_an_embed_contains_the_letters_it_needs(equipped: Atlas, bare: Atlas) -> None:
    page = write(equipped, parse_request(equipped, {}), "html").decode()
    faces = re.findall(r"@font-face\{([^}]*)\}", page)
    reached: set[str] = set()
    for face in faces:
        data = re.search(r"base64,([\w+/=]+)", face)
        assert data
        with TTFont(io.BytesIO(base64.b64decode(data[1]))) as font:
            reached |= set(map(chr, font.getBestCmap()))
    assert reached >= LETTERS
    assert "unicode-range:U+" in page
    assert "unicode-range" not in write(bare, parse_request(bare, {}), "html").decode()


def test_pages_find_each_letter_in_one_file(equipped: Atlas, bare: Atlas) -> None:
    assert list_page_fonts(bare) == {}
    for weight in (400, 600):
        listed = [own for heavy, _, own in list_page_fonts(equipped).values() if heavy == weight]
        assert set("".join(listed)) >= LETTERS
        assert len("".join(listed)) == len(set("".join(listed)))
    assert format_ranges("cbaxz") == "U+61-63,U+78,U+7a"


def test_an_archive_has_the_letters_of_its_texts(equipped: Atlas) -> None:
    packed = pack_atlas(equipped)
    assert packed == pack_atlas(equipped)
    again = unpack_atlas(packed)
    assert again.fonts.digest == equipped.fonts.digest
    request = parse_request(equipped, {})
    assert write(again, request, "png") == write(equipped, request, "png")


def test_check_names_the_letters_their_place_and_the_cure(tmp_path: Path) -> None:
    checked = check_atlas(write_atlas(tmp_path / "atlas"))
    texts = [fault.format_text() for fault in checked.warnings]
    assert checked.atlas is not None
    assert {fault.severity for fault in checked.warnings} == {Severity.WARNING}
    assert (
        'Warning: sites.geojson, feature 1, line 2, property name: "ደቡብ 12" has letters that no font here '
        "has: ደ, ቡ, ብ, မ, ြ, ိ, ု, ့, ဟ, ေ, ာ, င and 4 more. Put fonts with them, such as Noto Sans Ethiopic, "
        "Noto Sans Myanmar, Noto Sans SC, into the folder fonts/ of the atlas; see docs/fonts.md."
    ) in texts
    assert any(re.match(r"Warning: atlas\.toml, line \d+, key title: ", text) for text in texts)
    assert check_atlas(write_atlas(tmp_path / "other", fonts=True)).warnings == ()


def test_the_default_atlas_lacks_no_letter(default_atlas: Atlas) -> None:
    for lang in default_atlas.meta.languages:
        assert find_missing_letters(default_atlas, parse_request(default_atlas, {"lang": lang})) == {}


def test_words_of_a_request_are_reported(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"title": "Georgia: საქართველო", "style": "news"})
    missing = find_drawn_letters(default_atlas, request)
    assert "Noto Sans Georgian" in describe_missing(missing)
    assert set("".join(missing.values())) == set("საქართველო")


def test_the_server_lists_them_in_a_header(tmp_path: Path) -> None:
    client = build_app(write_atlas(tmp_path / "atlas")).server.test_client()
    response = client.get("/map.svg")
    assert set(unquote(response.headers[MISSING_LETTERS])) == LETTERS
    equipped = build_app(write_atlas(tmp_path / "other", fonts=True)).server.test_client()
    assert MISSING_LETTERS not in equipped.get("/map.svg").headers
    page = equipped.get("/").get_data(as_text=True)
    names = re.findall(r"url\((fonts/[^)]+)\)", page)
    assert len(names) == 6
    assert all(equipped.get(f"/{name}").data.startswith(b"wOF2") for name in names)
    for path in ("/corrections", "/source/gazette-january", "/pinned"):
        page = equipped.get(path).get_data(as_text=True)
        listed = re.findall(r"url\((?:\.+/)*(fonts/[^)]+)\)", page)
        assert set(listed) == set(names), path
    assert equipped.get("/fonts/none.woff2").status_code == 404


def test_a_font_that_texts_need_changes_the_version(tmp_path: Path, starter: Atlas) -> None:
    bare, equipped = (read_atlas(write_atlas(tmp_path / str(fonts), fonts=fonts)) for fonts in (0, 1))
    assert len({bare.version, equipped.version, starter.version}) == 3
