"""A published site in a real browser: from nginx at its root, from a sub-path, and from a disk."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect
from playwright.sync_api import Request as Asked

from tests.atlases import edit
from tests.browser.axe import find_grave
from tests.browser.conftest import Tabs
from tests.browser.rest import wait_for_rest
from tests.conftest import ROOT

CONF = ROOT / "deploy" / "nginx.conf"
PAGES = ("index.html", "ar.html", "en/south-and-east.html", "ar/golan-hauran.html", "en/about/method.html")
DAY_SHOWN = "17 December 2020"


@pytest.fixture(scope="session")
def www(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a site of the default atlas under deep/maps."""
    folder = tmp_path_factory.mktemp("www")
    site = folder / "deep" / "maps"
    run("publish", site, "--base-url", "https://maps.example.org")
    return folder


@pytest.fixture(scope="session", params=["root", "sub-path", "disk"])
def home(request: pytest.FixtureRequest, www: Path) -> Iterator[str]:
    """The address of the site's home, without its file name."""
    site = www / "deep" / "maps"
    if request.param == "disk":
        yield site.as_uri()
    else:
        deep = request.param == "sub-path"
        with_nginx = serve(www if deep else site, www)
        address, server = with_nginx
        yield f"{address}/deep/maps" if deep else address
        server.terminate()
        server.wait(10)


