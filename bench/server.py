"""The server on loopback: a cached embed for 32 clients, and one new picture for 200 at once."""

import asyncio
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit
from urllib.request import urlopen

from bench.tables import format_table

ROOT = Path(__file__).resolve().parent.parent
CLIENTS, SECONDS = 32, 8.0
CROWD, WARM = 200, 12
EMBED = "/embed?date=2017-11-19&view=albu-kamal"
PICTURE = "/map.png?date=2017-11-19&size=1201x677"
_RENDERS = re.compile(r"^marchland_render_seconds_count ([\d.]+)", re.MULTILINE)


def report_server() -> list[str]:
    """Return the section on the server."""
    with serve() as address:
        alone = _hammer(address)
        before = _count_renders(address)
        crowd = asyncio.run(_load(address, PICTURE, CROWD, 0.0))
        renders = _count_renders(address) - before
    with serve("--workers", "2") as address:
        two = _hammer(address)
    rows = (
        (
            name,
            f"{len(times) / SECONDS:,.0f}",
            f"{_percentile(times, 50):.1f} ms",
            f"{_percentile(times, 99):.1f} ms",
        )
        for name, times in (("`serve`", alone), ("`serve --workers 2`", two))
    )
    return [
        f"## A cached embed, {CLIENTS} clients",
        "",
        f"{SECONDS:g} s on loopback, with persistent connections; client and server use the same cores.",
        "",
        *format_table(("server", "requests per second", "median", "99th percentile"), rows),
        "",
        f"{CROWD} clients that request one new PNG at once cost {renders:.0f} rendering; "
        f"the last of them received it after {max(crowd):.0f} ms.",
        "",
    ]


def _hammer(address: str) -> list[float]:
    """Return the ms of every answer to many clients that request one embed, once every process has it."""
    for _ in range(WARM):
        urlopen(f"{address}{EMBED}", timeout=60).read()
    return asyncio.run(_load(address, EMBED, CLIENTS, SECONDS))


@contextmanager
def serve(*options: str) -> Iterator[str]:
    """Serve the default atlas on a free port and yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "app.py", "serve", "--port", "0", "--snapshots", folder, *options]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                address = server.stdout.readline().split(" is at ")[1].split()[0]
                _wait_for(address)
                yield address
            finally:
                server.terminate()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(f"{address}/health", timeout=5)
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer.")


class _Client(asyncio.Protocol):
    """Requests one address again and again over one connection, and notes the ms of each answer."""

    def __init__(self, question: bytes, until: float, done: asyncio.Future[None]) -> None:
        self._question, self._until, self._done = question, until, done
        self._asked, self._wanted, self._head = 0.0, 0, b""
        self.times: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        self._head, self._wanted, self._asked = b"", 0, time.perf_counter()
        self._transport.write(self._question)

    def data_received(self, data: bytes) -> None:
        if self._wanted:
            self._wanted -= len(data)
        else:
            self._head += data
            head, end, body = self._head.partition(b"\r\n\r\n")
            if not end:
                return
            assert head.startswith(b"HTTP/1.1 200"), head
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            assert length is not None
            self._wanted = int(length[1]) - len(body)
        if self._wanted == 0:
            self._answered()

    def _answered(self) -> None:
        now = time.perf_counter()
        self.times.append(1000 * (now - self._asked))
        if now < self._until:
            self._ask()
        else:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self._done.done():
            self._done.set_result(None)


async def _load(address: str, path: str, clients: int, seconds: float) -> list[float]:
    """Return the ms of every answer to clients that send requests for some seconds."""
    loop, parts = asyncio.get_running_loop(), urlsplit(address)
    question = f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    until = time.perf_counter() + seconds
    asking: list[_Client] = []
    ends: list[asyncio.Future[None]] = []
    for _ in range(clients):
        ends.append(loop.create_future())
        asking.append(_Client(question, until, ends[-1]))
        client = asking[-1]
        await loop.create_connection(lambda client=client: client, parts.hostname, parts.port)  # type: ignore[misc]
    await asyncio.gather(*ends)
    return [ms for client in asking for ms in client.times]


def _count_renders(address: str) -> float:
    metrics = urlopen(f"{address}/metrics", timeout=10).read().decode()
    match = _RENDERS.search(metrics)
    return float(match[1]) if match else 0.0


def _percentile(times: list[float], which: int) -> float:
    return quantiles(times, n=100)[which - 1]
