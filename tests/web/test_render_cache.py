"""The render cache: many requests cost one render, a full queue refuses, results are cached."""

import threading
import time

import pytest

from web.services.render_cache import Renders, RendersBusyError, RenderTooSlowError


class _Kitchen:
    """A render cache with a render that can be delayed."""

    def __init__(self, **limits: float) -> None:
        self.renders = Renders(**limits)  # type: ignore[arg-type]
        self.may_end, self.made = threading.Event(), 0
        self._threads: list[threading.Thread] = []

    def slow(self) -> bytes:
        self.made += 1
        self.may_end.wait(120)
        return b"done"

    def ask(self, key: str) -> None:
        thread = threading.Thread(target=self._ask, args=(key,))
        self._threads.append(thread)
        thread.start()

    def _ask(self, key: str) -> None:
        assert self.renders.get(key, self.slow) == b"done"

    def end(self) -> None:
        self.may_end.set()
        for thread in self._threads:
            thread.join(120)


def test_many_requests_for_one_picture_cost_one_render() -> None:
    kitchen = _Kitchen()
    for _ in range(50):
        kitchen.ask("one")
    kitchen.end()
    assert kitchen.made == 1
    assert kitchen.renders.get("one", kitchen.slow) == b"done"
    assert kitchen.made == 1


def test_a_full_queue_refuses_at_once_and_serves_again() -> None:
    kitchen = _Kitchen(at_once=2, waiting=8)
    for number in range(10):
        kitchen.ask(str(number))
    while len(kitchen.renders._under_way) < 10:
        threading.Event().wait(0.001)
    with pytest.raises(RendersBusyError):
        kitchen.renders.get("another", kitchen.slow)
    kitchen.end()
    assert kitchen.renders.get("another", kitchen.slow) == b"done"
    assert kitchen.made == 11


def test_a_slow_render_times_out_goes_on_and_is_found_later() -> None:
    kitchen = _Kitchen(patience=0.01)
    with pytest.raises(RenderTooSlowError, match=r"longer than 0\.01 s\. It goes on"):
        kitchen.renders.get("one", kitchen.slow)
    kitchen.end()
    while kitchen.renders._under_way:
        threading.Event().wait(0.001)
    assert kitchen.renders.get("one", kitchen.slow) == b"done"
    assert kitchen.made == 1, "what goes on is not begun again"


def test_a_render_waiting_for_the_machine_is_not_stopped() -> None:
    renders = Renders(seconds=0.05)

    def wait() -> bytes:
        time.sleep(0.5)
        return b"late"

    assert renders.get("starved", wait) == b"late"
    assert renders.get("again", wait) == b"late", "the thread's work on the one before does not count"


def test_a_render_that_works_too_long_is_stopped() -> None:
    renders, may_end = Renders(seconds=0.05, patience=60), threading.Event()

    def burn() -> bytes:
        while not may_end.is_set():
            pass
        return b"burnt"

    try:
        with pytest.raises(RenderTooSlowError, match=r"longer than 0\.05 s of work"):
            renders.get("burning", burn)
    finally:
        may_end.set()


def test_waiting_in_the_queue_does_not_count_as_render_time() -> None:
    renders = Renders(at_once=1, seconds=0.2)

    def work() -> bytes:
        ends = time.thread_time() + 0.15
        while time.thread_time() < ends:
            pass
        return b"done"

    results: list[bytes] = []
    asking = [
        threading.Thread(target=lambda key=key: results.append(renders.get(key, work))) for key in "abc"
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert results == [b"done"] * 3


def test_a_failed_render_is_reported_and_retried() -> None:
    renders = Renders()

    def fail() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        renders.get("one", fail)
    assert renders.get("one", lambda: b"yes") == b"yes"


def test_the_cache_keeps_the_newest_that_fit() -> None:
    renders = Renders(cache_bytes=10)
    for key in "abc":
        renders.get(key, lambda: b"four")
    assert renders.get("c", lambda: b"new") == b"four"
    assert renders.get("a", lambda: b"new") == b"new"
    assert renders.get("big", lambda: b"more than ten") == b"more than ten"
