"""brand.toml: each wrong key, value and file is a fault with its line, its rule and a cure."""

import shutil
from pathlib import Path

import pytest

from atlas.model.faults import AtlasRefused
from atlas.reading.read import check_atlas, dress_atlas, read_atlas
from atlas.request.parsers import RequestError
from atlas.request.request import format_request, parse_request
from atlas.storage.archive import pack_atlas, unpack_atlas
from tests.conftest import STARTER

BRANDS = Path(__file__).resolve().parents[4] / "examples" / "brands"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">\n%s\n</svg>'
SHAPE = '<path d="M0 0h40v10z" fill="red"/>'
WHOLE = """name = "Paper"
logo = "logo.svg"
[colours.light]
page = "#ffffff"
ink = "#222222"
accent = "#00528a"
"""


def faults_of(folder: Path, toml: str, logo: str = LOGO % SHAPE) -> list[str]:
    (folder / "brand.toml").write_text(toml, encoding="utf-8")
    (folder / "logo.svg").write_text(logo, encoding="utf-8")
    return [fault.format_text() for fault in check_atlas(STARTER, brand=folder).faults]


def test_a_whole_brand_has_no_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, WHOLE) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('name = "Paper"\n', "", "key name: is missing"),
        ("name", "nmae", 'brand.toml, line 1, key nmae: is not a known key. Did you mean "name"?'),
        ('"Paper"', "7", 'line 1, key name: "7" is not text'),
        ('"logo.svg"', '"mark.svg"', 'line 2, key logo: "mark.svg" does not exist beside brand.toml'),
        ('"logo.svg"', '"../logo.svg"', 'line 2, key logo: "../logo.svg" is not a file beside this one'),
        ('"logo.svg"', '"/etc/logo.svg"', "is not a file beside this one"),
        ('"logo.svg"', '"logo.png"', 'line 2, key logo: "logo.png" has no known file extension'),
        ("#222222", "#888888", 'line 5, key colours.light.ink: "#888888" has a contrast of 3.54 on #ffffff'),
        ("#00528a", "#7fb2d2", "line 6, key colours.light.accent"),
        ("#ffffff", "#000000", "key colours.light.page: \"#000000\" is not lighter than ink"),
        ("#222222", "black", 'line 5, key colours.light.ink: "black" is not a colour. Write #'),
        ("ink =", "text =", "line 5, key colours.light.text: is not a known key"),
        ('ink = "#222222"\n', "", "line 3, key colours.light: has no ink. Give all of: page, ink, accent"),
        ("colours.light", "colours.sepia", 'key colours.sepia: is not a known key. Use one of: light, dark'),
        ("#ffffff\"", "#ffffff", "is not valid TOML"),
    ],
)  # fmt: skip
def test_a_wrong_key_or_value_is_a_fault(tmp_path: Path, before: str, after: str, fault: str) -> None:
    assert before in WHOLE
    texts = faults_of(tmp_path, WHOLE.replace(before, after, 1))
    assert any(fault in text for text in texts), texts


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ('[rules]\ntitle = "loud"', 'line 8, key rules.title: "loud" is not allowed'),
        ('[rules]\nfont = "x"', "line 8, key rules.font: is not a known key"),
        ('[sizes]\nlead = "big"', 'line 8, key sizes.lead: "big" is not a size. Write "1600x900"'),
        ('[sizes]\nstory = "90x90"', "line 8, key sizes.story: cannot be the name of a size"),
        ('[fonts]\nfamily = "X"\nfiles = []', "line 9, key fonts.files: is not a list of 1 to 8 files"),
        ('[fonts]\nfamily = "X"\nfiles = ["logo.svg"]', '"logo.svg" has no known file extension'),
        ('[fonts]\nfamily = "<b>"\nfiles = ["a.ttf"]', "key fonts.family"),
        ('[fonts]\nfamily = "X"\nfiles = ["no.ttf"]', '"no.ttf" does not exist beside brand.toml'),
    ],
)  # fmt: skip
def test_a_wrong_rule_size_or_font_is_a_fault(tmp_path: Path, more: str, fault: str) -> None:
    texts = faults_of(tmp_path, f"{WHOLE}{more}\n")
    assert any(fault in text for text in texts), texts


