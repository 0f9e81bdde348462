"""The share dialog in a real browser: its choices, its copies, its keys, and where the focus goes."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from outputs.writers import write
from tests.browser.axe import find_grave
from tests.browser.conftest import Tabs
from tests.browser.test_address import open_page, wait_for, wait_for_theme
from tests.pictures import caption_of


def open_share(page: Page, address: str, query: str = "", tab: str = "") -> None:
    open_page(page, address, query)
    page.click("#share")
    page.wait_for_selector("dialog.share .actions .primary")
    if tab:
        page.click(f"[role=tab][data-pane={tab}]")


def options_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def reader(tabs: Tabs) -> Iterator[Page]:
    """A page that may read the clipboard."""
    with tabs.open(permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


def test_the_link_contains_the_map_with_both_dates(reader: Page, address: str) -> None:
    open_share(reader, address, "?view=albu-kamal&hide=isis", "link")
    reader.click(".share .primary")
    expect(reader.locator(".share .note-line")).to_have_text("Copied")
    options = options_of(copied(reader))
    known = reader.evaluate("new Date(window.marchland.payload.known * 864e5).toISOString().slice(0, 10)")
    assert options == {"date": "2020-12-17", "known": known, "view": "albu-kamal", "hide": "isis"}
    reader.goto(copied(reader))
    wait_for(reader, "window.marchland")
    assert reader.evaluate("window.marchland.payload.view") == "albu-kamal"


def test_the_dialog_shares_the_day_that_was_scrubbed_to(page: Page, address: str) -> None:
    open_page(page, address)
    page.keyboard.press("PageDown")
    page.click("#share")
    expect(page.locator(".share .result")).to_contain_text("Showing 17 Nov 2020")
    assert "date=2020-11-17" in page.locator(".share .code").input_value()


def test_tabs_go_by_the_arrows_and_escape_gives_the_focus_back(page: Page, address: str) -> None:
    open_share(page, address)
    day = page.evaluate("window.marchland.day")
    names = page.eval_on_selector_all(".share [role=tab]", "tabs => tabs.map((tab) => tab.dataset.pane)")
    focused = "document.activeElement.dataset.pane"
    assert page.evaluate(focused) == "link"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == names[1]
    expect(page.locator(f"#share-tab-{names[1]}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    assert page.evaluate(focused) == names[-1]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "link"
    page.keyboard.press("Escape")
    expect(page.locator("dialog.share")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "share"
    assert page.evaluate("window.marchland.day") == day


def test_the_keys_of_the_map_rest_in_the_dialog(page: Page, address: str) -> None:
    open_share(page, address, tab="image")
    day = page.evaluate("window.marchland.day")
    page.locator(".share .body").focus()
    for key in ("n", "PageUp", "End", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate("window.marchland.day") == day


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_one_button_is_filled_and_everything_has_a_name(page: Page, address: str, theme: str) -> None:
    open_share(page, address, f"?theme={theme}")
    for tab in page.locator(".share [role=tab]").all():
        tab.click()
        expect(page.locator(".share .btn.primary")).to_have_count(1)
        nameless = page.eval_on_selector_all(
            ".share :is(button, input, select, textarea, iframe):not([hidden])",
            "all => all.filter((each) => each.checkVisibility() && !each.textContent.trim()"
            " && !each.ariaLabel && !each.title && !each.closest('label')).map((each) => each.outerHTML)",
        )
        assert not nameless


def test_a_still_is_downloaded_as_it_was_chosen(page: Page, address: str, default_atlas: Atlas) -> None:
    open_share(page, address, "?date=2017-11-19&view=albu-kamal", "image")
    page.get_by_label("Size", exact=True).select_option("square")
    page.get_by_label("Layout").select_option("plain")
    expect(page.locator(".share .result img")).to_have_attribute(
        "src", re.compile("size=1080x1080@0.52&plain=1")
    )
    with page.expect_download() as download:
        page.click(".share .primary")
    known = options_of(page.locator(".share .result img").get_attribute("src") or "")["known"]
    options = {"date": "2017-11-19", "view": "albu-kamal", "known": known, "size": "square", "plain": "1"}
    assert download.value.path().read_bytes() == write(
        default_atlas, parse_request(default_atlas, options), "png"
    )


def test_a_news_picture_is_the_default_and_takes_the_words_of_the_desk(page: Page, address: str) -> None:
    open_share(page, address, "?date=2020-12-17&view=albu-kamal", "image")
    picture = page.locator(".share .result img")
    expect(picture).to_have_attribute("src", re.compile("style=news"))
    headline = page.get_by_label("Headline", exact=True)
    expect(headline).to_have_attribute("placeholder", re.compile("^Fifth Corps said to have taken control"))
    headline.fill("Russia’s men on the border")
    expect(page.get_by_text("26 of 120 characters")).to_be_visible()
    headline.press("Enter")
    expect(picture).to_have_attribute("src", re.compile("title=Russia%E2%80%99s"))
    page.get_by_label("Layout").select_option("reference")
    expect(headline).to_be_hidden()
    expect(picture).not_to_have_attribute("src", re.compile("style=news|title="))


def test_all_sizes_and_languages_are_one_zip(page: Page, address: str) -> None:
    open_share(page, address, "?date=2017-11-19&view=albu-kamal", "image")
    page.get_by_label("All sizes").check()
    expect(page.locator(".share .primary")).to_have_text("Download 6 pictures (ZIP)")
    page.get_by_label("All sizes").uncheck()
    page.get_by_label("All languages").check()
    page.get_by_label("Size", exact=True).select_option("card")
    expect(page.locator(".share .primary")).to_have_text("Download 2 pictures (ZIP)")
    with page.expect_download() as download:
        page.click(".share .primary")
    with ZipFile(download.value.path()) as file:
        assert file.namelist() == [
            "marchland-2017-11-19-albu-kamal-card-en.png",
            "marchland-2017-11-19-albu-kamal-card-ar.png",
        ]
    assert download.value.suggested_filename == "marchland-2017-11-19-albu-kamal.zip"


def test_before_and_after_draws_two_days(page: Page, address: str) -> None:
    open_share(page, address, "?date=2017-11-19&view=albu-kamal", "image")
    page.get_by_label("Before and after").check()
    picture = page.locator(".share .result img")
    expect(picture).to_have_attribute("src", re.compile(r"compare=2017-11-\d\d"))
    expect(picture).not_to_have_attribute("src", re.compile("style=news"))
    page.get_by_label("Other date").fill("2016-03-01")
    page.get_by_label("Other date").press("Enter")
    expect(picture).to_have_attribute("src", re.compile("compare=2016-03-01"))
    page.get_by_label("Other date").fill("2016-02-30")
    page.get_by_label("Other date").press("Enter")
    expect(page.locator(".share .fault").filter(has_text="YYYY-MM-DD")).to_be_visible()
    wait_for(page, "document.querySelector('.share .result img').naturalWidth > 100")


def test_a_custom_size_is_checked(page: Page, address: str) -> None:
    open_share(page, address, tab="image")
    page.get_by_label("Size", exact=True).select_option("own")
    page.get_by_label("Width, px").fill("90")
    page.get_by_label("Width, px").press("Enter")
    expect(page.locator(".share .fault").filter(has_text="120 to 8000")).to_be_visible()
    page.get_by_label("Width, px").fill("900")
    page.get_by_label("Width, px").press("Enter")
    expect(page.locator(".share .result img")).to_have_attribute("src", re.compile("size=900x800@0.62"))


def test_the_caption_is_that_of_the_size_that_is_chosen(
    page: Page, address: str, default_atlas: Atlas
) -> None:
    days = {"date": "2018-07-10", "known": "2021-12-31", "view": "golan-hauran"}
    open_share(page, address, f"?{urlencode(days)}", "image")
    with page.expect_request(re.compile(r"about\.json")) as about:
        page.get_by_label("Size", exact=True).select_option("story")
    assert options_of(about.value.url)["size"] == "story"
    caption = caption_of(default_atlas, parse_request(default_atlas, {**days, "size": "story"}))
    expect(page.locator("textarea[aria-label='Caption']")).to_have_value(caption)
    expect(page.locator(".share .small.size")).to_have_text("Size: 1080 × 1920 px")


def test_the_alt_text_is_copied(reader: Page, address: str) -> None:
    open_share(reader, address, "?view=albu-kamal", "image")
    alt = reader.locator("textarea[aria-label='Alt text']")
    wait_for(reader, "document.querySelector('.share textarea.prose')?.value")
    reader.get_by_label("Copy: Alt text").click()
    expect(reader.locator(".share .note-line")).to_have_text("Copied")
    assert copied(reader) == alt.input_value()
    assert "Albu Kamal" in copied(reader)


def test_data_are_downloaded_with_licence_and_credit_beside_them(
    page: Page, address: str, default_atlas: Atlas
) -> None:
    open_share(page, address, "?date=2017-11-19", "data")
    body = page.locator(".share .body")
    expect(body).to_contain_text(default_atlas.meta.licence)
    expect(body).to_contain_text(default_atlas.meta.credit.translate("en"))
    page.locator(".share").get_by_label("GeoJSON").check()
    with page.expect_download() as download:
        page.click(".share .primary")
    assert download.value.suggested_filename == "marchland-2017-11-19-south-and-east.geojson"


def test_a_page_without_a_clipboard_can_still_copy(page: Page, address: str) -> None:
    open_share(page, address, tab="link")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.click(".share .primary")
    expect(page.locator(".share .note-line")).to_have_text("Copied")


def test_a_film_is_made_shown_and_downloaded(page: Page, address: str) -> None:
    open_share(page, address, "?date=2017-11-19&view=albu-kamal", "film")
    page.get_by_label("From", exact=True).fill("2017-11-08")
    page.get_by_label("From", exact=True).press("Enter")
    page.get_by_label("GIF").check()
    page.click(".share .primary")
    expect(page.locator(".share progress")).to_be_visible()
    expect(page.locator(".share .across [role=status]")).to_have_text("The video is ready.", timeout=120_000)
    expect(page.locator(".share .primary")).to_have_text("Download GIF")
    wait_for(page, "document.querySelector('.share .screen img').naturalWidth === 1200")
    with page.expect_download() as download:
        page.click(".share .primary")
    assert download.value.path().read_bytes().startswith(b"GIF89a")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as text (WebVTT)").click()
    cues = download.value.path().read_text(encoding="utf-8")
    assert cues.startswith("WEBVTT")
    assert "took over Albu Kamal town" in cues


def test_a_film_has_steps_only_with_the_whole_frame(page: Page, address: str) -> None:
    open_share(page, address, "?date=2017-11-19&view=albu-kamal", "film")
    picture = page.locator(".share .result img")
    expect(picture).to_have_attribute("src", re.compile("style=news"))
    expect(page.get_by_label("month", exact=True)).to_be_hidden()
    page.get_by_label("Title above, whole key below").check()
    expect(page.get_by_label("month", exact=True)).to_be_visible()
    expect(picture).not_to_have_attribute("src", re.compile("style=news"))


def test_a_film_is_cancelled(page: Page, address: str) -> None:
    open_share(page, address, "?date=2019-11-19", "film")
    page.get_by_label("Title above, whole key below").check()
    page.get_by_label("day", exact=True).check()
    page.click(".share .primary")
    expect(page.locator(".share .across [role=status]")).to_contain_text("of 366 frames", timeout=120_000)
    with page.expect_response(lambda response: response.request.method == "DELETE") as dropped:
        page.get_by_role("button", name="Cancel").click()
    assert dropped.value.status == 204
    expect(page.locator(".share progress")).to_be_hidden()
    expect(page.locator(".share .primary")).to_be_enabled()


def test_dates_that_make_no_film_get_a_message(page: Page, address: str) -> None:
    open_share(page, address, "?date=2017-11-19", "film")
    page.get_by_label("From", exact=True).fill("2018-01-01")
    page.get_by_label("From", exact=True).press("Enter")
    expect(page.locator(".share .fault").filter(has_text="the earlier first")).to_be_visible()


@pytest.mark.parametrize(("lang", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_on_a_phone_the_dialog_is_the_whole_sheet(
    phone: Page, address: str, lang: str, direction: str
) -> None:
    open_share(phone, address, f"?lang={lang}")
    box = phone.locator("dialog.share").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    for tab in phone.locator(".share [role=tab]").all():
        tab.tap()
        assert (
            phone.evaluate("getComputedStyle(document.querySelector('.share .body')).direction") == direction
        )
        assert phone.evaluate("document.querySelector('.share .body').scrollWidth <= 390")
        low = phone.eval_on_selector_all(
            ".share :is(button, select, .option, .seg-part)",
            "all => all.filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 40)"
            ".map((each) => each.outerHTML)",
        )
        assert not low


def test_the_bar_folds_on_a_phone(phone: Page, address: str, default_atlas: Atlas) -> None:
    open_page(phone, address)
    expect(phone.locator("#lang")).to_be_hidden()
    phone.locator("#more").tap()
    expect(phone.locator("#lang")).to_be_visible()
    phone.locator("#theme summary").tap()
    phone.locator("#theme [data-theme=dark]").tap()
    wait_for_theme(phone, default_atlas, "dark")
    assert phone.evaluate("document.documentElement.dataset.theme") == "dark"
    phone.keyboard.press("Escape")
    expect(phone.locator("#lang")).to_be_hidden()
    assert phone.evaluate("document.activeElement.id") == "more"


def test_the_preview_shows_the_embed_and_the_buttons_stay_in_sight(page: Page, address: str) -> None:
    open_share(page, address, "?view=albu-kamal", "embed")
    page.get_by_role("button", name="Preview").click()
    preview = page.frame_locator(".share .preview iframe")
    expect(preview.locator(".embed.live")).to_have_count(1, timeout=120_000)
    for height in (900, 500):
        page.set_viewport_size({"width": 1200, "height": height})
        box = page.locator(".share .actions").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < height
    assert page.locator(".share .preview iframe").evaluate("frame => frame.clientHeight") > 700


@pytest.mark.parametrize(
    ("width", "theme", "lang"),
    [(390, "light", "ar"), (390, "dark", "en"), (1280, "light", "en"), (1280, "dark", "ar")],
)
def test_axe_finds_nothing_serious_in_any_tab(
    tabs: Tabs, address: str, width: int, theme: str, lang: str
) -> None:
    with tabs.open(width, bypass_csp=True) as page:
        open_share(page, address, f"?theme={theme}&lang={lang}")
        # Otherwise axe would also check what is beneath, at each tab.
        beneath = "elements => elements.forEach((element) => element.remove())"
        page.eval_on_selector_all(".viewport, .time, .timeline-panel, .panel", beneath)
        for tab in page.locator(".share [role=tab]").all():
            tab.click()
            assert find_grave(page, ".share") == [], tab.inner_text()


def test_the_button_that_makes_a_film_keeps_the_focus_and_escape_closes(page: Page, address: str) -> None:
    open_share(page, address, "?date=2017-11-19&view=albu-kamal", "film")
    make = page.locator(".share .actions .primary")
    make.focus()
    page.keyboard.press("Enter")
    expect(make).to_have_attribute("aria-disabled", "true")
    assert make.evaluate("(each) => each === document.activeElement")
    page.keyboard.press("Enter")
    day = page.evaluate("window.marchland.day")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.share")).to_have_count(0)
    assert page.evaluate("window.marchland.day") == day


def test_a_code_for_this_computer_has_a_warning(page: Page, address: str) -> None:
    open_share(page, address, "", "embed")
    expect(page.locator(".share .note-line")).to_contain_text("readers cannot reach")
