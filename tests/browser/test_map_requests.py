"""The map follows the address: with fast input, refusals, and an atlas that changes meanwhile."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from atlas.model.edtf_dates import parse_day
from tests.atlases import edit
from tests.browser.conftest import Tabs, wait_for_server
from tests.browser.rest import wait_for_rest
from tests.browser.test_address import open_page, query_of, wait_for
from tests.conftest import ROOT, STARTER

GOLAN = "?date=2018-10-01&view=golan-hauran"


@pytest.fixture
def unguarded(tabs: Tabs) -> Iterator[Page]:
    """A page whose browser may log that an answer failed."""
    with tabs.open() as page:
        yield page


def know(page: Page, day: str) -> None:
    page.locator(".known-row .typed").fill(day)
    page.locator(".known-row .typed").press("Enter")


def delay(page: Page, pattern: str, by_ms: int) -> None:
    def answer(route: Route) -> None:
        page.wait_for_timeout(by_ms)
        route.continue_()

    page.route(pattern, answer)


def test_an_information_date_chosen_while_loading_applies_to_the_new_map(page: Page, address: str) -> None:
    open_page(page, address, GOLAN)
    page.click(".date-row .known")
    delay(page, "**/payload.json*", 500)
    page.locator("#side").select_option("russian")
    know(page, "2019-06-01")
    wait_for(page, "window.marchland.payload.side[0] === 'russian'")
    wait_for_rest(page)
    known = parse_day("2019-06-01")
    assert page.evaluate("[window.marchland.payload.known, window.marchland.payload.side[0]]") == [
        known,
        "russian",
    ]
    assert "side=russian" in page.url
    assert "known=2019-06-01" in page.url
    expect(page.locator(".filter-notice")).to_contain_text("According to Russia")


def test_a_refused_choice_is_reverted_everywhere(unguarded: Page, address: str) -> None:
    page = unguarded
    open_page(page, address, GOLAN)
    page.click(".date-row .known")
    page.route("**/*.json*", lambda route: route.fulfill(status=429, body="Too many maps."))
    known = page.locator(".date-row .known").inner_text()
    know(page, "2018-07-01")
    expect(page.locator(".toast")).to_have_text("Too many maps.")
    expect(page.locator(".date-row .known")).to_have_text(known)
    expect(page.locator(".known-row .typed")).to_have_value("2022-02-16")
    page.click("[data-toggle=government]")
    expect(page.locator("[data-toggle=government]")).to_have_attribute("aria-pressed", "true")
    page.unroute("**/*.json*")
    page.click("[data-toggle=iran]")
    wait_for(page, "window.marchland.payload.hide.length === 1")
    assert query_of(page).endswith("hide=iran")


def test_two_refused_choices_leave_the_map(unguarded: Page, address: str) -> None:
    page = unguarded
    open_page(page, address, GOLAN)

    def abort(route: Route) -> None:
        page.wait_for_timeout(300)
        route.abort()

    page.route("**/payload.json*", abort)
    page.locator("#side").select_option("russian")
    page.locator("#side").select_option("israel")
    wait_for_rest(page)
    assert "side=" not in query_of(page)
    expect(page.locator("#side")).to_have_value("")


def test_back_leads_to_days_named_by_words(page: Page, address: str) -> None:
    open_page(page, address, "?date=earliest&known=earliest")
    first = page.evaluate("window.marchland.day")
    page.evaluate(f"window.marchland.setDay({parse_day('2016-07-18')}, true)")
    wait_for(page, "location.search.includes('date=2016-07-18')")
    page.click(".date-row .known")
    page.locator(".newest").click()  # a page of an earlier day has nothing later: another page does
    wait_for(page, f"!location.search.includes('known') && window.marchland?.payload.known > {first}")
    wait_for_rest(page)
    page.go_back()
    page.go_back()
    wait_for(page, f"window.marchland?.day === {first} && window.marchland.payload.known === {first}")
    assert query_of(page) == "date=earliest&known=earliest"


def test_back_brings_the_place_of_another_map_back(page: Page, address: str) -> None:
    open_page(page, address, f"{GOLAN}&place=khader")
    page.select_option("#view", "albu-kamal")
    wait_for(page, "window.marchland.payload.view === 'albu-kamal'")
    wait_for_rest(page)
    page.go_back()
    wait_for(page, "window.marchland.payload.view === 'golan-hauran'")
    wait_for(page, "window.marchland.place === 'khader'")
    assert "place=khader" in query_of(page)


@pytest.fixture
def living(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server of an atlas that can be changed, and its folder."""
    folder = tmp_path / "atlas"
    shutil.copytree(STARTER, folder)
    command = [sys.executable, "app.py", "serve", "--port", "0", "--atlas", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split(" is at ")[1].split()[0]
        wait_for_server(address)
        yield address, folder
        server.terminate()


def test_a_page_of_an_older_atlas_is_redrawn_and_not_mixed(page: Page, living: tuple[str, Path]) -> None:
    address, folder = living
    open_page(page, address)
    before = page.evaluate("window.marchland.payload.atlas")
    records = folder / "records.csv"
    records.write_text(
        edit(records.read_text(), "harbour-league,harbour,league", "harbour-league,harbour,council")
    )
    for _ in range(100):
        page.wait_for_timeout(200)
        health = page.request.get(f"{address}/health").json()
        if health["atlas"] != before:
            break
    page.click(".date-row .known")
    know(page, "2020-10-05")
    wait_for(page, f"window.marchland.payload.atlas === {json.dumps(health['atlas'])}")
    wait_for(page, f"window.marchland.payload.known === {parse_day('2020-10-05')}")
    expect(page.locator(".time .provenance")).to_contain_text(f"v{health['atlas'][:7]}")
