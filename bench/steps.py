"""Slider steps in Chromium without a GPU: from setting the day until the frame is painted."""

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copyfile

from playwright.sync_api import Browser, sync_playwright

from atlas.read import read_atlas
from bench.generate import write_atlas
from bench.pages import PLOTLY, grounds_by_day, write_maplibre, write_ours, write_plotly

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "bench" / "output" / "peers" / "node_modules" / "maplibre-gl" / "dist"
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-frame-rate-limit",
    "--disable-gpu-vsync",
]
GL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
STEPS = 11
MEASURE = """async (steps) => {
  const painted = () => new Promise(done => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  }));
  const times = [];
  for (let n = 1; n <= steps; n++) {
    await new Promise(rest => setTimeout(rest, 200));
    const from = performance.now();
    await window.step(n);
    times.push(await painted() - from);
  }
  return times.sort((a, b) => a - b)[steps >> 1];
}"""
Medians = dict[tuple[str, int, str], float]


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def measure_steps(sizes: tuple[int, ...] = (300, 1000, 3000)) -> Medians:
    """Return median ms a painted step of (who, zones, how much changes)."""
    medians: Medians = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "assets").symlink_to(ROOT / "assets")
        copyfile(PLOTLY, folder / "plotly.min.js")
        for file in ("maplibre-gl.js", "maplibre-gl.css"):
            copyfile(PEERS / file, folder / file)
        with _serving(folder) as address:
            for zones in sizes:
                for changing in (0.02, 3):
                    pages = _write_pages(folder, zones, changing)
                    for who in pages:
                        flags = FLAGS + (["--disable-gpu"] if who == "ours" else GL)
                        browser = playwright.chromium.launch(executable_path=os.environ["CHROME"], args=flags)
                        much = "2 %" if changing < 1 else "3 zones"
                        medians[who, zones, much] = _measure(browser, f"{address}/{who}.html")
                        print(who, zones, much, f"{medians[who, zones, much]:.1f} ms", flush=True)
                        browser.close()
    return medians


def _write_pages(folder: Path, zones: int, changing: float) -> list[str]:
    made = folder / f"atlas-{zones}-{changing}"
    write_atlas(made, zones, changing=changing)
    atlas = read_atlas(made)
    days, colours = grounds_by_day(atlas)
    write_ours(atlas, days, folder / "ours.html")
    write_maplibre(atlas, colours, folder / "maplibre.html")
    write_plotly(atlas, colours, folder / "plotly.html")
    return ["ours", "maplibre", "plotly"]


def _measure(browser: Browser, address: str) -> float:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.wait_for_function("window.ready", timeout=120_000)
    page.wait_for_timeout(1500)
    return float(page.evaluate(MEASURE, STEPS))
