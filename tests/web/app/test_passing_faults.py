"""Temporary failures are retried, or reported: full disks and killed processes."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, STARTER
from tests.web.app.disks import Disk, FullDiskDouble, SmallDisk, open_disk
from web.app.build import HostOptions, build_app
from web.services import live_atlas
from web.services.film_jobs import WAITING, Films
from web.services.snapshots import Snapshots

QUERY = "from=2020-10-01&to=2020-10-04&step=day&size=200x140"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with open_disk(tmp_path / "disk") as disk:
        yield disk


def test_a_version_that_could_not_be_saved_is_saved_when_there_is_room(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_atlas, "POLL_SECONDS", 0.0)
    disk.fill()
    app = build_app(STARTER, HostOptions(snapshots=str(disk.folder / "snapshots")))
    client, version = app.server.test_client(), app.current.atlas.version
    app.current.settle()
    health = client.get("/health").json or {}
    assert (health["status"], health["unsaved"]) == ("degraded", [version])
    app.current.settle()
    disk.empty()
    for _ in range(2):
        health = client.get("/health").json or {}
        app.current.settle()
    assert (health["status"], health["unsaved"]) == ("ok", [])
    assert (disk.folder / "snapshots" / version / "atlas.json.gz").stat().st_size > 0


def test_a_version_that_was_not_saved_is_not_listed(disk: Disk) -> None:
    place = disk.folder / "snapshots"
    (place / ("0" * 12)).mkdir(parents=True)
    (place / ("0" * 12) / "published.txt").write_text("2021-03-04")
    assert Snapshots(str(place)).list() == []


def test_a_film_on_a_full_disk_is_refused_with_the_reason(disk: Disk, tmp_path: Path) -> None:
    films = Films(disk.folder / "films")
    (disk.folder / "films").mkdir()
    disk.fill()
    with pytest.raises(OSError, match="No space left on device"):
        films.submit("0" * 24, "gif", 1, lambda path, report: None)
    disk.empty()
    assert films.follow(films.submit("0" * 24, "gif", 1, lambda path, report: None)) is not None
    films.close()


_SUBMIT = """
import os, sys, time
from pathlib import Path
from web.services.film_jobs import WAITING, Films
from web.services.snapshots import Snapshots
films = Films(Path(sys.argv[1]))
for number in range(WAITING):
    print(films.submit(f"{number:024x}", "gif", 9, lambda path, tell: time.sleep(600)), flush=True)
os.kill(os.getpid(), 9)
"""


def test_films_of_a_killed_process_are_ended_and_free_the_queue(tmp_path: Path) -> None:
    root = tmp_path / "films"
    root.mkdir()
    killed = subprocess.run(
        [sys.executable, "-c", _SUBMIT, str(root)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    ids = killed.stdout.split()
    assert (killed.returncode, len(ids)) == (-9, WAITING), killed.stderr
    films = Films(root)
    for id_ in ids:
        progress = films.follow(id_)
        assert progress is not None
        assert progress.state == "failed"
        assert "has ended" in progress.error
    films.submit("f" * 24, "gif", 1, lambda path, report: None)
    films.close()


def test_an_internal_error_while_reading_is_a_fault_and_the_old_atlas_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_atlas, "POLL_SECONDS", 0.0)
    folder = Path(shutil.copytree(STARTER, tmp_path / "atlas"))
    app = build_app(folder)
    old = app.current.atlas
    app.current.settle()

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(live_atlas, "check_atlas", fail)
        (folder / "atlas.toml").touch()
        _ = app.current.atlas
        app.current.settle()
    health = app.server.test_client().get("/health").json or {}
    assert (health["status"], health["refused"]) == ("degraded", 1)
    assert "cannot be read (ZeroDivisionError)" in app.current.faults[0].format_text()
    assert app.current.atlas is old


def test_files_beside_an_atlas_are_not_looked_at(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(STARTER, tmp_path / "atlas"))
    before = live_atlas._mark(folder, None)
    (folder / "many").mkdir()
    (folder / "many" / "notes.txt").write_text("beside")
    assert live_atlas._mark(folder, None) == before
    (folder / "records.csv").touch()
    assert live_atlas._mark(folder, None) != before


def test_the_disk_of_these_tests_is_real_where_it_can_be(disk: Disk) -> None:
    assert isinstance(disk, SmallDisk | FullDiskDouble)
    disk.fill()
    with pytest.raises(OSError, match="No space left"):
        (disk.folder / "file").write_bytes(b"x")
