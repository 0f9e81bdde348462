"""Host pages as they are, with broken neighbours, shadow roots, resets: an embed is complete in each."""

from collections.abc import Iterator
from contextlib import suppress
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Error, Frame, Page

from tests.browser.hosts import News, open_news, wait_until

QUERY = "controls=full"


@pytest.fixture(scope="module", autouse=True)
def drawn(address: str) -> None:
    """Make the server draw the embed once: under load its first drawing may take long."""
    for _ in range(20):
        with suppress(HTTPError), urlopen(f"{address}/embed?{QUERY}", timeout=120):
            return


@pytest.fixture
def news() -> Iterator[News]:
    with open_news() as opened:
        yield opened


def frame(address: str, more: str = "", style: str = "height:420px") -> str:
    whole = f"width:100%;border:0;display:block;{style}"
    return f'<iframe src="{address}/embed?{QUERY}" style="{whole}" {more}></iframe>'


def element(address: str) -> str:
    return f'<marchland-map src="{address}/embed?{QUERY}"><p>A map</p></marchland-map>'


def script(address: str) -> str:
    return f'<script type="module" src="{address}/assets/embed.js"></script>'


def wait_sized(page: Page, number: int) -> None:
    """Wait until this many embeds, in any root, are as high as their content, once they are in view.

    Browsers may report a new size to a frame only when it comes into view.
    """
    for _ in range(600):
        embeds = [view for view in page.frames if "/embed?" in view.url]
        waiting = [view for view in embeds if not fits(view)]
        if len(embeds) == number and not waiting:
            return
        for view in waiting:
            with suppress(Error):  # it was moved meanwhile
                view.frame_element().evaluate("frame => frame.scrollIntoView()")
            page.wait_for_timeout(100)
        page.wait_for_timeout(100)
    raise AssertionError([measure(view) for view in page.frames if "/embed?" in view.url])


def measure(view: Frame) -> list[float]:
    """Return the height of an embed and of its frame, in px; nothing while it is no embed."""
    heights = (
        "document.querySelector('.embed.live') ? [document.documentElement.offsetHeight, innerHeight] : []"
    )
    try:
        return list(view.evaluate(heights))
    except Error:  # it was moved, and is on its way again
        return []


def fits(view: Frame) -> bool:
    """Return whether a frame is as high as its embed, which shows all of its map."""
    own, given = measure(view) or (0, 0)
    return own > 600 and abs(own - given) < 1.5


@pytest.mark.parametrize(
    "broken",
    [
        '<iframe src="https://"></iframe>',
        '<iframe src="//"></iframe>',
        '<iframe src="http://ads.example:abc/x"></iframe>',
        '<iframe src="http://[::1"></iframe>',
        '<marchland-map src="https://">An older map</marchland-map>',
        '<base href="https://">',
    ],
)
def test_a_broken_neighbour_stops_no_embed(page: Page, news: News, address: str, broken: str) -> None:
    news.show(page, f"{broken}{frame(address)}{element(address)}{script(address)}")
    wait_sized(page, 2)


def test_embeds_in_shadow_roots_are_as_high_as_their_maps(page: Page, news: News, address: str) -> None:
    page.set_viewport_size({"width": 760, "height": 800})
    hosts = """<style>body{margin:0}</style><div id="one"></div><div id="two"></div><div id="three"></div>
    <script>const put = (host, mode, html) => {
      const root = host.attachShadow({mode}); root.innerHTML = html; return root;
    };"""
    inside = (
        f"put(one, 'open', `{frame(address)}`); put(two, 'closed', `{element(address)}`);"
        f"put(put(three, 'open', '<section><p></p></section>').querySelector('section'), 'open',"
        f" `<div>{element(address)}</div>`);</script>"
    )
    news.show(page, f"{hosts}{inside}{script(address)}")
    wait_sized(page, 3)
    # All show the same map in the same width; only its element can find the one in a closed root.
    heights = [page.evaluate(f"{name}.clientHeight") for name in ("one", "two", "three")]
    assert len(set(heights)) == 1
    assert heights[0] > 800


def test_embeds_that_come_later_move_and_come_back_are_sized(page: Page, news: News, address: str) -> None:
    news.show(page, f'<div id="first"></div><div id="second"></div>{script(address)}')
    wait_until(page, "Boolean(customElements.get('marchland-map'))")
    page.evaluate(
        "([frame, element]) => { first.innerHTML = frame;"
        "second.attachShadow({mode: 'open'}).innerHTML = element; }",
        [frame(address), element(address)],
    )
    wait_sized(page, 2)
    page.evaluate(
        "() => { const [map, plain] = [second.shadowRoot.firstChild, first.firstChild];"
        "first.append(map); second.shadowRoot.append(plain);"
        "plain.style.cssText = 'width:500px;height:99px'; }"
    )
    wait_sized(page, 2)
    page.evaluate(
        "() => { const map = first.querySelector('marchland-map'); map.remove();"
        "map.firstChild.style.height = '99px'; first.append(map); }"
    )
    wait_sized(page, 2)


@pytest.mark.parametrize(
    "around",
    [
        "<style>*{{box-sizing:border-box}}iframe{{padding:10px;border:3px solid!important}}</style>{0}",
        "<style>iframe{{height:300px!important;max-height:80vh!important;max-width:100%}}</style>{0}",
        "<style>*{{all:unset}}iframe{{display:block}}</style>{0}",
        '<div dir="rtl" lang="ar">{0}</div>',
        '<div style="display:flex;flex-direction:column;align-items:stretch;height:200px;overflow:visible">'
        "<article>{0}</article></div>",
        "<div style='zoom:1.25'>{0}</div>",
    ],
    ids=("border-box", "important", "unset", "rtl", "flex", "zoom"),
)
def test_the_rules_of_the_page_leave_an_embed_whole(
    page: Page, news: News, address: str, around: str
) -> None:
    page.set_viewport_size({"width": 760, "height": 800})
    news.show(page, around.format(frame(address, 'sandbox="allow-scripts"')) + script(address))
    wait_sized(page, 1)


def test_several_embeds_that_load_lazily_are_each_sized(page: Page, news: News, address: str) -> None:
    far = '<p style="height:6000px">An article</p>'
    lazy = frame(address, 'loading="lazy"')
    news.show(page, f"{lazy}{element(address)}{far}{lazy}{script(address)}")
    wait_until(page, "document.querySelector('iframe').clientHeight > 600")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    wait_sized(page, 3)


def test_an_embed_from_the_back_forward_cache_works_again(page: Page, address: str) -> None:
    page.goto(f"{address}/embed?{QUERY}", timeout=120_000)
    answer = page.reload()
    assert answer is not None
    assert answer.status in (200, 304)
    wait_until(page, "Boolean(window.marchland)")


def test_a_page_opened_as_a_file_works(page: Page, address: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{address}/map.html?view=albu-kamal&date=2017-11-19", timeout=120_000)
    wait_until(page, "Boolean(window.marchland)")
    assert page.evaluate("[...document.fonts].some((face) => face.status === 'loaded')")
    page.locator(".slider").press("ArrowRight")
    assert page.locator("h2.date").inner_text() == "Monday 20 November 2017"
    assert [url for url in requests if url.startswith("http")] == [page.url]
