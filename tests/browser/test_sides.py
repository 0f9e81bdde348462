"""A side's version in a real browser, by the claim of 140 km: drawn, announced, and left again."""

from playwright.sync_api import Page, expect

from tests.browser.test_address import open_page, wait_for

CLAIM = "?date=2018-10-01&view=golan-hauran&layers=zones,lines,sites,events,labels,claims"


def test_the_claim_of_140_km_stands_in_one_version_and_not_in_the_other(page: Page, address: str) -> None:
    open_page(page, address, CLAIM)
    claimed = "window.marchland.home.holdings['band-140'] !== undefined"
    assert page.evaluate(claimed)
    expect(page.locator(".narrowed")).to_be_hidden()
    page.locator(".legend .layers summary").click()
    for side, told in (("israel", False), ("russian", True)):
        page.locator("[data-side]").select_option(side)
        wait_for(page, f"window.marchland.home.side[0] === '{side}'")
        page.evaluate("window.marchland.select('band-140')")
        heard = page.locator(".side [data-force=iran-aligned]")
        expect(heard).to_have_count(1 if told else 0)
        expect(page.locator(".narrowed")).to_be_visible()
        assert f"side={side}" in page.url
    page.locator(".narrowed button").click()
    wait_for(page, "window.marchland.home.side.length === 0")
    expect(page.locator(".narrowed")).to_be_hidden()
    assert "side=" not in page.url


def test_a_source_leads_to_its_page_and_the_map_without_it(page: Page, address: str) -> None:
    open_page(page, address)
    page.locator(".side .src a", has_text="What rests on it").first.click()
    page.wait_for_url("**/source/**")
    page.get_by_text("The map without it").click()
    wait_for(page, "window.marchland")
    expect(page.locator(".narrowed")).to_contain_text("Without")
