"""The account of a side in a real browser, with the claim of 140 km: drawn, announced, and left again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from outputs.embed.page import Frame, write_page
from tests.browser.test_address import open_page, wait_for

CLAIM = "?date=2018-10-01&view=golan-hauran&layers=zones,lines,sites,events,labels,claims"


def test_the_claim_of_140_km_is_in_one_account_and_not_in_the_other(page: Page, address: str) -> None:
    open_page(page, address, CLAIM)
    claimed = "window.marchland.payload.holdings['band-140'] !== undefined"
    assert page.evaluate(claimed)
    expect(page.locator(".filter-notice")).to_be_hidden()
    for side, is_claimed in (("israel", False), ("russian", True)):
        page.locator("#side").select_option(side)
        wait_for(page, f"window.marchland.payload.side[0] === '{side}'")
        page.evaluate("window.marchland.select('band-140')")
        heard = page.locator(".panel [data-force=iran-aligned]")
        expect(heard).to_have_count(1 if is_claimed else 0)
        expect(page.locator(".filter-notice")).to_be_visible()
        assert f"side={side}" in page.url
    page.locator(".filter-notice button").click()
    wait_for(page, "window.marchland.payload.side.length === 0")
    expect(page.locator(".filter-notice")).to_be_hidden()
    assert "side=" not in page.url


def expect_camps(page: Page) -> None:
    """The Russian claim is next to those of Israel and others, each with its speaker and date."""
    page.evaluate("window.marchland.select('band-140')")
    claimed, denying = page.locator(".panel .conflict-column").all()
    konashenkov = "Igor Konashenkov, Russian Ministry of Defence, 23 September 2018"
    expect(claimed.locator("h4")).to_have_text([f"{konashenkov}, via RIA Novosti, Syria TV"])
    expect(claimed).to_contain_text("Iran-aligned militias: Said to be absent")
    expect(claimed).to_contain_text("began on or before 23 September 2018")
    denied = "Anti-government websites, 4 January 2019; Al-Monitor, 31 July 2019; Israeli army, 13 March 2019"
    expect(claimed.locator(".against")).to_have_text(f"Denied by: {denied}")
    expect(denying.locator("h4")).to_have_text(
        [
            "Anti-government websites, 4 January 2019, via MEMRI",
            "Al-Monitor, 31 July 2019",
            "Israeli army, 13 March 2019, via Israel Defense",
        ]
    )
    from_al_monitor = denying.locator(".claim", has_text="22 July 2019")
    expect(from_al_monitor.locator(".against")).to_have_text(f"Contradicts: {konashenkov}")
    expect(denying).to_contain_text("Al-Monitor")
    for camp in (claimed, denying):
        box = camp.bounding_box()
        assert box
        assert box["width"] > 200, "room to read"
    denying.locator("[data-place=quneitra-centre]").click()
    expect(page.locator(".panel h2")).to_have_text(re.compile("Quneitra countryside, centre"))
    expect(page.locator(".panel .conflict-column")).to_have_count(2)
    expect(page.locator(".panel")).not_to_contain_text("undefined")


def test_the_claims_of_140_km_are_side_by_side(page: Page, address: str) -> None:
    open_page(page, address, CLAIM)
    expect_camps(page)


def test_an_embed_also_shows_the_claims_side_by_side(
    page: Page, default_atlas: Atlas, tmp_path: Path
) -> None:
    request = parse_request(default_atlas, {"view": "golan-hauran", "date": "2018-10-01"})
    (tmp_path / "embed.html").write_bytes(write_page(default_atlas, request, Frame(home="./")))
    page.goto((tmp_path / "embed.html").as_uri())
    page.wait_for_function("window.marchland")
    expect_camps(page)


@pytest.mark.parametrize("width", [390, 1440])
def test_in_a_narrow_panel_the_claims_are_stacked(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    open_page(page, address, CLAIM)
    page.evaluate("window.marchland.select('band-140')")
    first, second = (camp.bounding_box() for camp in page.locator(".panel .conflict-column").all())
    assert first and second
    assert first["y"] + first["height"] <= second["y"]


def test_a_source_leads_to_its_page_and_the_map_without_it(page: Page, address: str) -> None:
    open_page(page, address)
    page.locator(".panel .source-list a", has_text="Claims from this source").first.click()
    page.wait_for_url("**/source/**")
    page.get_by_text("Map without this source").click()
    wait_for(page, "window.marchland")
    expect(page.locator(".filter-notice")).to_contain_text("Excluding")


def test_disputed_claims_are_a_layer_of_the_legend(page: Page, address: str) -> None:
    """Switched off, the map, the panel and the address do without it; going back brings it back."""
    open_page(page, address, "?date=2018-10-01&view=golan-hauran")
    page.evaluate("window.marchland.select('quneitra-centre')")
    heard = page.locator(".panel [data-force=iran-aligned]")
    expect(heard).not_to_have_count(0)
    page.locator(".legend .layers summary").click()
    layer = page.locator("[data-standing=disputed]")
    expect(layer).to_be_checked()
    layer.uncheck()
    wait_for(page, "window.marchland.payload.hide.includes('standing.disputed')")
    assert "hide=standing.disputed" in page.url
    expect(heard).to_have_count(0)
    expect(page.locator(".time .provenance")).to_contain_text("Not shown: disputed claims")
    page.go_back()
    wait_for(page, "!window.marchland.payload.hide.includes('standing.disputed')")
    expect(page.locator("[data-standing=disputed]")).to_be_checked()
    expect(heard).not_to_have_count(0)
