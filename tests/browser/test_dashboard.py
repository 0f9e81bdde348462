"""The dashboard in a real browser: what a journalist does, without requests to the server."""

import json
import random
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from atlas.history.changes import compile_changes, holdings_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day, parse_day
from atlas.request.request import parse_request
from layers.style.patterns import pattern_id
from layers.style.symbology import Symbolizer
from layers.style.theme import theme_of
from outputs.writers import write
from tests.browser.rest import wait_for_frame, wait_for_rest

HANDOVER = parse_day("2020-12-17")
pytestmark = pytest.mark.timeline


def _open(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}/{query}")
    _wait(page, "window.marchland")


def _wait(page: Page, expression: str) -> None:
    """Wait until an expression is true; the page's policy forbids Playwright's own way, eval."""
    for _ in range(100):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{expression} did not become true.")


def _day(page: Page) -> str:
    return format_day(page.evaluate("window.marchland.day"))


def _wait_for_query(page: Page, part: str) -> None:
    """Wait until the address contains something."""
    _wait(page, f"location.search.includes({json.dumps(part)})")


def test_it_opens_on_the_day_of_the_handover(page: Page, address: str) -> None:
    _open(page, address)
    expect(page.locator(".date-row .date")).to_have_text("Thursday 17 December 2020")
    expect(page.locator(".panel")).to_contain_text("Iran-aligned groups said to hand border points")
    assert page.locator(".slider").get_attribute("aria-valuetext") == "Thursday 17 December 2020"


def test_the_slider_is_dragged_from_2011_to_2021_without_requests(page: Page, address: str) -> None:
    _open(page, address)
    page.wait_for_selector("#timeline .cursor")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    box = page.locator(".slider").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 12, y)
    page.mouse.down()
    days = set()
    for step in range(1, 11):
        page.mouse.move(box["x"] + 12 + (box["width"] - 24) * step / 10, y)
        wait_for_frame(page)
        days.add(_day(page))
    page.mouse.up()
    assert len(days) >= 9
    assert _day(page) > "2021-06"
    assert not requests


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("ArrowRight", "2020-12-18"),
        ("ArrowLeft", "2020-12-16"),
        ("PageUp", "2021-01-17"),
        ("PageDown", "2020-11-17"),
        ("Home", "2011-03-18"),
        ("End", "2021-12-31"),
    ],
)
def test_keys_move_the_day(page: Page, address: str, key: str, day: str) -> None:
    _open(page, address)
    page.keyboard.press(key)
    assert _day(page) == day


def test_keys_go_to_the_changes(page: Page, address: str) -> None:
    _open(page, address, "?view=albu-kamal")
    changes = [day for day, *_ in page.evaluate("window.marchland.payload.days")]
    later = next(day for day in changes if day > HANDOVER)
    page.keyboard.press("n")
    assert _day(page) == format_day(later)
    page.keyboard.press("p")
    page.keyboard.press("Shift+ArrowLeft")
    assert _day(page) == format_day(max(day for day in changes if day < HANDOVER))


def test_keys_are_left_to_a_field(page: Page, address: str) -> None:
    _open(page, address)
    field = page.locator(".date-row .typed")
    field.focus()
    page.keyboard.type("n")
    assert _day(page) == "2020-12-17"
    field.fill("2017-13-01")
    field.press("Enter")
    expect(page.locator(".fault")).to_contain_text("YYYY-MM-DD")
    field.fill("2017-11-19")
    field.press("Enter")
    assert _day(page) == "2017-11-19"


def test_play_goes_from_change_to_change_until_it_is_touched(page: Page, address: str) -> None:
    _open(page, address, "?date=2017-11-01&view=albu-kamal")
    page.locator(".viewport").focus()
    page.keyboard.press("Space")
    _wait(page, f"window.marchland.day > {parse_day('2017-11-01')}")
    page.keyboard.press("ArrowRight")
    stopped = _day(page)
    wait_for_rest(page)
    assert _day(page) == stopped


