"""Slider steps in Chromium without a GPU: ms until a step is presented, and the processor time it costs.

Every page fills the same frame at the same scale, and pages are opened in turns, so that a busy machine
affects all alike.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfile
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, Playwright, sync_playwright

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import default_request
from bench.browser.chromium import UNCAPPED, launch, processor_ms, serving
from bench.browser.presented import presented_after, read_frames, read_marks, tracing
from bench.generate import write_atlas
from bench.pages import grounds_by_day
from bench.peers import plotly
from bench.peers.bare_svg import write_bare_svg
from bench.peers.deck import write_deck
from bench.peers.folium import write_folium
from bench.peers.frame import Colours, Frame
from bench.peers.maplibre import write_feature_state, write_global_state, write_set_data
from bench.tables import format_table
from outputs.embed.page import write_page

NODE = Path(__file__).resolve().parent / "output" / "peers" / "node_modules"
_MAPLIBRE = NODE / "maplibre-gl" / "dist"
SCRIPTS = {
    "plotly.min.js": plotly.SCRIPT,
    **{
        name: _MAPLIBRE / name
        for name in ("maplibre-gl.mjs", "maplibre-gl-shared.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css")
    },
    "deck.min.js": NODE / "deck.gl" / "dist.min.js",
    **{name: NODE / "leaflet" / "dist" / name for name in ("leaflet.js", "leaflet.css")},
    "d3.min.js": NODE / "d3" / "build" / "d3.min.js",
    "jquery.min.js": NODE / "jquery" / "dist" / "jquery.min.js",
    "moment.min.js": NODE / "moment" / "min" / "moment.min.js",
}
"""The scripts of the peers, by the name under which the pages load them."""
PEERS = {
    "bare": "bare SVG",
    "folium": "Folium",
    "maplibre-state": "MapLibre `setFeatureState`",
    "maplibre-filter": "MapLibre `global-state`",
    "maplibre-data": "MapLibre `setData`",
    "deck": "deck.gl",
    "plotly": "Plotly",
}
SIZES = (300, 1000, 3000, 10_000)
CHANGES: Mapping[str, float] = {"2 %": 0.02, "3 zones": 3}
WINDOW = {"width": 1440, "height": 900}
TURNS, STEPS = 3, 5
DAYS = 1 + 3 * STEPS
REST_MS = 500
"""Longer than a map takes to settle after a step, so that its lists are updated between the steps."""
LAST_MS = 3000
"""The trace ends this long after its last step, so that the frame of a slow page is still in it."""
_STEPS_OF_EMBED = """(days) => {
  if (!window.marchland) return;
  window.step = (n) => marchland.setDay(days[n]);
  window.ready = true;
}"""
_STEP = """async ([n, readBack]) => {
  performance.mark(`step-${n}`);
  await (window.step(n) ?? new Promise(requestAnimationFrame));
  performance.mark(`drawn-${n}`);
  if (!readBack) return;
  window.readBack();
  performance.mark(`pixels-${n}`);
}"""


@dataclass
class Times:
    """What the steps of one page took, each in ms."""

    presented: list[float] = field(default_factory=list)
    pixels: list[float] = field(default_factory=list)
    """Until the pixels of a WebGL page exist, on steps of their own: reading back delays the frame."""
    processor: list[float] = field(default_factory=list)

    @property
    def step(self) -> float:
        """Return the median ms of a step: the later of the frame and the pixels that it shows."""
        return max(median(self.presented), median(self.pixels or [0]))


Key = tuple[int, str, str]
"""Zones, change, page."""


def report_steps() -> list[str]:
    """Return the section on steps."""
    times = measure_steps()
    return [
        "## One step of the slider, presented",
        "",
        f"Zones of 30 vertices in a frame of 1200 × 640 px; {TURNS} turns of {STEPS} steps. A step ends",
        "when the frame with its pixels is presented, as Chromium's trace (`PipelineReporter`) reports",
        "it; on WebGL pages no sooner than a read-back finds the pixels. Frames are not capped, so that",
        "no time is rounded up to the beat of a screen. The bare SVG draws the embed's own zones, hatches",
        "and edges, without names, slider, texts or key. The other peers draw flat colours on a blank",
        "map, their zones as wide on the screen as the embed's. Ratios compare with the embed: above 1",
        "the peer takes longer.",
        "",
        *_table(times, lambda of: of.step),
        "## One step of the slider, processor time",
        "",
        f"Of all processes of the browser, from one step to the next, {REST_MS} ms later; without tracing.",
        "",
        *_table(times, lambda of: median(of.processor)),
    ]


def _table(times: Mapping[Key, Times], read: Callable[[Times], float]) -> list[str]:
    rows = []
    for zones, change in dict.fromkeys((zones, change) for zones, change, _ in times):
        own = read(times[zones, change, "embed"])
        measured = ((read(times[key]) if (key := (zones, change, who)) in times else None) for who in PEERS)
        cells = ("–" if ms is None else f"{ms / own:.2f}× ({ms:.0f})" for ms in measured)
        rows.append((f"{zones:,}, {change}", f"{own:.0f} ms", *cells))
    return format_table(("zones, a step changes", "embed", *PEERS.values()), rows)


def measure_steps(
    sizes: tuple[int, ...] = SIZES,
    changes: Mapping[str, float] = CHANGES,
    pages: tuple[str, ...] = tuple(PEERS),
) -> dict[Key, Times]:
    """Return the times of every page, by zones, change and page."""
    times: dict[Key, Times] = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        for script, path in SCRIPTS.items():
            copyfile(path, folder / script)
        with serving(folder) as address:
            for zones in sizes:
                for change, changing in changes.items():
                    days = _write_pages(playwright, folder, address, zones, changing)
                    of_page = _measure_in_turns(playwright, address, ("embed", *pages), days)
                    times |= {(zones, change, who): measured for who, measured in of_page.items()}
    return times


def _write_pages(
    playwright: Playwright, folder: Path, address: str, zones: int, changing: float
) -> list[int]:
    """Write the pages of all, and return the days of the steps."""
    atlas = read_atlas(write_atlas(folder / f"atlas-{zones}-{changing}", zones, changing=changing))
    days, colours = grounds_by_day(atlas)
    days = days[:DAYS]
    colours = {zone: row[:DAYS] for zone, row in colours.items()}
    (folder / "embed.html").write_bytes(write_page(atlas, default_request(atlas)))
    with launch(playwright) as browser:
        embed = _open(browser, f"{address}/embed.html", days)
        frame = read_frame(embed)
        write_bare_svg(embed, days, frame, folder / "bare.html")
    _write_peers(atlas, colours, frame, folder)
    return days


def _write_peers(atlas: Atlas, colours: Colours, frame: Frame, folder: Path) -> None:
    write_folium(atlas, colours, frame, folder / "folium.html", DAYS)
    write_feature_state(atlas, colours, frame, folder / "maplibre-state.html")
    write_global_state(atlas, colours, frame, folder / "maplibre-filter.html")
    write_set_data(atlas, colours, frame, folder / "maplibre-data.html")
    write_deck(atlas, colours, frame, folder / "deck.html")
    plotly.write_plotly(atlas, colours, frame, folder / "plotly.html")


def read_frame(page: Page) -> Frame:
    """Return the frame of the map of an open embed."""
    box = page.evaluate(
        "(({ x, y, width, height }) => [x, y, width, height])(marchland.viewport.getBoundingClientRect())"
    )
    west, south, east, north = page.evaluate("marchland.map.bbox")
    return Frame(*box, (west, south, east, north))


def _open(browser: Browser, address: str, days: list[int]) -> Page:
    page = browser.new_page(viewport=WINDOW)
    page.goto(address)
    page.evaluate(_STEPS_OF_EMBED, days)
    page.wait_for_function("window.ready", timeout=180_000)
    page.evaluate("window.step(0)")
    page.wait_for_timeout(2000)
    return page


def _measure_in_turns(
    playwright: Playwright, address: str, pages: tuple[str, ...], days: list[int]
) -> dict[str, Times]:
    times: dict[str, Times] = {who: Times() for who in pages}
    for _ in range(TURNS):
        for who in pages:
            with launch(playwright, *UNCAPPED) as browser:
                _measure(browser, _open(browser, f"{address}/{who}.html", days), times[who])
            print(f"{who}: {times[who].presented[-STEPS:]} {times[who].pixels[-STEPS:]}", flush=True)
    return times


def _measure(browser: Browser, page: Page, times: Times) -> None:
    """Take the steps of a turn: with a trace, with a read-back on a WebGL page, and without either."""
    session = browser.new_browser_cdp_session()
    traced, reading, quiet = (range(first, first + STEPS) for first in range(1, DAYS, STEPS))
    times.presented += trace_steps(page, session, traced)
    if page.evaluate("!!window.readBack"):
        times.pixels += trace_steps(page, session, reading, read_back=True)
    before = processor_ms(session)
    for number in quiet:
        _step(page, number)
    times.processor.append((processor_ms(session) - before) / STEPS)


def trace_steps(page: Page, session: CDPSession, numbers: range, *, read_back: bool = False) -> list[float]:
    """Return the ms from each step until its frame is presented, or until its pixels were read back."""
    with tracing(page, session) as events:
        for number in numbers:
            _step(page, number, read_back)
        page.wait_for_timeout(LAST_MS)
    marks, frames = read_marks(events), read_frames(events)
    if read_back:
        return [marks[f"pixels-{number}"] - marks[f"step-{number}"] for number in numbers]
    return [presented_after(frames, marks[f"step-{number}"], marks[f"drawn-{number}"]) for number in numbers]


def _step(page: Page, number: int, read_back: bool = False) -> None:
    page.evaluate(_STEP, [number, read_back])
    page.wait_for_timeout(REST_MS)
