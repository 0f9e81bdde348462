"""Crowds that ask for pictures: readers are answered, one client gets its share, slow pictures end."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import default_request
from outputs.writers import write
from tests.conftest import ROOT, STARTER
from tests.web.app.servers import ask, serve_starter
from web.http.fair_share import AT_ONCE, FairShare
from web.services.picture_processes import PROCESSES, PictureProcesses
from web.services.render_cache import RendersBusyError, RenderTooSlowError

CROWD = 200


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the starter atlas."""
    with serve_starter(tmp_path_factory.mktemp("snapshots")) as address:
        yield address


def status_of(address: str, path: str, client: str) -> int:
    """Return the status of an answer to a client."""
    return ask(address, path, client)[0]


def test_pages_and_embeds_answer_while_a_crowd_requests_costly_pictures(address: str) -> None:
    days = [f"2020-{4 + number // 25:02d}-{number % 25 + 1:02d}" for number in range(CROWD)]
    clients = [f"127.0.{number // 100 + 1}.{number % 100 + 1}" for number in range(CROWD)]
    pictures = [f"/map.png?size=2400x1350&date={day}" for day in days]
    pages = ["/", "/embed", "/health", "/?date=2020-05-01", "/embed?date=2020-06-01"] * 3
    with ThreadPoolExecutor(CROWD) as crowd:
        drawn = [
            crowd.submit(status_of, address, path, client)
            for path, client in zip(pictures, clients, strict=True)
        ]
        statuses = [status_of(address, path, "127.0.0.1") for path in pages]
        answers = {job.result() for job in drawn}
    assert statuses == [200] * len(pages)
    assert 200 in answers
    assert answers <= {200, 429}


def test_one_client_has_a_share_of_the_queue(address: str) -> None:
    pictures = [f"/map.png?size=2400x1350&date=2020-10-{day:02d}" for day in range(1, 31)]
    with ThreadPoolExecutor(len(pictures)) as client:
        greedy = client.map(status_of, [address] * len(pictures), pictures, ["127.0.0.9"] * len(pictures))
        other = status_of(address, "/map.png?date=2020-11-01", "127.0.0.10")
        answers = list(greedy)
    assert other == 200
    assert 429 in answers
    assert answers.count(200) >= AT_ONCE


def test_cached_pictures_need_no_share(address: str) -> None:
    path, many = "/map.png?date=2020-11-02", 4 * AT_ONCE
    assert status_of(address, path, "127.0.0.11") == 200
    with ThreadPoolExecutor(many) as client:
        answers = list(client.map(status_of, [address] * many, [path] * many, ["127.0.0.11"] * many))
    assert answers == [200] * many


def test_a_share_of_the_queue_is_returned() -> None:
    share = FairShare(1)
    for _ in range(2):
        share.take("a")
        share.take("b")
        with pytest.raises(RendersBusyError, match="1 other pictures"):
            share.take("a")
        share.give_back("a")
        share.give_back("b")


def test_all_who_ask_for_one_new_picture_get_it(address: str) -> None:
    path, many = "/map.png?size=2400x1350&date=2020-11-03", 60
    with ThreadPoolExecutor(many) as client:
        answers = list(client.map(status_of, [address] * many, [path] * many, ["127.0.0.12"] * many))
    assert answers == [200] * many


@pytest.fixture
def processes() -> Iterator[PictureProcesses]:
    opened = PictureProcesses(1, seconds=1)
    yield opened
    opened.close()


def test_a_picture_past_its_limit_is_killed_and_its_place_is_free(
    processes: PictureProcesses, starter: Atlas
) -> None:
    request = default_request(starter)
    with pytest.raises(RenderTooSlowError, match="more than 1 s of work and was stopped"):
        processes.draw(starter, replace(request, size="8000x8000"), "webp")
    assert processes.draw(starter, request, "svg") == write(starter, request, "svg")


def test_an_error_of_a_picture_process_is_passed_on(processes: PictureProcesses, starter: Atlas) -> None:
    request = replace(default_request(starter), size="nowhere")
    with pytest.raises(RequestError) as here:
        write(starter, request, "png")
    with pytest.raises(RequestError) as there:
        processes.draw(starter, request, "png")
    assert str(there.value) == str(here.value)


def test_no_process_outlives_its_server(tmp_path: Path) -> None:
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
        assert status_of(address, "/map.png", "127.0.0.1") == 200
        assert count_processes(server.pid) > PROCESSES
        server.terminate()
    for _ in range(1200):
        if not count_processes(server.pid):
            break
        time.sleep(0.1)
    assert count_processes(server.pid) == 0


def count_processes(session: int) -> int:
    """Return how many processes of a session run."""
    count = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, own = stat.read_text().rpartition(")")[2].split()[:4]
            count += own == str(session) and state != "Z"
    return count
