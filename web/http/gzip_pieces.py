"""A page compressed around a large piece that was compressed before: only what differs is compressed again.

The pieces are blocks of one DEFLATE stream (RFC 1951), each ending at a byte; gzip's frame is RFC 1952.
"""

import gzip
import zlib
from functools import lru_cache

from outputs.embed.bundle import GZIP_LEVEL

__all__ = ["deflate_piece", "gzip_around", "gzip_whole"]

_HEADER = gzip.compress(b"", GZIP_LEVEL, mtime=0)[:10]


@lru_cache(maxsize=64)
def gzip_whole(data: bytes) -> bytes:
    """Return data compressed; the same data is compressed once."""
    return gzip.compress(data, GZIP_LEVEL, mtime=0)


def gzip_around(data: bytes, piece: bytes) -> bytes:
    """Return data compressed; if it contains the piece, only the rest of it is compressed."""
    start = data.find(piece) if piece else -1
    if start < 0:
        return gzip_whole(data)
    stream = _deflate(data[:start]) + deflate_piece(piece) + _deflate(data[start + len(piece) :], last=True)
    trailer = zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return _HEADER + stream + trailer


@lru_cache(maxsize=16)
def deflate_piece(piece: bytes) -> bytes:
    """Return a piece as blocks of DEFLATE; the same piece is compressed once."""
    return _deflate(piece)


def _deflate(data: bytes, *, last: bool = False) -> bytes:
    compressor = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)
