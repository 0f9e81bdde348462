"""Embeds in pages of other sites: their height, their sandbox, and their requests."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import Frame, Page, expect

from tests.browser.axe import find_grave
from tests.browser.conftest import Tabs
from tests.browser.hosts import NODE, News, embedded, height_of, open_news, wait_for_messages, wait_until
from tests.browser.rest import wait_for_rest

QUERY = "date=2017-11-19&view=albu-kamal"
PYM = NODE / "pym.js" / "dist" / "pym.v1.js"


@pytest.fixture
def news() -> Iterator[News]:
    with open_news() as opened:
        yield opened


def own_height(frame: Frame) -> int:
    return int(frame.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)"))


def wait_live(frame: Frame) -> None:
    expect(frame.locator(".embed.live")).to_have_count(1, timeout=120_000)


def iframe(address: str, more: str = "", query: str = QUERY) -> str:
    style = "width:0;min-width:100%;height:99px;border:0"
    return f'<iframe src="{address}/embed?{query}" style="{style}" {more}></iframe>'


@pytest.mark.parametrize("width", [320, 700])
def test_a_frame_is_as_high_as_its_map(page: Page, news: News, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    news.show(page, f'{iframe(address)}<script type="module" src="{address}/assets/embed.js"></script>')
    frame = embedded(page)
    wait_live(frame)
    wait_until(page, "document.querySelector('iframe').clientHeight > 200")
    assert height_of(page) == own_height(frame)
    page.set_viewport_size({"width": width + 120, "height": 800})
    wait_for_rest(frame)
    wait_for_rest(page)
    assert height_of(page) == own_height(frame)


def test_a_late_script_requests_the_height(page: Page, news: News, address: str) -> None:
    news.show(page, iframe(address))
    frame = embedded(page)
    wait_live(frame)
    wait_for_rest(frame)
    wait_for_rest(page)
    assert height_of(page) == 99
    page.add_script_tag(url=f"{address}/assets/embed.js", type="module")
    wait_until(page, "document.querySelector('iframe').clientHeight > 200")
    assert height_of(page) == own_height(frame)


@pytest.mark.parametrize("height", ["49", "5001", "300.5", "'300'", "null", "{}", "Infinity"])
def test_an_invalid_height_is_ignored(page: Page, news: News, address: str, height: str) -> None:
    news.show(
        page, f'{iframe(address, query=QUERY)}<script type="module" src="{address}/assets/embed.js"></script>'
    )
    frame = embedded(page)
    wait_live(frame)
    wait_until(page, "document.querySelector('iframe').clientHeight > 200")
    before = height_of(page)
    frame.evaluate(f"parent.postMessage({{marchland: {{height: {height}}}}}, '*')")
    frame.evaluate("parent.postMessage({marchland: {location: '/gone'}}, '*')")
    wait_for_messages(page, frame)
    assert height_of(page) == before
    assert page.url == news.address


def test_only_the_embed_sets_the_height_of_its_frame(page: Page, news: News, address: str) -> None:
    other = "<iframe id='other' srcdoc='<p>an advertisement</p>'></iframe>"
    news.show(
        page, f'{iframe(address)}{other}<script type="module" src="{address}/assets/embed.js"></script>'
    )
    wait_live(embedded(page))
    wait_until(page, "document.querySelector('iframe').clientHeight > 200")
    before = height_of(page, "iframe >> nth=0"), height_of(page, "#other")
    page.evaluate("postMessage({marchland: {height: 1234}}, '*')")
    advertisement = next(frame for frame in page.frames if frame.url == "about:srcdoc")
    advertisement.evaluate("parent.postMessage({marchland: {height: 1234}}, '*')")
    wait_for_messages(page, advertisement)
    assert (height_of(page, "iframe >> nth=0"), height_of(page, "#other")) == before


def test_pym_itself_receives_the_height(page: Page, news: News, address: str) -> None:
    start = f"new pym.Parent('map', '{address}/embed?{QUERY}', {{}})"
    news.show(
        page, f'<div id="map"></div><script src="/pym.js"></script><script>{start}</script>', {"/pym.js": PYM}
    )
    frame = embedded(page)
    assert "childId=map" in frame.url
    wait_live(frame)
    wait_until(page, "document.querySelector('iframe').clientHeight > 200")
    assert height_of(page) == own_height(frame)


def test_an_amp_listener_receives_the_height_too(page: Page, news: News, address: str) -> None:
    hear = (
        "addEventListener('message', ({data}) => {if (data.sentinel === 'amp' && data.type === 'embed-size') "
        "document.querySelector('iframe').style.height = `${window.heard = data.height}px`})"
    )
    news.show(page, f"<script>{hear}</script>{iframe(address)}")
    frame = embedded(page)
    wait_live(frame)
    wait_until(page, "window.heard > 200 && document.querySelector('iframe').clientHeight === window.heard")
    assert page.evaluate("window.heard") == own_height(frame)


@pytest.mark.parametrize("inside", ["iframe", "link", "nothing"])
def test_the_element_is_a_frame_of_the_height_of_its_map(
    page: Page, news: News, address: str, inside: str
) -> None:
    src = f"{address}/embed?{QUERY}"
    fallback = {"iframe": f'<iframe src="{src}" title="Map"></iframe>', "link": f'<a href="{src}">Map</a>'}
    element = f'<marchland-map src="{src}" title="The map">{fallback.get(inside, "")}</marchland-map>'
    news.show(page, f'{element}<script type="module" src="{address}/assets/embed.js"></script>')
    frame = embedded(page)
    wait_live(frame)
    assert page.locator("marchland-map > iframe").count() == 1
    assert page.locator("marchland-map iframe").get_attribute("title") == "The map"
    wait_until(page, "document.querySelector('iframe').clientHeight > 200")
    wait_for_rest(frame)
    wait_for_rest(page)
    assert height_of(page) == own_height(frame)


@pytest.mark.parametrize("src", ["javascript:alert(1)", "http://127.0.0.1:9/embed", ""])
def test_the_element_shows_nothing_that_is_not_ours(page: Page, news: News, address: str, src: str) -> None:
    element = f'<marchland-map src="{src}"><a href="/">Map</a></marchland-map>'
    news.show(page, f'{element}<script type="module" src="{address}/assets/embed.js"></script>')
    wait_until(page, "Boolean(customElements.get('marchland-map'))")
    assert page.locator("marchland-map iframe").count() == 0
    assert page.locator("marchland-map a").count() == 1


@pytest.mark.parametrize("sandbox", ["allow-scripts", "allow-scripts allow-same-origin"])
def test_an_embed_works_in_a_sandbox_without_other_requests(
    page: Page, news: News, address: str, sandbox: str
) -> None:
    requests = news.show(page, iframe(address, f'sandbox="{sandbox}"'))
    frame = embedded(page)
    wait_live(frame)
    slider = frame.locator("input[type=range]")
    slider.focus()
    slider.press("ArrowRight")
    wait_for_rest(frame)
    ours = urlsplit(address).netloc
    assert [url for url in requests if urlsplit(url).netloc == ours] == [f"{address}/embed?{QUERY}"]
    assert {urlsplit(url).netloc for url in requests if url.startswith("http")} <= {
        urlsplit(news.address).netloc,
        ours,
    }
    assert page.context.cookies() == []


def test_without_scripts_the_picture_stays(tabs: Tabs, news: News, address: str, tmp_path: Path) -> None:
    with tabs.open() as page:
        news.show(page, iframe(address, 'sandbox=""').replace("height:99px", "height:600px"))
        frame = embedded(page)
        expect(frame.locator(".embed .viewport svg").first).to_be_visible()
        assert frame.locator(".embed.live").count() == 0
        page.locator("iframe").screenshot(path=tmp_path / "map.png")
        colours = Image.open(tmp_path / "map.png").convert("RGB").getcolors(1_000_000)
    assert colours is not None
    assert len(colours) > 100


def test_a_site_such_as_wordpress_finds_and_shows_the_map(page: Page, news: News, address: str) -> None:
    page_html = urlopen(f"{address}/?{QUERY}", timeout=120).read(150_000).decode()
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]*)"', page_html)
    assert link
    answer = json.loads(urlopen(f"{unescape(link[1])}&maxwidth=600&maxheight=900", timeout=120).read())
    assert answer["type"] == "rich"
    # WordPress shows frames of unknown servers like this: without style, in a sandbox, with a secret.
    html = re.sub(
        r'src="([^"]*)"',
        r'sandbox="allow-scripts" security="restricted" src="\1#?secret=aB3dE6gH9k"',
        re.sub(r' (loading|style)="[^"]*"', "", answer["html"]),
    )
    news.show(page, html)
    frame = embedded(page)
    wait_live(frame)
    expect(frame.locator("h1")).to_have_text(re.compile("Albu Kamal"))
    assert page.locator("iframe").bounding_box()["width"] == 600  # type: ignore[index]
    assert abs(height_of(page) - own_height(frame)) < 72


def test_a_pinned_embed_requests_its_corrections_once(page: Page, news: News, address: str) -> None:
    version = json.loads(urlopen(f"{address}/health", timeout=120).read())["atlas"]
    pinned = f"{address}/embed/{version}/"
    requests = news.show(page, f'<iframe src="{pinned}?{QUERY}" sandbox="allow-scripts"></iframe>')
    frame = embedded(page)
    wait_live(frame)
    wait_for_rest(frame)
    assert [url for url in requests if pinned in url] == [
        f"{pinned}?{QUERY}",
        f"{pinned}changes.json?{QUERY}",
    ]
    assert not frame.locator(".corrected").is_visible()


def test_a_pinned_embed_shows_its_correction_notice(page: Page, news: News, address: str) -> None:
    version = json.loads(urlopen(f"{address}/health", timeout=120).read())["atlas"]
    messages = {
        "text": "Published on 3 March 2021 and corrected since.",
        "link": "See the current map",
        "href": "../../?a=1",
    }
    headers = {"Access-Control-Allow-Origin": "*"}
    page.route("**/changes.json*", lambda route: route.fulfill(json=messages, headers=headers))
    news.show(
        page,
        f'<iframe src="{address}/embed/{version}/?{QUERY}" sandbox="allow-scripts" height="700"></iframe>',
    )
    line = embedded(page).locator(".corrected")
    expect(line).to_have_text("Published on 3 March 2021 and corrected since. See the current map")
    expect(line).to_be_visible()
    assert line.locator("a").evaluate("a => a.href") == f"{address}/?a=1"


def test_a_pinned_embed_offline_sends_no_request(page: Page, news: News, address: str) -> None:
    version = json.loads(urlopen(f"{address}/health", timeout=120).read())["atlas"]
    page.add_init_script("Object.defineProperty(navigator, 'onLine', {get: () => false})")
    requests = news.show(page, f'<iframe src="{address}/embed/{version}/?{QUERY}" height="700"></iframe>')
    frame = embedded(page)
    wait_live(frame)
    wait_for_rest(frame)
    assert not [url for url in requests if "changes.json" in url]
    assert not frame.locator(".corrected").is_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", ["?", "embed?", "pinned?", "embed?controls=full&", "embed?theme=dark&"])
def test_axe_finds_nothing_serious(tabs: Tabs, address: str, path: str, language: str) -> None:
    with tabs.open(1280, timeline=True, bypass_csp=True) as page:
        answer = page.goto(f"{address}/{path}lang={language}")
        assert answer is not None
        assert answer.ok, answer.text()[:200]
        page.wait_for_load_state("networkidle")
        grave = find_grave(page)
    assert grave == []
