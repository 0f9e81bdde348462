"""The current atlas: one reference, which changes to a new atlas when the folder's files change.

A folder with faults changes nothing: the old atlas stays, and the faults are logged. Contains no HTTP.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from atlas.model.atlas import Atlas
from atlas.model.faults import AtlasRefused, Fault, format_faults
from atlas.reading.read import read_atlas

POLL_SECONDS = 2.0
"""How long the last look at the folder is considered valid."""
_Mark = frozenset[tuple[str, int, int]]


class Current:
    """Holds the atlas of a folder; AtlasRefused if there is none to begin with.

    `take` is called with each atlas before it comes into use.
    """

    def __init__(self, folder: Path, take: Callable[[Atlas], None] = lambda _: None) -> None:
        self._folder, self._lock = folder, Lock()
        self._mark, self._polled = _mark(folder), monotonic()
        self._reading: Thread | None = None
        self._take = take
        self._atlas = self._open()
        self.faults: tuple[Fault, ...] = ()

    @property
    def atlas(self) -> Atlas:
        """The newest valid atlas. Take it once per request, because the next call may return another."""
        self._reload_if_changed()
        return self._atlas

    def settle(self) -> None:
        """Wait for an atlas that is being read."""
        if self._reading:
            self._reading.join()

    def _reload_if_changed(self) -> None:
        """Begin to reload the folder if its files have changed; meanwhile requests get the old atlas."""
        with self._lock:
            if monotonic() - self._polled < POLL_SECONDS or (self._reading and self._reading.is_alive()):
                return
            self._polled, mark = monotonic(), _mark(self._folder)
            if mark == self._mark and not self._is_due():
                return
            self._mark = mark
            self._reading = Thread(target=self._read, name="read-atlas", daemon=True)
            self._reading.start()

    def _is_due(self) -> bool:
        """Return whether an embargo has ended."""
        due = self._atlas.next_release
        return due is not None and due <= datetime.now(UTC)

    def _open(self) -> Atlas:
        atlas = read_atlas(self._folder, moment=datetime.now(UTC))
        self._take(atlas)
        return atlas

    def _read(self) -> None:
        log = logging.getLogger(__name__)
        try:
            self._atlas, self.faults = self._open(), ()
            log.warning("Reloaded the atlas in %s: version %s.", self._folder, self._atlas.version)
        except AtlasRefused as refused:
            self.faults = refused.faults
            log.error(
                "%s\nThe atlas in %s has faults and was not reloaded; the previous one stays in use.",
                format_faults(self.faults),
                self._folder,
            )


def _mark(folder: Path) -> _Mark:
    """Return a value that changes with the files: names, sizes and times of change."""
    stats = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return frozenset((path.as_posix(), stat.st_size, stat.st_mtime_ns) for path, stat in stats)
