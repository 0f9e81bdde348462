"""A picture or a film of ours dropped on the dashboard, or chosen from its menu, opens its view again."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from outputs.writers import FILMS, write, write_film
from tests.browser.test_address import open_page

OPTIONS = {"date": "2017-11-19", "view": "albu-kamal"}
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  const how = {dataTransfer: transfer, bubbles: true, cancelable: true};
  document.body.dispatchEvent(new DragEvent("dragover", how));
  const hint = !document.querySelector(".drop").hidden;
  document.body.dispatchEvent(new DragEvent("drop", how));
  return hint;
}"""


@pytest.fixture
def make_file(default_atlas: Atlas, tmp_path: Path) -> Callable[[str], Path]:
    def make(suffix: str) -> Path:
        path = tmp_path / f"map.{suffix}"
        if suffix in FILMS:
            options = OPTIONS | {"from": "2017-11-18", "to": "2017-11-19", "size": "200x140"}
            write_film(default_atlas, parse_request(default_atlas, options), suffix, path, lambda *_: None)
        else:
            path.write_bytes(write(default_atlas, parse_request(default_atlas, OPTIONS), suffix))
        return path

    return make


@pytest.mark.parametrize("suffix", ["png", "svg", "webp", "jpg", "avif", "pdf", "gif", "mp4"])
def test_dropped_file_opens_its_view(
    page: Page, address: str, make_file: Callable[[str], Path], suffix: str
) -> None:
    open_page(page, address)
    data = base64.b64encode(make_file(suffix).read_bytes()).decode()
    with page.expect_navigation():
        hint = page.evaluate(DROP, [f"map.{suffix}", data])
    assert hint, "while a file is over the page it says what a drop does"
    page.wait_for_selector("#zone-albu-kamal")
    assert "date=2017-11-19" in page.url
    assert "view=albu-kamal" in page.url
    expect(page.locator("#view")).to_have_value("albu-kamal")


def test_a_foreign_file_gets_a_message_and_changes_nothing(page: Page, address: str) -> None:
    open_page(page, address)
    before = page.url
    page.evaluate(DROP, ["holiday.png", base64.b64encode(b"not a map").decode()])
    expect(page.locator(".toast")).to_contain_text("“holiday.png” contains no Marchland link")
    expect(page.locator(".drop")).to_be_hidden()
    assert page.url == before


def test_keyboard_opens_a_file_from_the_menu(
    page: Page, address: str, make_file: Callable[[str], Path]
) -> None:
    # Listen from the beginning: the browser begins to hand over choosers some time after the request.
    page.on("filechooser", lambda chooser: chooser.set_files(made))
    made = make_file("png")
    open_page(page, address)
    page.wait_for_selector(".drop", state="attached")
    page.focus("#download summary")
    page.keyboard.press("Enter")
    expect(page.locator("#open-file")).to_be_visible()
    page.focus("#open-file")
    expect(page.locator("#open-file")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "view=albu-kamal" in page.url
