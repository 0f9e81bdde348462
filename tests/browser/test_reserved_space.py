"""The space of an embed in an article before it is loaded: nothing jumps when it appears."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from outputs.embed.reserved_box import RESERVED_BOXES
from tests.browser.hosts import News, embedded, height_of, open_news, wait_until
from tests.browser.rest import WATCH, wait_for_rest
from tests.browser.test_embeds import own_height, wait_live
from tests.browser.test_share import open_share

KINDS = ("responsive", "iframe", "component")
COLUMNS = {"phone": (320, 320), "column": (1280, 700), "full": (1280, 1200)}
"""The width of the window, and of the column that contains the embed, in px."""
LOOK = (
    "<meta name=viewport content='width=device-width'><style>body{margin:0 auto;font:16px/24px serif}</style>"
)
SHIFTS = (
    "<script>window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((each) =>"
    " {window.shift += each.value})).observe({type: 'layout-shift', buffered: true})</script>"
)
MOST_SHIFT, MOST_PX = 0.02, 72


@pytest.fixture
def news() -> Iterator[News]:
    with open_news() as opened:
        yield opened


@pytest.fixture(scope="module")
def codes(browser: Browser, address: str) -> dict[str, str]:
    """The codes that the share dialog offers, by kind."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(WATCH)
    open_share(page, address, "?date=2017-11-19", "embed")
    codes = {}
    for kind in KINDS:
        page.locator(f".share [type=radio][value={kind}]").check(force=True)
        codes[kind] = page.locator(".share .code").input_value()
    page.close()
    return codes


def show(page: Page, news: News, code: str, where: str) -> None:
    """Put a code between two paragraphs of an article; the window is high enough to see what follows."""
    window, column = COLUMNS[where]
    page.set_viewport_size({"width": window, "height": 1600})
    story = f"<p>What came before.</p>{code}<p>{'What comes after. ' * 200}</p>"
    news.show(page, f"{LOOK}{SHIFTS}<div style='max-width:{column}px;margin:0 auto'>{story}</div>")


@pytest.mark.parametrize("where", COLUMNS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_article_does_not_jump_when_the_embed_comes(
    page: Page, news: News, codes: dict[str, str], kind: str, where: str
) -> None:
    show(page, news, codes[kind], where)
    frame = embedded(page)
    wait_live(frame)
    wait_for_rest(frame)
    wait_for_rest(page)
    assert page.evaluate("window.shift") < MOST_SHIFT
    if kind == "iframe":
        assert abs(height_of(page) - own_height(frame)) < MOST_PX
    else:
        assert height_of(page) == own_height(frame)


def test_a_frame_of_another_height_makes_the_article_jump(
    page: Page, news: News, codes: dict[str, str]
) -> None:
    """This proves that the test above can fail."""
    code = codes["responsive"].replace(RESERVED_BOXES["slider"].style, "width:100%;height:300px;border:0")
    show(page, news, code, "column")
    wait_live(embedded(page))
    wait_until(page, "document.querySelector('iframe').clientHeight > 700")
    wait_until(page, f"window.shift > {2 * MOST_SHIFT}")


@pytest.mark.parametrize("where", COLUMNS)
def test_an_element_keeps_its_space_without_its_script(
    page: Page, news: News, codes: dict[str, str], where: str
) -> None:
    element = codes["component"].partition("</script>")[2]
    show(page, news, element, where)
    held = height_of(page, "marchland-map")
    show(page, news, codes["iframe"], where)
    assert held == height_of(page)
    show(page, news, codes["component"].replace(RESERVED_BOXES["slider"].style, ""), where)
    wait_until(page, "document.querySelector('marchland-map iframe')")
    assert page.evaluate("document.querySelector('marchland-map iframe').style.aspectRatio") == "0.95 / 1"


@pytest.mark.parametrize("controls", RESERVED_BOXES)
@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("where", COLUMNS)
def test_the_box_fits_each_kind_of_embed(
    page: Page, news: News, address: str, where: str, lang: str, controls: str
) -> None:
    src = f"{address}/embed?lang={lang}&controls={controls}"
    show(
        page,
        news,
        f"<iframe src='{src}' sandbox='allow-scripts' style='{RESERVED_BOXES[controls].style}'></iframe>",
        where,
    )
    frame = embedded(page)
    wait_live(frame)
    wait_for_rest(frame)
    wait_for_rest(page)
    assert abs(height_of(page) - own_height(frame)) < MOST_PX
