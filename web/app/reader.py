"""The connections of a server process: waitress reads and writes for all clients, threads get whole requests.

Clients that send or read slowly, or not at all, hold a connection, which ends at a deadline, but no thread.
"""

import logging
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, create_server

from web.http.guard import MAX_BODY_BYTES

if TYPE_CHECKING:
    from flask import Flask

THREADS = 16
"""More than may draw and wait at once (`render_cache`): a full queue is refused, and /health answers."""
IDLE_SECONDS = 30
"""How long a connection may stay open with no byte in either direction."""
RECEIVING_SECONDS = 20.0
"""How long a request may take to arrive."""
MOST_CONNECTIONS = 4000
OTHER_FILES = 200
"""What a server process opens beside its connections, at most."""
MAX_HEADER_BYTES = 16 * 1024
_LOOP_SECONDS = 1.0


class Deadlines:
    """The moment at which each arriving request began to arrive."""

    def __init__(self, seconds: float = RECEIVING_SECONDS) -> None:
        self._seconds = seconds
        self._since: dict[HTTPChannel, tuple[object, float]] = {}

    def close_late(self, channels: list[HTTPChannel], now: float) -> None:
        """Close connections whose request takes too long to arrive; `now` in seconds."""
        since = {}
        for channel in channels:
            if channel.request is None:
                continue
            request, began = self._since.get(channel, (None, now))
            since[channel] = (channel.request, began if request is channel.request else now)
            if now - since[channel][1] > self._seconds:
                channel.will_close = True
        self._since = since


def limit_connections() -> int:
    """Return how many connections this process may hold, after raising its own limit on open files.

    Past that limit new clients could not be accepted at all, and the server would try again and again.
    """
    try:
        import resource  # noqa: PLC0415 - it does not exist on Windows
    except ImportError:
        return MOST_CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + OTHER_FILES
    if 0 <= soft < wanted:
        soft = wanted if hard < 0 else max(soft, min(wanted, hard))
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return MOST_CONNECTIONS if soft < 0 else max(1, min(MOST_CONNECTIONS, soft - OTHER_FILES))


def open_server(app: "Flask", listener: socket.socket, proxies: int = 0) -> TcpWSGIServer:
    """Return a server on a socket. Forwarded headers are trusted from that many proxies, or else removed."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    trusted: dict[str, Any] = {}
    if proxies:
        trusted = {
            "trusted_proxy": "*",
            "trusted_proxy_count": proxies,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    return create_server(
        app,
        sockets=[listener],
        threads=THREADS,
        connection_limit=limit_connections(),
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=5,
        max_request_header_size=MAX_HEADER_BYTES,
        max_request_body_size=MAX_BODY_BYTES,
        asyncore_use_poll=True,
        ident=None,
        **trusted,
    )


def answer(server: TcpWSGIServer, is_wanted: Callable[[], bool]) -> None:
    """Answer as long as `is_wanted`, which is called every second; then let the threads end."""
    deadlines = Deadlines()
    due = time.monotonic()
    while is_wanted():
        server.asyncore.loop(_LOOP_SECONDS, server.adj.asyncore_use_poll, server._map, 1)
        if (now := time.monotonic()) >= due:
            deadlines.close_late(list(server.active_channels.values()), now)
            due = now + _LOOP_SECONDS
    server.task_dispatcher.shutdown()
    server.close()
