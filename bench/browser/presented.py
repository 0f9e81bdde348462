"""Frames of a Chromium trace: when each was presented, and which of a page's marks it shows.

A mark is a `performance.mark` of the page; marks and frames share the clock of the trace. A frame counts when
Chromium reports that its content was presented, after raster and compositing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

CATEGORIES = (
    "cc",
    "benchmark",
    "viz",
    "input",
    "devtools.timeline",
    "disabled-by-default-devtools.timeline.frame",
    "blink.user_timing",
)
CONFIG = {"includedCategories": list(CATEGORIES), "excludedCategories": ["*"]}
_PRESENTED = "STATE_PRESENTED_ALL"
_DROPPED = "STATE_DROPPED"
_MAIN = "SendBeginMainFrameToCommit"
Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a page, in ms of the trace's clock."""

    begun: float
    presented: float
    main: tuple[float, float] | None
    """When the page's own thread worked on it, if it did: from its start to the commit."""
    dropped: bool = False


@contextmanager
def tracing(page: Page, session: CDPSession) -> Iterator[list[Event]]:
    """Trace a browser; the list is filled when the block is left."""
    events: list[Event] = []
    ended: list[bool] = []

    def collect(message: Mapping[str, Any]) -> None:
        events.extend(message["value"])

    def end(_: object) -> None:
        ended.append(True)

    session.on("Tracing.dataCollected", collect)
    session.on("Tracing.tracingComplete", end)
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": CONFIG})
    yield events
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(20)
    session.remove_listener("Tracing.dataCollected", collect)
    session.remove_listener("Tracing.tracingComplete", end)


def read_marks(events: Iterable[Event]) -> dict[str, float]:
    """Return the time of every mark of the page by its name."""
    return {
        event["name"]: event["ts"] / 1000
        for event in events
        if event["ph"] in "IR" and "blink.user_timing" in event["cat"]
    }


def read_frames(events: Iterable[Event]) -> list[Frame]:
    """Return the frames that were presented or dropped, in the order of their presentation."""
    frames = []
    for stages in _group_reports(events):
        report = stages[0]["args"]["frame_reporter"]
        if report["state"] in (_PRESENTED, _DROPPED):
            begun, presented = (stages[at]["ts"] / 1000 for at in (0, -1))
            frames.append(Frame(begun, presented, _main_span(stages), report["state"] == _DROPPED))
    return sorted(frames, key=lambda frame: frame.presented)


def _group_reports(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Yield the events of each report on a frame: those of its stages lie between its begin and its end."""
    opened: dict[tuple[Any, Any], list[Event]] = {}
    for event in sorted(events, key=lambda event: event.get("ts", 0)):
        if event["ph"] not in "be" or "benchmark" not in event["cat"]:
            continue
        key = event["pid"], event.get("id2", {}).get("local")
        if event["name"] == "PipelineReporter" and event["ph"] == "b":
            opened[key] = [event]
        elif key in opened:
            opened[key].append(event)
            if event["name"] == "PipelineReporter":
                yield opened.pop(key)


def _main_span(stages: Sequence[Event]) -> tuple[float, float] | None:
    times = [stage["ts"] / 1000 for stage in stages if stage["name"] == _MAIN]
    return (times[0], times[-1]) if len(times) > 1 else None


def presented_after(frames: Iterable[Frame], start: float, drawn: float) -> float:
    """Return the ms from `start` until the first frame is presented that was committed after `drawn`."""
    for frame in frames:
        if not frame.dropped and frame.main and frame.main[1] >= drawn:
            return frame.presented - start
    raise LookupError(f"No frame was presented that was drawn at {drawn:.1f} ms of the trace.")


def read_latencies(events: Sequence[Event], kind: str = "MOUSE_DRAGGED") -> list[float]:
    """Return the ms from each input of a kind until a frame is presented that the page began after it.

    Inputs that Chromium hands to the page together count one by one, the first with its whole wait.
    """
    frames = [frame for frame in read_frames(events) if frame.main and not frame.dropped]
    inputs = (
        event["ts"] / 1000
        for event in events
        if event["name"] == "EventLatency"
        and event["ph"] == "b"
        and event["args"]["event_latency"]["event_type"] == kind
    )
    answers = ((at, next((f.presented for f in frames if f.main and f.main[0] >= at), None)) for at in inputs)
    return [presented - at for at, presented in answers if presented is not None]
