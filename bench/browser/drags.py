"""Drags of the slider over its whole range: days shown, frames dropped, time from input to paint.

The real embed and the real dashboard, on a phone and on a desk, at the speed of this machine and slowed down.
The pointer keeps its pace and does not wait for the page.
"""

import asyncio
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from playwright.async_api import CDPSession, Page, ViewportSize, async_playwright

from atlas.reading.read import read_atlas
from atlas.request.request import default_request
from bench.browser.chromium import launching, serving
from bench.browser.presented import CONFIG, Event, Frame, read_frames, read_latencies, read_marks
from bench.server import serve
from bench.tables import format_table
from outputs.embed.page import write_page

ROOT = Path(__file__).resolve().parent.parent.parent
SCREENS: Mapping[str, tuple[ViewportSize, int]] = {
    "390 × 844 @3": ({"width": 390, "height": 844}, 3),
    "1440 × 900 @2": ({"width": 1440, "height": 900}, 2),
}
SLOWER = (1, 4, 6)
SECONDS, MOVES = 3.0, 180
LOADED_MS, END_MS = 4000, 1000
_MARK_DAYS = """() => {
  let shown = 0;
  document.addEventListener("marchland:day", () => performance.mark(`day-${++shown}`), true);
}"""
_SLIDER = """(() => {
  const box = document.querySelector("input.slider").getBoundingClientRect();
  return [box.left, box.right, box.top + box.height / 2];
})()"""


@dataclass(frozen=True, slots=True)
class Drag:
    """One drag: days shown, frames dropped, ms from input to paint (median and 95th percentile)."""

    days: int
    dropped: int
    p50: float
    p95: float


def report_drags() -> list[str]:
    """Return the section on drags of the slider."""
    drags = measure_drags()
    rows = (
        (
            *key[:2],
            f"{key[2]}×",
            f"{drag.days}",
            f"{drag.dropped}",
            f"{drag.p50:.0f} ms",
            f"{drag.p95:.0f} ms",
        )
        for key, drag in drags.items()
    )
    return [
        "## Dragging the slider",
        "",
        f"The pointer drags the slider of the included atlas over all its days in {SECONDS:g} s and {MOVES}",
        "moves, at 60 frames a second; it does not wait for the page. A day is shown when a frame with it is",
        "presented; input to paint lasts from each move to the first such frame that begins after it.",
        "Processors are slowed by Chromium (`Emulation.setCPUThrottlingRate`).",
        "",
        *format_table(
            (
                "page",
                "screen",
                "slowed",
                "days shown",
                "dropped frames",
                "input to paint, median",
                "95th percentile",
            ),
            rows,
        ),
    ]


Key = tuple[str, str, int]
"""Page, screen, times slower."""


def measure_drags(
    pages: Sequence[str] = ("embed", "dashboard"),
    screens: Iterable[str] = SCREENS,
    slower: Iterable[int] = SLOWER,
) -> dict[Key, Drag]:
    """Return each drag by page, screen and how much slower the processor is."""
    atlas = read_atlas(ROOT / "geodata")
    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as files, serve() as address:
        (Path(name) / "embed.html").write_bytes(write_page(atlas, default_request(atlas)))
        addresses = {"embed": f"{files}/embed.html", "dashboard": f"{address}/"}
        keys = [(page, screen, times) for page in pages for screen in screens for times in slower]
        drags = {}
        for page, screen, times in keys:
            drags[page, screen, times] = asyncio.run(_drag_slider(addresses[page], *SCREENS[screen], times))
            print(f"{page}, {screen}, {times}×: {drags[page, screen, times]}", flush=True)
    return drags


async def _drag_slider(address: str, viewport: ViewportSize, sharpness: int, slower: int) -> Drag:
    async with async_playwright() as playwright, launching(playwright) as browser:
        context = await browser.new_context(viewport=viewport, device_scale_factor=sharpness)
        page = await context.new_page()
        await page.goto(address)
        await page.wait_for_function("window.marchland", timeout=120_000)
        await page.wait_for_timeout(LOADED_MS)
        await page.evaluate(_MARK_DAYS)
        session = await context.new_cdp_session(page)
        await session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        events = await _trace_drag(page, session, await browser.new_browser_cdp_session())
    return _read_drag(events)


async def _trace_drag(page: Page, session: CDPSession, tracer: CDPSession) -> list[Event]:
    events: list[Event] = []
    ended = asyncio.Event()
    tracer.on("Tracing.dataCollected", lambda message: events.extend(message["value"]))
    tracer.on("Tracing.tracingComplete", lambda _: ended.set())
    await tracer.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": CONFIG})
    await _move_pointer(session, *await page.evaluate(_SLIDER))
    await page.wait_for_timeout(END_MS)
    await tracer.send("Tracing.end")
    await ended.wait()
    return events


async def _move_pointer(session: CDPSession, left: float, right: float, height: float) -> None:
    """Drag from end to end; a move is sent when its time has come, whether the page has kept up or not."""

    def dispatch(kind: str, x: float) -> "asyncio.Task[object]":
        event = {"type": kind, "x": x, "y": height, "button": "left", "buttons": 1, "clickCount": 1}
        return asyncio.ensure_future(session.send("Input.dispatchMouseEvent", event))

    sent = [dispatch("mousePressed", left + 4)]
    start = time.perf_counter()
    for move in range(1, MOVES + 1):
        await asyncio.sleep(start + move * SECONDS / MOVES - time.perf_counter())
        sent.append(dispatch("mouseMoved", left + 4 + (right - left - 8) * move / MOVES))
    sent.append(dispatch("mouseReleased", right - 4))
    await asyncio.gather(*sent)


def _read_drag(events: Sequence[Event]) -> Drag:
    frames, marks = read_frames(events), read_marks(events)
    days = sorted(at for name, at in marks.items() if name.startswith("day-"))
    during = [frame for frame in frames if days[0] <= frame.begun <= days[-1]]
    latencies = quantiles(read_latencies(events), n=100)
    return Drag(
        days=_count_shown(frames, days),
        dropped=sum(frame.dropped for frame in during),
        p50=latencies[49],
        p95=latencies[94],
    )


def _count_shown(frames: Iterable[Frame], days: Sequence[float]) -> int:
    """Return how many days were presented: of those set before one commit, only the last is."""
    last = (
        max((at for at in days if at <= frame.main[1]), default=None)
        for frame in frames
        if frame.main and not frame.dropped
    )
    return len({at for at in last if at is not None})
