"""The folder of a site on disk: its files, and its replacement by a new one in one step.

A new folder is built beside the old one and exchanged with it; if the program is killed, the old or the new
one is whole. Handles files and keys, not their content.
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
"""The files of a GitHub Pages branch before anything is published in it."""
_AT_CWD, _EXCHANGE = -100, 2
"""Of renameat2(2): relative paths start at the working directory; the two folders are exchanged."""
Entry = tuple[str, str]
"""The key of a file's ingredients, and the hash of its bytes."""


class SiteError(RuntimeError):
    """Raised when a folder cannot be published into; contains the reason and the cure."""


@dataclass(frozen=True, slots=True)
class Site:
    """A published folder and the entries of its files by path."""

    folder: Path
    entries: Mapping[str, Entry]

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file as written, or None if it is missing or was changed by hand."""
        try:
            data = (self.folder / path).read_bytes()
            return data if hash_bytes(data) == self.entries[path][1] else None
        except (OSError, KeyError):
            return None

    def foreign(self) -> Iterator[str]:
        """Yield other people's files in the folder: CNAME, .git. A compressed copy of a file is not kept."""
        for root, folders, files in os.walk(self.folder):
            links = [name for name in folders if (Path(root) / name).is_symlink()]
            for name in [*files, *links]:
                path = (Path(root) / name).relative_to(self.folder).as_posix()
                if path.removesuffix(".gz") not in self.entries and path != MANIFEST:
                    yield path


def read_site(folder: Path) -> Site:
    """Return the site in a folder, an empty one if it is new; SiteError if it contains other things."""
    if not folder.exists() and not folder.is_symlink():
        return Site(folder, {})
    if not folder.is_dir() or folder.is_symlink():
        raise SiteError(f"{folder} is not a folder. Choose an empty folder or a new name.")
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["marchland"] != _FORM:
            raise SiteError(
                f"{folder} was made by a different version of Marchland. Publish to a new folder."
            )
        return Site(folder, {path: (entry[0], entry[1]) for path, entry in manifest["files"].items()})
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
    manifest = {"marchland": _FORM, "version": version, "files": dict(sorted(entries.items()))}
    write_file(folder / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode())


def hash_bytes(data: bytes) -> str:
    """Return the hash that identifies a file."""
    return hashlib.sha256(data).hexdigest()


def keep(old: Path, new: Path) -> None:
    """Put a file that stays into the new folder: as a hard link if the disk supports them, else as a copy."""
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
    """Yield an empty folder that replaces `folder` in the end; if that fails, nothing is left.

    Remains of killed runs are removed first.
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
    """Lock a part for as long as this process lives; SiteError if another process has it."""
    try:
        import fcntl  # noqa: PLC0415 - it does not exist on Windows
    except ImportError:
        return None
    handle = os.open(part, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise SiteError(f"Another publish run is writing to {part}. Wait until it has finished.") from None
    return handle


def _take_place(part: Path, folder: Path) -> None:
    """Put a finished part in the place of the site; the old site is then in the place of the part."""
    if not folder.exists():
        part.rename(folder)
        return
    shutil.copymode(folder, part)
    if not _exchange(part, folder):
        # Two steps if the system has no single one: between them there is no site for an instant.
        aside = folder.with_name(f"{folder.name}.part-old")
        folder.rename(aside)
        part.rename(folder)
        aside.rename(part)


def _exchange(folder: Path, other: Path) -> bool:
    """Exchange two folders in one step; False if the system cannot."""
    rename = (
        getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    )
    if rename is None:
        return False
    paths = _AT_CWD, os.fsencode(folder), _AT_CWD, os.fsencode(other)
    return bool(rename(*paths, _EXCHANGE) == 0)
