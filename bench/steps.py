"""Slider steps and pans in Chromium without a GPU: ms until a step is painted, frames a second of a pan."""

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
from bench.pages import grounds_by_day, write_ours
from bench.peers import PLOTLY, write_folium, write_maplibre, write_plotly

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "bench" / "output" / "peers" / "node_modules"
SCRIPTS = (
    PLOTLY,
    *(NODE / "maplibre-gl" / "dist" / name for name in ("maplibre-gl.js", "maplibre-gl.css")),
    *(NODE / "leaflet" / "dist" / name for name in ("leaflet.js", "leaflet.css")),
    NODE / "d3" / "build" / "d3.min.js",
    NODE / "jquery" / "dist" / "jquery.min.js",
    NODE / "moment" / "min" / "moment.min.js",
)
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-frame-rate-limit",
    "--disable-gpu-vsync",
]
NO_GL = ["--disable-gpu"]
GL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
WHO = {
    "ours": NO_GL,
    "folium": NO_GL,
    "maplibre-state": GL,
    "maplibre-data": GL,
    "plotly": GL,
}
STEPS = 11
PAN_SECONDS = 2
PAINTED = """const painted = () => new Promise(done => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  }));"""
MEASURE_STEP = f"""async (steps) => {{
  {PAINTED}
  const times = [];
  for (let n = 1; n <= steps; n++) {{
    await new Promise(rest => setTimeout(rest, 200));
    const from = performance.now();
    await window.step(n);
    times.push(await painted() - from);
  }}
  return times.sort((a, b) => a - b)[steps >> 1];
}}"""
MEASURE_PAN = f"""async (seconds) => {{
  {PAINTED}
  let frames = 0;
  const from = performance.now();
  while (performance.now() - from < 1000 * seconds) {{ window.pan(); await painted(); frames++; }}
  return 1000 * frames / (performance.now() - from);
}}"""
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
    """Return what was measured of (who, zones, what): ms of steps of 2 % and 3 zones, frames of a pan."""
    medians: Medians = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "assets").symlink_to(ROOT / "assets")
        for script in SCRIPTS:
            copyfile(script, folder / script.name)
        with _serving(folder) as address:
            for zones in sizes:
                for what, changing in (("2 %", 0.02), ("3 zones", 3)):
                    _write_pages(folder, zones, changing)
                    for who, flags in WHO.items():
                        browser = playwright.chromium.launch(
                            executable_path=os.environ["CHROME"], args=FLAGS + flags
                        )
                        step, pan = _measure(browser, f"{address}/{who}.html")
                        browser.close()
                        medians[who, zones, what] = step
                        medians[who, zones, "pan"] = pan
                        print(f"{who}, {zones} zones, {what}: {step:.1f} ms; {pan:.0f} frames/s", flush=True)
    return medians


def _write_pages(folder: Path, zones: int, changing: float) -> None:
    made = folder / f"atlas-{zones}-{changing}"
    write_atlas(made, zones, changing=changing)
    atlas = read_atlas(made)
    days, colours = grounds_by_day(atlas)
    write_ours(atlas, days, folder / "ours.html")
    write_folium(atlas, colours, folder / "folium.html", STEPS + 1)
    write_maplibre(atlas, colours, folder / "maplibre-state.html")
    write_maplibre(atlas, colours, folder / "maplibre-data.html", whole=True)
    write_plotly(atlas, colours, folder / "plotly.html")


def _measure(browser: Browser, address: str) -> tuple[float, float]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.wait_for_function("window.ready", timeout=120_000)
    page.wait_for_timeout(1500)
    return float(page.evaluate(MEASURE_STEP, STEPS)), float(page.evaluate(MEASURE_PAN, PAN_SECONDS))
