"""Pipes, devices, sockets and loops of links in an atlas folder: named as faults, never waited for."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
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


IN_A_PROCESS = """
import json, sys
from click.testing import CliRunner
from app import main
for folder in sys.argv[1:]:
    run = CliRunner().invoke(main, ["check", "--atlas", folder, "--format", "json"])
    print(json.dumps([folder, run.stdout]), flush=True)
"""
CROWDED = ("events.csv", "house.toml", "records.csv", "zones.geojson")


def make_atlases(parent: Path) -> None:
    """Write an atlas for each kind and place: several files that are none, or a folder that is none."""
    for kind, (make, _) in KINDS.items():
        files = write_atlas(parent / f"{kind} as files")
        for name in CROWDED:
            (files / name).unlink(missing_ok=True)
            make(files / name)
        folder = write_atlas(parent / f"{kind} as a folder")
        shutil.rmtree(folder / "basemap", ignore_errors=True)
        make(folder / "basemap")


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The faults of each atlas, found by one process that is ended if it waits for any of them."""
    parent = tmp_path_factory.mktemp("atlases")
    make_atlases(parent)
    command = [sys.executable, "-c", IN_A_PROCESS, *map(str, sorted(parent.iterdir()))]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as waited:
        run = subprocess.CompletedProcess(command, 1, waited.stdout or b"", waited.stderr)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    return {
        Path(folder).name: [f"{each['file']}: {each['rule']}. {each['cure']}" for each in json.loads(answer)]
        for folder, answer in answers
    }


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_not_a_file_is_named(faults: Mapping[str, list[str]], kind: str) -> None:
    rule = KINDS[kind][1].format("file")
    assert sorted(faults[f"{kind} as files"]) == [
        f"{name}: {rule}. Replace it with a file" for name in CROWDED
    ]


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_not_a_folder_is_named(faults: Mapping[str, list[str]], kind: str) -> None:
    rule = KINDS[kind][1].format("folder")
    listed = [line for line in faults[f"{kind} as a folder"] if line.startswith("basemap")]
    assert listed == [f"basemap: {rule}. Replace it with a folder, or delete it"]


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


def test_what_is_refused_is_closed(tmp_path: Path) -> None:
    """A server looks at its folder every few seconds for months."""
    os.mkfifo(tmp_path / "pipe")
    handles = Path("/proc/self/fd")
    before = len(list(handles.iterdir())) if handles.exists() else 0
    for _ in range(20):
        with pytest.raises(NotAFileError):
            open_file(tmp_path / "pipe")
    if before:
        assert len(list(handles.iterdir())) == before


@pytest.mark.parametrize("kind", ["pipe", "loop", "file"])
def test_a_folder_that_is_none_is_one_fault_and_nothing_is_read_from_it(tmp_path: Path, kind: str) -> None:
    folder = write_atlas(tmp_path / "atlas")
    shutil.rmtree(folder / "basemap")
    if kind == "file":
        (folder / "basemap").write_text("{}")
    else:
        KINDS[kind][0](folder / "basemap")
    rule = "is a file, not a folder" if kind == "file" else KINDS[kind][1].format("folder")
    listed = [fault for fault in check_atlas(folder).faults if fault.file.startswith("basemap")]
    assert {(fault.file, fault.rule) for fault in listed} == {("basemap", rule)}
    assert len(listed) == 1
