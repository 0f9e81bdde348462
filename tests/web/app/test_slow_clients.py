"""A real server keeps answering while hundreds of clients send nothing, half a request, or read nothing."""

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from tests.web.app.servers import serve_starter
from web.app.reader import RECEIVING_SECONDS, Deadlines, limit_connections

CLIENTS = 500
BEGINNINGS = {
    "nothing": b"",
    "half a header": b"GET /map.png HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "half a body": b"POST /films HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n{",
    "requests whose answers they never read": b"GET /embed HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20,
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the starter atlas that has drawn its first maps."""
    with serve_starter(tmp_path_factory.mktemp("snapshots")) as address:
        for path in ("/", "/embed"):
            urlopen(address + path, timeout=120).read()
        yield address


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS)
def test_500_slow_clients_do_not_keep_readers_waiting(address: str, beginning: bytes) -> None:
    with ExitStack() as clients:
        for _ in range(CLIENTS):
            client = clients.enter_context(
                socket.create_connection((urlsplit(address).hostname, urlsplit(address).port))
            )
            client.sendall(beginning)
        for path in ("/", "/embed", "/health"):
            with urlopen(address + path, timeout=60) as answer:
                assert answer.status == 200


def test_a_request_that_takes_too_long_to_arrive_is_dropped() -> None:
    slow, quick, idle = _channel("slow"), _channel("quick"), _channel(None)
    deadlines = Deadlines()
    deadlines.close_late([slow, quick, idle], 0.0)
    quick.request = None
    deadlines.close_late([slow, quick, idle], RECEIVING_SECONDS)
    assert not slow.will_close
    quick.request = "the next request on the same connection"
    deadlines.close_late([slow, quick, idle], RECEIVING_SECONDS + 1)
    assert (slow.will_close, quick.will_close, idle.will_close) == (True, False, False)


@pytest.mark.parametrize(
    ("soft", "hard", "most", "raised"),
    [(256, 1024, 824, 1024), (1024, 524288, 4000, 4200), (65536, 65536, 4000, 65536), (-1, -1, 4000, -1)],
)
def test_connections_stay_below_the_limit_on_open_files(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, most: int, raised: int
) -> None:
    limits = [(soft, hard)]
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, pair: limits.append(pair))
    assert limit_connections() == most
    assert limits[-1] == (raised, hard)


class _Channel(SimpleNamespace):
    __hash__ = object.__hash__


def _channel(request: str | None) -> Any:
    return _Channel(request=request, will_close=False)


@pytest.mark.parametrize(("proxies", "scheme"), [(0, "http"), (1, "https")])
def test_forwarded_headers_are_taken_from_a_stated_number_of_proxies_only(
    tmp_path: Any, proxies: int, scheme: str
) -> None:
    with serve_starter(tmp_path, "--proxies", str(proxies)) as address:
        map_request = Request(
            f"{address}/", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        )
        page = urlopen(map_request, timeout=120).read().decode()
    host = urlsplit(address).netloc
    assert f"{scheme}://{host}/" in page
