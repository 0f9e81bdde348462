"""Chunks of a PNG file: texts, XMP and resolution added to a finished picture without drawing it again.

Handles the PNG format (ISO/IEC 15948).
"""

import struct
import zlib
from collections.abc import Iterable

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER_END = len(_SIGNATURE) + 25
"""The header chunk comes first and always has 13 bytes of data and 12 around them."""
_INCHES_PER_METRE = 1 / 0.0254


def add_chunks(png: bytes, chunks: Iterable[bytes]) -> bytes:
    """Return a PNG with chunks put after its header."""
    return b"".join([png[:_HEADER_END], *chunks, png[_HEADER_END:]])


def make_text(keyword: str, text: str, compressed: bool = False) -> bytes:
    """Return an iTXt chunk: a text in UTF-8 under a keyword of Latin letters."""
    data = zlib.compress(text.encode(), 9) if compressed else text.encode()
    flags = bytes([compressed, 0])
    return _make_chunk(b"iTXt", keyword.encode("ascii") + b"\0" + flags + b"\0\0" + data)


def make_resolution(dots_per_inch: float) -> bytes:
    """Return the pHYs chunk with the intended size of the picture."""
    per_metre = round(dots_per_inch * _INCHES_PER_METRE)
    return _make_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))


def _make_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