@pytest.mark.parametrize(
    ("inner", "fault"),
    [
        ("<script>alert(1)</script>", 'logo.svg, line 2: "<script>" is not allowed in a logo'),
        ('<path d="M0 0" onload="x()"/>', '"onload=" is not allowed in a logo. Delete this attribute'),
        (
            '<image href="https://example.org/x.png"/>',
            '"<image>" is not allowed in a logo. Draw it with paths',
        ),
        ('<text x="0">Ledger</text>', '"<text>" is not allowed in a logo. Turn letters into paths'),
        ("<foreignObject/>", '"<foreignObject>" is not allowed'),
        ("<style>path{fill:url(https://e.org)}</style>", '"<style>" is not allowed'),
        ('<path d="M0 0" fill="url(https://example.org/#a)"/>', "is not a colour"),
        ('<path d="M0 0" style="filter:url(#a)"/>', '"filter=" is not allowed'),
        ('<path d="M0 0" fill="redd"/>', '"redd" is not a colour'),
        ('<path d="M0 0 javascript:1"/>', "is not a value of d"),
        ('<linearGradient href="https://example.org/#a"/>', "refers to something outside the logo"),
        ("<animate/>", '"<animate>" is not allowed'),
        ("", "contains no shape"),
        ("<g>" * 501 + "</g>" * 501, "has more than 500 parts or 16 levels"),
        ("<path", "is not valid SVG"),
        ('<path d="' + "M0 0" * 20_000 + '"/>', "is larger than 64 KB"),
    ],
)
def test_a_logo_with_anything_but_shapes_is_refused(tmp_path: Path, inner: str, fault: str) -> None:
    texts = faults_of(tmp_path, WHOLE, LOGO % inner)
    assert any(fault in text for text in texts), texts


def test_entities_and_foreign_roots_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>\n' + LOGO % SHAPE
    assert "contains a declaration" in faults_of(tmp_path, WHOLE, bomb)[0]
    assert "is not an SVG file" in faults_of(tmp_path, WHOLE, "<html/>")[0]
    thin = (LOGO % SHAPE).replace("0 0 40 10", "0 0 4000 10")
    assert "at most 20 times as long as wide" in faults_of(tmp_path, WHOLE, thin)[0]


def test_what_draws_nothing_is_left_out_and_styles_become_attributes(tmp_path: Path) -> None:
    editor = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:e="http://editor" width="40px" height="10" e:zoom="2">'
        '<e:view><e:inner/></e:view><metadata>me</metadata><!-- <script/> -->'
        '<g class="x" style="fill: #F00; stroke:none"><circle r="3"/></g></svg>'
    )  # fmt: skip
    assert faults_of(tmp_path, WHOLE, editor) == []
    logo = read_atlas(STARTER, brand=tmp_path).brand
    assert logo
    assert logo.logo
    (root,) = logo.logo.parts
    (group,) = root.parts
    assert (group.tag, dict(group.attributes)) == ("g", {"fill": "#ff0000", "stroke": "none"})
    assert logo.logo.aspect == 4


def test_the_version_changes_with_the_brand_and_its_files(tmp_path: Path) -> None:
    plain = read_atlas(STARTER).version
    faults_of(tmp_path, WHOLE)
    first = read_atlas(STARTER, brand=tmp_path).version
    faults_of(tmp_path, WHOLE, LOGO % SHAPE.replace("red", "blue"))
    second = read_atlas(STARTER, brand=tmp_path).version
    assert len({plain, first, second}) == 3
    faults_of(tmp_path, WHOLE)
    assert read_atlas(STARTER, brand=tmp_path).version == first


def test_a_brand_in_the_atlas_folder_is_used_and_checked(tmp_path: Path) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(STARTER, folder)
    shutil.copytree(BRANDS / "saltmarsh-ledger", folder, dirs_exist_ok=True)
    atlas = read_atlas(folder)
    assert atlas.brand
    assert atlas.brand.name.default == "The Saltmarsh Ledger"
    (folder / "logo.svg").unlink()
    with pytest.raises(AtlasRefused, match=r'"logo.svg" does not exist beside brand\.toml'):
        read_atlas(folder)


def test_a_brand_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(AtlasRefused, match=r"no-brand: does not exist\. Give a brand.toml"):
        read_atlas(STARTER, brand=tmp_path / "no-brand")


@pytest.mark.parametrize("brand", ["saltmarsh-ledger", "quarrystone-wire"])
def test_worked_brands_are_read_and_kept_in_archives(brand: str) -> None:
    atlas = dress_atlas(read_atlas(STARTER), BRANDS / brand)
    assert atlas.brand
    assert atlas.brand.family
    assert len(atlas.brand.family.files) == 2
    again = unpack_atlas(pack_atlas(atlas)).brand
    assert again
    assert again.family
    assert [file.data for file in again.family.files] == [file.data for file in atlas.brand.family.files]
    assert again.logo == atlas.brand.logo
    assert again.digest == atlas.brand.digest


def test_sizes_of_a_brand_are_sizes_of_requests() -> None:
    atlas = dress_atlas(read_atlas(STARTER), BRANDS / "saltmarsh-ledger")
    column = parse_request(atlas, {"size": "column"})
    assert (column.paper, column.unit) == ((85, 110), "mm")
    assert format_request(atlas, column) == {"size": "85x110", "unit": "mm"}
    assert parse_request(atlas, {"size": "lead"}).pixels == (1600, 900, 1.0)
    with pytest.raises(RequestError, match=r"unit: .*The size column is in mm"):
        parse_request(atlas, {"size": "column", "unit": "px"})
    with pytest.raises(RequestError, match=r"Use social, .*, column, lead, or WxH"):
        parse_request(atlas, {"size": "colum"})
    with pytest.raises(RequestError, match="size"):
        parse_request(read_atlas(STARTER), {"size": "lead"})
