"""A disk that can be filled: a small real one where tests may mount it, else a double that refuses writes."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from outputs.metadata import atomic_files

NO_SPACE = 28
_SIZE = 2_000_000


class Disk(Protocol):
    """A disk with a folder, to be filled and emptied."""

    folder: Path

    def fill(self) -> None:
        """Leave no space."""

    def empty(self) -> None:
        """Make space again."""


class SmallDisk:
    """A file system of two megabytes in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._ballast = folder, folder / "ballast"

    def fill(self) -> None:
        """Leave no space."""
        with self._ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError as error:
                assert error.errno == NO_SPACE

    def empty(self) -> None:
        """Make space again."""
        self._ballast.unlink()


class FullDiskDouble:
    """Stands for a full disk where none can be mounted: files are refused as the system would."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self._patch = folder, patch

    def fill(self) -> None:
        """Leave no space."""

        def refuse(path: Path, data: bytes) -> int:
            raise OSError(NO_SPACE, "No space left on device")

        self._patch.setattr(atomic_files.Path, "write_bytes", refuse)

    def empty(self) -> None:
        """Make space again."""
        self._patch.undo()


@contextmanager
def open_disk(folder: Path) -> Iterator[Disk]:
    """Yield a disk at a folder."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if mounted:
        try:
            yield SmallDisk(folder)
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    else:
        with pytest.MonkeyPatch.context() as patch:
            yield FullDiskDouble(folder, patch)
