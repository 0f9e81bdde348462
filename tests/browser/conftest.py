"""A real server and a real Chromium for the tests of the dashboard."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the default atlas, on a free port of loopback."""
    kept = str(tmp_path_factory.mktemp("snapshots"))
    command = [sys.executable, "app.py", "serve", "--port", "0", "--snapshots", kept]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = server.stdout.readline().split(" is at ")[1].split()[0]
            _wait_for(found)
            yield found
        finally:
            server.terminate()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(f"{address}/health", timeout=5)
            return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen."""
    chrome = (
        os.environ.get("CHROME")
        or subprocess.check_output([ROOT / "tests" / "find_chromium.sh"], text=True).strip()
    )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chrome, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose errors fail the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert not faults
