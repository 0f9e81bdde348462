"""The address in a real browser: its contents, when the history grows, and back and forward."""

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day, parse_day
from atlas.request.request import parse_request
from layers.style.theme import theme_of
from tests.browser.conftest import Tabs
from tests.browser.rest import WATCH, wait_for_frame, wait_for_rest
from web.timeline.rows import days_of

HANDOVER = parse_day("2020-12-17")


def open_page(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}/{query}")
    wait_for(page, "window.marchland")
    wait_for_rest(page)


def wait_for(page: Page, expression: str) -> None:
    for _ in range(200):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{expression} did not become true.")


def wait_for_theme(page: Page, atlas: Atlas, name: str) -> None:
    """Wait until the map has the colours of a theme."""
    lines = {family: shades.line for family, shades in theme_of(atlas, name).families.items()}
    wait_for(
        page,
        f"window.marchland.payload.families.every(({{ id, line }}) => line === ({json.dumps(lines)})[id])",
    )


def entries(page: Page) -> int:
    return int(page.evaluate("history.length"))


def query_of(page: Page) -> str:
    """Return the query of the address once nothing moves any more."""
    wait_for_rest(page)
    return urlsplit(page.url).query


def wait_for_query(page: Page, query: str) -> None:
    wait_for(page, f"location.search === {json.dumps(query and '?' + query)}")


@pytest.mark.parametrize(
    "query", ["", "?date=2017-11-19", "?view=albu-kamal&bbox=40.7,34.3,41.1,34.6", "?fbclid=a&lang=ar"]
)
def test_opening_adds_nothing_to_the_history(page: Page, address: str, query: str) -> None:
    open_page(page, address, query)
    assert entries(page) == 2  # the blank page before, and this one
    assert urlsplit(page.url).query == query.lstrip("?")


@pytest.mark.parametrize("bbox", ["30,25,60,40", "20,30,30,40"])
def test_a_part_far_off_shows_nothing_that_is_not_drawn(page: Page, address: str, bbox: str) -> None:
    open_page(page, address, f"?bbox={bbox}")
    seen, home = (page.evaluate(f"marchland.map.{of}") for of in ("camera.window", "home"))
    drawn = {side: home[size] * home["margin"] for side, size in (("x", "width"), ("y", "height"))}
    assert -drawn["x"] - 1 <= seen["x"] and seen["x"] + seen["width"] <= home["width"] + drawn["x"] + 1
    assert -drawn["y"] - 1 <= seen["y"] and seen["y"] + seen["height"] <= home["height"] + drawn["y"] + 1


def test_foreign_options_are_not_passed_on(page: Page, address: str) -> None:
    open_page(page, address, "?utm_source=paper&view=golan-hauran")
    assert page.locator("[data-file=png]").get_attribute("href") == "map.png?view=golan-hauran"
    page.keyboard.press("ArrowRight")
    wait_for_query(page, "view=golan-hauran&date=2020-12-18")


def test_a_drag_is_one_entry(page: Page, address: str) -> None:
    open_page(page, address)
    box = page.locator(".slider").bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    before = entries(page)
    page.mouse.move(box["x"] + 200, middle)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(box["x"] + 200 + 10 * step, middle)
        wait_for_frame(page)
    page.mouse.up()
    wait_for_rest(page)
    assert entries(page) == before + 1


def test_a_play_is_one_entry(page: Page, address: str) -> None:
    open_page(page, address, "?view=albu-kamal&date=2017-11-01")
    before = entries(page)
    page.locator(".play").click()
    wait_for(page, "window.marchland.day > 17479")
    for _ in range(2):  # one more change, then another, each in the address
        before_it = page.evaluate("location.search")
        wait_for(page, f"location.search !== {json.dumps(before_it)}")
    page.evaluate("window.marchland.pause()")
    assert entries(page) == before + 1


