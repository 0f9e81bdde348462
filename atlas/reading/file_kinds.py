"""What lies at a path: a file that can be read, or something else, named before it is opened.

Reads no content. A pipe or device could block the reader or never end.
"""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISREG, "file"),
    (stat.S_ISDIR, "folder"),
    (stat.S_ISFIFO, "named pipe (FIFO)"),
    (stat.S_ISCHR, "character device"),
    (stat.S_ISBLK, "block device"),
    (stat.S_ISSOCK, "socket"),
)
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class NotAFileError(ValueError):
    """Raised instead of opening what is not a file; the text is the rule that it breaks."""


def find_obstacle(path: Path, wanted: str = "file") -> str:
    """Return which rule a path breaks that should be a file or folder; "" if none, or if nothing is there."""
    try:
        return _compare(path.stat().st_mode, wanted)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "is a loop of links"
        if error.errno not in (errno.ENOENT, errno.ENOTDIR):
            return f"cannot be read ({error.strerror})"
        return f"is a link to a {wanted} that does not exist" if path.is_symlink() else ""


def open_file(path: Path) -> BinaryIO:
    """Open a file without waiting, even if a pipe has just replaced it; NotAFileError or OSError if not."""
    handle = os.open(path, _FLAGS)
    if obstacle := _compare(os.fstat(handle).st_mode, "file"):
        os.close(handle)
        raise NotAFileError(obstacle)
    return os.fdopen(handle, "rb")


def _compare(mode: int, wanted: str) -> str:
    kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "special file")
    return "" if kind == wanted else f"is a {kind}, not a {wanted}"