def serve(root: Path, folder: Path) -> tuple[str, subprocess.Popen[bytes]]:
    """Start nginx with the configuration of docs/hosting.md on a free port of loopback."""
    port, spare = free_port(), free_port()
    prefix = folder / f"nginx-{port}"
    prefix.mkdir()
    text = CONF.read_text().replace("127.0.0.1:8080", f"127.0.0.1:{port}").replace(":8081", f":{spare}")
    paths = [
        f"{kind}_temp_path {prefix}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    ]
    text = text.replace("root site;", f"root {root};").replace("http {", "\n".join(["http {", *paths]), 1)
    (prefix / "nginx.conf").write_text(text)
    nginx = subprocess.check_output([ROOT / "tests" / "find_nginx.sh"], text=True).strip()
    # Started by root, its workers would be another user, who may not read what a test writes.
    user = "user root; " if os.geteuid() == 0 else ""
    command = [nginx, "-p", str(prefix), "-c", str(prefix / "nginx.conf"), "-g", f"{user}daemon off;"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(2400):
        try:
            urlopen(address, timeout=120).close()
            break
        except URLError as error:
            if getattr(error, "code", 0):
                break
            time.sleep(0.05)
    return address, server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def visit(page: Page, home: str) -> Iterator[Page]:
    """A page of the site whose faults, missing files and requests elsewhere fail the test."""
    faults: list[str] = []
    watch(page, home, faults)
    yield page
    assert not faults


def watch(page: Page, home: str, faults: list[str]) -> None:
    allowed = (home, "data:", "blob:", "about:")
    page.on(
        "request", lambda options: faults.append(options.url) if not options.url.startswith(allowed) else None
    )
    page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    page.on(
        "requestfailed", lambda options: None if left(options) else faults.append(f"failed: {options.url}")
    )


def left(request: Asked) -> bool:
    """Return whether a request was cancelled because its page was left."""
    return request.failure == "net::ERR_ABORTED"


def framed(page: Page) -> FrameLocator:
    return page.frame_locator("iframe.map")


@pytest.mark.parametrize("path", ["index.html", "ar.html", "en/albu-kamal.html"])
def test_map_draws_and_the_slider_scrubs(visit: Page, home: str, path: str) -> None:
    visit.goto(f"{home}/{path}")
    embed = framed(visit)
    slider = embed.locator("input[type=range]")
    expect(slider).to_be_visible()
    zone = embed.locator("[id^=zone-]").first
    expect(zone).to_be_visible()
    before = slider.get_attribute("aria-valuetext")
    slider.focus()
    visit.keyboard.press("Home")
    expect(slider).not_to_have_attribute("aria-valuetext", before or "")
    visit.keyboard.press("ArrowRight" if path != "ar.html" else "ArrowLeft")
    expect(embed.locator(".date-row .date")).to_be_visible()


def test_frame_is_as_high_as_its_map(visit: Page, home: str) -> None:
    visit.goto(f"{home}/en/albu-kamal.html")
    expect(framed(visit).locator("input[type=range]")).to_be_visible()
    frame = visit.locator("iframe.map")
    inner = frame.element_handle().content_frame()
    assert inner is not None
    wait_for_rest(inner)
    wait_for_rest(visit)
    high = inner.evaluate("document.documentElement.getBoundingClientRect().height")
    assert abs(high - frame.bounding_box()["height"]) <= 2  # type: ignore[index]
    slider = framed(visit).locator("input[type=range]").bounding_box()
    assert slider is not None
    assert slider["y"] + slider["height"] <= 900, "the slider must be in the first window"


def test_every_page_is_whole(visit: Page, home: str) -> None:
    for path in (
        "index.html",
        "ar.html",
        "en/south-and-east.html",
        "ar/golan-hauran.html",
        "en/about/method.html",
    ):
        visit.goto(f"{home}/{path}")
        visit.wait_for_load_state("networkidle")
        assert visit.locator("h1").count() == 1, path
        wide = visit.evaluate("document.documentElement.scrollWidth")
        assert wide <= 1440, path
        broken = visit.evaluate(
            "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
        )
        assert not broken, path


def test_links_lead_from_page_to_page(visit: Page, home: str) -> None:
    visit.goto(f"{home}/index.html")
    visit.wait_for_load_state("networkidle")  # leaving sooner would cancel the loading of the map
    visit.get_by_role("link", name="Albu Kamal").first.click()
    expect(visit).to_have_title(re.compile("Albu Kamal"))
    visit.wait_for_load_state("networkidle")
    visit.get_by_role("link", name="العربية").click()
    expect(visit.locator("html")).to_have_attribute("dir", "rtl")
    visit.wait_for_load_state("networkidle")
    visit.get_by_role("link", name="Marchland").click()
    visit.wait_for_load_state("networkidle")
    assert visit.url.split("?")[0].endswith("/ar.html")


def test_without_scripts_the_page_is_a_picture_and_a_table(browser: Browser, home: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}/en/albu-kamal.html")
    expect(framed(page).get_by_text(DAY_SHOWN).first).to_be_visible()
    expect(framed(page).locator("svg [id^=zone-]").first).to_be_visible()
    expect(page.locator("table")).to_contain_text("Iran-aligned militias")
    context.close()


@pytest.mark.parametrize("path", ["index.html", "ar/albu-kamal.html"])
def test_phone_scrolls_down_only(tabs: Tabs, home: str, path: str) -> None:
    with tabs.open(360, 740) as page:
        page.goto(f"{home}/{path}")
        expect(framed(page).locator("input[type=range]")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_nginx_sets_how_long_copies_are_cached(www: Path) -> None:
    site = www / "deep" / "maps"
    address, server = serve(site, www)
    try:
        version = re.search(r'"current": "(\w+)"', (site / "versions.json").read_text())
        assert version
        pinned = head(f"{address}/embed/{version[1]}/en/albu-kamal/index.html")
        assert pinned["Cache-Control"] == "public, max-age=31536000, immutable"
        assert pinned["Content-Encoding"] == "gzip"
        assert head(f"{address}/embed/en/albu-kamal/index.html")["Cache-Control"] == "public, max-age=300"
        assert head(f"{address}/en/albu-kamal/oembed.json")["Access-Control-Allow-Origin"] == "*"
        with pytest.raises(URLError, match="404"):
            head(f"{address}/site.json")
    finally:
        server.terminate()
        server.wait(10)


def test_pinned_embed_shows_its_correction_notice_in_a_sandbox(browser: Browser, tmp_path: Path) -> None:
    site, source = tmp_path / "site", tmp_path / "atlas"
    run("new", source)
    run("publish", site, "--atlas", source)
    version = json.loads((site / "versions.json").read_text())["current"]
    records = source / "records.csv"
    records.write_text(
        edit(records.read_text(), "harbour-league,harbour,league", "harbour-league,harbour,council")
    )
    run("publish", site, "--atlas", source)
    (site / "article.html").write_text(
        f'<!doctype html><iframe class="map" sandbox="allow-scripts" width="700" height="700"'
        f' src="embed/{version}/en/island/index.html"></iframe>'
    )
    address, server = serve(site, tmp_path)
    page = browser.new_page()
    try:
        page.goto(f"{address}/article.html")
        expect(framed(page).locator(".corrected")).to_contain_text("corrected since")
        target = framed(page).locator(".corrected a").get_attribute("href") or ""
        assert target.startswith(f"{address}/en/island.html")
    finally:
        page.close()
        server.terminate()
        server.wait(10)


def run(*arguments: object) -> None:
    command = [sys.executable, "app.py", *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["index.html", "ar/albu-kamal.html", "en/about/method.html"])
def test_axe_finds_nothing_serious(tabs: Tabs, www: Path, path: str, theme: Literal["light", "dark"]) -> None:
    with tabs.open(color_scheme=theme) as page:
        page.goto(f"{(www / 'deep' / 'maps').as_uri()}/{path}")
        grave = find_grave(page)
    assert grave == []


def head(address: str) -> dict[str, str]:
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=120) as answer:
        return dict(answer.headers)
