"""The information date in a real browser: its slider replays what was known, and updates only differences."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from atlas.history.as_known import as_known
from atlas.history.changes import compile_changes, holdings_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day, parse_day
from layers.style.patterns import pattern_id
from layers.style.symbology import Symbolizer
from layers.style.theme import theme_of
from tests.browser.rest import wait_for_rest
from tests.browser.test_address import entries, open_page, wait_for

HANDOVER = parse_day("2020-12-17")
BORDER_POINTS = "albu-kamal-border-points"


def known(page: Page) -> str:
    return format_day(page.evaluate("window.marchland.payload.known"))


def know(page: Page, day: str) -> None:
    """Type an information date and wait until the map has changed."""
    if not page.locator(".known-slider").is_visible():
        open_slider(page)
    page.locator(".known-row .typed").fill(day)
    page.locator(".known-row .typed").press("Enter")
    wait_for(page, f"window.marchland.payload.known === {parse_day(day)}")


def open_slider(page: Page) -> None:
    page.locator(".date-row .known").click()
    expect(page.locator(".known-slider")).to_be_visible()


def test_the_button_opens_a_smaller_slider_of_the_same_scale(page: Page, address: str) -> None:
    open_page(page, address, "?view=albu-kamal")
    expect(page.locator(".known-slider")).to_be_hidden()
    open_slider(page)
    lesser = page.locator(".known-slider")
    assert lesser.get_attribute("aria-valuetext") == "Information as of 16 February 2022"
    boxes = [page.locator(selector).bounding_box() for selector in (".known-slider", ".slider")]
    assert boxes[0] and boxes[1]
    assert [boxes[0][side] for side in ("x", "width")] == [boxes[1][side] for side in ("x", "width")]


def test_it_moves_from_one_date_with_new_information_to_the_next(page: Page, address: str) -> None:
    open_page(page, address, "?view=albu-kamal&known=2020-12-29")
    stops = page.evaluate("window.marchland.payload.knownDays")
    lesser = page.locator(".known-slider")
    open_slider(page)
    lesser.focus()
    before = entries(page)
    stop = stops[stops.index(parse_day("2020-12-29")) - 1]
    page.keyboard.press("ArrowLeft")
    wait_for(page, f"window.marchland.payload.known === {stop}")
    page.keyboard.press("ArrowLeft")
    wait_for(page, f"window.marchland.payload.known === {stops[stops.index(stop) - 1]}")
    page.keyboard.press("ArrowRight")
    wait_for(page, f"window.marchland.payload.known === {stop}")
    assert page.evaluate("window.marchland.day") == HANDOVER  # the keys moved this slider alone
    wait_for(page, f"location.search.includes('known={format_day(stop)}')")
    assert entries(page) <= before + 3
    assert "known=" + format_day(stop) in (page.locator("[data-file=png]").get_attribute("href") or "")


def test_the_handover_as_known_on_the_16th_the_17th_and_the_29th(page: Page, address: str) -> None:
    open_page(page, address, "?view=albu-kamal&known=2020-12-29")
    is_known = {}
    for day in ("2020-12-16", "2020-12-17", "2020-12-29"):
        know(page, day)
        is_known[day] = BORDER_POINTS in page.evaluate("window.marchland.payload.holdings")
        heading = page.locator(".panel [data-event] h3").all_inner_texts()
        assert any("Fifth Corps" in text for text in heading) == is_known[day], day
        expect(page.locator(".provenance")).to_contain_text("Information as of")
        assert parse_qs(urlsplit(page.url).query)["known"] == [day]
    assert is_known == {"2020-12-16": False, "2020-12-17": True, "2020-12-29": True}
    page.go_back()
    wait_for(page, f"window.marchland.payload.known === {HANDOVER}")


def test_the_map_agrees_with_python_on_each_information_date(
    page: Page, address: str, default_atlas: Atlas
) -> None:
    """Day after day on one page: nothing of the previous information date stays behind."""
    open_page(page, address)
    zones = set(
        json.loads(page.evaluate("JSON.stringify(Object.keys(window.marchland.payload.tracks.zone))"))
    )
    for day in ("2018-09-23", "2013-06-01", "2020-12-16", "2017-11-12", "2022-02-16", "2020-12-17"):
        know(page, day)
        known_atlas = as_known(default_atlas, parse_day(day))
        symbolizer, changes = (
            Symbolizer(known_atlas, theme_of(known_atlas, "light")),
            compile_changes(known_atlas, parse_day(day)),
        )
        for day_shown in (HANDOVER, parse_day("2017-11-12"), parse_day("2013-01-01")):
            page.evaluate("(day) => window.marchland.setDay(day)", day_shown)
            expected = {}
            for place, steps in changes.items():
                symbol = symbolizer.symbolize(holdings_on(steps, day_shown), place)
                if f"zone-{place}" in zones and symbol.ground:
                    expected[place] = [symbol.ground, pattern_id(symbol.pattern) if symbol.pattern else ""]
            assert page.evaluate("window.marchland.visible()") == expected, (day, day_shown)


def test_another_information_date_leaves_unchanged_elements_alone(page: Page, address: str) -> None:
    open_page(page, address, "?known=2020-12-29")
    open_slider(page)
    wait_for_rest(page)
    page.evaluate(
        "() => { window.touched = [];"
        " const changed = (record) => record.oldValue !== record.target.getAttribute("
        "record.attributeName);"
        " const note = (records) => window.touched.push("
        "...records.filter(changed).map((record) => record.target.id).filter(Boolean));"
        " const all = { subtree: true, attributes: true, attributeOldValue: true };"
        " for (const name of ['base', 'zones', 'edges', 'over', 'events', 'marks'])"
        " new MutationObserver(note).observe(document.querySelector(`.sheet-${name}`), all); }"
    )
    know(page, "2020-12-28")
    assert page.evaluate("window.touched.filter((id) => !id.startsWith('event-'))") == []
    know(page, "2020-12-16")
    touched = page.evaluate("[...new Set(window.touched)]")
    assert touched
    assert len(touched) < 20


SEEN = """() => {
  const isVisible = (element) =>
    !element.closest('[display=none]') && element.getAttribute('visibility') !== 'hidden';
  const kinds = '.sheets :is(.mark, path[id], path[data-place])';
  const drawn = [...document.querySelectorAll(kinds)].filter(isVisible);
  const looks = ['fill', 'stroke', 'stroke-dasharray', 'opacity', 'transform', 'd'];
  const describe = (element) => [
    element.id.replace(/^(name|claim)-.*/, '$1'), element.dataset.place, element.textContent,
    element.querySelector('[id^=site-]')?.getAttribute('fill'),
    ...looks.map((name) => element.getAttribute(name)),
  ];
  const colourless = ([id, , , , fill, stroke]) =>
    [null, 'none'].includes(id.startsWith('edge-') ? stroke : id.startsWith('zone-') ? fill : '');
  const text = (selector) => document.querySelector(selector)?.innerText.replace(/\\s+/g, ' ');
  return {
    drawn: drawn.map(describe).filter((entry) => !colourless(entry)).map(String).sort(),
    filled: window.marchland.visible(),
    texts: ['.panel', '.legend', '.provenance'].map(text),
    bars: [...document.querySelectorAll('.density rect')].map((bar) => bar.getAttribute('height')).join(),
    places: Object.keys(window.marchland.payload.places).sort(),
    there: Object.entries(window.marchland.payload.tracks.existence).sort(),
  };
}"""


@pytest.mark.parametrize("view", ["south-and-east", "albu-kamal"])
def test_a_page_moved_to_an_information_date_equals_one_opened_there(
    page: Page, address: str, view: str
) -> None:
    """Sites that were not yet known are not drawn, and take no room from other names."""
    day_shown = "2020-12-17"
    days = ("2020-12-16", "2018-09-23", "2017-11-12", "2013-06-01")
    open_page(page, address, f"?view={view}&date={day_shown}")
    moved = {}
    for day in (*days, days[0]):
        know(page, day)
        wait_for_rest(page)
        moved[day] = page.evaluate(SEEN)
    assert moved[days[0]] != moved[days[-1]]
    for day in days:
        open_page(page, address, f"?view={view}&date={day_shown}&known={day}")
        open_slider(page)  # the map is as high as beside it
        wait_for_rest(page)
        opened = page.evaluate(SEEN)
        for part, value in opened.items():
            assert moved[day][part] == value, (day, part)


def test_scrubbing_it_stays_within_a_frame(page: Page, address: str) -> None:
    """Dragging changes only words; the map follows."""
    open_page(page, address, "?known=2020-12-29")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    open_slider(page)
    lesser = page.locator(".known-slider")
    box = lesser.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 60, middle)
    page.mouse.down()
    words = set()
    for step in range(20):
        page.mouse.move(box["x"] + box["width"] - 60 - 20 * step, middle)
        words.add(lesser.get_attribute("aria-valuetext"))
    page.mouse.up()
    assert len(words) > 10
    wait_for(page, "location.search.includes('known=') && !location.search.includes('2020-12-29')")
    settled = page.evaluate("location.search.match(/known=([0-9-]+)/)[1]")
    wait_for(page, f"window.marchland.payload.known === {parse_day(settled)}")
    assert len([url for url in requests if "known.json" in url]) < 20  # one at a time, late ones left out
    assert not [url for url in requests if "payload.json" in url]


@pytest.mark.parametrize("query", ["?known=2020-12-17", "?known=2020-12-17&lang=ar"])
def test_the_time_after_the_information_date_is_covered(page: Page, address: str, query: str) -> None:
    open_page(page, address, query)
    expect(page.locator(".density .unknown")).to_have_count(1)
    open_slider(page)
    page.locator(".newest").click()
    wait_for(page, f"window.marchland?.payload.newest > {HANDOVER}")
    assert page.evaluate("window.marchland.payload.known === window.marchland.payload.newest")
    expect(page.locator(".density .unknown")).to_have_count(0)
    wait_for(page, "!location.search.includes('known')")


def test_a_phone_has_it_too(phone: Page, address: str) -> None:
    open_page(phone, address)
    phone.locator(".date-row .known").tap()
    expect(phone.locator(".known-slider")).to_be_visible()
    know(phone, "2020-12-16")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
