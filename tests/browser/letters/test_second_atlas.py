"""An invented land in Ukrainian and Georgian in a real browser: dashboard, slider, embed, letters."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.request.request import parse_request
from outputs.writers import write
from tests.browser.conftest import Tabs, serve
from tests.browser.rest import wait_for_frame, wait_for_rest
from tests.browser.test_names_at_rest import look_at_rest
from tests.browser.test_share import open_share
from tests.conftest import VYHADIA
from tests.outputs.fonts.scripts import LETTERS, write_atlas

GEORGIAN = """() => [...document.fonts].filter((face) =>
  face.status === "loaded" && face.unicodeRange.includes("U+10D")).map((face) => face.weight).sort()"""


@pytest.fixture(scope="module")
def land() -> Iterator[str]:
    """The address of a server of the second atlas."""
    with serve(str(VYHADIA)) as address:
        yield address


@pytest.mark.parametrize(("lang", "name"), [("uk", "Ґудзикове"), ("ka", "ღილაკეთი")])
def test_the_dashboard_shows_its_names_whole(tabs: Tabs, land: str, lang: str, name: str) -> None:
    with tabs.open(1440, 900) as page:
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{land}/?lang={lang}")
        page.wait_for_function("window.marchland")
        names = look_at_rest(page)
        assert names["faults"] == []
        assert names["names"] >= 8
        assert page.locator(".viewport").get_by_text(name, exact=True).count() == 1
        assert page.locator("html").get_attribute("lang") == lang
        assert page.evaluate(GEORGIAN) == (["400", "600"] if lang == "ka" else [])
        assert faults == []


def test_its_slider_scrubs_without_requests(tabs: Tabs, land: str) -> None:
    with tabs.open(1440, 900) as page:
        page.goto(f"{land}/?lang=ka")
        page.wait_for_function("window.marchland")
        wait_for_rest(page)
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        seen = set()
        for day in ("2031-01-05", "2031-03-20", "2031-06-20", "2031-08-20"):
            page.evaluate(f"marchland.setDay({parse_day(day)})")
            wait_for_frame(page)
            seen.add(page.evaluate("JSON.stringify(marchland.visible())"))
        assert len(seen) == 4
        assert requests == []


def test_its_embed_has_its_letters(page: Page, vyhadia: Atlas, tmp_path: Path) -> None:
    file = tmp_path / "embed.html"
    file.write_bytes(write(vyhadia, parse_request(vyhadia, {"lang": "ka"}), "html"))
    page.goto(file.as_uri())
    page.wait_for_function("window.marchland")
    page.evaluate("document.fonts.ready")
    assert page.evaluate(GEORGIAN) == ["400", "600"]
    before = page.locator("h2.date").inner_text()
    page.locator(".slider").focus()
    page.keyboard.press("Home")
    assert page.locator("h2.date").inner_text() != before
    assert "გამოგონია" in page.locator("body").inner_text()


def test_the_share_dialog_names_letters_that_no_font_has(tabs: Tabs, tmp_path: Path) -> None:
    with serve(str(write_atlas(tmp_path / "atlas"))) as address, tabs.open(1440, 900) as page:
        open_share(page, address, "", "image")
        line = page.locator(".share .missing")
        expect(line).to_be_visible()
        assert set(line.inner_text()) >= LETTERS
        assert "folder fonts/ of the atlas" in line.inner_text()


def test_the_share_dialog_says_nothing_if_every_letter_is_drawn(page: Page, land: str) -> None:
    open_share(page, land, "?lang=ka", "image")
    expect(page.locator(".share .result img")).to_have_js_property("complete", value=True)
    wait_for_rest(page)
    expect(page.locator(".share .missing")).to_be_hidden()
