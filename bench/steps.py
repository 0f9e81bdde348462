"""Slider steps and drags in Chromium without a GPU: ms until a step is painted, frames a second of drags."""

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copyfile

from playwright.sync_api import Browser, Page, sync_playwright

from atlas.reading.read import read_atlas
from bench.generate import write_atlas
from bench.pages import SIZE, grounds_by_day, write_ours
from bench.peers import PLOTLY, write_folium, write_maplibre, write_plotly
from bench.tables import format_table

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
PEERS = {
    "folium": "Folium `TimeSliderChoropleth`",
    "maplibre-state": "MapLibre `setFeatureState`",
    "maplibre-data": "MapLibre `setData`",
    "plotly": "Plotly `choroplethmap`",
}
STEPS = 11
PAN_SECONDS = 2
MOVED_PX = 3
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
Medians = dict[tuple[str, int, str], float]


def report_steps() -> list[str]:
    """Return the sections on steps and drags."""
    medians = measure_steps()
    steps, drags = (
        {key: value for key, value in medians.items() if (key[2] == "drag") == drag} for drag in (False, True)
    )
    return [
        "## One step of the slider, painted",
        "",
        f"Zones of 30 vertices. Median of {STEPS} steps from setting the day until the frame after it is",
        "painted, without a cap on frames; the same for all. Peers draw flat colours on a blank map: no",
        "patterns, edges, names, panel or key. Ratios compare with ours: above 1 the peer takes longer.",
        "",
        *_table("zones, a step changes", steps, "ms", 1),
        "## Dragging the map",
        "",
        f"Frames per second while the pointer drags for {PAN_SECONDS} seconds; above 1 the peer draws more.",
        "",
        *_table("zones", drags, "frames/s", 0),
    ]


def _table(first: str, medians: Medians, unit: str, decimals: int) -> list[str]:
    rows = []
    for zones, what in dict.fromkeys((zones, what) for _, zones, what in medians):
        own = medians["ours", zones, what]
        peer_times = (medians[who, zones, what] for who in PEERS)
        peers = (f"{time / own:.2f}× ({time:.{decimals}f})" for time in peer_times)
        name = f"{zones:,}" if what == "drag" else f"{zones:,}, {what}"
        rows.append((name, f"{own:.{decimals}f} {unit}", *peers))
    return format_table((first, "ours", *PEERS.values()), rows)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; yield the address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def measure_steps(sizes: tuple[int, ...] = (300, 1000, 3000)) -> Medians:
    """Return the results by (program, zones, kind): ms of steps of 2 % and of 3 zones, frames of a drag."""
    medians: Medians = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "assets").symlink_to(ROOT / "assets")
        for script in SCRIPTS:
            copyfile(script, folder / script.name)
        with serving(folder) as address:
            for zones in sizes:
                for what, changing in (("2 %", 0.02), ("3 zones", 3)):
                    _write_pages(folder, zones, changing)
                    for who, flags in WHO.items():
                        browser = playwright.chromium.launch(
                            executable_path=os.environ["CHROME"], args=FLAGS + flags
                        )
                        step, drag = _measure(browser, f"{address}/{who}.html")
                        browser.close()
                        medians[who, zones, what] = step
                        medians[who, zones, "drag"] = drag
                        print(f"{who}, {zones} zones, {what}: {step:.1f} ms; {drag:.0f} frames/s", flush=True)
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
    return float(page.evaluate(MEASURE_STEP, STEPS)), _drag(page)


def _drag(page: Page) -> float:
    """Drag the map to and fro; return how many moves per second the page handles, at most one per frame."""
    middle_x, middle_y = SIZE[0] / 2, SIZE[1] / 2
    page.mouse.move(middle_x, middle_y)
    page.mouse.down()
    moves, start = 0, time.perf_counter()
    while time.perf_counter() - start < PAN_SECONDS:
        moves += 1
        page.mouse.move(middle_x + MOVED_PX * abs(moves % 80 - 40), middle_y)
    seconds = time.perf_counter() - start
    page.mouse.up()
    return moves / seconds
