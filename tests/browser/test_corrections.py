"""The pages of corrections and of pinned versions in a real browser."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import find_grave
from tests.browser.conftest import Tabs
from tests.browser.test_address import wait_for

QUERY = "corrections?from=2020-12-16&to=2020-12-29&date=2020-12-17"


def test_the_form_compares_other_dates_and_links_to_both_maps(page: Page, address: str) -> None:
    page.goto(f"{address}/corrections?from=2020-12-17&to=2020-12-18&date=2020-12-17")
    page.locator("[name=from]").fill("2020-12-16")
    page.locator("[name=to]").fill("2020-12-29")
    page.locator("form button").click()
    page.wait_for_url("**/corrections?from=2020-12-16&to=2020-12-29&date=2020-12-17**")
    expect(page.locator("table")).to_contain_text("Albu Kamal")
    expect(page.locator("strong").first).to_contain_text("added")
    page.locator("a[href*='known=2020-12-16']").click()
    wait_for(page, "window.marchland?.payload.known === window.marchland?.day - 1")


SOURCE = "source/sohr-2020-12-17"


@pytest.mark.parametrize(
    "path",
    [QUERY, f"{QUERY}&lang=ar", "pinned", "pinned?lang=ar", SOURCE, f"{SOURCE}?lang=ar", "method"],
)
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_serious_and_nothing_runs_out_of_the_page(
    tabs: Tabs, address: str, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    with tabs.open(width, 800, color_scheme=scheme, bypass_csp=True) as page:
        page.goto(f"{address}/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        grave = find_grave(page)
        # The same with the wider letters of the reader's own fonts, until ours are loaded.
        page.add_style_tag(content="*{font-family:monospace!important}")
        wide = max(wide, page.evaluate("document.documentElement.scrollWidth"))
    assert wide <= width
    assert grave == []
