"""Fair share: how many files one client may have drawn at once, so that the queue has room for others."""

from collections import Counter
from threading import Lock

from web.services.render_cache import RendersBusyError

AT_ONCE = 5
"""Half of the queue."""


class FairShare:
    """Counts the files that are being drawn for each client."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once, self._lock = at_once, Lock()
        self._drawing: Counter[str] = Counter()

    def take(self, client: str) -> None:
        """Count one more file for a client; RendersBusyError if there are too many."""
        with self._lock:
            if self._drawing[client] >= self._at_once:
                raise RendersBusyError(
                    f"Your address is waiting for {self._at_once} other pictures. Try again in a moment."
                )
            self._drawing[client] += 1

    def give_back(self, client: str) -> None:
        """Count one file less."""
        with self._lock:
            self._drawing[client] -= 1
            if not self._drawing[client]:
                del self._drawing[client]
