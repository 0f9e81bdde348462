"""The dashboard of an atlas of years and of one of months: heading, keys, slider, typed dates and address."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serve
from tests.browser.rest import wait_for_rest


@pytest.fixture(scope="module", params=["ancient", "medieval"])
def unit(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """The name of an atlas, and the address of a server of it."""
    with serve(f"tests/cases/atlases/{request.param}") as address:
        yield request.param, address


DATES = {
    "ancient": {
        "opened": ("44 BCE", "44 ق.م"),
        "keys": [("ArrowRight", "43 BCE"), ("ArrowLeft", "44 BCE"), ("PageUp", "34 BCE"), ("n", "31 BCE")],
        "typed": ("-0001-03-15", "2 BCE", "date=-0001"),
        "wrong": ("-0099", "Enter a year between -0060 and 0020"),
        "end": "20 CE",
        "strides": ["change", "year", "10 years"],
    },
    "medieval": {
        "opened": ("October 1415", "تشرين الأول 1415"),
        "keys": [
            ("ArrowRight", "November 1415"),
            ("ArrowLeft", "October 1415"),
            ("PageUp", "October 1416"),
            ("n", "February 1417"),
        ],
        "typed": ("1416-02", "February 1416", "date=1416-02"),
        "wrong": ("1416-13", "Enter a month between 1414-06 and 1417-06"),
        "end": "June 1417",
        "strides": ["change", "month", "year"],
    },
}


def test_dates_move_and_are_written_in_the_unit(page: Page, unit: tuple[str, str]) -> None:
    name, address = unit
    expected, heading = DATES[name], page.locator(".time .date")
    for language, text in zip(("en", "ar"), expected["opened"], strict=True):
        page.goto(f"{address}/?lang={language}")
        expect(heading).to_have_text(text)
    page.goto(f"{address}/")
    wait_for_rest(page)
    for key, text in expected["keys"]:
        page.keyboard.press(key)
        expect(heading).to_have_text(text)
    page.keyboard.press("End")
    expect(heading).to_have_text(str(expected["end"]))
    assert page.locator(".playback select").first.locator("option").all_inner_texts() == expected["strides"]


def test_a_typed_date_is_read_in_the_unit(page: Page, unit: tuple[str, str]) -> None:
    name, address = unit
    written, text, query = DATES[name]["typed"]
    wrong, message = DATES[name]["wrong"]
    page.goto(f"{address}/")
    wait_for_rest(page)
    if not page.locator(".playback .typed").is_visible():
        page.locator(".playback > button").click()
    page.locator(".playback .typed").fill(wrong)
    page.locator(".playback .typed").press("Enter")
    expect(page.locator(".time .fault")).to_contain_text(message)
    page.locator(".playback .typed").fill(written)
    page.locator(".playback .typed").press("Enter")
    expect(page.locator(".time .date")).to_have_text(text)
    page.wait_for_url(f"**{query}*")
    page.reload()
    expect(page.locator(".time .date")).to_have_text(text)


def test_the_slider_stops_on_units(page: Page, unit: tuple[str, str]) -> None:
    _, address = unit
    page.goto(f"{address}/")
    wait_for_rest(page)
    box = page.locator(".slider").bounding_box()
    assert box
    for share in (0.2, 0.37, 0.81):
        page.mouse.click(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
        wait_for_rest(page)
        day = page.evaluate("new Date(window.marchland.day * 864e5).getUTCDate()")
        assert day == 1
