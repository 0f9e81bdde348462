"""The jobs of drawing processes: one file or film of an atlas, within a limit of processor time.

Runs in a process of its own, so it contains nothing of the server.
"""

import math
import os
import pickle
import time
from contextlib import suppress
from pathlib import Path

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from outputs.metadata.atomic_files import write_file
from outputs.writers import write, write_film

_MOST_ATLASES = 2
_PROGRESS = "progress"
_atlases: dict[str, Atlas] = {}
"""The atlases this process has received, by version."""


class ServerEndedError(RuntimeError):
    """Raised when nobody is left to draw for."""


def draw_file(
    version: str, packed: bytes | None, request: Request, suffix: str, seconds: float
) -> bytes | None:
    """Return the bytes of a file; None if this process lacks the version and was not given it.

    The process ends if it needs more than `seconds` of processor time, on systems that count it.
    """
    if not _receive(version, packed):
        return None
    _limit_time(seconds)
    return write(_atlases[version], request, suffix)


def draw_film(
    version: str, packed: bytes | None, request: Request, suffix: str, path: Path, seconds: float
) -> bool:
    """Write a film to a path and its progress beside it; False and the limits are as in `draw_file`."""
    if not _receive(version, packed):
        return False
    _limit_time(seconds)
    parent = os.getppid()

    def report(done: int, of: int) -> None:
        if os.getppid() != parent:
            raise ServerEndedError
        write_file(path.with_name(_PROGRESS), f"{done} {of}".encode())

    write_film(_atlases[version], request, suffix, path, report)
    return True


def read_progress(folder: Path) -> tuple[int, int] | None:
    """Return how many frames of a film are drawn, and of how many; None before the first."""
    with suppress(FileNotFoundError):
        done, of = (folder / _PROGRESS).read_text(encoding="utf-8").split()
        return int(done), int(of)
    return None


def _receive(version: str, packed: bytes | None) -> bool:
    """Return whether this process has an atlas, after unpacking it if it is sent."""
    if version in _atlases:
        return True
    if packed is None:
        return False
    while len(_atlases) >= _MOST_ATLASES:
        del _atlases[next(iter(_atlases))]
    _atlases[version] = pickle.loads(packed)  # noqa: S301 - from the server process, by its own pipe
    return True


def _limit_time(seconds: float) -> None:
    try:
        import resource  # noqa: PLC0415 - it does not exist on Windows
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds), hard))
