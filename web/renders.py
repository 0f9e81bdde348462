"""Renders: what is costly is made once for all who ask at the same time, two at once, and kept for a while.

Knows bytes and keys; knows neither maps nor HTTP.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from time import perf_counter

AT_ONCE = 2
WAITING = 8
SECONDS = 10.0
KEPT_BYTES = 96_000_000
RETRY_SECONDS = 2


class RendersBusyError(RuntimeError):
    """As many renders are under way and waiting as may be."""


class RenderTooSlowError(RuntimeError):
    """A render took longer than it may; whoever asks again later may find it done."""


class Renders:
    """A kitchen of `at_once` threads with a queue of `waiting`, and a shelf of at most `kept_bytes`.

    `observe` is told how many seconds each render took.
    """

    def __init__(
        self,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        seconds: float = SECONDS,
        kept_bytes: int = KEPT_BYTES,
        observe: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._limit, self._seconds, self._room = at_once + waiting, seconds, kept_bytes
        self._observe = observe
        # Its threads start with the first render: a server that forks before has none to lose.
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="render")
        self._lock = Lock()
        self._under_way: dict[Hashable, Future[bytes]] = {}
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under a key, or wait for the one render of it.

        RendersBusyError when the queue is full, RenderTooSlowError past the time; else what `make` raises.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            render = self._under_way.get(key)
            if render is None:
                render = self._start(key, make)
        try:
            return render.result(self._seconds)
        except TimeoutError:
            raise RenderTooSlowError(f"It took longer than {self._seconds:g} s.") from None

    def _start(self, key: Hashable, make: Callable[[], bytes]) -> Future[bytes]:
        if len(self._under_way) >= self._limit:
            raise RendersBusyError("Too many maps are being drawn at the moment. Try again in a moment.")
        render = self._under_way[key] = self._threads.submit(self._render, key, make)
        return render

    def _render(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        started = perf_counter()
        try:
            made = make()
        except BaseException:
            with self._lock:
                del self._under_way[key]
            raise
        self._observe(perf_counter() - started)
        with self._lock:
            del self._under_way[key]
            self._keep(key, made)
        return made

    def _keep(self, key: Hashable, made: bytes) -> None:
        self._kept[key] = made
        self._room -= len(made)
        while self._room < 0 and self._kept:
            _, dropped = self._kept.popitem(last=False)
            self._room += len(dropped)
