"""Frames of a fixed size: title, map, day and slider are visible without scrolling; no word is too long."""

import copy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from outputs.embed.page import Frame, write_page
from tests.atlases import EVENTS, FAMILIES, FORCES, PIECES, SOURCES, TOML, write_atlas

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TITLE = WORD[:70]
"""The greatest length of a title."""
SIZES = [(320, 300), (320, 480), (600, 400), (700, 500), (760, 600), (1200, 400)]
SEEN = """() => ["h1", ".viewport", "h2.date", ".slider"].map((each) => {
  const { top, bottom, height } = document.querySelector(each).getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight && height > 0 ? height : 0;
})"""


def _long_words() -> dict[str, Any]:
    """Return changes that put one long word into the test atlas wherever possible."""
    zones = copy.deepcopy(PIECES["zones.geojson"])
    zones["features"][0]["properties"]["name"] = WORD
    return {
        "atlas.toml": TOML.replace("A test", TITLE),
        "families.csv": FAMILIES.replace("Government", WORD),
        "forces.csv": FORCES.replace("Army,Army", f"{WORD},{WORD}"),
        "sources.csv": SOURCES.replace("Observer,A report", f"{WORD},{WORD}"),
        "events.csv": EVENTS.replace("Handover", WORD),
        "zones.geojson": zones,
    }


def open_embed(page: Page, atlas: Atlas, folder: Path, **options: str) -> None:
    file = folder / "embed.html"
    file.write_bytes(write_page(atlas, parse_request(atlas, options), Frame(home="./")))
    page.goto(file.as_uri())
    page.wait_for_function("() => window.marchland", timeout=60_000)


@pytest.mark.parametrize(
    "options", [{}, {"lang": "ar", "view": "albu-kamal"}, {"controls": "full", "view": "albu-kamal"}]
)
def test_title_map_day_and_slider_are_seen_at_once(
    page: Page, default_atlas: Atlas, tmp_path: Path, options: dict[str, str]
) -> None:
    open_embed(page, default_atlas, tmp_path, **options)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(f"({SEEN})().every(Boolean)", timeout=20_000)
        _, viewport, _, slider = page.evaluate(SEEN)
        assert viewport >= 120
        assert slider >= 24
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.documentElement.scrollHeight") > height


def test_a_low_frame_still_reports_its_full_height(page: Page, default_atlas: Atlas, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 700, "height": 2000})
    open_embed(page, default_atlas, tmp_path)
    whole = page.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
    message = (
        "<script>addEventListener('message', ({data}) => {"
        "if (data.marchland) window.mapHeight = data.marchland.height; })</script>"
        "<iframe src='embed.html' style='width:700px;height:330px;border:0' scrolling='no'></iframe>"
    )
    (tmp_path / "host.html").write_text(f"<!doctype html><body style='margin:0'>{message}")
    page.goto((tmp_path / "host.html").as_uri())
    page.wait_for_function(f"window.mapHeight === {whole}", timeout=20_000)


def test_a_long_word_without_break_points_is_broken(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "atlas"
    write_atlas(folder, PIECES | _long_words())
    read = read_atlas(folder)
    page.set_viewport_size({"width": 320, "height": 700})
    open_embed(page, read, tmp_path)
    page.evaluate("marchland.select('west')")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert WORD in page.locator("body").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
