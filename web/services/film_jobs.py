"""Film jobs: films in progress and finished, each in a folder of its own, shared by several server processes.

Handles folders and threads; contains neither maps nor HTTP.
"""

import atexit
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock

from filelock import FileLock

from atlas.request.parsers import RequestError
from outputs.metadata.atomic_files import write_file
from outputs.stills.typeset import RasterError
from web.services.process_marks import ProcessMark, is_locked, lock_file
from web.services.render_cache import RendersBusyError, RenderTooSlowError

WAITING = 4
"""How many films may be in progress or waiting."""
MOST_FINISHED = 8
RETENTION_SECONDS = 1_800.0
GIVEN_UP_SECONDS = 60.0
_ID = re.compile(r"([0-9a-f]{24})-([0-9a-f]{16})")
_PREFIX = "marchland-films-"
_ALIVE = "alive"
_OWNER = "owner"
_UNDER_WAY = ("waiting", "drawing")
Make = Callable[[Path, Callable[[int, int], None]], None]


class FilmDroppedError(RuntimeError):
    """Raised when nobody waits for the film any longer."""


class FilmsUnavailableError(RuntimeError):
    """Raised when films cannot be stored."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a film."""

    state: str
    suffix: str
    done: int
    frames: int
    error: str = ""


class Films:
    """The films of one server: made one at a time, each in a folder under `root`."""

    def __init__(self, root: Path) -> None:
        self._root, self._lock = root, Lock()
        self._mark = ProcessMark(root.with_suffix(".processes"))
        # Its thread starts with the first film, so that a server that forks before loses none.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="film")

    def submit(self, key: str, suffix: str, frames: int, make: Make) -> str:
        """Return the id under which a film can be followed.

        RendersBusyError if too many are in progress; OSError if the job cannot be stored, as on a full disk.
        """
        asker, folder = f"{key}-{secrets.token_hex(8)}", self._root / key
        with self._lock, FileLock(self._root.with_suffix(".lock"), preserve_lock_file=True):
            self._sweep()
            known = _read(folder)
            is_new = known is None or known.state == "failed"
            if is_new:
                self._add(folder, Progress("waiting", suffix, 0, frames))
            (folder / "askers" / asker).touch()
        if is_new:
            self._thread.submit(self._draw, folder, suffix, frames, make)
        return asker

    def _add(self, folder: Path, progress: Progress) -> None:
        if sum(1 for film in self._all() if film[1].state in _UNDER_WAY) >= WAITING:
            raise RendersBusyError("The server is busy drawing other films. Try again later.")
        shutil.rmtree(folder, ignore_errors=True)
        try:
            (folder / "askers").mkdir(parents=True)
            write_file(folder / _OWNER, self._mark.name.encode())
            _write(folder, progress)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def follow(self, id_: str) -> Progress | None:
        """Return the progress of a film, and note that somebody still waits for it; None if it is gone."""
        folder, asker = self._find(id_)
        if asker is None or not asker.exists():
            return None
        with suppress(FileNotFoundError):
            os.utime(asker)
        self._end_orphan(folder)
        return _read(folder)

    def drop(self, id_: str) -> bool:
        """Stop waiting for a film; return False if it was gone."""
        _, asker = self._find(id_)
        if asker is None or not asker.exists():
            return False
        asker.unlink(missing_ok=True)
        return True

    def file(self, id_: str) -> Path:
        """Return the path of a finished film."""
        return self._find(id_)[0] / "film"

    def close(self) -> None:
        """Delete everything."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        for path in (self._root, self._root.with_suffix(".processes")):
            shutil.rmtree(path, ignore_errors=True)
        self._root.with_suffix(".lock").unlink(missing_ok=True)

    def _find(self, id_: str) -> tuple[Path, Path | None]:
        match = _ID.fullmatch(id_)
        folder = self._root / (match[1] if match else "none")
        return folder, folder / "askers" / id_ if match else None

    def _all(self) -> list[tuple[Path, Progress]]:
        films = ((folder, _read(folder)) for folder in self._root.iterdir())
        return [(folder, progress) for folder, progress in films if progress]

    def _draw(self, folder: Path, suffix: str, frames: int, make: Make) -> None:
        def report(done: int, of: int) -> None:
            if not _awaited(folder):
                raise FilmDroppedError
            _write(folder, Progress("drawing", suffix, done, of))

        try:
            report(0, frames)
            make(folder / "film", report)
            _write(folder, Progress("done", suffix, frames, frames))
        except FilmDroppedError:
            shutil.rmtree(folder, ignore_errors=True)
        except (RequestError, RasterError, RenderTooSlowError, OSError, ValueError) as error:
            if folder.is_dir():
                _write(folder, Progress("failed", suffix, 0, frames, str(error)))

    def _end_orphan(self, folder: Path) -> None:
        """End a film whose process has ended, so that nobody keeps waiting for it."""
        progress = _read(folder)
        if progress is None or progress.state not in _UNDER_WAY:
            return
        with suppress(OSError):
            if not self._mark.is_running((folder / _OWNER).read_text(encoding="utf-8")):
                error = "The process that was drawing this film has ended. Request it again."
                _write(folder, replace(progress, state="failed", error=error))

    def _sweep(self) -> None:
        """Delete films that are old or stuck, and end those of processes that have ended."""
        for folder, _ in self._all():
            self._end_orphan(folder)
        now = time.time()
        ages = {folder: now - (folder / "state.json").stat().st_mtime for folder, _ in self._all()}
        for number, (folder, progress) in enumerate(sorted(self._all(), key=lambda entry: ages[entry[0]])):
            stuck = progress.state == "drawing" and ages[folder] > GIVEN_UP_SECONDS
            old = progress.state not in _UNDER_WAY and (
                ages[folder] > RETENTION_SECONDS or number >= MOST_FINISHED
            )
            if stuck or old:
                shutil.rmtree(folder, ignore_errors=True)


def _awaited(folder: Path) -> bool:
    since = time.time() - GIVEN_UP_SECONDS
    with suppress(FileNotFoundError):
        return any(asker.stat().st_mtime > since for asker in (folder / "askers").iterdir())
    return False


def _read(folder: Path) -> Progress | None:
    try:
        return Progress(**json.loads((folder / "state.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def _write(folder: Path, progress: Progress) -> None:
    write_file(folder / "state.json", json.dumps(asdict(progress)).encode())


def open_films() -> Films:
    """Return the films of a server, in a folder that is deleted when the server ends.

    A killed server cannot delete its folder; the next server does.
    """
    _sweep_orphans(Path(tempfile.gettempdir()))
    root, owner = Path(tempfile.mkdtemp(prefix=_PREFIX)), os.getpid()
    (root / "films").mkdir()
    # Locked as long as this process or a fork lives, however they end.
    films, alive = Films(root / "films"), lock_file(root / _ALIVE)

    def close() -> None:
        if os.getpid() == owner:
            films.close()
            if alive is not None:
                alive.release()
            shutil.rmtree(root, ignore_errors=True)

    atexit.register(close)
    return films


def _sweep_orphans(place: Path) -> None:
    """Delete the folders of servers that have ended."""
    for root in place.glob(f"{_PREFIX}*"):
        # Folders of other users, or of a server that is just starting, are left alone.
        with suppress(OSError):
            if (root / _ALIVE).stat().st_size and not is_locked(root / _ALIVE):
                shutil.rmtree(root, ignore_errors=True)
