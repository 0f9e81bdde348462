"""Films over HTTP: requested, followed, fetched, cancelled; a limited number, and nothing left behind."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import ROOT, STARTER
from web.http.guard import protect
from web.routes.films import build_films
from web.services.film_jobs import GIVEN_UP_SECONDS, WAITING, FilmDroppedError, Films, open_films
from web.services.live_atlas import Current
from web.services.render_cache import RendersBusyError

QUERY = "from=2020-10-01&to=2020-10-04&step=day&size=200x140"
KEY = "0123456789abcdef01234567"


@pytest.fixture
def films(tmp_path: Path) -> Iterator[Films]:
    opened = Films(tmp_path / "films")
    (tmp_path / "films").mkdir()
    yield opened
    opened.close()


@pytest.fixture
def client(films: Films) -> FlaskClient:
    server = Flask("films")
    protect(server)
    server.register_blueprint(build_films(Current(STARTER), films))
    return server.test_client()


def wait_for(films: Films, id_: str, state: str) -> None:
    for _ in range(600):
        progress = films.follow(id_)
        if progress is not None and progress.state == state:
            return
        time.sleep(0.02)
    raise AssertionError(f"{id_} is {films.follow(id_)}, not {state}")


def fetch(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    """Return a whole answer, its file closed."""
    with client.get(path, headers=headers) as answer:
        answer.get_data()
    return answer


@pytest.mark.parametrize("suffix", ["gif", "mp4"])
def test_film_is_requested_followed_and_fetched(client: FlaskClient, films: Films, suffix: str) -> None:
    answer = client.post(f"/films?format={suffix}&{QUERY}")
    assert answer.status_code == 202
    job: dict[str, Any] = answer.json or {}
    assert job["state"] in ("waiting", "drawing")
    assert (job["frames"], job["file"], job["error"]) == (4, "", "")
    assert answer.headers["Location"] == f"/films/{job['id']}"
    wait_for(films, job["id"], "done")
    progress: dict[str, Any] = client.get(f"/films/{job['id']}").json or {}
    assert (progress["state"], progress["done"], progress["file"]) == (
        "done",
        4,
        f"/films/{job['id']}.{suffix}",
    )
    file = fetch(client, progress["file"])
    assert file.mimetype == {"gif": "image/gif", "mp4": "video/mp4"}[suffix]
    assert file.data[:6] == b"GIF89a" if suffix == "gif" else file.data[4:8] == b"ftyp"
    part = fetch(client, progress["file"], Range="bytes=0-9")
    assert (part.status_code, part.data) == (206, file.data[:10])
    direct = fetch(client, f"/map.{suffix}?{QUERY}")
    assert (direct.status_code, direct.data) == (200, file.data)


def test_address_of_a_film_starts_it(client: FlaskClient, films: Films) -> None:
    answer = client.get(f"/map.mp4?{QUERY}")
    assert answer.status_code == 202
    assert answer.headers["Retry-After"]
    wait_for(films, (answer.json or {})["id"], "done")
    assert fetch(client, f"/map.mp4?{QUERY}").status_code == 200


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("format=avi", "gif, mp4"),
        ("step=week", "day, month, change"),
        ("compare=2020-02-02", "Leave compare"),
    ],
)
def test_invalid_films_are_refused(client: FlaskClient, query: str, says: str) -> None:
    answer = client.post(f"/films?{query}")
    assert answer.status_code == 400
    assert says in answer.text


@pytest.mark.parametrize("id_", ["nothing", "..", f"{KEY}-0123456789abcdef", "%2e%2e%2fx"])
def test_unknown_film_is_not_found(client: FlaskClient, id_: str) -> None:
    assert client.get(f"/films/{id_}").status_code == 404
    assert client.delete(f"/films/{id_}").status_code == 404
    assert client.get(f"/films/{id_}.mp4").status_code == 404


def test_film_is_drawn_once_for_all_and_stops_when_the_last_leaves(films: Films) -> None:
    drawn, go_on, stopped = [], Event(), Event()

    def make(path: Path, report: Any) -> None:
        drawn.append(path)
        try:
            for number in range(10_000):
                go_on.wait(0.01)
                report(number, 10_000)
        except FilmDroppedError:
            stopped.set()
            raise

    first, second = films.submit(KEY, "mp4", 5, make), films.submit(KEY, "mp4", 5, make)
    assert first != second
    wait_for(films, first, "drawing")
    assert films.drop(first)
    assert films.follow(first) is None
    assert not stopped.wait(0.2)
    assert films.drop(second)
    assert stopped.wait(120)
    assert len(drawn) == 1
    for _ in range(100):
        if not films.file(second).parent.exists():
            break
        time.sleep(0.02)
    assert not films.file(second).parent.exists()


def test_full_queue_is_reported_and_has_room_again(films: Films, client: FlaskClient) -> None:
    go_on = Event()

    def make(path: Path, report: Any) -> None:
        go_on.wait(120)
        path.write_bytes(b"film")

    keys = [f"{number:024x}" for number in range(WAITING)]
    ids = [films.submit(key, "gif", 1, make) for key in keys]
    with pytest.raises(RendersBusyError):
        films.submit("f" * 24, "gif", 1, make)
    answer = client.post(f"/films?{QUERY}")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]
    go_on.set()
    for id_ in ids:
        wait_for(films, id_, "done")
    wait_for(films, films.submit("f" * 24, "gif", 1, make), "done")


def test_server_processes_share_one_queue(tmp_path: Path) -> None:
    """Each process has its own `Films` over one folder; no lock within a process can keep them apart."""
    go_on, start = Event(), Barrier(3 * WAITING)

    def submit(films: Films, number: int) -> bool:
        start.wait(120)
        try:
            films.submit(f"{number:024x}", "gif", 1, lambda path, report: bool(go_on.wait(120)))  # type: ignore[arg-type,return-value]
        except RendersBusyError:
            return False
        return True

    servers = [Films(tmp_path) for _ in range(3 * WAITING)]
    with ThreadPoolExecutor(len(servers)) as askers:
        taken = list(askers.map(submit, servers, range(len(servers))))
    go_on.set()
    for films in servers:
        films.close()
    assert sum(taken) == WAITING


def test_failure_is_reported_and_can_be_retried(films: Films) -> None:
    def fail(path: Path, report: Any) -> None:
        raise OSError(28, "No space left on device")

    id_ = films.submit(KEY, "gif", 1, fail)
    wait_for(films, id_, "failed")
    progress = films.follow(id_)
    assert progress is not None
    assert "No space" in progress.error
    wait_for(films, films.submit(KEY, "gif", 1, lambda path, report: path.write_bytes(b"")), "done")  # type: ignore[arg-type,return-value]


def test_film_without_readers_is_cancelled(films: Films, monkeypatch: pytest.MonkeyPatch) -> None:
    gone, begun = Event(), Event()

    def make(path: Path, report: Any) -> None:
        begun.set()
        try:
            for number in range(2_000):
                time.sleep(0.005)
                report(number, 2_000)
        except FilmDroppedError:
            gone.set()
            raise

    films.submit(KEY, "gif", 1, make)
    assert begun.wait(120)
    now = time.time
    monkeypatch.setattr("web.services.film_jobs.time.time", lambda: now() + GIVEN_UP_SECONDS + 1)
    assert gone.wait(120)


def test_closed_server_leaves_no_file(tmp_path: Path) -> None:
    root = tmp_path / "films"
    root.mkdir()
    opened = Films(root)
    wait_for(opened, opened.submit(KEY, "gif", 1, lambda path, report: path.write_bytes(b"x")), "done")  # type: ignore[arg-type,return-value]
    opened.close()
    assert not root.exists()


def test_folder_of_films_goes_with_its_server_or_with_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closers: list[Callable[[], None]] = []
    begin = "import os; from web.services.film_jobs import open_films; open_films(); "
    for end, left in (("", 0), ("os.kill(os.getpid(), 9)", 1)):
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        subprocess.run([sys.executable, "-c", begin + end], cwd=ROOT, env=environment, check=False)
        assert len(list(tmp_path.iterdir())) == left
    orphans = list(tmp_path.iterdir())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("web.services.film_jobs.atexit.register", closers.append)
    open_films()
    (alive,) = tmp_path.iterdir()
    assert alive not in orphans
    open_films()
    assert alive in tmp_path.iterdir()
    for close in closers:
        close()
    assert list(tmp_path.iterdir()) == []
