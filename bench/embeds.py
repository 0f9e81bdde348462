"""The cost of an embed for its reader: bytes, requests, time to the first map; peers: Plotly, Folium.

The default atlas, with every day on a slider; each page is opened in a Chromium with an empty cache.
"""

import gzip
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copyfile
from statistics import median

import plotly.graph_objects as go
from playwright.sync_api import Browser, sync_playwright

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import default_request
from bench.browser.chromium import UNCAPPED, launch
from bench.pages import grounds_by_day
from bench.peers.folium import write_folium
from bench.peers.frame import Colours, Frame
from bench.steps import SCRIPTS, WINDOW, read_frame
from bench.tables import format_table
from outputs.embed.page import write_page

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 5e6 / 8}
"""10 Mbit/s and 40 ms: a telephone with a fair connection."""
PAGES = {
    "ours": (
        "the embed",
        "document.readyState !== 'loading' && document.querySelector('.sheets path')",
    ),
    "plotly": ("Plotly `write_html`", "window.ready"),
    "folium": ("Folium `TimeSliderChoropleth`", "document.querySelector('path.leaflet-interactive')"),
}
"""Each page: its name, and a test whether its map is there."""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
}


@dataclass
class Cost:
    """Bytes (gzipped) and requests of one opening, and ms until the first map is painted, fast and slow."""

    size: int
    requests: int
    fast: float
    slow: float


def report_embeds() -> list[str]:
    """Return the section on embeds."""
    costs = measure_embeds(read_atlas(ROOT / "geodata"))
    own = costs["ours"]
    rows = [
        (
            PAGES[who][0],
            f"{cost.size / 1000:,.0f} KB ({cost.size / own.size:.0f}×)",
            f"{cost.requests}",
            f"{cost.fast:,.0f} ms ({cost.fast / own.fast:.1f}×)",
            f"{cost.slow:,.0f} ms ({cost.slow / own.slow:.1f}×)",
        )
        for who, cost in costs.items()
    ]
    return [
        "## An embed, from nothing to the first map",
        "",
        "The included atlas with a slider over all its days. Everything a page loads is served gzipped by",
        "this machine, including Folium's scripts, except those for markers. The peers draw flat colours on",
        f"a blank map. Median of {RUNS}; slow: 10 Mbit/s with 40 ms.",
        "",
        *format_table(("page", "bytes, gzipped", "requests", "first map", "first map, slow"), rows),
        "",
    ]


def measure_embeds(atlas: Atlas) -> dict[str, Cost]:
    """Return the cost of each page."""
    costs = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        for script, path in SCRIPTS.items():
            copyfile(path, folder / script)
        (folder / "ours.html").write_bytes(write_page(atlas, default_request(atlas)))
        with _serving(folder) as (address, sent):
            with launch(playwright) as browser:
                page = browser.new_page(viewport=WINDOW)
                page.goto(f"{address}/ours.html")
                page.wait_for_function("window.marchland")
                _write_peers(atlas, folder, read_frame(page))
            for who, (_, there) in PAGES.items():
                with launch(playwright, *UNCAPPED) as browser:
                    # The first page in a new browser pays for its start; no later one does.
                    _open(browser, f"{address}/{who}.html", there, False)
                    sent.clear()
                    opened = [_open(browser, f"{address}/{who}.html", there, slow) for slow in (False, True)]
                sizes = sent[: len(sent) // (2 * RUNS)]
                sent.clear()
                costs[who] = Cost(sum(sizes), len(sizes), *opened)
                print(f"{who}: {costs[who]}", flush=True)
    return costs


def _write_peers(atlas: Atlas, folder: Path, frame: Frame) -> None:
    days, colours = grounds_by_day(atlas)
    write_folium(atlas, colours, frame, folder / "folium.html", len(days))
    _write_plotly(atlas, colours, frame, folder / "plotly.html")


def _write_plotly(atlas: Atlas, colours: Colours, frame: Frame, page: Path) -> None:
    """Write the usual figure: a choropleth with one frame per day, and a slider."""
    zones = list(colours)
    tones = sorted({tone for colour in colours.values() for tone in colour})
    numbers = [[tones.index(tone) for tone in row] for row in zip(*colours.values(), strict=True)]
    features = [
        {"type": "Feature", "id": zone, "geometry": atlas.places[zone].geometry.__geo_interface__}
        for zone in zones
    ]
    scale = [[i / max(len(tones) - 1, 1), tone] for i, tone in enumerate(tones)]
    trace = go.Choroplethmap(
        geojson={"type": "FeatureCollection", "features": features},
        locations=zones, z=numbers[0], zmin=0, zmax=max(len(tones) - 1, 1), colorscale=scale, showscale=False,
    )  # fmt: skip
    frames = [
        go.Frame(data=[{"type": "choroplethmap", "z": row}], name=str(n)) for n, row in enumerate(numbers)
    ]
    steps = [{"method": "animate", "label": frame.name, "args": [[frame.name]]} for frame in frames]
    longitude, latitude = frame.centre
    layout = {
        "map": {"style": "white-bg", "center": {"lon": longitude, "lat": latitude}, "zoom": frame.zoom},
        "width": frame.width,
        "height": frame.height,
        "sliders": [{"steps": steps}],
    }
    figure = go.Figure(trace, layout, frames)
    figure.write_html(page, include_plotlyjs=True, auto_play=False, post_script="window.ready=true")


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Serve a folder gzipped, and yield its address and the list of bytes sent."""
    sent: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = folder / self.path.lstrip("/")
            if not path.is_file():
                self.send_error(404)
                return
            data = _zip(path)
            self.send_response(200)
            for name, value in (
                ("Content-Type", _TYPES[path.suffix]),
                ("Content-Encoding", "gzip"),
                ("Content-Length", str(len(data))),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)
            sent.append(len(data))

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", sent
    server.shutdown()


@lru_cache
def _zip(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


def _open(browser: Browser, address: str, there: str, slow: bool) -> float:
    """Return the median ms from the call until the frame that first shows the map has been painted."""
    watch = f"""(() => {{
      const look = () => {{
        if (!({there})) return void requestAnimationFrame(look);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {{ window.first = performance.now(); }};
        requestAnimationFrame(() => channel.port2.postMessage(0));
      }};
      requestAnimationFrame(look);
    }})()"""
    return median(_time(browser, address, watch, slow) for _ in range(RUNS))


def _time(browser: Browser, address: str, watch: str, slow: bool) -> float:
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    if slow:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
    page.add_init_script(watch)
    page.goto(address)
    page.wait_for_function("window.first", timeout=120_000)
    seconds = float(page.evaluate("window.first"))
    context.close()
    return seconds
