"""Snapshots: versions and pages are stored in a folder or a bucket, complete, once, and never overwritten."""

import os
import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.asyn_wrapper import AsyncFileSystemWrapper
from fsspec.implementations.memory import MemoryFileSystem

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import day_of
from atlas.storage.archive import ArchiveError
from web.services import snapshots as module
from web.services.snapshots import Snapshot, Snapshots, SnapshotsError

DAY = date(2021, 3, 4)


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "kept") if request.param == "folder" else f"memory://{uuid.uuid4().hex}"


def test_a_version_is_saved_with_its_day_and_opened_again(place: str, starter: Atlas) -> None:
    assert Snapshots(place).list() == []
    Snapshots(place, lambda: DAY).save(starter)
    later = Snapshots(place, lambda: date(2022, 1, 1))
    later.save(starter)
    assert later.list() == [Snapshot(starter.version, day_of(DAY))]
    assert later.open(starter.version).version == starter.version
    assert later.open(starter.version) is later.open(starter.version)


@pytest.mark.parametrize("version", ["0123456789ab", "../../secret", "", "atlas"])
def test_a_missing_version_is_not_found(place: str, version: str) -> None:
    with pytest.raises(LookupError):
        Snapshots(place).open(version)


def test_the_newest_version_comes_first(place: str, starter: Atlas) -> None:
    Snapshots(place, lambda: DAY).save(starter)
    Snapshots(place, lambda: date(2021, 3, 5)).save(replace(starter, version="0" * 12))
    assert [snapshot.version for snapshot in Snapshots(place).list()] == ["0" * 12, starter.version]


def test_pages_are_saved_up_to_a_limit(place: str, starter: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAGES", 2)
    snapshots = Snapshots(place)
    snapshots.save(starter)
    for key in "abc":
        snapshots.save_page(starter.version, key, key.encode())
    again = Snapshots(place)
    again.save(starter)
    again.save_page(starter.version, "d", b"d")
    assert [again.read_page(starter.version, key) for key in "abcd"] == [b"a", b"b", None, None]


def test_a_page_of_an_unsaved_version_is_not_saved(place: str) -> None:
    Snapshots(place).save_page("0" * 12, "a", b"a")
    assert Snapshots(place).read_page("0" * 12, "a") is None


def test_a_folder_contains_no_partial_files(tmp_path: Path, starter: Atlas) -> None:
    Snapshots(str(tmp_path)).save(starter)
    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {"atlas.json.gz", "published.txt"}


def test_a_damaged_archive_is_reported(tmp_path: Path, starter: Atlas) -> None:
    Snapshots(str(tmp_path)).save(starter)
    (tmp_path / starter.version / "atlas.json.gz").write_bytes(b"no")
    with pytest.raises(ArchiveError):
        Snapshots(str(tmp_path)).open(starter.version)


def test_an_unwritable_folder_is_reported_and_stops_nothing(
    tmp_path: Path, starter: Atlas, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("not a folder")
    Snapshots(str(tmp_path / "file")).save(starter)
    assert "cannot be written" in caplog.text


class Shelf(MemoryFileSystem):
    """Files in memory, with a fault if there is to be one."""

    fault: Exception | None = None
    cachable = False

    def ls(self, path: str, detail: bool = True, **options: Any) -> Any:
        if self.fault:
            raise self.fault
        return super().ls(path, detail=detail, **options)


class Bucket(AsyncFileSystemWrapper):
    """A bucket like those on the network: its connection is a thread that does not survive a fork."""

    protocol = "bucket"

    def __init__(self, **options: Any) -> None:
        # Set explicitly: by default it looks for a loop, and a test with a browser has one.
        super().__init__(Shelf(), asynchronous=False, **options)


@pytest.fixture
def bucket() -> str:
    fsspec.register_implementation("bucket", Bucket, clobber=True)
    return f"bucket://{uuid.uuid4().hex}/kept"


def test_a_bucket_is_reached_from_a_worker_that_was_forked(
    bucket: str, starter: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots = Snapshots(bucket)
    snapshots.save(starter)
    another = os.getpid() + 1
    monkeypatch.setattr(os, "getpid", lambda: another)
    assert [snapshot.version for snapshot in snapshots.list()] == [starter.version]
    assert snapshots.open(starter.version).version == starter.version


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (
            FileNotFoundError("The specified bucket does not exist"),
            "cannot be reached: .* Create it first",
        ),
        (RuntimeError("Unable to locate credentials"), "cannot be reached: .* AWS_ACCESS_KEY_ID"),
    ],
)
def test_an_unusable_bucket_is_reported_at_once(
    bucket: str, fault: Exception, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shelf, "fault", fault)
    with pytest.raises(SnapshotsError, match=message):
        Snapshots(bucket)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("s3://bucket/marchland", "needs the package s3fs. Install it with: pip install s3fs."),
        ("nowhere://bucket", "Protocol not known: nowhere"),
    ],
)
def test_an_unusable_place_is_reported(place: str, message: str) -> None:
    with pytest.raises(SnapshotsError, match=message):
        Snapshots(place)
