"""Films are drawn in a process of their own: real kills at the limit, when dropped, and with the server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from atlas.model.atlas import Atlas
from atlas.request.request import Request, parse_request
from outputs.writers import write_film
from tests.conftest import ROOT, STARTER
from web.services.film_jobs import Films
from web.services.film_jobs import Progress as FilmProgress
from web.services.film_process import FilmProcess
from web.services.render_cache import RenderTooSlowError

SHORT = {"from": "2020-10-01", "to": "2020-10-04", "step": "day", "size": "200x140"}
LONG = {"step": "day", "size": "1800x1200"}
PATIENCE = 240.0


@pytest.fixture
def films(tmp_path: Path) -> Iterator[Films]:
    (tmp_path / "films").mkdir()
    opened = Films(tmp_path / "films")
    yield opened
    opened.close()


@pytest.fixture
def process() -> Iterator[FilmProcess]:
    opened = FilmProcess()
    yield opened
    opened.close()


def submit(films: Films, process: FilmProcess, atlas: Atlas, request: Request, key: int) -> str:
    return films.submit(
        f"{key:024x}", "mp4", 1, lambda path, report: process.write(atlas, request, "mp4", path, report)
    )


def wait_until(is_true: Callable[[], bool]) -> bool:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if is_true():
            return True
        time.sleep(0.05)
    return False


def wait_for(films: Films, id_: str, *states: str) -> FilmProgress:
    assert wait_until(lambda: (progress := films.follow(id_)) is None or progress.state in states)
    progress = films.follow(id_)
    assert progress is not None
    return progress


def list_children() -> dict[int, str]:
    """Return the running processes of this session by id, with their commands."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid,sid,args"], capture_output=True, text=True, check=True)
    rows = (line.split(None, 2) for line in listed.stdout.splitlines()[1:])
    return {int(pid): args for pid, sid, args in rows if int(sid) == os.getsid(0) and int(pid) != os.getpid()}


def list_rasterisers() -> set[int]:
    return {pid for pid, args in list_children().items() if args.endswith("stills/typeset.py")}


def test_a_film_of_a_process_is_the_same_file(tmp_path: Path, process: FilmProcess, starter: Atlas) -> None:
    request = parse_request(starter, SHORT)
    seen: list[tuple[int, int]] = []
    process.write(starter, request, "gif", tmp_path / "a.gif", lambda done, of: seen.append((done, of)))
    write_film(starter, request, "gif", tmp_path / "b.gif", lambda done, of: None)
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "a.gif", tmp_path / "b.gif"]
    assert seen == sorted(seen)
    assert all(of == 4 for _, of in seen)


def test_a_film_past_its_limit_is_killed_and_frees_its_slot(films: Films, starter: Atlas) -> None:
    """The limit is a second of processor time: the kill is real, and the next film is drawn."""
    before = list_rasterisers()
    process = FilmProcess(seconds=1)
    id_ = submit(films, process, starter, parse_request(starter, LONG), 1)
    progress = wait_for(films, id_, "failed", "done")
    assert progress.state == "failed"
    assert "took " in progress.error
    assert wait_until(lambda: list_rasterisers() <= before), "no rasteriser is left"
    process.close()
    other = FilmProcess()
    id_ = submit(films, other, starter, parse_request(starter, SHORT), 2)
    done = wait_for(films, id_, "failed", "done")
    assert (done.state, done.error) == ("done", "")
    other.close()
    assert not list(films.file(id_).parent.glob("drawing-*"))


def test_a_film_past_its_elapsed_time_is_killed(tmp_path: Path, starter: Atlas) -> None:
    process = FilmProcess(seconds=600, patience=0.5)
    with pytest.raises(RenderTooSlowError, match=r"more than 0\.5 s and was stopped"):
        process.write(
            starter, parse_request(starter, LONG), "mp4", tmp_path / "film.mp4", lambda done, of: None
        )
    process.close()
    assert list(tmp_path.iterdir()) == []


def test_a_film_nobody_waits_for_is_killed(films: Films, process: FilmProcess, starter: Atlas) -> None:
    before = list_rasterisers()
    id_ = submit(films, process, starter, parse_request(starter, LONG), 1)
    assert wait_until(lambda: bool(list_rasterisers() - before)), "it is being drawn"
    assert films.drop(id_)
    assert wait_until(lambda: not films.file(id_).parent.exists())
    assert wait_until(lambda: list_rasterisers() <= before)
    done = wait_for(
        films, submit(films, process, starter, parse_request(starter, SHORT), 2), "failed", "done"
    )
    assert done.state == "done"


def test_a_process_that_dies_is_reported_as_that(films: Films, process: FilmProcess, starter: Atlas) -> None:
    before, others = list_rasterisers(), set(list_children())
    id_ = submit(films, process, starter, parse_request(starter, LONG), 1)
    assert wait_until(lambda: bool(list_rasterisers() - before))
    rasteriser = min(list_rasterisers() - before)
    drawing = int(Path(f"/proc/{rasteriser}/stat").read_text().rpartition(")")[2].split()[1])
    assert drawing not in others
    os.kill(drawing, signal.SIGKILL)
    assert wait_for(films, id_, "failed").error == (
        "The process that was drawing this film has ended. Request it again."
    )


def test_a_film_ends_with_its_server(tmp_path: Path) -> None:
    """A server that is killed leaves no process that draws on."""
    command = [sys.executable, "app.py", "serve", "--atlas", str(STARTER), "--port", "0"]
    with subprocess.Popen(
        [*command, "--snapshots", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split(" is at ")[1].split()[0]
        connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
        query = "&".join(f"{name}={value}" for name, value in LONG.items())
        connection.request("POST", f"/films?format=mp4&{query}")
        id_ = json.loads(connection.getresponse().read())["id"]

        def is_drawing() -> bool:
            connection.request("GET", f"/films/{id_}")
            progress = json.loads(connection.getresponse().read())
            assert progress["state"] in ("waiting", "drawing"), progress
            return bool(progress["done"])

        assert wait_until(is_drawing)
        connection.close()
        for pid in list_session(server.pid, "serve"):
            os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda: not list_session(server.pid))


def list_session(session: int, word: str = "") -> list[int]:
    """Return the running processes of a session that have a word in their command."""
    listed = subprocess.run(
        ["ps", "-ww", "-eo", "pid,sid,stat,args"], capture_output=True, text=True, check=True
    )
    rows = (line.split(None, 3) for line in listed.stdout.splitlines()[1:])
    return [
        int(pid) for pid, sid, stat, args in rows if int(sid) == session and stat[0] != "Z" and word in args
    ]
