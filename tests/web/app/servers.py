"""Real servers of the starter atlas, each in a process of its own, for tests that need sockets."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT, STARTER


@contextmanager
def serve_starter(snapshots: Path, *options: str) -> Iterator[str]:
    """Serve the starter atlas on a free port, yield the address, and end the server."""
    command = [sys.executable, "app.py", "serve", "--atlas", str(STARTER), "--port", "0"]
    with subprocess.Popen(
        [*command, "--snapshots", str(snapshots), *options], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().split(" is at ")[1].split()[0]
        finally:
            server.terminate()
