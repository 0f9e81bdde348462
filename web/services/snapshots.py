"""Snapshots: the published versions of the atlas, and those of their pages that were requested.

In a folder, or in a bucket of any kind that fsspec supports: `<version>/atlas.json.gz`,
`<version>/published.txt` and `<version>/pages/<key>.html.gz`. Existing files are never overwritten. Handles
bytes; contains no HTTP.
"""

import logging
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import day_of, format_day, parse_day
from atlas.storage.archive import pack_atlas, unpack_atlas
from outputs.metadata.atomic_files import write_file

MOST_PAGES = 2_000
"""How many pages of a version are stored; others are drawn again from its atlas."""
OPENED = 4
"""How many old atlases are kept in memory."""
_CURE = (
    "Credentials and the server address come from the environment; for S3 from AWS_ACCESS_KEY_ID, "
    "AWS_SECRET_ACCESS_KEY and, where the server is not Amazon’s, AWS_ENDPOINT_URL."
)
_BUCKET_ERROR = Exception
"""Nothing narrower: the libraries that fsspec opens buckets with (botocore, gcsfs, adlfs) share no error."""
_VERSION = re.compile(r"[0-9a-f]{12}")
_ARCHIVE = "atlas.json.gz"


@lru_cache
def _open_files(place: str, process: int) -> tuple[AbstractFileSystem, str]:
    del process
    # Other servers may store versions in the same bucket, so no list of it is cached.
    files, root = url_to_fs(place, use_listings_cache=False)
    return files, root


class SnapshotsError(RuntimeError):
    """Raised for a place that cannot store snapshots."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version, and the day it was published."""

    version: str
    published: int


class Snapshots:
    """Stores versions in a folder or under the address of a bucket; SnapshotsError if that is impossible."""

    def __init__(self, place: str, today: Callable[[], date] = date.today) -> None:
        try:
            self._place, (_, self._root) = place, _open_files(place, os.getpid())
        except ImportError as error:
            package = str(error).removeprefix("Install ").split()[0]
            raise SnapshotsError(
                f'--snapshots: "{place}" needs the package {package}. Install it with: pip install {package}.'
            ) from None
        except ValueError as error:
            known = "Use a folder, or an address such as s3://bucket/folder."
            raise SnapshotsError(f'--snapshots: "{place}" is not allowed: {error}. {known}') from None
        self._today, self._lock = today, Lock()
        self._pages: dict[str, int] = {}
        self._saved: set[str] = set()
        self._whole: set[str] = set()
        self.open = lru_cache(maxsize=OPENED)(self._open)
        if not isinstance(self._files, LocalFileSystem):
            self._check_bucket(place)

    @property
    def _files(self) -> AbstractFileSystem:
        """The file system, opened again in each process: a connection to a bucket does not survive a fork."""
        return _open_files(self._place, os.getpid())[0]

    def _check_bucket(self, bucket: str) -> None:
        """Look into a bucket once, so that its errors are reported before anybody requests a page."""
        try:
            self._files.ls(self._root)
        except FileNotFoundError as error:
            # A missing folder will be made; a missing bucket will not.
            if "bucket does not exist" in str(error):
                cure = "Create it first, or choose another."
                raise SnapshotsError(f'--snapshots: "{bucket}" cannot be reached: {error}. {cure}') from None
        except _BUCKET_ERROR as error:
            raise SnapshotsError(f'--snapshots: "{bucket}" cannot be reached: {error}. {_CURE}') from None

    def save(self, atlas: Atlas) -> bool:
        """Save a version unless it is saved already; return whether it is. Failures are logged."""
        if atlas.version in self._saved:
            return True
        if self._read(atlas.version, _ARCHIVE) is None:
            self._write(format_day(day_of(self._today())).encode(), atlas.version, "published.txt")
            # The archive comes last: with it, the snapshot is whole.
            if not self._write(pack_atlas(atlas), atlas.version, _ARCHIVE):
                return False
        self._saved.add(atlas.version)
        return True

    def list(self) -> list[Snapshot]:
        """Return the versions that are saved whole, the newest first."""
        try:
            names = [path.rsplit("/", 1)[-1] for path in self._files.ls(self._root, detail=False)]
        except FileNotFoundError:
            return []
        saved = [name for name in names if _VERSION.fullmatch(name) and self._is_whole(name)]
        snapshots = [Snapshot(name, self.published(name)) for name in saved]
        return sorted(snapshots, key=lambda snapshot: (-snapshot.published, snapshot.version))

    def _is_whole(self, version: str) -> bool:
        if version not in self._whole and self._files.exists(self._path(version, _ARCHIVE)):
            self._whole.add(version)
        return version in self._whole

    def published(self, version: str) -> int:
        """Return the day on which a version was first stored; today if that is unknown."""
        text = self._read(version, "published.txt")
        return day_of(self._today()) if text is None else parse_day(text.decode())

    def _open(self, version: str) -> Atlas:
        """Return the atlas of a version; LookupError if there is none, ArchiveError if it is broken."""
        packed = self._read(version, _ARCHIVE) if _VERSION.fullmatch(version) else None
        if packed is None:
            raise LookupError(version)
        return unpack_atlas(packed)

    def read_page(self, version: str, key: str) -> bytes | None:
        """Return a stored page, gzipped."""
        return self._read(version, "pages", f"{key}.html.gz") if _VERSION.fullmatch(version) else None

    def save_page(self, version: str, key: str, zipped: bytes) -> None:
        """Store a page of a version, while there is room."""
        if version not in self._saved or self._count(version) >= MOST_PAGES:
            return
        if self._write(zipped, version, "pages", f"{key}.html.gz"):
            with self._lock:
                self._pages[version] += 1

    def _count(self, version: str) -> int:
        with self._lock:
            if version not in self._pages:
                pages = self._path(version, "pages")
                self._pages[version] = len(self._files.ls(pages)) if self._files.isdir(pages) else 0
            return self._pages[version]

    def _path(self, *parts: str) -> str:
        return "/".join((self._root.rstrip("/"), *parts))

    def _read(self, *parts: str) -> bytes | None:
        try:
            data: bytes = self._files.cat_file(self._path(*parts))
        except FileNotFoundError:
            return None
        except _BUCKET_ERROR as error:
            logging.getLogger(__name__).error(
                "The saved version %s cannot be read: %s", "/".join(parts), error
            )
            return None
        return data

    def _write(self, data: bytes, *parts: str) -> bool:
        """Write a file whole or not at all; return whether it is there now."""
        path = self._path(*parts)
        try:
            if not isinstance(self._files, LocalFileSystem):
                self._files.pipe_file(path, data)
                return True
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            write_file(Path(path), data)
        except _BUCKET_ERROR as error:
            logging.getLogger(__name__).error(
                "The saved version %s cannot be written: %s", "/".join(parts), error
            )
            return False
        return True
