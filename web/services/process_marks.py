"""Process marks: locked files that show server processes which of them still run, on every system.

A lock ends with its process, however that ends.
"""

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout


def lock_file(path: Path) -> FileLock | None:
    """Lock a file and write the id of its process into it; None if another process has it."""
    lock = FileLock(path, preserve_lock_file=True, thread_local=False)
    with suppress(Timeout):
        lock.acquire(timeout=0)
        # Written after locking: an empty file belongs to a process that is about to lock it.
        path.write_text(f"{os.getpid()}\n", encoding="utf-8")
        return lock
    return None


def is_locked(path: Path) -> bool:
    """Return whether the process that locked a file still runs; a missing file is locked by none."""
    if not path.exists():
        return False
    lock = FileLock(path, preserve_lock_file=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


class ProcessMark:
    """The mark of each process that works on a shared folder; a forked process makes its own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._process = folder, 0
        self._lock: FileLock | None = None

    @property
    def name(self) -> str:
        """The name of the mark of this process."""
        if self._process != os.getpid():
            self._process = os.getpid()
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = lock_file(self._folder / self._own_name())
        return self._own_name()

    def is_running(self, name: str) -> bool:
        """Return whether the process of a mark still runs."""
        return name == self._own_name() or is_locked(self._folder / name)

    def _own_name(self) -> str:
        return f"{os.getpid()}-{id(self):x}"
