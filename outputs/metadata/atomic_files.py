"""Atomic writes: a file is written beside its place, then moved into it, so it is never half there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Yield a path to write to; the file takes its place in the end, or is deleted if writing fails."""
    part = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: nobody reads half of it, and a failure leaves the old one."""
    with replace_file(path) as part:
        part.write_bytes(data)
