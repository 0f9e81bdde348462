"""Serving: an open socket, and the processes and threads that answer on it. Knows no routes."""

import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

THREADS = 16
"""More than may draw and wait at once (`render_cache`): a full queue is refused, and /health answers."""
_LONGEST_LINE = 8190
"""The guard refuses a shorter one, in a sentence of its own."""
COUNTS = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder for the counters of /metrics; read by the Prometheus client when it is loaded."""
_COUNTS_PREFIX = "marchland-counts-"


def listen(host: str, port: int) -> socket.socket:
    """Return an open socket; OSError where the address can't be used."""
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


def run_server(server: "Flask", listener: socket.socket, workers: int) -> None:
    """Answer on a socket until the process is told to end; on Windows one process does."""
    if sys.platform == "win32":
        from werkzeug.serving import make_server  # noqa: PLC0415 - only where gunicorn can't run

        make_server("", 0, server, threaded=True, fd=listener.fileno()).serve_forever()
        return
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - it is not there on Windows

    class Server(BaseApplication):  # type: ignore[misc] # gunicorn carries no types
        def load_config(self) -> None:
            settings: dict[str, Any] = {
                "bind": f"fd://{listener.fileno()}",
                "workers": workers,
                "threads": THREADS,
                "limit_request_line": _LONGEST_LINE,
                "loglevel": "warning",
                "preload_app": True,
                "on_exit": _drop_counts,
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> "Flask":
            return server

    Server().run()
