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
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

from atlas.request.options import RequestError
from outputs.metadata.atomic_files import write_file
from outputs.stills.typeset import RasterError
from web.services.render_cache import RendersBusyError

WAITING = 4
"""How many films may be in progress or waiting."""
MOST_FINISHED = 8
RETENTION_SECONDS = 1_800.0
GIVEN_UP_SECONDS = 60.0
_ID = re.compile(r"([0-9a-f]{24})-([0-9a-f]{16})")
_PREFIX = "marchland-films-"
_ALIVE = "alive"
_UNDER_WAY = ("waiting", "drawing")
Make = Callable[[Path, Callable[[int, int], None]], None]


class FilmDroppedError(RuntimeError):
    """Raised when nobody waits for the film any longer."""


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
        # Its thread starts with the first film, so that a server that forks before loses none.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="film")

    def submit(self, key: str, suffix: str, frames: int, make: Make) -> str:
        """Return the id under which a film can be followed; RendersBusyError if too many are in progress."""
        asker = f"{key}-{secrets.token_hex(8)}"
        with self._lock, _alone(self._root):
            self._sweep()
            folder = self._root / key
            known = _read(folder)
            if known is None or known.state == "failed":
                if sum(1 for film in self._all() if film[1].state in _UNDER_WAY) >= WAITING:
                    raise RendersBusyError("The server is busy drawing other films. Try again later.")
                shutil.rmtree(folder, ignore_errors=True)
                (folder / "askers").mkdir(parents=True)
                _write(folder, Progress("waiting", suffix, 0, frames))
                known = None
            (folder / "askers" / asker).touch()
        if known is None:
            self._thread.submit(self._draw, folder, suffix, frames, make)
        return asker

    def follow(self, id_: str) -> Progress | None:
        """Return the progress of a film, and note that somebody still waits for it; None if it is gone."""
        folder, asker = self._find(id_)
        if asker is None or not asker.exists():
            return None
        with suppress(FileNotFoundError):
            os.utime(asker)
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
        shutil.rmtree(self._root, ignore_errors=True)

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
        except (RequestError, RasterError, OSError, ValueError) as error:
            if folder.is_dir():
                _write(folder, Progress("failed", suffix, 0, frames, str(error)))

    def _sweep(self) -> None:
        """Delete films that are old, and those left behind by a process that ended."""
        now = time.time()
        ages = {folder: now - (folder / "state.json").stat().st_mtime for folder, _ in self._all()}
        for number, (folder, progress) in enumerate(sorted(self._all(), key=lambda entry: ages[entry[0]])):
            stuck = progress.state == "drawing" and ages[folder] > GIVEN_UP_SECONDS
            old = progress.state not in _UNDER_WAY and (
                ages[folder] > RETENTION_SECONDS or number >= MOST_FINISHED
            )
            if stuck or old:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keep other processes out of a folder: none counts films while another adds one."""
    import fcntl  # noqa: PLC0415 - it does not exist on Windows

    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


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
    films, alive = Films(root / "films"), (root / _ALIVE).open("w", encoding="utf-8")
    # Locked as long as this process or a fork lives, however they end; written once it is locked.
    _take(alive.fileno())
    print(owner, file=alive, flush=True)

    def close() -> None:
        if os.getpid() == owner:
            films.close()
            alive.close()
            shutil.rmtree(root, ignore_errors=True)

    atexit.register(close)
    return films


def _sweep_orphans(place: Path) -> None:
    """Delete the folders of servers that have ended."""
    for root in place.glob(f"{_PREFIX}*"):
        # Folders of other users, or being swept by another server, are left alone.
        with suppress(OSError), (root / _ALIVE).open(encoding="utf-8") as alive:
            if alive.read() and _take(alive.fileno()):
                shutil.rmtree(root, ignore_errors=True)


def _take(handle: int) -> bool:
    """Lock a file unless another process has it, and return whether that succeeded."""
    try:
        import fcntl  # noqa: PLC0415 - it does not exist on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, ImportError):
        return False
    return True
