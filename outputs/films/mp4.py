"""MP4: frames as H.264 for every player and social site: yuv420p, even sides, the index in front.

Encodes video. A frame that stays is written again, because sites refuse films with few frames a second.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import numpy as np
from av.subtitles.stream import SubtitleStream
from av.video.reformatter import ColorRange, Colorspace
from PIL import Image

from outputs.films.web_vtt import Cue

RATE = 25
_OPTIONS = {
    "preset": "veryfast",
    "crf": "20",
    "threads": "2",  # fixed, because the bytes depend on it
    # Flat colours that stay need no motion search: half the time at the same size. A tree of blocks
    # reads memory beside a frame, which always differs; without the tree the bytes are always the same.
    "x264-params": "rc-lookahead=8:mbtree=0:b-adapt=0:weightp=0:subme=1",
}

_NO_STYLE = (
    b"[Script Info]\nScriptType: v4.00+\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, "
    b"SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, "
    b"Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n"
    b"Style: Default,sans-serif,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0\n"
)
"""The header without which the library opens no track of text."""


class Mp4:
    """A film that is being written; a context manager that ends the file."""

    def __init__(
        self,
        path: Path,
        size: tuple[int, int],
        texts: Mapping[str, str],
        cues: Iterable[Cue] = (),
    ) -> None:
        wide, high = size
        # Colours are stored for two by two pixels: an odd side gets one more row, nothing is cut off.
        self._size = wide + wide % 2, high + high % 2
        self._file = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
        self._file.metadata.update(texts)
        self._stream = self._file.add_stream("libx264", rate=RATE, options=_OPTIONS)
        self._stream.width, self._stream.height = self._size
        self._stream.pix_fmt = "yuv420p"
        self._stream.time_base = Fraction(1, RATE)
        context = self._stream.codec_context
        context.color_primaries = context.color_trc = context.colorspace = Colorspace.ITU709
        context.color_range = ColorRange.MPEG
        self._number = 0
        self._cues = deque(cues)
        self._text = self._add_text() if self._cues else None

    def __enter__(self) -> "Mp4":
        return self

    def add(self, picture: Image.Image, ms: int) -> None:
        """Add a picture that stays for some milliseconds."""
        whole = av.VideoFrame.from_ndarray(np.asarray(self._evened(picture)), format="rgb24")
        frame = whole.reformat(
            format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
        )
        for _ in range(max(1, round(ms * RATE / 1000))):
            self._write_cues(self._number * 1000 // RATE)
            frame.pts, frame.time_base = self._number, Fraction(1, RATE)
            self._number += 1
            self._file.mux(self._stream.encode(frame))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._file.mux(self._stream.encode())
        finally:
            self._file.close()

    def _add_text(self) -> SubtitleStream:
        """Add a track of text, which is packed here: no encoder is needed for plain words."""
        stream = self._file.add_stream("mov_text")
        stream.codec_context.subtitle_header = _NO_STYLE
        stream.time_base = Fraction(1, 1000)
        return stream

    def _write_cues(self, now: int) -> None:
        """Write the cues that begin by a millisecond: text lies beside the frames that it is about."""
        while self._text is not None and self._cues and self._cues[0].start <= now:
            cue = self._cues.popleft()
            text = cue.text.encode()
            packet = av.Packet(len(text).to_bytes(2, "big") + text)
            packet.stream, packet.time_base = self._text, Fraction(1, 1000)
            packet.pts = packet.dts = cue.start
            packet.duration = cue.end - cue.start
            self._file.mux(packet)

    def _evened(self, picture: Image.Image) -> Image.Image:
        if picture.size == self._size:
            return picture
        whole = Image.new("RGB", self._size)
        whole.paste(picture, (self._size[0] - picture.width, self._size[1] - picture.height))
        whole.paste(picture, (0, 0))
        return whole
