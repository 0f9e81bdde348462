"""Picture processes: files are drawn in separate processes, so pages answer and slow files can be stopped.

A process that exceeds its limit is killed and replaced; its place in the queue is free at once.
"""

import multiprocessing
import os
import pickle
import sys
from concurrent.futures import TimeoutError as PatienceError
from threading import Lock

from pebble import ProcessExpired, ProcessPool

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from web.services.picture_job import draw_file
from web.services.render_cache import PATIENCE_SECONDS, SECONDS, RenderTooSlowError

PROCESSES = 2
_JOB = "web.services.picture_job"


class PictureProcesses:
    """Processes that draw files; they start with the first file, even in a server that forked."""

    def __init__(
        self, processes: int = PROCESSES, seconds: float = SECONDS, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._processes, self._seconds, self._patience = processes, seconds, patience
        self._lock, self._owner = Lock(), 0
        self._pool: ProcessPool | None = None
        self._packed = ("", b"")

    def start(self, atlas: Atlas, request: Request) -> None:
        """Start the processes and let each draw one unused map, which makes the next ones faster."""
        pool = self._open()
        for _ in range(self._processes):
            pool.schedule(draw_file, (atlas.version, self._pack(atlas), request, "svg", self._seconds))

    def draw(self, atlas: Atlas, request: Request, suffix: str) -> bytes:
        """Return the bytes of a file; RenderTooSlowError past the limits, or any error of the drawing."""
        drawn = self._run(atlas.version, None, request, suffix)
        return self._run(atlas.version, self._pack(atlas), request, suffix) or b"" if drawn is None else drawn

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None and self._owner == os.getpid():
            self._pool.stop()  # type: ignore[no-untyped-call] # pebble leaves it so
            self._pool.join()
        self._pool = None

    def _run(self, version: str, packed: bytes | None, request: Request, suffix: str) -> bytes | None:
        job = (version, packed, request, suffix, self._seconds)
        try:
            drawn: bytes | None = self._open().schedule(draw_file, job, timeout=self._patience).result()
        except ProcessExpired:
            raise RenderTooSlowError(
                f"Drawing took more than {self._seconds:g} s of work and was stopped. Choose a smaller size."
            ) from None
        except PatienceError:
            raise RenderTooSlowError(
                f"Drawing took more than {self._patience:g} s and was stopped."
            ) from None
        return drawn

    def _pack(self, atlas: Atlas) -> bytes:
        version, packed = self._packed
        if version != atlas.version:
            packed = pickle.dumps(atlas, protocol=pickle.HIGHEST_PROTOCOL)
            self._packed = (atlas.version, packed)
        return packed

    def _open(self) -> ProcessPool:
        with self._lock:
            if self._pool is None or self._owner != os.getpid():
                context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
                if sys.platform != "win32":
                    context.set_forkserver_preload([_JOB])
                self._pool, self._owner = ProcessPool(self._processes, context=context), os.getpid()
            return self._pool
