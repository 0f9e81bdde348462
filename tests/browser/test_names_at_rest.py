"""Names on the map at rest, in a real browser: none is cut, none is under a control or on another."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Tabs
from tests.browser.rest import wait_for_rest
from tests.browser.test_address import wait_for

UNTIDY = """() => {
  const viewport = document.querySelector(".viewport");
  const edge = viewport.getBoundingClientRect();
  const isVisible = (text) => {
    const style = getComputedStyle(text);
    return style.visibility === "visible" && style.opacity !== "0" && text.getBoundingClientRect().width > 0;
  };
  const texts = [...viewport.querySelectorAll(".mark text")].filter(isVisible);
  const box = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    if (element.tagName !== "text" || element.childElementCount) return { left, right, top, bottom };
    // The letters alone: a line box is as high as the highest of the fonts. Names stand upright or turned.
    const size = element.getScreenCTM().a * element.getAttribute("font-size");
    const air = Math.max(0, bottom - top - 1.2 * size);
    return { left, right, top: top + air / 2, bottom: bottom - air / 2 };
  };
  const meet = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  const controls = [...viewport.querySelectorAll(".zoom, .scale, .credit, .legend .card")].map(box);
  const faults = [];
  texts.forEach((text, number) => {
    const own = box(text);
    if (own.left < edge.left - 1 || own.right > edge.right + 1) faults.push(`cut: ${text.textContent}`);
    const under = controls.some((control) => control.right > control.left && meet(own, control));
    if (under) faults.push(`under: ${text.textContent}`);
    for (const other of texts.slice(number + 1)) {
      const apart = other.parentElement !== text.parentElement;
      if (apart && meet(own, box(other))) faults.push(`${text.textContent} on ${other.textContent}`);
    }
  });
  return { faults, names: texts.length };
}"""


def look_at_rest(page: Page) -> Any:
    """Return the names and their faults once the page has come to rest."""
    wait_for_rest(page)
    return page.evaluate(UNTIDY)


@pytest.mark.parametrize("view", ["south-and-east", "deir-ez-zor", "golan-hauran", "albu-kamal"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_names_at_rest_are_whole_and_do_not_overlap(
    tabs: Tabs, address: str, view: str, width: int, height: int, language: str
) -> None:
    with tabs.open(width, height) as page:
        page.goto(f"{address}/?view={view}&lang={language}&date=2017-11-19")
        wait_for(page, "window.marchland")
        far = look_at_rest(page)
        page.click("[data-zoom-by=plus]")
        near = look_at_rest(page)
    assert far["names"] > 6
    assert (far["faults"], near["faults"]) == ([], [])


@pytest.mark.parametrize(("view", "language"), [("south-and-east", "en"), ("golan-hauran", "ar")])
def test_texts_of_bands_lie_on_no_name(tabs: Tabs, address: str, view: str, language: str) -> None:
    with tabs.open() as page:
        layers = "zones,lines,sites,labels,claims"
        page.goto(f"{address}/?view={view}&lang={language}&date=2020-12-17&layers={layers}")
        wait_for(page, "window.marchland")
        measures = look_at_rest(page)
        claims = page.eval_on_selector_all("#layer-claims .mark:not([data-cut])", "marks => marks.length")
    assert measures["faults"] == []
    assert claims > 0


@pytest.mark.parametrize("view", ["south-and-east", "deir-ez-zor", "golan-hauran", "albu-kamal"])
@pytest.mark.parametrize("width", [320, 1080])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_names_of_an_embed_are_whole_at_its_home_view(
    tabs: Tabs, address: str, view: str, width: int, language: str
) -> None:
    with tabs.open(width, 800) as page:
        page.goto(f"{address}/embed?view={view}&lang={language}&date=2017-11-19")
        wait_for(page, "window.marchland")
        measures = look_at_rest(page)
    assert measures["faults"] == []
    assert measures["names"] > 4


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 640, 800])
def test_the_town_that_an_embed_is_about_has_its_name(
    tabs: Tabs, address: str, width: int, language: str
) -> None:
    with tabs.open(width, 600) as page:
        page.goto(f"{address}/embed?view=albu-kamal&lang={language}&date=2020-12-18")
        wait_for(page, "window.marchland")
        measures = look_at_rest(page)
        town = page.locator("[data-place=albu-kamal-city]")
        assert town.get_attribute("data-cut") is None
    assert measures["faults"] == []


SCALE = """() => {
  const viewport = document.querySelector(".viewport").getBoundingClientRect();
  const scale = document.querySelector(".scale");
  const path = scale.querySelector("path");
  const left = scale.querySelector("svg").getBoundingClientRect().left;
  const texts = [...scale.querySelectorAll("text")];
  const outer = texts.map((text) => text.getBoundingClientRect());
  return {
    starts: path.getAttribute("d").split("M").filter(Boolean).map((part) => Number(part.split(" ")[0])),
    middles: outer.map((box) => (box.left + box.right) / 2 - left),
    figures: texts.map((text) => text.textContent),
    whole: outer.every((box) =>
      box.left >= viewport.left && box.right <= viewport.right && box.top >= viewport.top),
  };
}"""


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_scale_starts_at_zero_with_kilometres_and_miles_at_their_own_ticks(
    page: Page, address: str, lang: str
) -> None:
    page.goto(f"{address}/?lang={lang}")
    page.locator(".scale text").first.wait_for()
    scale = page.evaluate(SCALE)
    zero, _, kilometres, miles = scale["starts"]
    assert scale["figures"][0] == "0"
    assert zero == min(scale["starts"])
    assert scale["middles"] == pytest.approx([zero, kilometres, miles], abs=1.5)
    assert scale["whole"]
