"""Another information date in Chromium: ms until a step of its slider and the map are presented."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from atlas.history.as_known import as_known
from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import default_request
from bench.browser.chromium import UNCAPPED, launch, serving
from bench.generate import write_atlas
from bench.pages import SIZE, write_player
from bench.steps import WINDOW, trace_steps
from bench.tables import format_table
from outputs.player.payload import Canvas, compile_known, compile_map

ROOT = Path(__file__).resolve().parent.parent
SIZES = (300, 1000, 3000)
STEPS = 11
WAYS = ("slide", "know")
SCRIPT = """
const slider = document.querySelector(".known-slider");
window.slide = n => { slider.value = stops[n]; slider.dispatchEvent(new Event("input", { bubbles: true })); };
window.know = n => marchland.know(payloads[n]);
window.ready = true;"""


def report_knowing() -> list[str]:
    """Return the section on the slider of information dates."""
    milliseconds = measure_knowing()
    rows = [(f"{zones:,}", *(f"{milliseconds[zones, way]:.1f} ms" for way in WAYS)) for zones in SIZES]
    return [
        "## One step of the information date, presented",
        "",
        f"The same zones. Median of {STEPS} steps to the next date with new information, measured",
        "as above: for the slider itself, and for the map once it has the data of that date.",
        "",
        *format_table(("zones", "the slider moves", "the map has changed"), rows),
    ]


def measure_knowing() -> dict[tuple[int, str], float]:
    """Return the median ms of a step by number of zones and slider."""
    milliseconds: dict[tuple[int, str], float] = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "assets").symlink_to(ROOT / "assets")
        with serving(folder) as address:
            for zones in SIZES:
                _write_page(read_atlas(write_atlas(folder / f"atlas-{zones}", zones)), folder / "ours.html")
                for way in WAYS:
                    with launch(playwright, *UNCAPPED) as browser:
                        milliseconds[zones, way] = _measure(browser, f"{address}/ours.html", way)
                    print(f"{way}, {zones} zones: {milliseconds[zones, way]:.1f} ms", flush=True)
    return milliseconds


def _measure(browser: Browser, address: str, way: str) -> float:
    page = browser.new_page(viewport=WINDOW)
    page.goto(address)
    page.wait_for_function("window.ready", timeout=120_000)
    page.evaluate(f"() => {{ window.step = (n) => void window.{way}(n); }}")
    page.wait_for_timeout(1500)
    return median(trace_steps(page, browser.new_browser_cdp_session(), range(1, STEPS + 1)))


def _write_page(atlas: Atlas, page: Path) -> None:
    """Write the player with the last information dates before the day it shows, the first of them loaded."""
    request = default_request(atlas)
    published = {source.published for source in atlas.sources.values() if source.published is not None}
    stops = sorted(day for day in published if day < request.date)[-STEPS - 1 :]
    payloads = [
        compile_known(as_known(atlas, day), replace(request, known=day), Canvas(*SIZE)) for day in stops
    ]
    payload = compile_map(atlas, replace(request, known=stops[0]), Canvas(*SIZE)) | {
        "knownDays": stops,
        "corrections": "",
    }
    write_player(payload, page, f"const stops={json.dumps(stops)},payloads={json.dumps(payloads)};{SCRIPT}")
