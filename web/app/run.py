"""Serving: an open socket, and the processes that answer on it."""

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

COUNTS = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder for the counters of /metrics; the Prometheus client reads it when it is loaded."""
_COUNTS_PREFIX = "marchland-counts-"


def listen(host: str, port: int) -> socket.socket:
    """Return an open socket; OSError if the address is not available."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=2048)


def share_counts() -> None:
    """Make the folder in which several server processes count together, unless one is named already."""
    if COUNTS not in os.environ:
        os.environ[COUNTS] = tempfile.mkdtemp(prefix=_COUNTS_PREFIX)


def _drop_counts(_: object) -> None:
    """Delete that folder when the server ends."""
    folder = Path(os.environ.get(COUNTS, ""))
    if folder.name.startswith(_COUNTS_PREFIX):
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Hooks:
    """What each server process does before its first request and when it ends."""

    start: Callable[[], None] = lambda: None
    stop: Callable[[], None] = lambda: None


NO_HOOKS = Hooks()


def run_server(
    app: "Flask", listener: socket.socket, workers: int, proxies: int = 0, hooks: Hooks = NO_HOOKS
) -> None:
    """Answer on a socket until the process is stopped; on Windows in one process.

    `proxies` is the number of proxies in front of it, whose forwarded headers are trusted.
    """
    if sys.platform == "win32":
        from web.app.reader import answer, open_server  # noqa: PLC0415

        hooks.start()
        answer(open_server(app, listener, proxies), lambda: True)
        hooks.stop()
    else:
        _run_processes(app, listener, workers, proxies, hooks)


def _run_processes(app: "Flask", listener: socket.socket, workers: int, proxies: int, hooks: Hooks) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - it does not exist on Windows

    from web.app.worker import WaitressWorker  # noqa: PLC0415

    class Worker(WaitressWorker):
        pass

    Worker.proxies = proxies

    class Server(BaseApplication):  # type: ignore[misc] # gunicorn carries no types
        def load_config(self) -> None:
            settings: dict[str, Any] = {
                "bind": f"fd://{listener.fileno()}",
                "workers": workers,
                "worker_class": Worker,
                "loglevel": "warning",
                "preload_app": True,
                "post_worker_init": lambda _: hooks.start(),
                "worker_exit": lambda _server, _worker: hooks.stop(),
                "on_exit": _drop_counts,
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> "Flask":
            return app

    Server().run()
