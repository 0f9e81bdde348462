"""Peaks of memory, which Linux records for each process from its start."""

import re
import threading
from pathlib import Path
from types import TracebackType

_PROCESSES = Path("/proc")
_EVERY_SECONDS = 0.1


def peak_mb(process: str = "self") -> float:
    """Return the greatest memory of a process in MB; 0 if it has ended."""
    try:
        status = (_PROCESSES / process / "status").read_text()
    except OSError:
        return 0.0
    match = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(match[1]) / 1024 if match else 0.0


class ChildWatch:
    """Watches the children of this process while it is entered; `peak` is that of the largest one, in MB."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "ChildWatch":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY_SECONDS):
            tasks = (_PROCESSES / "self" / "task").glob("*/children")
            children = [child for task in tasks for child in task.read_text().split()]
            self.peak = max([self.peak, *map(peak_mb, children)])