def test_back_and_forward_lead_through_zooms(page: Page, address: str) -> None:
    open_page(page, address, "?view=albu-kamal")
    seen = ["view=albu-kamal"]
    for zoom, x, y in ((2.3, 500, 300), (3.1, 520, 310), (1.7, 400, 200)):
        page.evaluate(f"window.marchland.zoomTo({zoom}, {x}, {y})")
        wait_for(page, f"location.search !== {json.dumps('?' + seen[-1])}")
        seen.append(query_of(page))
    for query in reversed(seen[:-1]):
        page.go_back()
        wait_for_query(page, query)
        assert query_of(page) == query
    assert page.evaluate("window.marchland.map.zoom") == 1
    for query in seen[1:]:
        page.go_forward()
        wait_for_query(page, query)
        assert query_of(page) == query
    assert page.evaluate("window.marchland.map.zoom") == pytest.approx(1.7, rel=0.02)


def test_back_brings_the_choices_back(page: Page, address: str, default_atlas: Atlas) -> None:
    open_page(page, address)
    page.click("#theme summary")
    page.click("#theme [data-theme=dark]")
    wait_for_theme(page, default_atlas, "dark")
    page.locator(".legend .layers summary").click()
    page.locator("[data-layer=claims]").check()
    assert "claims" in query_of(page)
    page.go_back()
    wait_for(page, "!window.marchland.payload.layers.includes('claims')")
    page.go_back()
    wait_for_theme(page, default_atlas, "light")
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert page.locator("#theme [data-theme=light]").get_attribute("aria-pressed") == "true"
    assert query_of(page) == ""


def test_another_language_is_another_page_on_the_same_day(page: Page, address: str) -> None:
    open_page(page, address, "?date=2017-11-19&view=albu-kamal")
    page.select_option("#lang", "ar")
    page.wait_for_url("**lang=ar**")
    wait_for(page, "window.marchland?.payload.lang === 'ar'")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("window.marchland.day") == parse_day("2017-11-19")
    page.go_back()
    wait_for(page, "window.marchland?.payload.lang === 'en'")


def test_the_system_s_dark_theme_is_followed(tabs: Tabs, address: str, default_atlas: Atlas) -> None:
    with tabs.open(color_scheme="dark") as page:
        open_page(page, address, "?theme=auto")
        wait_for_theme(page, default_atlas, "dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 25, 28)"


@pytest.mark.timeline
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_click_on_the_timeline_goes_to_the_day_beneath(
    page: Page, address: str, default_atlas: Atlas, language: str
) -> None:
    open_page(page, address, f"?view=albu-kamal&lang={language}")
    page.wait_for_selector("#timeline .scatterlayer path", state="attached")
    box = page.locator("#timeline").bounding_box()
    assert box
    first, last = days_of(default_atlas, parse_request(default_atlas, {}))
    for share in (0.3, 0.6):  # far from every event, whose own day a click would choose
        page.mouse.click(box["x"] + share * box["width"], box["y"] + 3.5 * 21)
        day = page.evaluate("window.marchland.day")
        expected = first + (1 - share if language == "ar" else share) * (last - first)
        assert abs(day - expected) < 6, format_day(day)
    cursor = page.locator("#timeline .cursor").bounding_box()
    assert cursor
    assert abs(cursor["x"] - box["x"] - 0.6 * box["width"]) < 3


@pytest.mark.timeline
def test_a_row_lights_its_place(page: Page, address: str) -> None:
    open_page(page, address, "?view=albu-kamal")
    page.wait_for_selector("#timeline .scatterlayer path", state="attached")
    box = page.locator("#timeline").bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 10)
    wait_for(page, "document.querySelector('.highlight').getAttribute('d')")
    zone = page.locator("#zone-albu-kamal").get_attribute("d")
    assert page.locator(".highlight").get_attribute("d") == zone
    page.mouse.move(20, 20)
    wait_for(page, "!document.querySelector('.highlight').getAttribute('d')")


def test_a_chosen_site_has_a_ring_that_keeps_its_size(page: Page, address: str) -> None:
    open_page(page, address, "?place=al-tanf")
    ring = page.locator("circle.highlight")
    expect(ring).to_be_visible()
    before, mark = ring.bounding_box(), page.locator("#site-al-tanf").bounding_box()
    assert before and mark
    assert before["width"] > mark["width"]
    assert abs(before["x"] + before["width"] / 2 - mark["x"] - mark["width"] / 2) < 0.5
    page.click("[data-zoom-by=plus]")
    after = ring.bounding_box()
    assert after and abs(after["width"] - before["width"]) < 0.5
    page.keyboard.press("Escape")
    expect(ring).to_be_hidden()


