"""Widths: at each one nothing sticks out of the dashboard, and every control of the slider is in reach."""

import pytest
from playwright.sync_api import Page, expect

from atlas.model.edtf_dates import parse_day
from tests.browser.rest import wait_for_frame

WIDTHS = range(320, 1921, 20)
REACHED = """() => [...document.querySelectorAll(
    ".date-row .known, .play-buttons .btn, .play, .playback > .btn, .playback-options :is(select, .typed)"
)].filter((each) => {
  const { left, right, width } = each.getBoundingClientRect();
  return width > 0 && left >= 0 && right <= innerWidth;
}).length"""
IN_A_ROW, FOLDED = 7, 5
"""Information date, previous, next, play, then step, speed and date, or the button that contains them."""


def open_dashboard(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}/?{query}", timeout=120_000)
    page.wait_for_function("() => window.marchland", timeout=60_000)


@pytest.mark.timeline
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_sticks_out_and_no_control_is_lost(page: Page, address: str, language: str) -> None:
    open_dashboard(page, address, f"lang={language}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(REACHED) == (IN_A_ROW if width > 1360 else FOLDED), width


@pytest.mark.parametrize(("language", "words"), [("en", "Golan Heights: Syrian"), ("ar", "الجولان")])
def test_a_small_screen_shows_the_note_on_borders_in_the_map(
    page: Page, address: str, language: str, words: str
) -> None:
    """Where the legend with the note is folded away, the map of the Golan has its short form."""
    page.set_viewport_size({"width": 390, "height": 844})
    open_dashboard(page, address, f"view=golan-hauran&lang={language}")
    note = page.locator(".viewport .on-borders")
    expect(note).to_be_in_viewport(ratio=1)
    expect(note).to_contain_text(words)
    covered = """(note) => {
      const { left, top, width, height } = note.getBoundingClientRect();
      return !note.parentElement.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }"""
    assert not note.evaluate(covered), "nothing lies on it"
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(note).to_be_hidden()
    open_dashboard(page, address, f"view=albu-kamal&lang={language}")
    expect(note).to_have_count(0)


WALKED = """(days) => days.map((day) => {
  window.marchland.setDay(day, true);
  const count = document.querySelector(".date-row .count");
  const { bottom, right, left } = count.getBoundingClientRect();
  const parts = [...count.children].map((each) => each.getBoundingClientRect());
  const whole = (each) => each.top >= bottom || (each.left >= left && each.right <= right);
  return [document.querySelector(".viewport").clientHeight, parts.every(whole)];
})"""
"""The height of the map on each day, and whether the visible part of its count is whole."""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_map_is_as_high_on_every_day(page: Page, address: str, language: str) -> None:
    """No day moves the map: parts of a day's count without room are left out whole."""
    open_dashboard(page, address, f"lang={language}")
    last = page.evaluate("window.marchland.payload.last")
    days = [*range(last - 4000, last, 40), parse_day("2020-12-17")]
    for width in (660, 820, 1024, 1180, 1181, 1361, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        wait_for_frame(page)
        heights, whole = zip(*page.evaluate(WALKED, days), strict=True)
        assert len(set(heights)) == 1, (width, set(heights))
        assert all(whole), width


@pytest.mark.parametrize("width", [320, 700, 1100, 1320])
def test_folded_controls_open_and_work(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_dashboard(page, address, "date=2017-11-19")
    button, step, typed = (
        page.locator(f".playback {selector}") for selector in (".btn", "select >> nth=0", ".typed")
    )
    expect(step).not_to_be_visible()
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    step.select_option("day")
    page.keyboard.press("Escape")
    expect(step).not_to_be_visible()
    expect(button).to_be_focused()
    button.click()
    typed.fill("2019-03-23")
    typed.press("Enter")
    assert page.evaluate("marchland.describe().day") == page.evaluate("Date.UTC(2019, 2, 23) / 864e5")
    expect(typed).not_to_be_visible()


@pytest.mark.parametrize("path", ["?", "embed?"])
@pytest.mark.parametrize(
    ("name", "end", "other", "message"),
    [
        ("next", "last", "previous", "There is no later change"),
        ("previous", "first", "next", "There is no earlier change"),
    ],
)
def test_a_step_button_without_a_next_change_says_so(
    page: Page, address: str, path: str, name: str, end: str, other: str, message: str
) -> None:
    page.goto(f"{address}/{path}view=albu-kamal", timeout=120_000)
    page.wait_for_function("() => window.marchland", timeout=60_000)
    page.evaluate(f"marchland.setDay(marchland.payload.{end}, true)")
    button = page.locator(f".play-buttons .{name}")
    day = page.evaluate("marchland.describe().day")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_have_attribute("title", message)
    button.click(force=True)
    assert page.evaluate("marchland.describe().day") == day
    page.locator(f".play-buttons .{other}").click()
    assert page.evaluate("marchland.describe().day") != day
    page.evaluate(f"marchland.setDay(marchland.payload.{end}, true)")
    closed = page.locator(".panel .jump[aria-disabled]")
    if path == "?":
        expect(closed).to_contain_text(message)
