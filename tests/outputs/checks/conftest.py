"""Drawing in the process of the tests, which must not get a limit of processor time."""

import pytest

from outputs.checks import draw_process


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave this process without limits; the one that a check starts has its own."""
    monkeypatch.setattr(draw_process, "limit_time", lambda _seconds: None)
