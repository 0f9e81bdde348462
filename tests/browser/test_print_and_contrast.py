"""On paper, in forced colours and without a server: the page stays visible and usable."""

import io

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tabs
from tests.browser.rest import wait_for_rest

COLOURS = """() => [...document.querySelectorAll(".legend .family .swatch, .families svg rect")].map(each => {
  const style = getComputedStyle(each);
  return each.localName === "rect" ? style.fill : style.backgroundColor;
})"""


def open_page(page: Page, address: str) -> None:
    page.goto(address, timeout=120_000)
    page.wait_for_function("() => window.marchland", timeout=60_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["?", "embed?"])
def test_forced_colours_leave_legend_and_map_unchanged(
    tabs: Tabs, address: str, path: str, scheme: str
) -> None:
    results = []
    for forced in ("none", "active"):
        with tabs.open(forced_colors=forced, color_scheme=scheme) as page:
            open_page(page, f"{address}/{path}view=albu-kamal&theme=light")
            zones = "[...document.querySelectorAll('[id^=zone-]')].map((each) => getComputedStyle(each).fill)"
            names = (
                "[...document.querySelectorAll('.sheets text')].map((each) => getComputedStyle(each).fill)"
            )
            results.append([page.evaluate(COLOURS), page.evaluate(zones), page.evaluate(names)])
            assert page.evaluate("matchMedia('(forced-colors: active)').matches") == (forced == "active")
            page.keyboard.press("Tab")
            page.locator(".play").focus()
            page.keyboard.press("Tab")
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert results[0] == results[1]
    assert len(set(results[0][0])) > 5


@pytest.mark.parametrize(
    ("width", "path"),
    [
        (1440, "?"),
        (390, "?lang=ar&view=albu-kamal"),
        (1440, "?theme=dark"),
        (1200, "embed?"),
        (390, "embed?lang=ar"),
    ],
)
def test_one_sheet_contains_map_legend_date_sources_and_credit(
    page: Page, address: str, width: int, path: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_page(page, f"{address}/{path}")
    seen = "[...document.querySelectorAll('.sheets > svg')].map((each) => each.getAttribute('viewBox'))"
    wait_for_rest(page)
    before = page.evaluate(seen)
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(document) == 1
    sheet = document[0]
    text = sheet.get_textpage().get_text_bounded()
    if "lang=ar" not in path:
        for phrase in ("Syria’s south and east", "17 December 2020", "Iran-aligned", "SOHR", "OpenStreetMap"):
            assert phrase in text
    picture = sheet.render(scale=1).to_pil().convert("RGB")
    upper = picture.crop((0, 90, picture.width, 420))
    counted = upper.getcolors(1_000_000)
    assert counted is not None
    white = sum(count for count, colour in counted if colour == (255, 255, 255))
    assert white < 0.35 * upper.width * upper.height
    assert len(counted) > 200
    wait_for_rest(page)
    assert page.evaluate(seen) == before


def test_the_open_page_keeps_working_without_the_server(tabs: Tabs, address: str) -> None:
    with tabs.open() as page:
        open_page(page, f"{address}/?date=2017-11-19")
        wait_for_rest(page)
        page.route("**/*", lambda route: route.abort())
        before = page.url
        for choose in (
            lambda: page.locator("#lang").select_option("ar"),
            lambda: page.locator("#view").select_option("albu-kamal"),
        ):
            choose()
            expect(page.locator(".toast")).to_contain_text("The server cannot be reached", timeout=20_000)
            expect(page.locator(".toast")).to_have_count(0, timeout=20_000)
        expect(page.locator("#lang")).to_have_value("en")
        assert page.url == before
        page.locator(".slider").press("ArrowRight")
        expect(page.locator("h2.date")).to_have_text("Monday 20 November 2017")
        page.evaluate("marchland.select('albu-kamal')")
        expect(page.locator(".panel h2")).to_contain_text("Albu Kamal")
        first = _picture(page)
        page.locator("[data-zoom-by=plus]").click()
        assert _picture(page) != first


def _picture(page: Page) -> bytes:
    return Image.open(io.BytesIO(page.locator(".viewport").screenshot())).tobytes()
