"""Links: a live address passes, a dead one is reported, and so is a machine without a network."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner

from app import main
from outputs.metadata.link_check import AGENT, Link, State, check_links, is_offline
from tests.atlases import SOURCES, pieces, write_atlas

STATUSES = {"/alive": 200, "/gone": 404, "/closed": 403, "/broken": 500}


class _Handler(BaseHTTPRequestHandler):
    """Answers by path; /shy refuses HEAD and answers GET."""

    requests: ClassVar[list[tuple[str, str, str]]] = []

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/shy" else STATUSES.get(self.path, 404))

    def do_GET(self) -> None:
        self._answer(200 if self.path == "/shy" else STATUSES.get(self.path, 404))

    def _answer(self, status: int) -> None:
        self.requests.append((self.command, self.path, self.headers["User-Agent"]))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    _Handler.requests.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def atlas_with(folder: Path, *urls: str) -> Path:
    """Write an atlas whose first sources have these addresses and the others none."""
    lines = SOURCES.splitlines()
    remaining = iter(urls)
    cells = [line.split(",") for line in lines[1:]]
    rows = [",".join([*cell[:3], next(remaining, ""), *cell[4:]]) for cell in cells]
    return write_atlas(folder, pieces(**{"sources.csv": "\n".join([lines[0], *rows, ""])}))


def test_every_address_is_judged_by_its_answer(host: str) -> None:
    paths = ("alive", "gone", "closed", "broken", "shy")
    answers = check_links([Link(path, "url", f"{host}/{path}") for path in paths])
    assert {answer.link.source: answer.state for answer in answers} == {
        "alive": State.ALIVE, "gone": State.DEAD, "closed": State.CLOSED, "broken": State.DEAD,
        "shy": State.ALIVE,
    }  # fmt: skip
    assert {agent for _, _, agent in _Handler.requests} == {AGENT}


def test_an_address_that_answers_gets_one_head_request(host: str) -> None:
    check_links([Link("alive", "url", f"{host}/alive")])
    assert [(method, path) for method, path, _ in _Handler.requests] == [("HEAD", "/alive")]


def test_the_command_reports_dead_addresses(host: str, tmp_path: Path) -> None:
    folder = atlas_with(tmp_path, f"{host}/alive", f"{host}/gone")
    answer = CliRunner().invoke(main, ["check", "--links", "--atlas", str(folder)])
    assert answer.exit_code == 1
    assert f'sources.csv, column url: "{host}/gone" does not answer (404; source "relay").' in answer.output
    assert "2 addresses: 1 working, 0 refused access, 1 not found, 0 without an answer." in answer.output


def test_the_command_passes_where_all_answer(host: str, tmp_path: Path) -> None:
    folder = atlas_with(tmp_path, f"{host}/alive", f"{host}/closed")
    answer = CliRunner().invoke(main, ["check", "--links", "--atlas", str(folder)])
    assert answer.exit_code == 0, answer.output


def test_without_a_network_the_command_reports_it(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        port = server.server_port
    folder = atlas_with(tmp_path, f"http://127.0.0.1:{port}/one", f"http://127.0.0.1:{port}/two")
    answer = CliRunner().invoke(main, ["check", "--links", "--atlas", str(folder)])
    assert answer.exit_code == 2
    assert "No address could be reached" in answer.output


def test_no_address_is_no_network() -> None:
    assert not is_offline([])
