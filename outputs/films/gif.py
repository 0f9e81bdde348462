"""GIF: frames in one palette for the whole film, so that flat colours don't flicker; changes only.

Writes the GIF format (89a). Frames are written as they come, so memory stays flat.
"""

import struct
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from PIL import GifImagePlugin, Image

from atlas.model.colours import channels

EXACT = 200
"""How many colours of the palette are exact: those that fill most of the picture."""
_COLOURS = 255
_CLEAR = 255
"""The index that leaves a pixel as it was."""
_LOOP = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"


class Palette:
    """The colours of a film: those that fill most of the picture exactly, the others by similarity.

    Those of a logo are exact too, however small it is.
    """

    def __init__(self, samples: Iterable[Image.Image], logo: Sequence[str] = ()) -> None:
        ground: Counter[int] = Counter()
        for sample in samples:
            colours, counts = np.unique(_pack(sample), return_counts=True)
            ground.update(dict(zip(colours.tolist(), counts.tolist(), strict=True)))
        colours = np.array(sorted(ground), dtype=np.uint32)
        order = np.argsort([-ground[colour] for colour in colours.tolist()], kind="stable")
        own = np.array([_pack_colour(colour) for colour in logo[: EXACT // 2]], dtype=np.uint32)
        ranked = np.concatenate([own, colours[order][~np.isin(colours[order], own)]])
        exact, rest = ranked[:EXACT], ranked[EXACT:]
        palette = [_unpack(exact)]
        if rest.size:
            mixed = Image.fromarray(_unpack(rest)[None, :, :]).quantize(_COLOURS - EXACT).getpalette() or []
            palette.append(np.array(mixed, dtype=np.uint8).reshape(-1, 3))
        self.colours: np.ndarray = np.concatenate(palette)[:_COLOURS]
        # The nearest index of every colour, computed when the colour first appears.
        self._index = np.full(1 << 24, -1, dtype=np.int16)

    def indices(self, picture: Image.Image) -> np.ndarray:
        """Return the index of each pixel (height, width)."""
        packed = _pack(picture)
        indexed = self._index[packed]
        if (indexed < 0).any():
            met = np.unique(packed[indexed < 0])
            self._index[met] = self._nearest(_unpack(met))
            indexed = self._index[packed]
        indices: np.ndarray = indexed.astype(np.uint8)
        return indices

    def table(self) -> bytes:
        """Return the 256 colours as they are in the file."""
        return self.colours.tobytes().ljust(3 * 256, b"\0")

    def _nearest(self, colours: np.ndarray) -> np.ndarray:
        asked_for, own = colours.astype(np.float32), self.colours.astype(np.float32)
        parts = (asked_for[at : at + 4096] for at in range(0, len(asked_for), 4096))
        # |a - b|² without |a|², which is the same for all b.
        nearest: np.ndarray = np.concatenate(
            [((own**2).sum(axis=1) - 2 * part @ own.T).argmin(axis=1) for part in parts]
        )
        return nearest


def _pack_colour(colour: str) -> int:
    red, green, blue = channels(colour)
    return red | green << 8 | blue << 16


def _pack(picture: Image.Image) -> np.ndarray:
    """Return each pixel as one number (height, width), red in its lowest byte."""
    whole = np.frombuffer(picture.convert("RGBX").tobytes(), dtype="<u4")
    packed: np.ndarray = (whole & 0xFFFFFF).reshape(picture.height, picture.width)
    return packed


def _unpack(packed: np.ndarray) -> np.ndarray:
    return np.stack([packed & 255, packed >> 8 & 255, packed >> 16], axis=-1).astype(np.uint8)


class Gif:
    """A film that is being written, frame by frame; a context manager that ends the file."""

    def __init__(self, path: Path, size: tuple[int, int], texts: Mapping[str, str], palette: Palette) -> None:
        self._palette = palette
        self._before: np.ndarray | None = None
        self._file = path.open("wb")
        screen = struct.pack("<HHBBB", *size, 0xF7, 0, 0)
        comment = "\n".join(f"{name}: {text}" for name, text in texts.items()).encode()
        parts = (comment[at : at + 255] for at in range(0, len(comment), 255))
        blocks = b"".join(bytes([len(part)]) + part for part in parts)
        self._file.write(b"GIF89a" + screen + palette.table() + _LOOP + b"\x21\xfe" + blocks + b"\0")

    def __enter__(self) -> "Gif":
        return self

    def add(self, picture: Image.Image, ms: int) -> None:
        """Add a picture that stays for some milliseconds."""
        indices = self._palette.indices(picture)
        part, corner = indices, (0, 0)
        if self._before is not None:
            part, corner = _changed(indices, self._before)
        self._before = indices
        # Disposal 1: what is drawn stays. Bit 0: the transparent index is set.
        control = struct.pack("<BBBBHBB", 0x21, 0xF9, 4, 0b101, round(ms / 10), _CLEAR, 0)
        height, width = part.shape
        place = struct.pack("<BHHHHB", 0x2C, *corner, width, height, 0)
        # The pixels as LZW in blocks, by Pillow's encoder; what it returns first describes the picture.
        _, *blocks = GifImagePlugin.getdata(Image.fromarray(part, "P"))
        self._file.write(control + place + b"".join(blocks))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            self._file.write(b"\x3b")


def _changed(indices: np.ndarray, before: np.ndarray) -> tuple[np.ndarray, tuple[int, int]]:
    """Return the smallest part with all changes, with unchanged pixels transparent, and its corner."""
    other = indices != before
    rows, columns = np.flatnonzero(other.any(axis=1)), np.flatnonzero(other.any(axis=0))
    if not rows.size:
        return np.full((1, 1), _CLEAR, np.uint8), (0, 0)
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.where(other[box], indices[box], _CLEAR).astype(np.uint8), (int(columns[0]), int(rows[0]))
