"""Pipes, devices, sockets and loops of links in an atlas folder: named as faults, never waited for."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.reading.file_kinds import NotAFileError, find_obstacle, open_file
from atlas.reading.folder import FILES
from atlas.reading.read import check_atlas
from tests.atlases import write_atlas
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
PATIENCE = 60


def _loop(path: Path) -> None:
    path.symlink_to(path.with_name(f"{path.name}.next"))
    path.with_name(f"{path.name}.next").symlink_to(path)


def _socket(path: Path) -> None:
    # The address of a socket is short, so it is bound from within its folder.
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(before)


KINDS: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (os.mkfifo, "is a named pipe (FIFO), not a {}"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "is a character device, not a {}"),
    "terminal": (lambda path: path.symlink_to("/dev/tty"), "is a character device, not a {}"),
    "socket": (_socket, "is a socket, not a {}"),
    "loop": (_loop, "is a loop of links"),
    "link to itself": (lambda path: path.symlink_to(path.name), "is a loop of links"),
    "link to nothing": (lambda path: path.symlink_to("nothing"), "is a link to a {} that does not exist"),
}


def check(folder: Path) -> list[str]:
    """Check a folder in a process that is ended if it waits."""
    command = [sys.executable, "app.py", "check", "--atlas", str(folder), "--format", "json"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    return [f"{fault['file']}: {fault['rule']}. {fault['cure']}" for fault in json.loads(run.stdout)]


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_not_a_file_is_named(tmp_path: Path, kind: str) -> None:
    make, rule = KINDS[kind]
    folder = write_atlas(tmp_path / "atlas")
    for name in ("events.csv", "records.csv", "zones.geojson", "house.toml"):
        (folder / name).unlink(missing_ok=True)
        make(folder / name)
    assert sorted(check(folder)) == [
        f"{name}: {rule.format('file')}. Replace it with a file"
        for name in ("events.csv", "house.toml", "records.csv", "zones.geojson")
    ]


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_not_a_folder_is_named(tmp_path: Path, kind: str) -> None:
    make, rule = KINDS[kind]
    folder = write_atlas(tmp_path / "atlas")
    shutil.rmtree(folder / "basemap", ignore_errors=True)
    make(folder / "basemap")
    fault = f"basemap: {rule.format('folder')}. Replace it with a folder, or delete it"
    assert [line for line in check(folder) if line.startswith("basemap")] == [fault]


def test_every_file_of_an_atlas_may_be_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "basemap").mkdir()
    for name in FILES:
        os.mkfifo(tmp_path / name)
    rules = {fault.file: fault.rule for fault in check_atlas(tmp_path).faults}
    assert set(rules) >= set(FILES)
    assert {rules[name] for name in FILES} == {"is a named pipe (FIFO), not a file"}


def test_a_file_that_has_just_become_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Between the look at a file and its opening, something else may be put in its place."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAFileError, match=r"is a named pipe \(FIFO\), not a file"):
        open_file(tmp_path / "pipe")
    with pytest.raises(NotAFileError, match="is a folder, not a file"):
        open_file(tmp_path)


def test_files_folders_and_nothing_are_no_obstacles(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\r\n\x1a")
    (tmp_path / "link").symlink_to("file")
    assert find_obstacle(tmp_path, "folder") == ""
    assert [find_obstacle(tmp_path / name) for name in ("file", "link", "nothing")] == ["", "", ""]
    assert find_obstacle(tmp_path / "file" / "nothing") == ""
    assert find_obstacle(tmp_path / "file", "folder") == "is a file, not a folder"
    with open_file(tmp_path / "link") as file:
        assert file.read() == b"\r\n\x1a"


@pytest.mark.parametrize("kind", ["pipe", "loop", "device"])
def test_an_atlas_folder_that_is_none_is_named(tmp_path: Path, kind: str) -> None:
    make, rule = KINDS[kind]
    make(tmp_path / "atlas")
    command = [sys.executable, "app.py", "check", "--atlas", str(tmp_path / "atlas")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert run.returncode == 2
    assert f'atlas" {rule.format("folder")}. Give the folder that contains atlas.toml.' in run.stderr
