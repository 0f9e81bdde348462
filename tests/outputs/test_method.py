"""The page on method is true: its pictures are current, its definitions those of the legend."""

import io
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.svg.elements import el, serialise
from outputs.method.markdown import build_markdown
from outputs.method.method import SIGNS, build_method
from outputs.writers import write
from tests.conftest import ROOT
from text.translations import LANGUAGES, load_words
from web.app.build import build_app

DOCS = ROOT / "docs"
_GOLAN = {"date": "2018-07-10", "bbox": "35.5,33.1,35.95,33.4"}
_EAST = {"view": "albu-kamal", "date": "2020-12-17"}

PICTURES: Mapping[str, Mapping[str, str]] = {
    "signs": {"date": "2018-07-10", "view": "golan-hauran"},
    "age": {"age": "1", **_EAST},
    "known-before": {"known": "2020-12-16", **_EAST},
    "known-after": {"known": "2020-12-29", **_EAST},
    "claims": {
        "date": "2018-09-01",
        "view": "golan-hauran",
        "layers": "zones,lines,sites,events,labels,claims",
    },
    "versions": {
        "date": "2018-10-01",
        "view": "golan-hauran",
        "side": "russian",
        "versus": "israel",
    },
    "borders-de-facto": _GOLAN,
    "borders-un": {"borders": "un", **_GOLAN},
}
ISLAND: Mapping[str, Mapping[str, str]] = {
    "possible-early": {"date": "2020-06-04"},
    "possible-late": {"date": "2020-06-26"},
    "unknown": {"date": "2020-05-01"},
}
"""On the invented island, where a rule can be seen alone."""
STAMP_ROW = 570
"""Where the provenance line begins in the picture of the README."""
PAGES = sorted(DOCS.glob("method*.md"))
_CHANGING = re.compile(r"<metadata>.*?</metadata>|<desc.*?</desc>|\bv[0-9a-f]{7}\b", re.DOTALL)
"""The version and the sources in a picture: they change with every correction elsewhere."""


@pytest.mark.parametrize("name", [*PICTURES, *ISLAND])
def test_a_picture_is_what_the_program_draws(
    name: str, default_atlas: Atlas, starter: Atlas, pytestconfig: pytest.Config
) -> None:
    atlas, options = (starter, ISLAND[name]) if name in ISLAND else (default_atlas, PICTURES[name])
    drawn = write(atlas, parse_request(atlas, options), "svg").decode()
    path = DOCS / "method" / f"{name}.svg"
    committed = path.read_text(encoding="utf-8") if path.is_file() else ""
    if pytestconfig.getoption("--update-goldens") and _without(committed) != _without(drawn):
        path.write_text(drawn, encoding="utf-8", newline="\n")
        committed = drawn
    assert _without(committed) == _without(drawn), f"look at {name}, then run make pictures"


def test_the_picture_of_the_readme_is_what_the_program_draws(
    default_atlas: Atlas, pytestconfig: pytest.Config
) -> None:
    path = DOCS / "map.png"
    drawn = write(default_atlas, parse_request(default_atlas, {}), "png")
    same = np.array_equal(_above_stamp(path.read_bytes()), _above_stamp(drawn))
    if pytestconfig.getoption("--update-goldens") and not same:
        path.write_bytes(drawn)
        same = True
    assert same, "look at it, then run make pictures"


def _above_stamp(png: bytes) -> np.ndarray:
    """Return the pixels above the provenance line, whose version changes with every correction elsewhere."""
    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGB"))[:STAMP_ROW]


def _without(drawing: str) -> str:
    return _CHANGING.sub("", drawing)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_is_on_the_page_with_a_description(page: Path) -> None:
    pictures = re.findall(r"!\[([^\]]+)\]\(method/([\w-]+)\.svg\)", page.read_text(encoding="utf-8"))
    assert {name for _, name in pictures} == {*PICTURES, *ISLAND}
    assert all(len(text) > 20 for text, _ in pictures)
    assert {path.stem for path in (DOCS / "method").iterdir()} == {*PICTURES, *ISLAND}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_definitions_are_those_of_the_legend(page: Path) -> None:
    language = page.name.split(".")[1] if page.name.count(".") == 2 else "en"
    text = page.read_text(encoding="utf-8")
    words = load_words(language).table
    definitions = [
        definition for key, definition in words.items() if key.startswith("define_") and key != "define_what"
    ]
    assert len(definitions) == 16
    assert not [definition for definition in definitions if definition not in text]


@pytest.mark.parametrize("language", ["en", "ar", "xx"])
def test_the_page_is_served_with_its_pictures(language: str) -> None:
    client = build_app(ROOT / "atlas" / "starter").server.test_client()
    answer = client.get(f"/method?lang={language}")
    assert answer.status_code == 200
    page = answer.text
    words = load_words("ar" if language == "ar" else "en")
    assert f"<title>{words['method']} · " in page
    assert words["define_unknown"] in page
    assert page.count('<figure role="img"') == page.count("</svg>") == len(PICTURES) + len(ISLAND)
    assert 'src="' not in page
    assert (
        client.get("/method", headers={"If-None-Match": client.get("/method").headers["ETag"]}).status_code
        == 304
    )


def test_markdown_cannot_contain_markup() -> None:
    def html(text: str) -> str:
        return "".join(serialise(element) for element in build_markdown(text, lambda alt, _: el("p", alt)))

    assert html("# A <b>") == "<h1>A &lt;b&gt;</h1>"
    assert (
        html("- *x* `y`\n- **z**") == "<ul><li><em>x</em> <code>y</code></li><li><strong>z</strong></li></ul>"
    )
    assert html("See [map](method), [two](ftp://x).") == (
        '<p>See <a href="method">map</a>, <span>two</span>.</p>'
    )
    assert "<a" not in html("[two](javascript:alert) [three](data:text/html,x)")
    assert html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    assert html("one\ntwo") == "<p>one two</p>"
    assert html("```\n<i>\n```") == '<pre dir="ltr"><code>&lt;i&gt;\n</code></pre>'
    assert html("1. a\n2. b") == "<ol><li>a</li><li>b</li></ol>"
    assert html("| a |\n|---|\n| <i> |") == (
        '<table><thead><tr><th scope="col">a</th></tr></thead>'
        '<tbody><tr><th scope="row">&lt;i&gt;</th></tr></tbody></table>'
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_symbol_is_drawn_before_its_name_in_the_legend(language: str) -> None:
    words = load_words(language)
    short = {"joint", "rivals", "possible", "unknown"}
    names = [words[f"{sign}_short" if sign in short else sign] for sign in SIGNS]
    page = serialise(el("main", *build_method(language, signs=True)))
    signs = [f'<i class="legend-symbol {sign}" aria-hidden="true"></i>' for sign in SIGNS]
    positions = [page.index(sign + name) for sign, name in zip(signs, names, strict=True)]
    assert positions == sorted(positions)
    assert 'class="legend-symbol' not in serialise(el("main", *build_method(language)))
