"""The folder of a site on disk: what lies in it, and how a new one takes its place at one stroke.

A new folder is built beside the old one and exchanged with it; whoever kills the program finds the old or the
new one whole. Knows files and keys, not what they hold.
"""

import ctypes
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from outputs.metadata.atomic_files import write_file

MANIFEST = "site.json"
"""Lists every file with its entry, and marks a folder as a site."""
_FORM = 1
_OF_THE_HOST = frozenset({".git", ".nojekyll", "CNAME"})
"""What a branch of GitHub Pages holds before anything is published in it."""
_AT_CWD, _EXCHANGE = -100, 2
"""Of renameat2(2): paths are as the program sees them; the two change places."""
Entry = tuple[str, str]
"""The key of what a file was made of, and the hash of its bytes."""


class SiteError(RuntimeError):
    """A folder can't be published into: says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Site:
    """A published folder and the entries of its files by path."""

    folder: Path
    entries: Mapping[str, Entry]

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file as written, or None where it is not there or was changed by hand."""
        try:
            data = (self.folder / path).read_bytes()
            return data if hash_bytes(data) == self.entries[path][1] else None
        except (OSError, KeyError):
            return None

    def foreign(self) -> Iterator[str]:
        """Yield what others put into the folder: CNAME, .git. A zipped twin of a file is not kept."""
        for root, folders, files in os.walk(self.folder):
            links = [name for name in folders if (Path(root) / name).is_symlink()]
            for name in [*files, *links]:
                path = (Path(root) / name).relative_to(self.folder).as_posix()
                if path.removesuffix(".gz") not in self.entries and path != MANIFEST:
                    yield path


def read_site(folder: Path) -> Site:
    """Return the site in a folder, an empty one where none is yet; SiteError where it holds other things."""
    if not folder.exists() and not folder.is_symlink():
        return Site(folder, {})
    if not folder.is_dir() or folder.is_symlink():
        raise SiteError(f"{folder} is not a folder. Choose an empty folder or a new name.")
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if told["marchland"] != _FORM:
            raise SiteError(
                f"{folder} was made by a different version of Marchland. Publish to a new folder."
            )
        return Site(folder, {path: (entry[0], entry[1]) for path, entry in told["files"].items()})
    except FileNotFoundError:
        if any(path.name not in _OF_THE_HOST for path in folder.iterdir()):
            raise SiteError(
                f"{folder} contains files that are not a Marchland site. "
                "Choose an empty folder or a new name."
            ) from None
        return Site(folder, {})
    except (ValueError, KeyError, TypeError, IndexError):
        raise SiteError(f"{folder / MANIFEST} cannot be read. Publish to a new folder.") from None


def write_manifest(folder: Path, version: str, entries: Mapping[str, Entry]) -> None:
    """Write the list of a site's files."""
    told = {"marchland": _FORM, "version": version, "files": dict(sorted(entries.items()))}
    write_file(folder / MANIFEST, (json.dumps(told, indent=1) + "\n").encode())


def hash_bytes(data: bytes) -> str:
    """Return the hash by which a file is known again."""
    return hashlib.sha256(data).hexdigest()


def keep(old: Path, new: Path) -> None:
    """Put a file that stays into the new folder: one file of two names where the disk can, else a copy."""
    new.parent.mkdir(parents=True, exist_ok=True)
    if old.is_symlink():
        new.symlink_to(old.readlink())
        return
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


@contextmanager
def open_part(folder: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `folder` in the end; where that fails, nothing is left.

    What runs that were killed have left behind is cleared away first.
    """
    _clear_parts(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = folder.with_name(f"{folder.name}.part-{os.getpid()}")
    part.mkdir()
    lock = _lock(part)
    try:
        yield part
        _take_place(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _clear_parts(folder: Path) -> None:
    for part in folder.parent.glob(f"{folder.name}.part-*"):
        lock = _lock(part)
        shutil.rmtree(part)
        if lock is not None:
            os.close(lock)


def _lock(part: Path) -> int | None:
    """Lock a part for as long as this process lives; SiteError where another one has it."""
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415 - it is not there on Windows

    handle = os.open(part, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise SiteError(f"Another publish run is writing to {part}. Wait until it has finished.") from None
    return handle


def _take_place(part: Path, folder: Path) -> None:
    """Put a whole part where the site is; what was there is then in the part's place."""
    if not folder.exists():
        part.rename(folder)
        return
    shutil.copymode(folder, part)
    if not _exchange(part, folder):
        # Two steps where the system has no single one: between them there is no site for an instant.
        aside = folder.with_name(f"{folder.name}.part-old")
        folder.rename(aside)
        part.rename(folder)
        aside.rename(part)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system can't."""
    rename = (
        getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    )
    if rename is None:
        return False
    paths = _AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other)
    return bool(rename(*paths, _EXCHANGE) == 0)
