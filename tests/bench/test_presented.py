"""A step ends with the frame that shows it, not with the first frame after it."""

from collections.abc import Mapping
from typing import Any

import pytest

from bench.browser.presented import presented_after, read_frames, read_latencies, read_marks

PRESENTED, IDLE = "STATE_PRESENTED_ALL", "STATE_NO_UPDATE_DESIRED"


def _report(state: str, begun: int, committed: int, presented: int) -> list[Mapping[str, Any]]:
    """Return the events of one frame as Chromium writes them; the ids are used again for later frames."""
    report = {"frame_reporter": {"state": state}}
    common = {"cat": "cc,benchmark", "pid": 7, "id2": {"local": "0x4"}}
    return [
        {**common, "ph": "b", "name": "PipelineReporter", "ts": begun, "args": report},
        {**common, "ph": "b", "name": "SendBeginMainFrameToCommit", "ts": begun + 100},
        {**common, "ph": "e", "name": "SendBeginMainFrameToCommit", "ts": committed},
        {**common, "ph": "e", "name": "PipelineReporter", "ts": presented},
    ]  # fmt: skip


def _mark(name: str, at: int) -> Mapping[str, Any]:
    return {"cat": "blink.user_timing", "ph": "I", "name": name, "ts": at, "pid": 7}


def test_a_step_ends_when_its_own_frame_is_presented() -> None:
    """The frame before it was committed earlier but presented after the step; the idle one shows nothing."""
    events = [
        *_report(PRESENTED, 9_000, 9_900, 12_000),
        _mark("step-1", 10_000),
        *_report(IDLE, 12_100, 12_900, 13_000),
        _mark("drawn-1", 14_000),
        *_report(PRESENTED, 13_500, 15_000, 31_000),
    ]
    marks = read_marks(events)
    assert presented_after(read_frames(events), marks["step-1"], marks["drawn-1"]) == pytest.approx(21.0)


def test_a_step_without_a_frame_is_not_given_a_time() -> None:
    events = [*_report("STATE_DROPPED", 9_000, 15_000, 20_000), _mark("step-1", 10_000)]
    with pytest.raises(LookupError, match="No frame was presented"):
        presented_after(read_frames(events), 10.0, 10.0)


def test_inputs_that_share_a_frame_each_count_their_own_wait() -> None:
    inputs = [
        {
            "cat": "cc,benchmark,input", "ph": "b", "name": "EventLatency", "pid": 7, "id2": {"local": "0x9"},
            "ts": at, "args": {"event_latency": {"event_type": kind}},
        }
        for at, kind in ((1_000, "MOUSE_DRAGGED"), (6_000, "MOUSE_DRAGGED"), (7_000, "MOUSE_PRESSED"))
    ]  # fmt: skip
    events = [*inputs, *_report(PRESENTED, 8_000, 9_000, 21_000)]
    assert read_latencies(events) == pytest.approx([20.0, 15.0])
