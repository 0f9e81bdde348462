"""A real server and a real Chromium for the tests of the dashboard."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.rest import WATCH

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_MS = 60_000
"""How long a test waits for something that takes a moment on an idle machine, so that load fails none."""
expect.set_options(timeout=PATIENCE_MS)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",
]


LEAVES_LATER_OUT = """
Object.defineProperty(HTMLScriptElement.prototype, "async", { set() { this.type = "text/plain"; } });
"""
"""Leaves out the scripts that a page adds after painting, those of the timeline: half of its cost."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a server of the default atlas, on a free port of loopback."""
    with serve() as server_address:
        yield server_address


@contextmanager
def serve(atlas: str = "geodata") -> Iterator[str]:
    """Serve an atlas, the default one if none is given, on a free port of loopback; yields its address."""
    with TemporaryDirectory() as snapshots, _serve(snapshots, atlas) as server_address:
        yield server_address


@contextmanager
def _serve(snapshots: str, atlas: str) -> Iterator[str]:
    command = [sys.executable, "app.py", "serve", "--port", "0", "--snapshots", snapshots, "--atlas", atlas]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            server_address = server.stdout.readline().split(" is at ")[1].split()[0]
            wait_for_server(server_address)
            yield server_address
        finally:
            server.terminate()


def wait_for_server(address: str) -> None:
    """Wait until a server answers."""
    ends = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < ends:
        try:
            urlopen(f"{address}/health", timeout=120)
            return
        except (URLError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer.")


def find_chromium() -> str:
    """Return the path of Chromium: the one in CHROME, else Debian's."""
    chrome = os.environ.get("CHROME")
    return chrome or subprocess.check_output([ROOT / "tests" / "find_chromium.sh"], text=True).strip()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield started
        started.close()


class Tabs:
    """Opens pages of readers who stay, so that a new page shares the process of an open one.

    Starting a process takes a second of two processors, longer than showing most pages.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._readers: dict[str, BrowserContext] = {}

    @contextmanager
    def open(
        self, width: int = 1440, height: int = 900, *, timeline: bool = False, **options: Any
    ) -> Iterator[Page]:
        """Open a page in a window of width × height px, for a reader as Playwright's options describe."""
        page = self._reader(options).new_page()
        page.set_viewport_size({"width": width, "height": height})
        if not timeline:
            page.add_init_script(LEAVES_LATER_OUT)
        try:
            yield page
        finally:
            page.close()

    def _reader(self, options: dict[str, Any]) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in self._readers:
            self._readers[key] = self._browser.new_context(**options)
            self._readers[key].add_init_script(WATCH)
            self._readers[key].set_default_timeout(PATIENCE_MS)
            self._readers[key].set_default_navigation_timeout(PATIENCE_MS)
            stays = self._readers[key].new_page()
            stays.route("**", lambda route: route.fulfill(body=""))
            stays.goto("http://127.0.0.1/")
        return self._readers[key]


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """The readers of a test run."""
    return Tabs(browser)


@pytest.fixture
def page(tabs: Tabs, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose errors fail the test; the dashboard's timeline is loaded for tests marked `timeline`."""
    faults: list[str] = []
    with tabs.open(timeline=request.node.get_closest_marker("timeline") is not None) as opened:
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        yield opened
    assert not faults


@pytest.fixture
def phone(tabs: Tabs) -> Iterator[Page]:
    """A page on a phone."""
    with tabs.open(390, 844, has_touch=True, is_mobile=True) as opened:
        yield opened
