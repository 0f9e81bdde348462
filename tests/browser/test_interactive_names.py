"""Everything with a name responds: labels, stars, lines, bands, rows; on dashboard and embed alike."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.request.request import parse_request
from outputs.embed.page import Frame, write_page
from tests.browser.conftest import Tabs
from tests.browser.rest import wait_for_rest

DATES = (
    "2011-06-01", "2012-11-20", "2014-01-10", "2014-07-20", "2015-08-01", "2016-07-02",
    "2017-11-10", "2017-11-19", "2018-06-09", "2019-03-25", "2020-12-17", "2021-12-01",
)  # fmt: skip
VIEWS = ("south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran")
ALL_LAYERS = "zones,lines,sites,events,labels,claims"

ASK = """(days) => {
  const { viewport } = marchland, edge = viewport.getBoundingClientRect(), side = document.querySelector(".panel");
  const drawn = "#layer-events > *, #layer-lines [data-place], .sheet-claims [data-place], #layer-sites .mark, "
    + "#layer-labels [data-place], #layer-names [data-forces]";
  const faults = [];
  let asked = 0;
  const inSight = ([x, y]) => x > edge.left && x < edge.right && y > edge.top && y < edge.bottom
    && document.elementFromPoint(x, y)?.closest(".sheets");
  const along = (path) => [0.5, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9].map((share) => {
    const at = path.getPointAtLength(share * path.getTotalLength()).matrixTransform(path.getScreenCTM());
    return [at.x, at.y];
  });
  const across = ({ x, y, width, height }) => [0.5, 0.3, 0.7, 0.1, 0.9].map((share) => [x + share * width, y + height / 2]);
  for (const day of days) {
    marchland.setDay(day, true);
    for (const thing of document.querySelectorAll(drawn)) {
      if (thing.closest("[display=none], [visibility=hidden], [data-cut]")) continue;
      const text = thing.querySelector("text");
      const { place, forces } = thing.dataset;
      const points = (thing.localName === "path" ? along(thing) : across((text ?? thing).getBoundingClientRect())).filter(inSight);
      if (!points.length) continue;
      const wanted = place ?? (forces ? `force:${forces}` : thing.id.replace("event-", "event:"));
      const event = marchland.payload.events.find(({ id }) => `event:${id}` === wanted);
      const answers = points.some(([x, y]) => {
        const hit = document.elementFromPoint(x, y);
        hit.dispatchEvent(new PointerEvent("click", { bubbles: true, clientX: x, clientY: y, pointerType: "mouse" }));
        return event ? side.textContent.includes(event.title) : marchland.subject === wanted;
      });
      asked += 1;
      const head = side.querySelector("h2")?.textContent ?? "";
      const named = event || forces || head === marchland.payload.places[place]?.name;
      const [says, dead] = [side.innerText.replace(head, ""), side.textContent.includes(marchland.payload.words.nothing_here)];
      if (!answers || !named || dead || says.length < 30) faults.push([day, wanted, text?.textContent ?? "", marchland.subject, says.slice(0, 120)]);
    }
  }
  return [asked, faults];
}"""  # noqa: E501
"""Clicks each name, star, line and band of some days; returns how many, and those without a response."""


def _ask(page: Page) -> None:
    page.wait_for_function("window.marchland", timeout=120_000)
    wait_for_rest(page)
    options, faults = page.evaluate(ASK, [parse_day(date) for date in DATES])
    assert options > 100
    assert faults == []


@pytest.mark.parametrize("view", VIEWS)
def test_each_name_of_the_dashboard_opens_its_subject(page: Page, address: str, view: str) -> None:
    page.goto(f"{address}/?view={view}&layers={ALL_LAYERS}")
    _ask(page)


def _embed(atlas: Atlas, folder: Path, **options: str) -> str:
    written = folder / "embed.html"
    written.write_bytes(write_page(atlas, parse_request(atlas, options), Frame(home="./")))
    return written.as_uri()


@pytest.mark.parametrize("view", VIEWS)
def test_each_name_of_the_embed_opens_its_subject(
    tabs: Tabs, default_atlas: Atlas, tmp_path: Path, view: str
) -> None:
    with tabs.open(700, 900) as page:
        page.goto(_embed(default_atlas, tmp_path, view=view, layers=ALL_LAYERS))
        _ask(page)


def _middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_town_without_records_shows_its_zone(page: Page, address: str) -> None:
    page.goto(f"{address}/?view=albu-kamal")
    page.wait_for_function("window.marchland")
    page.mouse.click(*_middle(page, '[data-place="albu-kamal-city"] text'))
    assert page.locator(".panel h2").inner_text() == "Albu Kamal"
    assert page.locator(".panel p.quiet").first.inner_text() == "No record of its own."
    assert page.locator(".panel .lies-in").inner_text() == "It lies in Albu Kamal town:"
    assert page.locator(".panel .holding").count() > 0
    assert "place=albu-kamal-city" in page.url


def test_a_town_of_the_basemap_opens_but_is_not_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}/?view=albu-kamal&date=2020-12-17")
    page.wait_for_function("window.marchland")
    named = "([, { name, shape }]) => shape === 'town' && name === 'al-Susah'"
    town = page.evaluate(f"Object.entries(marchland.payload.places).find({named})[0]")
    page.mouse.click(*_middle(page, f'[data-place="{town}"] text'))
    assert page.locator(".panel h2").inner_text() == "al-Susah"
    assert page.locator(".panel .lies-in").inner_text() == "It lies in al-Susah – al-Shaafah:"
    assert "place=" not in page.url


def _star(page: Page, date: str, title: str = "") -> str:
    """Return the selector of the star of an event, whose id is a number in an embed."""
    events = page.evaluate("marchland.payload.events")
    (event,) = [event for event in events if event["date"] == date and title in event["title"]]
    return f"#event-{event['id']}"


BESIDE = """([x, y]) => [[9, 0], [-9, 0], [0, 9], [0, -9], [6, 6], [-6, 6], [6, -6], [-6, -6]]
  .map(([dx, dy]) => [x + dx, y + dy])
  .find(([x, y]) => document.elementFromPoint(x, y)?.closest(".sheet-zones"))"""
"""A point beside another where there is nothing but ground."""


def test_a_tap_on_a_star_opens_the_event_and_lists_those_on_its_spot(phone: Page, address: str) -> None:
    phone.goto(f"{address}/embed?view=albu-kamal&date=2020-12-17")
    phone.wait_for_function("window.marchland")
    x, y = _middle(phone, _star(phone, "on or before 17 December 2020", "border points"))
    phone.touchscreen.tap(*phone.evaluate(BESIDE, [x, y]))  # a finger need not hit it
    assert (
        phone.locator(".panel h2").inner_text()
        == "Iran-aligned groups said to hand border points to the Fifth Corps"
    )
    assert phone.locator(".panel .sub").inner_text() == "on or before 17 December 2020"
    assert phone.locator(".panel .source-list a").count() > 0
    assert phone.locator(".tooltip").is_visible()
    x, y = _middle(phone, _star(phone, "between November 2017 and 29 December 2020"))
    phone.touchscreen.tap(x, y)
    assert "between November 2017 and 29 December 2020" in phone.locator(".panel .sub").inner_text()
    others = phone.locator(".panel .same-spot button")
    assert others.count() >= 2
    second = others.nth(1).inner_text()
    others.nth(1).tap()
    assert phone.locator(".panel h2").inner_text() == second
    phone.keyboard.press("Escape")
    assert phone.evaluate("marchland.subject") is None


KEYBOARD: dict[str, Any] = {"view": "albu-kamal", "date": "2020-12-17"}


def test_names_are_reached_by_keyboard_with_one_tab_stop(
    tabs: Tabs, default_atlas: Atlas, tmp_path: Path
) -> None:
    with tabs.open(700, 900) as page:
        page.goto(_embed(default_atlas, tmp_path, lang="ar", **KEYBOARD))
        page.wait_for_function("window.marchland")
        page.locator(".viewport").focus()
        for _ in range(6):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.keyboard-names') !== null"):
                break
        names = page.locator(".keyboard-names button")
        assert names.count() > 15
        assert page.evaluate("document.activeElement.dataset.subject").startswith("event:")
        assert page.locator(".tooltip").is_visible()
        before = page.evaluate("[marchland.day, document.activeElement.dataset.subject]")
        page.keyboard.press("ArrowRight")
        after = page.evaluate("[marchland.day, document.activeElement.dataset.subject]")
        assert after[0] == before[0]
        assert after[1] != before[1]
        page.keyboard.press("Enter")
        assert page.evaluate("marchland.subject") == after[1]
        page.keyboard.press("Escape")
        assert page.evaluate("marchland.subject") is None
        page.keyboard.press("Tab")
        assert names.count() == 1


@pytest.mark.timeline
def test_rows_of_the_timeline_open_their_place(page: Page, address: str) -> None:
    page.goto(f"{address}/?view=albu-kamal")
    page.wait_for_selector("#timeline .cursor")
    first = page.locator(".row-names button").first
    first.click()
    page.wait_for_function("place => marchland.place === place", arg=first.get_attribute("data-place"))
    first.press("ArrowDown")
    page.keyboard.press("Enter")
    second = page.locator(".row-names button").nth(1).get_attribute("data-place")
    page.wait_for_function("place => marchland.place === place", arg=second)
    box = page.locator("#timeline").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + 12)
    page.wait_for_function("place => marchland.place === place", arg=first.get_attribute("data-place"))
