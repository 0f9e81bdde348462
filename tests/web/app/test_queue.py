"""The queue over a real server: beyond ten maps at once one is refused, with a time to retry."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.web.app.servers import ask, serve_starter
from web.services.render_cache import AT_ONCE, RETRY_SECONDS, WAITING


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a server of the starter atlas."""
    with serve_starter(tmp_path) as address:
        yield address


def test_a_full_queue_is_refused_and_serves_again(address: str) -> None:
    days = [f"2020-{month:02d}-{day:02d}" for month in (4, 5, 6) for day in range(1, 11)]
    maps = [f"/map.png?size=2400x1350&date={day}" for day in days]
    clients = [f"127.0.0.{number}" for number in range(10, 10 + len(maps))]
    with ThreadPoolExecutor(len(maps)) as readers:
        answers = list(readers.map(ask, [address] * len(maps), maps, clients))
        health = readers.submit(ask, address, "/health").result()
    refused = [(path, answer) for path, answer in zip(maps, answers, strict=True) if answer[0] != 200]
    assert len(maps) - len(refused) >= AT_ONCE + WAITING
    assert refused, "so many at once fill the queue"
    for _, (status, again, text) in refused:
        assert (status, again) == (429, str(RETRY_SECONDS))
        assert "The server is busy drawing other maps. Try again in a moment." in text
    assert health[0] == 200
    assert ask(address, refused[0][0])[0] == 200
