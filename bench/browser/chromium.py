"""Chromium without a GPU, alike for every page; a server of files; processor time of its processes."""

import os
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.async_api import Browser as AsyncBrowser
from playwright.async_api import Playwright as AsyncPlaywright
from playwright.sync_api import Browser, CDPSession, Playwright

FLAGS = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking")
SOFTWARE = ("--disable-gpu",)
"""Raster and compositing by the processor; WebGL is still there, drawn by SwiftShader."""
UNCAPPED = ("--disable-frame-rate-limit", "--disable-gpu-vsync")
"""Frames as soon as they are ready, so that times are not rounded up to the beat of a screen."""


@contextmanager
def launch(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    """Start a browser of its own, and close it."""
    browser = playwright.chromium.launch(
        executable_path=os.environ["CHROME"], args=[*FLAGS, *SOFTWARE, *flags]
    )
    try:
        yield browser
    finally:
        browser.close()


@asynccontextmanager
async def launching(playwright: AsyncPlaywright) -> AsyncIterator[AsyncBrowser]:
    """Start a browser of its own for asynchronous use, and close it."""
    browser = await playwright.chromium.launch(executable_path=os.environ["CHROME"], args=[*FLAGS, *SOFTWARE])
    try:
        yield browser
    finally:
        await browser.close()


def processor_ms(session: CDPSession) -> float:
    """Return the processor time that all processes of a browser have used so far, in ms."""
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return sum(_process_ns(process["id"]) for process in processes) / 1e6


def _process_ns(process: int) -> int:
    # schedstat counts nanoseconds for each thread; stat would count ticks of 10 ms.
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; yield the address."""

    class Quiet(SimpleHTTPRequestHandler):
        extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