def test_a_refusal_is_shown_and_the_request_repeated(tabs: Tabs, address: str) -> None:
    with tabs.open() as page:
        open_page(page, address)
        page.route("**/payload.json*", lambda route: route.fulfill(status=429, body="Too many maps."))
        page.select_option("#view", "albu-kamal")
        expect(page.locator(".toast")).to_have_text("Too many maps.")
        assert page.evaluate("window.marchland.payload.view") == "south-and-east"
        page.unroute("**/payload.json*")
        page.select_option("#view", "golan-hauran")
        wait_for(page, "window.marchland.payload.view === 'golan-hauran'")


def test_after_a_failed_request_the_address_stays_with_the_map(browser: Browser, address: str) -> None:
    page = browser.new_page()  # its console reports the missing network
    page.add_init_script(WATCH)
    open_page(page, address)
    view = page.evaluate("marchland.payload.view")
    page.context.set_offline(True)
    page.select_option("#view", "golan-hauran")
    expect(page.locator(".toast")).to_be_visible()
    wait_for_query(page, "")
    assert page.evaluate("marchland.payload.view") == view
    assert page.locator("#view").input_value() == view
    page.context.set_offline(False)
    page.select_option("#view", "golan-hauran")
    wait_for(page, "marchland.payload.view === 'golan-hauran'")
    assert query_of(page) == "view=golan-hauran"
    page.context.close()


def test_a_place_is_in_the_address_both_ways(page: Page, address: str) -> None:
    open_page(page, address, "?place=al-tanf")
    heading = page.locator(".panel h2")
    name = heading.inner_text()
    assert name == page.evaluate("marchland.payload.places['al-tanf'].name")
    assert entries(page) == 2 and query_of(page) == "place=al-tanf"
    page.locator(".panel .close").click()
    wait_for_query(page, "")
    page.evaluate("marchland.select('albu-kamal')")
    wait_for_query(page, "place=albu-kamal")
    assert page.locator("[data-file=png]").get_attribute("href") == "map.png?place=albu-kamal"
    page.go_back()
    wait_for_query(page, "")
    assert heading.inner_text() == "On this day"
    page.go_back()
    wait_for_query(page, "place=al-tanf")
    expect(heading).to_have_text(name)
    page.go_forward()
    expect(heading).to_have_text("On this day")
    page.keyboard.press("Escape")
    assert query_of(page) == "", "leaving nothing adds nothing"


def test_a_place_missing_from_another_view_leaves_the_address(page: Page, address: str) -> None:
    open_page(page, address, "?place=albu-kamal")
    page.locator("#view").select_option("golan-hauran")
    wait_for_query(page, "view=golan-hauran")
    expect(page.locator(".panel h2")).to_have_text("On this day")


def test_the_focus_stays_on_the_control_that_was_used(page: Page, address: str) -> None:
    """The legend is rebuilt with every map: the next key press must not begin at the top of the page."""
    open_page(page, address)
    page.locator(".legend [data-toggle=iran]").first.focus()
    for query in ("hide=iran", ""):
        page.evaluate("document.activeElement.old = true")
        page.keyboard.press("Space")
        wait_for_query(page, query)
        wait_for(page, "!document.querySelector('.legend [data-toggle=iran]').old")
        assert page.evaluate("document.activeElement.dataset.toggle") == "iran"
    layers = page.locator(".legend .layers summary")
    layers.click()
    page.locator(".legend [data-layer=events]").focus()
    page.keyboard.press("Space")
    wait_for_rest(page)
    assert page.evaluate("document.activeElement.dataset.layer") == "events"


def test_half_typed_text_stays_with_its_caret(page: Page, address: str) -> None:
    open_page(page, address)
    field = page.locator(".date-row .typed")
    field.focus()
    page.keyboard.type("2017-1")
    page.keyboard.press("ArrowLeft")
    page.evaluate("marchland.load(structuredClone(marchland.payload))")
    page.keyboard.type("1")
    assert field.input_value() == "2017-11"