def test_a_deep_link_opens_its_map(page: Page, address: str) -> None:
    _open(page, address, "?date=2017-11-12&view=albu-kamal&theme=dark&hide=isis&lang=ar")
    assert _day(page) == "2017-11-12"
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("window.marchland.payload.view") == "albu-kamal"
    assert page.locator("[data-toggle=isis]").get_attribute("aria-pressed") == "false"


def test_choices_are_in_the_address_and_back_undoes_them(page: Page, address: str) -> None:
    _open(page, address)
    page.keyboard.press("ArrowRight")
    _wait_for_query(page, "date=2020-12-18")
    page.select_option("#view", "albu-kamal")
    _wait(page, "window.marchland.payload.view === 'albu-kamal'")
    _wait_for_query(page, "view=albu-kamal")
    page.go_back()
    _wait(page, "window.marchland.payload.view === 'south-and-east'")
    page.go_back()
    _wait(page, f"window.marchland.day === {HANDOVER}")
    page.go_forward()
    _wait(page, f"window.marchland.day === {HANDOVER + 1}")


def test_the_legend_hides_a_family(page: Page, address: str) -> None:
    _open(page, address)
    ground = page.evaluate("window.marchland.visible()['albu-kamal'][0]")
    page.click("[data-toggle=iran]")
    _wait(page, f"window.marchland.visible()['albu-kamal']?.[0] !== '{ground}'")
    _wait_for_query(page, "hide=iran")
    page.click("[data-toggle=iran]")
    _wait(page, f"window.marchland.visible()['albu-kamal']?.[0] === '{ground}'")


