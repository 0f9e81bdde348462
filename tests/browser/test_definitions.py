"""The meaning of a symbol is one tap from the legend; borders and the age of evidence are chosen in it."""

import pytest
from playwright.sync_api import Page, expect

from atlas.model.vocabulary import Standing, Status
from tests.browser.test_dashboard import _open, _wait_for_query


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_status_and_standing_is_defined_one_tap_from_the_key(
    page: Page, address: str, language: str
) -> None:
    _open(page, address, f"?lang={language}")
    page.locator("[data-define=contested]").first.click()
    dialog = page.locator("dialog.definitions")
    expect(dialog).to_be_visible()
    expect(dialog.locator("dt.selected")).to_have_attribute("data-term", "contested")
    for name in (*Status, *Standing):
        term = dialog.locator(f"dt[data-term={name}]")
        assert len(term.inner_text()) > 2
        assert len(term.locator("xpath=following-sibling::dd[1]").inner_text()) > 20


def test_a_definition_is_reached_and_left_by_keys_and_the_place_stays(page: Page, address: str) -> None:
    _open(page, address)
    page.evaluate("window.marchland.select('albu-kamal-border-points')")
    day = page.evaluate("window.marchland.day")
    button = page.locator(".legend-symbols [data-define=possible]")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.definitions")).to_be_visible()
    assert page.evaluate("document.activeElement.dataset.term") == "possible"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.definitions")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.define") == "possible"
    assert page.evaluate("window.marchland.day") == day
    assert page.evaluate("window.marchland.place") == "albu-kamal-border-points"


def test_the_standing_of_a_claim_leads_to_its_definition(page: Page, address: str) -> None:
    _open(page, address)
    page.locator(".panel [data-define=reported]").first.click()
    expect(page.locator("dt.selected")).to_contain_text("Reported")
    page.mouse.click(5, 5)
    expect(page.locator("dialog.definitions")).to_be_hidden()


def test_borders_are_chosen_in_the_legend_and_go_into_the_address(page: Page, address: str) -> None:
    _open(page, address, "?view=golan-hauran")
    assert page.locator(".sheet-over .occupied").count() == 0
    page.locator("summary", has_text="Layers").click()
    page.locator("[data-borders]").select_option("un")
    _wait_for_query(page, "borders=un")
    page.wait_for_selector(".sheet-over .occupied", state="attached")
    expect(page.locator(".legend .small")).to_contain_text("242 and 497")
    assert "borders=un" in (page.locator("[data-file=png]").get_attribute("href") or "")
    page.go_back()
    page.wait_for_selector(".sheet-over .occupied", state="detached")


def test_the_age_of_evidence_is_one_toggle_and_scrubbing_needs_no_request(page: Page, address: str) -> None:
    _open(page, address)
    page.locator("[data-age]").check()
    _wait_for_query(page, "age=1")
    expect(page.locator(".legend .head")).to_contain_text("Days since last confirmed")
    expect(page.locator(".ages li")).to_have_count(4)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    before = page.evaluate("window.marchland.visible()")
    page.evaluate("window.marchland.setDay(17000)")
    assert page.evaluate("window.marchland.visible()") != before
    assert not [url for url in requests if "payload" in url]
    assert "age=1" in (page.locator("[data-file=png]").get_attribute("href") or "")
    page.reload()
    expect(page.locator("[data-age]")).to_be_checked()
    page.locator("[data-age]").uncheck()
    expect(page.locator(".family")).not_to_have_count(0)


def test_the_panel_always_shows_the_last_confirmation(page: Page, address: str) -> None:
    _open(page, address)
    page.evaluate("window.marchland.select('golan')")
    records = page.locator(".panel .record")
    assert records.count() > 0
    expect(page.locator(".panel .record .confirmed")).to_have_count(records.count())
    expect(page.locator(".panel .record .confirmed").first).to_have_text("Last confirmed 26 July 2018")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_provenance_line_is_under_the_slider_on_every_day(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    _open(page, address, "?known=2020-12-29")
    provenance = page.locator(".time .provenance")
    known = "Latest source 29 Dec 2020 · Information as of 29 Dec 2020 · v"
    expect(provenance).to_contain_text(f"Showing 17 Dec 2020 · {known}")
    page.keyboard.press("ArrowRight")
    expect(provenance).to_contain_text("Showing 18 Dec 2020")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
