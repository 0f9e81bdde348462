"""The render cache: costly answers are made once for all concurrent requests, two at a time, and cached.

Handles bytes and keys; contains neither maps nor HTTP.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from threading import Lock, get_ident
from time import perf_counter

AT_ONCE = 2
WAITING = 8
SECONDS = 10.0
"""The limit for its own work: processor time of the thread that draws and typesets."""
PATIENCE_SECONDS = 60.0
"""How long anybody waits, however busy the machine is with other things."""
CACHE_BYTES = 96_000_000
RETRY_SECONDS = 2
_LEAST_WAIT = 0.01
_TOO_SLOW = "Drawing is taking longer than {limit}. It goes on in the background. Try again in a moment."


class RendersBusyError(RuntimeError):
    """Raised when the queue of renders is full."""


class RenderTooSlowError(RuntimeError):
    """Raised when a render exceeds its time; a later request may find it finished."""


@dataclass(slots=True)
class Render:
    """A render in progress, and the seconds of processor time of its thread: none before it begins."""

    done: Future[bytes] = field(default_factory=Future)
    worked: Callable[[], float] = lambda: 0.0


def start_clock() -> Callable[[], float]:
    """Return a function for any thread: the seconds that this thread has worked, without sleep."""
    read = perf_counter  # on a system without clocks for threads, elapsed time is used instead
    if hasattr(time, "pthread_getcpuclockid"):
        read = partial(time.clock_gettime, time.pthread_getcpuclockid(get_ident()))
    started = read()
    return lambda: read() - started


class Renders:
    """`at_once` threads with a queue of `waiting`, and a cache of at most `cache_bytes`.

    Each may work for `seconds` of processor time, which a busy machine does not use up, and is waited for no
    longer than `patience`. `observe` is called with the seconds of each render.
    """

    def __init__(
        self,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        seconds: float = SECONDS,
        patience: float = PATIENCE_SECONDS,
        cache_bytes: int = CACHE_BYTES,
        observe: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._limit, self._room = at_once + waiting, cache_bytes
        self._seconds, self._patience = seconds, patience
        self._observe = observe
        # Its threads start with the first render, so that a server that forks before loses none.
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="render")
        self._lock = Lock()
        self._under_way: dict[Hashable, Render] = {}
        self._cache: OrderedDict[Hashable, bytes] = OrderedDict()
        self._first: deque[Mapping[Hashable, bytes]] = deque(maxlen=2)

    def keep(self, values: Mapping[Hashable, bytes]) -> None:
        """Keep what a version needs first, and that of the version before it: neither is ever evicted."""
        with self._lock:
            self._first.append(values)

    def _find(self, key: Hashable) -> bytes | None:
        for values in self._first:
            if key in values:
                return values[key]
        if key not in self._cache:
            return None
        self._cache.move_to_end(key)
        return self._cache[key]

    def get(
        self, key: Hashable, make: Callable[[], bytes], admit: Callable[[], None] = lambda: None
    ) -> bytes:
        """Return the cached value of a key, or wait for the one render of it.

        `admit` is called before a new render starts, and may refuse it; who waits for one in progress needs
        no admission.
        RendersBusyError if the queue is full, RenderTooSlowError past the time; or any error that `make`
        raises.
        """
        with self._lock:
            if (stored := self._find(key)) is not None:
                return stored
            render = self._under_way.get(key)
            if render is None:
                render = self._start(key, make, admit)
        ends = perf_counter() + self._patience
        while not render.done.done():
            left, patience = self._seconds - render.worked(), ends - perf_counter()
            if min(left, patience) <= 0:
                limit = f"{self._seconds:g} s of work" if left <= 0 else f"{self._patience:g} s"
                raise RenderTooSlowError(_TOO_SLOW.format(limit=limit))
            wait([render.done], max(min(left, patience), _LEAST_WAIT))
        return render.done.result()

    def _start(self, key: Hashable, make: Callable[[], bytes], admit: Callable[[], None]) -> Render:
        if len(self._under_way) >= self._limit:
            raise RendersBusyError("The server is busy drawing other maps. Try again in a moment.")
        admit()
        render = self._under_way[key] = Render()
        render.done = self._threads.submit(self._render, render, key, make)
        return render

    def _render(self, render: Render, key: Hashable, make: Callable[[], bytes]) -> bytes:
        started = perf_counter()
        render.worked = start_clock()
        try:
            data = make()
            self._observe(perf_counter() - started)
            with self._lock:
                self._cache[key] = data
                self._room -= len(data)
                while self._room < 0 and self._cache:
                    _, dropped = self._cache.popitem(last=False)
                    self._room += len(dropped)
        finally:
            with self._lock:
                del self._under_way[key]
        return data
