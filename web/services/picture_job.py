"""The job of a picture process: one file of an atlas, within a limit of processor time.

Runs in a process of its own, so it contains nothing of the server.
"""

import math
import pickle
import time

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from outputs.writers import write

_MOST_ATLASES = 2
_atlases: dict[str, Atlas] = {}
"""The atlases this process has received, by version."""


def draw_file(
    version: str, packed: bytes | None, request: Request, suffix: str, seconds: float
) -> bytes | None:
    """Return the bytes of a file; None if this process lacks the version and was not given it.

    The process ends if it needs more than `seconds` of processor time, on systems that count it.
    """
    if version not in _atlases:
        if packed is None:
            return None
        while len(_atlases) >= _MOST_ATLASES:
            del _atlases[next(iter(_atlases))]
        _atlases[version] = pickle.loads(packed)  # noqa: S301 - from the server process, by its own pipe
    _limit_time(seconds)
    return write(_atlases[version], request, suffix)


def _limit_time(seconds: float) -> None:
    try:
        import resource  # noqa: PLC0415 - it does not exist on Windows
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds), hard))
