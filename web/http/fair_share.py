"""Fair share: how many files one client may wait for at once, so that the queue has room for others."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from web.services.render_cache import RendersBusyError

AT_ONCE = 5
"""Half of the queue."""


class FairShare:
    """Counts the files that each client is waiting for."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once, self._lock = at_once, Lock()
        self._waiting: Counter[str] = Counter()

    @contextmanager
    def take(self, client: str) -> Iterator[None]:
        """Count one more file for a client while it is drawn; RendersBusyError if there are too many."""
        with self._lock:
            if self._waiting[client] >= self._at_once:
                raise RendersBusyError(
                    f"Your address is waiting for {self._at_once} other pictures. Try again in a moment."
                )
            self._waiting[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._waiting[client] -= 1
                if not self._waiting[client]:
                    del self._waiting[client]
