"""Steps of many zones on a canvas, in a real browser: as they look in the SVG, which is still there."""

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from bench.generate import write_atlas
from bench.peers.bare_svg import write_bare_svg
from bench.peers.frame import Frame
from outputs.embed.page import write_page

ZONES = 225
LOOKS: Mapping[str, Literal["light", "dark"]] = {"light": "light", "dark": "light", "auto": "dark"}
"""The reader's colours, by the theme of the embed."""
DAYS = 12
FILLS = """() => Object.fromEntries(
  [...document.querySelectorAll("#grounds > [id^=zone-], #layer-edges > path")].map((path) =>
    [path.id, path.getAttribute("fill") ?? path.getAttribute("stroke") ?? "none"]))"""


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of embeds of many zones, by theme."""
    folder = tmp_path_factory.mktemp("many")
    atlas = read_atlas(write_atlas(folder / "atlas", ZONES, changing=0.04))
    for theme in LOOKS:
        (folder / f"{theme}.html").write_bytes(write_page(atlas, parse_request(atlas, {"theme": theme})))
    return {theme: (folder / f"{theme}.html").as_uri() for theme in LOOKS}


@pytest.fixture(params=LOOKS)
def page(browser: Browser, addresses: dict[str, str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """An embed whose steps are on a canvas."""
    context = browser.new_context(
        viewport={"width": 900, "height": 900}, color_scheme=LOOKS[request.param], device_scale_factor=2
    )
    opened = context.new_page()
    opened.goto(addresses[request.param])
    expect(opened.locator(".sheets.painted")).to_be_attached()
    yield opened
    context.close()


def _days(page: Page) -> list[int]:
    days: list[int] = page.evaluate("marchland.payload.days.map(([day]) => day)")
    return days[:: len(days) // DAYS]


def _draw(page: Page) -> np.ndarray:
    with Image.open(io.BytesIO(page.locator(".viewport").screenshot())) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


@pytest.mark.parametrize("zoom", [1, 3])
def test_a_step_on_the_canvas_looks_like_the_svg(page: Page, zoom: int) -> None:
    """Only how soft outlines are differs: painted part by part, it is as painted at once."""
    page.evaluate(f"marchland.zoomTo({zoom}, 300, 200)")
    for day in _days(page)[:: 1 if zoom == 1 else 4]:
        expect(page.locator(".sheets.painted")).to_be_attached()
        page.evaluate(f"marchland.setDay({day})")
        page.wait_for_function("marchland.settling")
        painted = _draw(page)
        page.evaluate("marchland.map.sheets.ground.canvas.paint()")
        at_once = np.abs(_draw(page) - painted)
        assert (at_once.max(axis=2) > 24).mean() < 0.0005
        assert at_once.mean() < 0.05
        page.evaluate("marchland.map.sheets.ground.showDrawing()")
        difference = np.abs(_draw(page) - painted)
        assert difference.mean() < 0.6
        assert (difference.max(axis=2) > 48).mean() < 0.004


def test_a_step_leaves_the_svg_alone_until_the_slider_rests(page: Page) -> None:
    days = _days(page)
    before = page.evaluate(FILLS)
    after = page.evaluate(f"() => {{ marchland.setDay({days[5]}); return ({FILLS})(); }}")
    assert after == before
    page.wait_for_function(
        f"JSON.stringify(({FILLS})()) !== {json.dumps(json.dumps(before, separators=(',', ':')))}"
    )
    rested = page.evaluate(FILLS)
    page.evaluate("const { sheets } = marchland.map; sheets.ground.leave(); sheets.ground = null;")
    for day in (days[0], days[5]):
        page.evaluate(f"marchland.setDay({day})")
    assert page.evaluate(FILLS) == rested


def test_zones_answer_under_the_canvas(page: Page) -> None:
    box = page.locator("#zone-p112").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".embed.chosen")).to_be_attached()
    assert page.evaluate("marchland.place") == "p112"


def test_paper_and_forced_colours_show_the_svg(page: Page) -> None:
    visible = "getComputedStyle(document.querySelector('#zone-p112')).visibility"
    assert page.evaluate(visible) == "hidden"
    page.emulate_media(media="print")
    assert page.evaluate(visible) == "visible"
    page.emulate_media(media="screen", forced_colors="active")
    assert page.evaluate(visible) == "visible"
    expect(page.locator("canvas.ground")).to_have_count(0)
    page.emulate_media(forced_colors="none")
    expect(page.locator("canvas.ground")).to_be_visible()


def test_a_gesture_moves_the_svg_and_the_canvas_comes_back(page: Page) -> None:
    page.mouse.move(400, 400)
    page.mouse.down()
    page.mouse.move(430, 420, steps=4)
    expect(page.locator("canvas.ground")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.querySelector('#zone-p112')).visibility") == "visible"
    page.mouse.up()
    expect(page.locator("canvas.ground")).to_be_visible()


def test_the_bare_svg_of_the_bench_takes_the_steps_of_a_map_on_a_canvas(page: Page, tmp_path: Path) -> None:
    days = _days(page)[:3]
    write_bare_svg(page, days, Frame(0, 0, 700, 420, (0, 0, 1, 1)), tmp_path / "bare.html")
    page.goto((tmp_path / "bare.html").as_uri())
    assert all(page.evaluate("steps.map((changes) => changes.length > 0)")[1:])
