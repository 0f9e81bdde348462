"""The film process: films are drawn in a separate process, which is killed at its limits or when dropped.

The limit counts the work of that process, and of each rasteriser it starts, not how busy the machine is.
"""

import shutil
import signal
from collections.abc import Callable
from concurrent.futures import CancelledError, wait
from concurrent.futures import TimeoutError as PatienceError
from pathlib import Path
from tempfile import mkdtemp

from pebble import ProcessExpired, ProcessFuture

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from web.services.picture_job import draw_film, read_progress
from web.services.picture_processes import PictureProcesses
from web.services.render_cache import RenderTooSlowError

FILM_SECONDS = 600.0
"""The limit of processor time; the longest and largest film allowed takes about half of it."""
FILM_PATIENCE_SECONDS = 3_600.0
_LOOK_SECONDS = 0.2
_KILLED = -getattr(signal, "SIGXCPU", 0)
"""How a process ends that has used up its processor time."""
_TOO_LONG = (
    "Drawing the film took more than {} and was stopped. Choose a smaller size, fewer days or a larger step."
)
_ENDED = "The process that was drawing this film has ended. Request it again."

Progress = Callable[[int, int], None]


class FilmProcess(PictureProcesses):
    """A process that draws one film at a time."""

    def __init__(self, seconds: float = FILM_SECONDS, patience: float = FILM_PATIENCE_SECONDS) -> None:
        super().__init__(1, seconds, patience)

    def write(self, atlas: Atlas, request: Request, suffix: str, path: Path, progress: Progress) -> None:
        """Write a film to a path; an exception from `progress` kills the process that draws it.

        RenderTooSlowError past the limits, or any error of the drawing.
        """
        folder = Path(mkdtemp(prefix="drawing-", dir=path.parent))
        try:
            for packed in (None, self._pack(atlas)):
                job = (atlas.version, packed, request, suffix, folder / "film", self._seconds)
                if self._follow(
                    self._open().schedule(draw_film, job, timeout=self._patience), folder, progress
                ):
                    break
            (folder / "film").replace(path)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _follow(self, drawing: "ProcessFuture[bool]", folder: Path, progress: Progress) -> bool:
        """Pass on the progress of a drawing until it ends; return whether the process had its atlas."""
        try:
            while not drawing.done():
                wait([drawing], _LOOK_SECONDS)
                if counts := read_progress(folder):
                    progress(*counts)
            return bool(drawing.result())
        except ProcessExpired as error:
            limit = f"{self._seconds:g} s of work"
            raise RenderTooSlowError(
                _TOO_LONG.format(limit) if error.exitcode == _KILLED else _ENDED
            ) from None
        except PatienceError:
            raise RenderTooSlowError(_TOO_LONG.format(f"{self._patience:g} s")) from None
        except CancelledError:
            raise RenderTooSlowError(_ENDED) from None
        except BaseException:
            drawing.cancel()  # type: ignore[no-untyped-call] # pebble leaves it so
            raise
