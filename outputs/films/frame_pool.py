"""The frame pool: frames rasterised by several processes at once, returned in their order.

A strip of a frame that has not changed is not rasterised again. Only a few frames are in progress at any
time, so memory does not grow with their number.
"""

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from PIL import Image

from atlas.fonts.font_stack import PINNED_ONLY, FontStack
from outputs.films.frame_strips import Band
from outputs.stills.text_outlines import outline_text
from outputs.stills.typeset import HEADER, RasterError

_PROGRAM = Path(__file__).resolve().parents[1] / "stills" / "typeset.py"
Printed = tuple[tuple[Band, Future[bytes]], ...]
"""The strips of a frame and their pixels, some still in progress."""
_KILLED = -getattr(signal, "SIGXCPU", 0)
"""How a process ends that has used up its processor time."""
_AHEAD = 2
"""How many more frames than processes are in progress, so that no process waits."""


class FramePool:
    """Processes that rasterise; a context manager that ends them.

    `folder` contains the fonts of a brand, as files; `fonts` are those of the atlas and of the brand.
    """

    def __init__(self, size: tuple[int, int], folder: str = "", fonts: FontStack = PINNED_ONLY) -> None:
        self._size, self._folder, self._fonts = size, folder, fonts
        self._count = max(2, os.cpu_count() or 2)
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._stack = ExitStack()

    def __enter__(self) -> "FramePool":
        for _ in range(self._count):
            # Its own folder stays out of the module path, where its files would hide others of the same name.
            process = subprocess.Popen(  # noqa: S603 - our own program, by its own path
                [sys.executable, "-P", str(_PROGRAM), self._folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
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

    def submit(self, band: Band) -> Future[bytes]:
        """Rasterise a strip, and return its pixels, three bytes each, when they are there."""
        return self._threads.submit(self._exchange, band)

    def rasterise(self, frames: Iterable[Sequence[Band]]) -> Iterator[Image.Image]:
        """Yield each frame, drawn in strips, as an RGB picture; an unchanged strip is not drawn again."""
        under_way: deque[Printed] = deque()
        last: Printed = ()
        for bands in frames:
            known = dict(last)
            last = tuple((band, known.get(band) or self.submit(band)) for band in bands)
            under_way.append(last)
            if len(under_way) >= self._count + _AHEAD:
                yield self._joined(under_way.popleft())
        while under_way:
            yield self._joined(under_way.popleft())

    def _joined(self, printed: Printed) -> Image.Image:
        return Image.frombytes("RGB", self._size, b"".join(pixels.result() for _, pixels in printed))

    def _exchange(self, band: Band) -> bytes:
        svg = outline_text(band.svg, self._fonts, every=False).encode()
        process = self._idle.get()
        expected, pixels = 3 * band.wide * band.drawn, b""
        try:
            with suppress(BrokenPipeError):
                if process.stdin and process.stdout:
                    process.stdin.write(HEADER.pack(len(svg), band.wide, band.drawn) + svg)
                    process.stdin.flush()
                    pixels = process.stdout.read(expected)
        finally:
            self._idle.put(process)
        if len(pixels) < expected:
            stopped = process.wait() == _KILLED
            raise RasterError(f"Drawing the film {'took too long' if stopped else 'stopped unexpectedly'}.")
        return pixels[: 3 * band.wide * band.rows]
