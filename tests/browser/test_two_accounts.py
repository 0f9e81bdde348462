"""Two accounts in a real browser: chosen, framed, scrubbed, swapped and left, with the claim of 140 km."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.request.narrow import narrow
from atlas.request.request import parse_request
from layers.still.resolve import find_content
from outputs.embed.page import Frame, write_page
from tests.browser.axe import find_grave
from tests.browser.conftest import Tabs
from tests.browser.rest import wait_for_frame
from tests.browser.test_address import open_page, wait_for
from text.translations import load_words
from text.two_versions import describe_differences, head_differences

VIEW = "?date=2018-10-01&view=golan-hauran"
BOTH = f"{VIEW}&side=russian&versus=israel"
HEADING = "Where the two accounts differ · zones of 419 km² in all"
FRAMED = (
    "[...document.querySelectorAll('[id^=frame-]')].filter((each) => !each.hasAttribute('display')).length"
)


def show_day(page: Page, day: str) -> None:
    page.evaluate(f"window.marchland.setDay({parse_day(day)}, true)")


def test_differences_are_framed_and_listed_on_each_day(page: Page, address: str) -> None:
    open_page(page, address, BOTH)
    lines = page.locator(".panel .versus")
    expect(lines.locator("h3")).to_have_text(HEADING)
    expect(lines.locator(".difference")).to_have_count(3)
    assert page.evaluate(FRAMED) > 0
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    show_day(page, "2015-01-01")
    expect(lines.locator("h3")).to_have_text("The two accounts agree here")
    assert page.evaluate(FRAMED) == 0
    show_day(page, "2018-10-01")
    expect(lines.locator("h3")).to_have_text(HEADING)
    assert page.evaluate(FRAMED) > 0
    assert not [url for url in requests if "json" in url], "the slider asks for nothing"


def test_a_step_touches_no_frame_that_stays(page: Page, address: str) -> None:
    open_page(page, address, BOTH)
    page.evaluate(
        """() => {
          window.touched = [];
          const seen = (changes) => window.touched.push(...changes.map(({ target }) => target.id));
          const frames = document.querySelector('.sheet-frames');
          new MutationObserver(seen).observe(frames, { attributes: true, subtree: true });
        }"""
    )
    show_day(page, "2018-10-02")
    assert page.evaluate("window.touched") == []
    show_day(page, "2018-06-20")
    wait_for_frame(page)
    changed = page.evaluate("window.touched")
    assert changed
    assert len(changed) == len(set(changed))


def test_a_tap_swaps_the_versions_and_another_leaves_them(page: Page, address: str) -> None:
    open_page(page, address, BOTH)
    caption = "According to Russia; outlines mark where the account of Israel"
    expect(page.locator(".filter-notice")).to_contain_text(caption)
    absent = "window.marchland.payload.holdings['band-140'] !== undefined"
    assert page.evaluate(absent)
    page.locator(".filter-notice button", has_text="Swap").click()
    wait_for(page, "window.marchland.payload.side[0] === 'israel'")
    assert "side=israel&versus=russian" in page.url
    expect(page.locator("#side")).to_have_value("israel")
    expect(page.locator("#versus")).to_have_value("russian")
    expect(page.locator(".panel .versus h3")).to_have_text(HEADING)
    assert not page.evaluate(absent)
    page.go_back()
    wait_for(page, "window.marchland.payload.side[0] === 'russian'")
    expect(page.locator("#versus")).to_have_value("israel")
    page.locator(".filter-notice button", has_text="Show all sources").click()
    wait_for(page, "window.marchland.payload.side.length === 0")
    expect(page.locator(".filter-notice")).to_be_hidden()
    expect(page.locator(".panel .versus")).to_have_count(0)
    expect(page.locator(".of-versus")).to_be_hidden()
    assert "versus=" not in page.url
    assert page.evaluate(FRAMED) == 0


def test_a_claim_of_the_other_side_opens_its_account_at_the_place(page: Page, address: str) -> None:
    open_page(page, address, BOTH)
    apart = page.locator(".difference[data-difference*=quneitra-centre]")
    expect(apart.locator(".version").first).to_have_text("RussiaIran-aligned militias: Said to be absent")
    apart.locator(".version", has_text="Israel").click()
    wait_for(page, "window.marchland.payload.side[0] === 'israel'")
    expect(page.locator(".panel h2")).to_have_text(re.compile("Khan Arnabah"))
    expect(page.locator(".panel .version[aria-pressed=true] b")).to_have_text("Israel")
    page.locator(".panel .close").click()
    page.locator(".difference [data-place=quneitra-centre]").click()
    expect(page.locator(".panel h2")).to_have_text(re.compile("Quneitra countryside, centre"))
    page.locator(".panel .versus > .link").click()
    wait_for(page, "window.marchland.payload.side.length === 0")
    expect(page.locator(".panel h2")).to_have_text(re.compile("Quneitra countryside, centre"))
    expect(page.locator(".panel .conflict-column")).to_have_count(2)


def test_the_claims_of_a_place_lead_to_both_versions(page: Page, address: str) -> None:
    open_page(page, address, VIEW)
    page.evaluate("window.marchland.select('band-140')")
    page.locator(".panel .offer").click()
    wait_for(page, "window.marchland.payload.versus")
    assert "side=russian&versus=rebels" in page.url


def test_the_bar_chooses_the_side_and_its_comparison(page: Page, address: str) -> None:
    open_page(page, address, VIEW)
    expect(page.locator(".of-versus")).to_be_hidden()
    page.locator("#side").select_option("russian")
    wait_for(page, "window.marchland.payload.side[0] === 'russian'")
    expect(page.locator("#versus option[value=russian]")).to_be_disabled()
    page.locator("#versus").select_option("israel")
    wait_for(page, "window.marchland.payload.versus?.side === 'israel'")
    page.locator("#side").select_option("israel")
    wait_for(page, "window.marchland.payload.side[0] === 'israel'")
    assert "versus=" not in page.url, "no side is set against itself"


def test_accounts_are_compared_as_known_then(page: Page, address: str) -> None:
    open_page(page, address, f"{BOTH}&known=2018-10-01")
    assert "419" not in page.locator(".panel .versus h3").inner_text()
    page.click(".date-row .known")
    page.locator(".newest").click()  # a page of an earlier day has nothing later: another page does
    wait_for(page, "!location.search.includes('known') && window.marchland?.payload.versus")
    expect(page.locator(".panel .versus h3")).to_have_text(HEADING)
    assert page.evaluate(FRAMED) > 0


def test_an_embed_frames_them_and_follows_its_slider(
    page: Page, default_atlas: Atlas, tmp_path: Path
) -> None:
    options = {"view": "golan-hauran", "date": "2018-10-01", "side": "russian", "versus": "israel"}
    request = parse_request(default_atlas, options)
    (tmp_path / "embed.html").write_bytes(
        write_page(narrow(default_atlas, request), request, Frame(home="./"))
    )
    page.goto((tmp_path / "embed.html").as_uri())
    page.wait_for_function("window.marchland")
    assert page.evaluate(FRAMED) > 0
    expect(page.locator(".provenance")).to_contain_text(
        "According to Russia; outlines mark where the account of Israel differs"
    )
    narrowed = narrow(default_atlas, request)
    for day in ("2018-10-01", "2018-07-15", "2017-11-09", "2015-01-01"):
        map_request = replace(request, date=parse_day(day))
        show_day(page, day)
        differences = find_content(narrowed, map_request).differences
        assert differences is not None
        lines = describe_differences(narrowed, map_request, differences)
        expect(page.locator(".differences li")).to_have_text(lines)
        head = head_differences(differences, load_words("en"))
        expect(page.locator(".differences summary")).to_have_text(re.compile(re.escape(f": {head}") + "$"))
    assert page.evaluate(FRAMED) == 0


@pytest.mark.parametrize(
    ("size", "theme"),
    [((1440, 900), "light"), ((1440, 900), "dark"), ((1024, 700), "dark"), ((390, 844), "light")],
)
def test_it_stays_within_the_window_and_can_be_used_by_all(
    tabs: Tabs, address: str, size: tuple[int, int], theme: str
) -> None:
    with tabs.open(*size, timeline=True, bypass_csp=True) as page:
        open_page(page, address, f"{BOTH}&theme={theme}")
        count = page.locator(".panel .versus").count()
        wide = page.evaluate("document.documentElement.scrollWidth")
        right = page.locator("#share").evaluate("(each) => each.getBoundingClientRect().right")
        grave = find_grave(page)
    assert count == 1
    assert max(wide, right) <= size[0]
    assert grave == []
