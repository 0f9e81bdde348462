"""Host pages: pages of another site, served from loopback under another name, that contain embeds."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Frame, Page

from tests.browser.rest import wait_for_rest

NODE = Path(__file__).resolve().parent.parent.parent / "node_modules"


class News:
    """Another site: its address, and its current pages and scripts."""

    def __init__(self, address: str, files: dict[str, tuple[str, bytes]]) -> None:
        self.address, self._files = address, files

    def show(self, page: Page, body: str, scripts: Mapping[str, Path] | None = None) -> list[str]:
        """Go to a page with this body, and return the list of requests from then on."""
        requests: list[str] = []
        whole = f'<!doctype html><link rel="icon" href="data:,"><title>News</title><body>{body}'
        self._files["/"] = "text/html; charset=utf-8", whole.encode()
        for path, script in (scripts or {}).items():
            self._files[path] = "text/javascript", script.read_bytes()
        page.on("request", lambda request: requests.append(request.url))
        page.goto(self.address)
        return requests


@contextmanager
def open_news() -> Iterator[News]:
    """Serve another site on a free port."""
    files: dict[str, tuple[str, bytes]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, data = files.get(self.path, ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind or "text/plain")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        # Loopback by another name is another site.
        yield News(f"http://localhost:{server.server_port}/", files)
        server.shutdown()


def embedded(page: Page) -> Frame:
    """Return the frame of the embed in a host page, once it is there."""
    for _ in range(2400):
        for frame in page.frames:
            if "/embed" in frame.url:
                return frame
        page.wait_for_timeout(50)
    raise AssertionError("There is no embed in the page.")


def height_of(page: Page, selector: str = "iframe") -> float:
    """Return how high a frame is in its page, in px."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["height"]


def wait_until(page: Page, expression: str) -> None:
    """Wait until an expression of the host page is true."""
    page.wait_for_function(expression, timeout=120_000)


def wait_for_messages(page: Page, frame: Frame) -> None:
    """Wait until the host page has received all that a frame sent to it: messages arrive in order."""
    page.evaluate(
        "() => { window.received = new Promise((done) =>"
        " addEventListener('message', ({ data }) => data === 'last' && done())); }"
    )
    frame.evaluate("parent.postMessage('last', '*')")
    page.evaluate("window.received")
    wait_for_rest(page)
