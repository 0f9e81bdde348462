"""Notes in the share dialog: written, placed by hand, and counted before a line breaks."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.news.placing import compose_news_picture
from outputs.metadata.note_positions import find_note_positions
from tests.browser.conftest import Tabs
from tests.browser.test_share import open_share

QUERY = "?date=2020-12-17&view=albu-kamal"
PICTURE = ".share .result img"


def read_option(page: Page, option: str) -> str:
    address = page.locator(PICTURE).get_attribute("src") or ""
    return parse_qs(urlsplit(address).query).get(option, [""])[0]


def write_note(page: Page, target: str, text: str) -> None:
    page.get_by_role("button", name="Add a note").click()
    row = page.locator(".share .note-row").last
    row.get_by_label("Place, or longitude,latitude").fill(target)
    row.get_by_label("Text").fill(text)
    row.get_by_label("Text").press("Enter")


def test_own_notes_go_into_the_address_and_out_again(page: Page, address: str) -> None:
    open_share(page, address, QUERY, "image")
    write_note(page, "albu-kamal-city", "A | bar")
    expect(page.get_by_text("7 of 140 characters")).to_be_visible()
    write_note(page, "41,34.65", "In the desert")
    expect(page.locator(PICTURE)).to_have_attribute("src", re.compile("notes="))
    assert read_option(page, "notes") == "albu-kamal-city:A \\| bar|41,34.65:In the desert"
    page.get_by_role("button", name="Add a note").click()
    expect(page.get_by_role("button", name="Add a note")).to_be_hidden()
    page.locator(".share .note-row").first.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="Add a note")).to_be_visible()
    assert read_option(page, "notes") == "41,34.65:In the desert"


def test_a_note_that_cannot_be_drawn_says_why(tabs: Tabs, address: str) -> None:
    with tabs.open() as page:
        open_share(page, address, QUERY, "image")
        write_note(page, "36.3,53.5", "Far away")
        fault = page.locator(".share .across .fault").filter(has_text="lies outside the map")
        expect(fault).to_contain_text('notes: "36.3,53.5"')
        page.locator(".share .note-row").get_by_role("button", name="Remove").click()
        expect(page.locator(".share .fault").filter(has_text="outside")).to_have_count(0)


def test_a_note_is_moved_by_keys_and_by_the_pointer(page: Page, address: str, default_atlas: Atlas) -> None:
    open_share(page, address, QUERY, "image")
    request = parse_request(default_atlas, {"style": "news", "date": "2020-12-17", "view": "albu-kamal"})
    positions = find_note_positions(default_atlas, request)
    assert positions
    handle = page.locator("[data-note=albu-kamal-border-points]")
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(page.locator(PICTURE)).to_have_attribute("src", re.compile("callouts=albu-kamal-border-points@"))
    left, top, right, bottom = positions.notes[0].box
    at, *others = re.split(r",(?=[a-z])", read_option(page, "callouts"))
    x, y = map(int, at.split("@")[1].split(","))
    assert abs(x - (left + right) / 2) <= 1
    assert abs(y - ((top + bottom) / 2 - 30)) <= 1
    assert others == list(positions.news[1:])
    expect(handle).to_be_focused()

    box = page.locator("[data-note=hassian-post]").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 500, box["y"] + 4, steps=4)
    page.mouse.up()
    expect(page.locator(PICTURE)).to_have_attribute("src", re.compile("hassian-post@"))
    moved = parse_request(default_atlas, {"style": "news", "date": "2020-12-17", "view": "albu-kamal",
                                          "callouts": read_option(page, "callouts")})  # fmt: skip
    news, laid = compose_news_picture(default_atlas, moved)
    note = laid.notes[laid.keys.index("hassian-post")]
    assert note.box[0] < 40, "it stays inside the map"
    assert news.subjects[1].position


def test_a_text_warns_before_it_takes_another_line_than_fits(page: Page, address: str) -> None:
    open_share(page, address, QUERY, "image")
    headline, warning = page.get_by_label("Headline", exact=True), page.locator(".share .warning").first
    headline.fill("Russia’s men on the border")
    expect(page.get_by_text("26 of 120 characters")).to_be_visible()
    expect(warning).to_have_text("")
    headline.fill("Russia’s men are on the border at Albu Kamal, and nobody knows why now")
    expect(warning).to_contain_text("Line 4 is the last that fits")
    headline.fill(
        "Russia’s men are on the border at Albu Kamal, and nobody knows why now, say those who live there"
    )
    expect(warning).to_have_text(re.compile(r"Breaks to \d lines; only 4 fit"))
    page.get_by_label("Size", exact=True).select_option("square")
    expect(warning).not_to_contain_text("only 4 fit")