def test_the_panel_keeps_the_focus_and_its_live_line(page: Page, address: str) -> None:
    open_page(page, address)
    page.evaluate("window.announced = []; window.live = document.querySelector('.panel .sub');"
                  "new MutationObserver((all) => announced.push(...all)).observe("
                  "live, {childList: true, characterData: true, subtree: true})")  # fmt: skip
    page.evaluate("marchland.setDay(marchland.day, true)")
    page.evaluate("marchland.select('albu-kamal')")
    wait_for_rest(page)
    assert page.evaluate("announced.length") == 0, "the same day is not read out again"
    assert page.evaluate("live === document.querySelector('.panel .sub')")
    page.keyboard.press("ArrowRight")
    wait_for_rest(page)
    assert page.evaluate("announced.length") == 1
    page.keyboard.press("Escape")
    page.locator(".panel .nearest-days .jump").first.focus()
    page.keyboard.press("Enter")
    wait_for_rest(page)
    assert page.evaluate("document.activeElement.classList.contains('jump')")


@pytest.mark.parametrize("right", ["ArrowRight", "slider", "jump"])
def test_a_wrong_date_is_cleared_when_another_is_shown(page: Page, address: str, right: str) -> None:
    open_page(page, address)
    field, fault = page.locator(".date-row .typed"), page.locator(".date-row .fault")
    field.fill("2050-01-01")
    field.press("Enter")
    expect(fault).not_to_be_empty()
    if right == "slider":
        page.locator(".slider").fill(str(HANDOVER - 30))
    elif right == "jump":
        page.locator(".panel .jump").first.click()
    else:
        page.locator(".viewport").focus()
        page.keyboard.press(right)
    expect(fault).to_be_empty()
    assert field.input_value() == ""


def test_a_toggle_pressed_twice_at_once_is_as_before(page: Page, address: str) -> None:
    open_page(page, address)
    page.evaluate("for (const _ of [1, 2]) document.querySelector('.legend [data-toggle=iran]').click()")
    assert query_of(page) == ""
    assert page.locator(".legend [data-toggle=iran]").first.get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_keyboard_leads_past_the_place_of_a_site(page: Page, address: str, key: str) -> None:
    open_page(page, address, "?date=2018-10-01&view=golan-hauran")
    site = page.locator(".panel [data-place=jubata-al-khashab-site], .panel [data-place=busra-al-sham]").first
    site.focus()
    expect(page.locator("circle.highlight")).to_be_visible()
    page.keyboard.press(key)
    wait_for_rest(page)
    assert not site.evaluate("(each) => each === document.activeElement")
    assert page.evaluate("document.activeElement !== document.body")


def test_escape_closes_a_menu_and_leaves_the_place(page: Page, address: str) -> None:
    open_page(page, address, "?date=2018-10-01&view=golan-hauran&place=khader")
    page.locator("#theme summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#theme")).not_to_have_attribute("open", "")
    assert page.evaluate("window.marchland.place") == "khader"
    page.keyboard.press("Tab")
    page.locator(".viewport").focus()
    page.keyboard.press("Escape")
    assert page.evaluate("window.marchland.place") is None


@pytest.mark.parametrize(
    ("query", "button", "place"),
    [
        ("&side=russian&versus=israel", ".filter-notice .link:last-child", ".viewport"),
        ("&side=russian&versus=israel&place=quneitra-centre", ".versus > .link", ".panel h2"),
        ("&place=band-140&layers=zones,claims", ".panel .offer", ".panel h2"),
    ],
)
def test_a_removed_control_leaves_the_focus_in_place(
    page: Page, address: str, query: str, button: str, place: str
) -> None:
    open_page(page, address, f"?date=2018-10-01&view=golan-hauran{query}")
    before = page.evaluate("window.marchland.payload.filters.join()")
    page.locator(button).focus()
    page.keyboard.press("Enter")
    wait_for(page, f"window.marchland.payload.filters.join() !== {json.dumps(before)}")
    wait_for_rest(page)
    assert page.evaluate(f"document.activeElement === document.querySelector({json.dumps(place)})")
