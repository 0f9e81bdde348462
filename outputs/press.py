"""The press: drawings rasterised by several processes at once, handed out in the order they came in.

Only a few drawings are under way at any time, so memory does not grow with their number.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from PIL import Image

from outputs.typeset import HEADER, RasterError

_PROGRAM = Path(__file__).with_name("typeset.py")
_AHEAD = 2
"""How many drawings more than processes are under way, so that none of them waits."""


class Press:
    """Processes that rasterise; a context manager, which ends them."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._count = max(2, os.cpu_count() or 2)
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._stack = ExitStack()

    def __enter__(self) -> "Press":
        for _ in range(self._count):
            # Its own folder stays out of the module path, where its neighbours' names would hide others.
            process = subprocess.Popen(  # noqa: S603 - our own program, by its own path
                [sys.executable, "-P", str(_PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            self._stack.enter_context(process)
            self._stack.callback(process.kill)
            self._idle.put(process)
        self._threads = self._stack.enter_context(ThreadPoolExecutor(self._count))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._stack.close()

    def rasterise(self, drawings: Iterable[str]) -> Iterator[Image.Image]:
        """Yield each drawing as an RGB picture; one that equals the one before is not drawn again."""
        under_way: deque[Future[Image.Image]] = deque()
        before, picture = "", None
        for drawing in drawings:
            if picture is None or drawing != before:
                before, picture = drawing, self._threads.submit(self._print, drawing)
            under_way.append(picture)
            if len(under_way) >= self._count + _AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def _print(self, drawing: str) -> Image.Image:
        process = self._idle.get()
        try:
            return Image.frombytes("RGB", self._size, self._exchange(process, drawing.encode()))
        finally:
            self._idle.put(process)

    def _exchange(self, process: subprocess.Popen[bytes], svg: bytes) -> bytes:
        wanted, pixels = 3 * self._size[0] * self._size[1], b""
        with suppress(BrokenPipeError):
            if process.stdin and process.stdout:
                process.stdin.write(HEADER.pack(len(svg), *self._size) + svg)
                process.stdin.flush()
                pixels = process.stdout.read(wanted)
        if len(pixels) < wanted:
            raise RasterError("A press stopped while a film was drawn.")
        return pixels