def test_a_click_shows_the_place_with_its_sources(page: Page, address: str) -> None:
    _open(page, address, "?view=albu-kamal")
    page.evaluate("window.marchland.select('albu-kamal-border-points')")
    side = page.locator(".panel")
    expect(side.locator("h2")).to_have_text("Border points near Albu Kamal")
    expect(side).to_contain_text("exact date unknown")
    expect(side.locator(".source-list a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(side.locator("h2")).to_have_text("On this day")


def test_a_zone_is_clicked_on_the_map(page: Page, address: str) -> None:
    _open(page, address)
    zone = page.locator("#zone-tanf-zone").bounding_box()
    assert zone is not None
    page.mouse.click(zone["x"] + 0.3 * zone["width"], zone["y"] + 0.5 * zone["height"])
    expect(page.locator(".panel h2")).to_contain_text("Tanf")


def test_past_the_sharpest_zoom_the_server_redraws(page: Page, address: str) -> None:
    _open(page, address, "?view=albu-kamal")
    with page.expect_response(lambda response: "bbox=" in response.url) as answered:
        page.evaluate("window.marchland.zoomTo(6, 640, 380)")
    assert answered.value.status == 200
    _wait(page, "window.marchland.map.mounted !== window.marchland.payload")
    assert page.evaluate("window.marchland.visible()")
    page.click("[data-zoom-by=whole]")
    _wait(page, "window.marchland.map.mounted === window.marchland.payload")
    assert page.evaluate("window.marchland.map.zoom") == 1


def test_the_png_of_the_menu_is_the_map_on_screen(page: Page, address: str, default_atlas: Atlas) -> None:
    _open(page, address, "?date=2017-11-19&view=albu-kamal")
    page.click("#download summary")
    with page.expect_download() as download:
        page.click("[data-file=png]")
    request = parse_request(default_atlas, {"date": "2017-11-19", "view": "albu-kamal"})
    assert download.value.path().read_bytes() == write(default_atlas, request, "png")


def test_the_timeline_follows_and_a_click_goes_to_a_day(page: Page, address: str) -> None:
    _open(page, address, "?view=albu-kamal")
    page.wait_for_selector("#timeline .cursor")
    assert page.locator(".row-names li").first.inner_text() == "Albu Kamal town"
    page.locator("#timeline").click(position={"x": 200, "y": 12})
    _wait(page, f"window.marchland.day !== {HANDOVER}")


def test_no_other_server_is_contacted(page: Page, address: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    _open(page, address)
    page.wait_for_selector("#timeline .cursor")
    assert {urlsplit(url).netloc for url in requests if not url.startswith("data:")} == {
        urlsplit(address).netloc
    }


def test_on_fifty_days_the_browser_agrees_with_python(page: Page, address: str, default_atlas: Atlas) -> None:
    _open(page, address)
    request = parse_request(default_atlas, {})
    symbolizer = Symbolizer(default_atlas, theme_of(default_atlas, "light"))
    changes = compile_changes(default_atlas, request.known)
    known = set(
        json.loads(page.evaluate("JSON.stringify(Object.keys(window.marchland.payload.tracks.zone))"))
    )
    meta = default_atlas.meta
    for day in random.Random(17).sample(range(meta.first, meta.last + 1), 50):
        page.evaluate("(day) => window.marchland.setDay(day)", day)
        expected = {}
        for place, steps in changes.items():
            symbol = symbolizer.symbolize(holdings_on(steps, day), place)
            if f"zone-{place}" in known and symbol.ground:
                expected[place] = [symbol.ground, pattern_id(symbol.pattern) if symbol.pattern else ""]
        assert page.evaluate("window.marchland.visible()") == expected, format_day(day)


def test_a_phone_has_the_slider_and_three_tabs(phone: Page, address: str) -> None:
    _open(phone, address)
    rooms = {"day": ".panel", "who": ".legend-tab .legend", "timeline": ".timeline-panel"}
    expect(phone.locator(".date-row .date")).to_have_text("17 December 2020")
    for name in ("who", "timeline", "day"):
        phone.locator(f"[role=tab][data-tab={name}]").tap()
        for other, room in rooms.items():
            expect(phone.locator(room)).to_be_visible(visible=other == name)
        expect(phone.locator(".slider")).to_be_visible()
        small = phone.eval_on_selector_all(
            "button:not([hidden]), select",
            "all => all.filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 24)"
            ".map((each) => each.outerHTML.slice(0, 80))",
        )
        assert not small
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("query", ["", "?lang=ar"])
def test_slider_density_and_timeline_have_one_scale(page: Page, address: str, query: str) -> None:
    _open(page, address, query)
    page.wait_for_selector("#timeline .cursor")
    boxes = {
        name: page.locator(selector).bounding_box()
        for name, selector in {"slider": ".slider", "density": ".density", "timeline": "#timeline"}.items()
    }
    thumb = 10
    spans = {name: (box["x"], box["x"] + box["width"]) for name, box in boxes.items() if box}
    spans["slider"] = spans["slider"][0] + thumb, spans["slider"][1] - thumb
    for left, right in spans.values():
        assert (left, right) == pytest.approx(spans["density"], abs=1)


@pytest.mark.parametrize(("view", "side"), [("albu-kamal", "left"), ("south-and-east", "right")])
def test_the_legend_hides_as_little_as_possible(page: Page, address: str, view: str, side: str) -> None:
    _open(page, address, f"?view={view}")
    key, viewport = page.locator(".legend").bounding_box(), page.locator(".viewport").bounding_box()
    assert key
    assert viewport
    gap = (
        key["x"] - viewport["x"]
        if side == "left"
        else viewport["x"] + viewport["width"] - key["x"] - key["width"]
    )
    assert gap == pytest.approx(16, abs=1)


def test_the_message_on_a_wrong_date_is_fully_visible(page: Page, address: str) -> None:
    """On a day with changes too, where it replaces the count."""
    _open(page, address)
    typed = page.locator(".date-row .typed")
    typed.fill("17/12/2019")
    typed.press("Enter")
    fault, deck = page.locator(".date-row .fault").bounding_box(), page.locator(".date-row").bounding_box()
    assert fault
    assert deck
    assert fault["width"] > 200
    assert fault["height"] <= deck["height"] + 1
    expect(page.locator(".date-row .count")).to_be_hidden()
    page.keyboard.press("Escape")
    page.evaluate(f"window.marchland.setDay({HANDOVER - 1})")
    page.evaluate(f"window.marchland.setDay({HANDOVER})")
    expect(page.locator(".date-row .fault")).to_be_empty()
    expect(page.locator(".date-row .count")).to_be_visible()
