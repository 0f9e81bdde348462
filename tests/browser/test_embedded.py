"""The embed in a real browser: a picture before any script, the same picture after, then a slider."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.request.request import parse_request
from outputs.embed.page import Frame, write_page
from tests.browser.rest import WATCH, wait_for_rest

STATE = """() => Object.fromEntries([...document.querySelectorAll(".sheets [id]")].map((found) =>
  [found.id, [found.getAttribute("fill"), found.getAttribute("stroke"), found.getAttribute("display")]]))"""

STROKES = (
    "all => all.map((edge) => edge.getAttribute('stroke') ?? 'none').filter((stroke) => stroke !== 'none')"
)
VISIBLE_MARKS = """all => all.filter((mark) => mark.getAttribute("display") !== "none").map((mark) =>
  [mark.textContent, mark.getAttribute("opacity") ?? "", mark.getAttribute("transform").split(" s")[0]])"""


def _write(atlas: Atlas, folder: Path, **options: str) -> str:
    page = folder / "embed.html"
    page.write_bytes(write_page(atlas, parse_request(atlas, options), Frame(home="./")))
    return page.as_uri()


def _before_and_after(browser: Browser, address: str) -> Iterator[tuple[Page, bool]]:
    """Yield an embed as it is without scripts, and once the player has taken over."""
    for script in (False, True):
        context = browser.new_context(java_script_enabled=script, viewport={"width": 700, "height": 900})
        page = context.new_page()
        page.goto(address)
        if script:
            page.wait_for_function("window.marchland")
        yield page, script
        context.close()


def test_the_player_takes_over_exactly_the_picture_of_the_page(
    browser: Browser, default_atlas: Atlas, tmp_path: Path
) -> None:
    address = _write(default_atlas, tmp_path)
    states, edges, marks = [], [], []
    for page, _ in _before_and_after(browser, address):
        # A page without scripts still answers the browser's own tools.
        states.append(page.evaluate(STATE))
        edges.append(page.eval_on_selector_all("#layer-edges path", STROKES))
        marks.append(sorted(page.eval_on_selector_all("#layer-names > *, #layer-events > *", VISIBLE_MARKS)))
    before, after = states
    zones = [name for name in before if name.startswith(("zone-", "site-", "event-", "over-"))]
    assert len(zones) > 150
    assert {name: before[name] for name in zones} == {name: after[name] for name in zones}
    assert len(edges[0]) < len(edges[1])
    assert set(edges[0]) == set(edges[1])
    assert len(marks[0]) > 3
    assert marks[0] == marks[1]


@pytest.mark.parametrize(
    "options",
    [
        {"place": "albu-kamal"},
        {"place": "al-tanf"},
        {"place": "husaybah", "view": "albu-kamal"},
        {"place": "band-85", "layers": "zones,claims"},
    ],
    ids=("zone", "site", "site too near", "band"),
)
def test_a_chosen_place_is_marked_and_described(
    browser: Browser, default_atlas: Atlas, tmp_path: Path, options: dict[str, str]
) -> None:
    address, place = _write(default_atlas, tmp_path, **options), options["place"]
    marked = []
    for page, live in _before_and_after(browser, address):
        if live:
            assert page.evaluate("marchland.place") == place
            assert default_atlas.places[place].name.translate("en") in page.locator(".panel h2").inner_text()
        marked.append([(round(box["x"]), round(box["width"])) for box in _boxes(page)])
    assert marked[0] == marked[1]
    assert len(marked[0]) == 1


def _boxes(page: Page) -> list[dict[str, float]]:
    """Where something is lit."""
    boxes = "all => all.map((each) => each.getBoundingClientRect().toJSON()).filter(({width}) => width)"
    return list(page.eval_on_selector_all(".highlight", boxes))


def test_its_slider_agrees_with_the_dashboard(page: Page, default_atlas: Atlas, tmp_path: Path) -> None:
    page.goto(_write(default_atlas, tmp_path, view="albu-kamal"))
    page.wait_for_function("window.marchland")
    day = parse_day("2017-11-19")
    page.evaluate(f"marchland.setDay({day})")
    visible = page.evaluate("marchland.visible()")
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    page.goto(_write(default_atlas, fresh, view="albu-kamal", date="2017-11-19"))
    page.wait_for_function("window.marchland")
    assert page.evaluate("marchland.visible()") == visible
    assert page.locator("h2.date").inner_text() == "Sunday 19 November 2017"


def test_keys_step_and_the_text_follows(page: Page, default_atlas: Atlas, tmp_path: Path) -> None:
    page.goto(_write(default_atlas, tmp_path, view="albu-kamal"))
    before = page.locator(".context").inner_text()
    page.locator(".slider").focus()
    page.keyboard.press("Home")
    assert page.locator("h2.date").inner_text() == "Friday 18 March 2011"
    page.wait_for_function("document.querySelector('.holders summary').textContent.includes('18 March 2011')")
    assert page.locator(".context").inner_text() != before
    page.locator(".zoom button").first.click()
    assert page.evaluate("marchland.describe().zoom") > 1


def test_a_click_shows_who_is_there_and_since_when(page: Page, default_atlas: Atlas, tmp_path: Path) -> None:
    page.goto(_write(default_atlas, tmp_path, view="albu-kamal"))
    page.evaluate("marchland.select('albu-kamal')")
    panel = page.locator(".panel")
    assert panel.is_visible()
    assert "Albu Kamal" in panel.inner_text()
    assert panel.locator(".source-list li").count() > 0
    tags = panel.locator(".tag").all_inner_texts()
    assert "5 independent sources (quoted by 2 others)" in tags
    assert tags.count("1 independent source") > 1
    page.keyboard.press("Escape")
    assert not panel.is_visible()


def test_the_wheel_scrolls_the_page_unless_control_is_held(
    page: Page, default_atlas: Atlas, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 700, "height": 400})
    page.goto(_write(default_atlas, tmp_path, view="albu-kamal"))
    page.mouse.move(350, 250)
    page.mouse.wheel(0, 120)
    page.wait_for_function("scrollY > 0")
    assert page.evaluate("marchland.describe().zoom") == 1
    assert "Ctrl" in page.locator(".hint").inner_text()
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    page.wait_for_function("marchland.describe().zoom > 1")


@pytest.mark.parametrize("options", [{}, {"lang": "ar"}, {"controls": "full"}, {"compare": "2020-12-07"}])
@pytest.mark.parametrize("width", [320, 360, 700])
def test_nothing_sticks_out_at_any_width(
    page: Page, default_atlas: Atlas, tmp_path: Path, width: int, options: dict[str, str]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(_write(default_atlas, tmp_path, view="albu-kamal", **options))
    wait_for_rest(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_auto_follows_the_reader(
    browser: Browser, default_atlas: Atlas, tmp_path: Path, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    colours = """() => ["body", "#zone-albu-kamal", "#zone-hajin", ".families rect", ".context"].map(each => {
      const style = getComputedStyle(document.querySelector(each));
      return [style.backgroundColor, style.fill, style.color];
    })"""
    places = []
    for theme in ("auto", scheme):
        folder = tmp_path / theme
        folder.mkdir()
        page.goto(_write(default_atlas, folder, view="albu-kamal", theme=theme))
        places.append(page.evaluate(colours))
    assert places[0] == places[1]
    context.close()


def test_nothing_plays_and_nothing_moves_by_itself(
    browser: Browser, default_atlas: Atlas, tmp_path: Path
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(_write(default_atlas, tmp_path, view="albu-kamal"))
    page.wait_for_function("window.marchland")
    day = page.evaluate("marchland.day")
    wait_for_rest(page)
    assert page.evaluate("marchland.day") == day
    assert page.evaluate("document.getAnimations().length") == 0
    context.close()
