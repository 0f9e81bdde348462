"""The timeline in a real browser: few elements, however it is scrolled; what is in view is drawn; drags."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Tabs

pytestmark = pytest.mark.timeline
MOST_ELEMENTS = 1_500
VIEWS = ("south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran")
ELEMENTS = "() => document.querySelectorAll('.timeline-panel *').length"
DRAWN = """() => {
  const panel = document.querySelector(".timeline-panel").getBoundingClientRect();
  const names = [...document.querySelectorAll(".row-names li")];
  const boxes = names.map((name) => name.getBoundingClientRect());
  const paths = [...document.querySelectorAll("#timeline .fills path")];
  const fills = paths.map((path) => path.getAttribute("d")).join();
  const rows = new Set([...fills.matchAll(/,([0-9.]+)/g)].map(([, y]) => Math.floor(Number(y) / 24)));
  return boxes.flatMap((box, number) =>
    box.bottom > Math.max(panel.top, 0) && box.top < Math.min(panel.bottom, innerHeight) && !rows.has(number)
      ? [number] : []);
}"""
"""The rows in view of which no bar is drawn."""


def open_dashboard(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}/?{query}", timeout=120_000)
    page.wait_for_selector("#timeline .fills path", state="attached")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("options", ["", "lang=ar&theme=dark"])
def test_the_timeline_has_few_elements_wherever_it_is_scrolled(
    page: Page, address: str, view: str, options: str
) -> None:
    open_dashboard(page, address, f"view={view}&{options}")
    assert page.evaluate(ELEMENTS) <= MOST_ELEMENTS
    high, seen = page.evaluate("() => document.querySelector('.timeline-panel').scrollHeight"), 0
    while seen < high:
        page.evaluate("(top) => { document.querySelector('.timeline-panel').scrollTop = top; }", seen)
        page.wait_for_function(f"() => ({DRAWN})().length === 0")
        assert page.evaluate(ELEMENTS) <= MOST_ELEMENTS
        seen += 400


def test_on_a_phone_too(tabs: Tabs, address: str) -> None:
    with tabs.open(390, 844, timeline=True, has_touch=True, is_mobile=True) as phone:
        phone.goto(f"{address}/", timeout=120_000)
        phone.locator("[role=tab][data-tab=timeline]").tap()
        phone.wait_for_selector("#timeline .fills path", state="attached")
        phone.wait_for_function(f"() => ({DRAWN})().length === 0")
        phone.wait_for_selector("#timeline .textpoint", state="attached")
        assert phone.evaluate(ELEMENTS) <= MOST_ELEMENTS


def test_a_drag_moves_the_line_and_redraws_no_row(page: Page, address: str) -> None:
    """A drag over the whole range shows many days; the line follows each, and nothing else changes."""
    open_dashboard(page, address)
    page.evaluate("""() => {
      window.changes = [];
      const chart = document.querySelector("#timeline .svg-container");
      const note = (records) => window.changes.push(...records
        .map(({ target, type, attributeName }) => [target.outerHTML.slice(0, 90), type, attributeName]));
      new MutationObserver(note).observe(chart, { subtree: true, childList: true, attributes: true });
      window.places = [];
      document.querySelector(".marchland").addEventListener("marchland:day", () => {
        const { left } = document.querySelector("#timeline .cursor").getBoundingClientRect();
        window.places.push([window.marchland.day, left]);
      });
    }""")
    slider, chart = page.locator(".slider").bounding_box(), page.locator("#timeline").bounding_box()
    assert slider
    assert chart
    x, y = slider["x"] + 10, slider["y"] + slider["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 61):
        page.mouse.move(x + (slider["width"] - 20) * step / 60, y)
    page.mouse.up()
    places = page.evaluate("window.places")
    first, last = page.evaluate("[window.marchland.payload.first, window.marchland.payload.last]")
    assert len({day for day, _ in places}) > 20
    assert all(before[0] <= after[0] for before, after in pairwise(places[1:]))
    assert places[-1][0] > last - 100
    for day, left in places:
        assert left == pytest.approx(chart["x"] + chart["width"] * (day - first) / (last - first), abs=2)
    assert page.evaluate("window.changes") == []


@pytest.mark.parametrize(("language", "share"), [("en", 0.4), ("ar", 0.6)])
def test_a_bar_under_the_pointer_is_described(page: Page, address: str, language: str, share: float) -> None:
    open_dashboard(page, address, f"view=albu-kamal&lang={language}")
    chart = page.locator("#timeline").bounding_box()
    assert chart
    page.mouse.move(chart["x"] + chart["width"] * share, chart["y"] + 13)
    tooltip = page.locator(".timeline-tooltip")
    tooltip.wait_for(state="visible")
    lines = tooltip.inner_text().split("\n")
    assert lines[0] == page.locator(".row-names li").first.inner_text()
    assert "–" in lines[-1]
    box = tooltip.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] + box["height"] <= 900
    page.mouse.move(20, 20)
    tooltip.wait_for(state="hidden")


def test_an_event_under_the_pointer_is_described_and_opened(page: Page, address: str) -> None:
    open_dashboard(page, address, "view=albu-kamal")
    mark = page.locator("#timeline .points path").first.bounding_box()
    assert mark
    page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.locator(".timeline-tooltip").wait_for(state="visible")
    page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.wait_for_function("() => window.marchland.subject?.startsWith('event:')")
