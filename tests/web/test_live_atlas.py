"""The server follows its atlas folder: a valid change is adopted, a faulty one is refused."""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest

from atlas.model.atlas import Atlas
from atlas.model.faults import Fault, Severity
from outputs.checks import inspect_atlas
from tests.atlases import write_atlas
from tests.conftest import STARTER
from tests.leak_check import HELD_UNTIL, secret_pieces
from web.app.build import build_app
from web.services import live_atlas as module
from web.services.live_atlas import Current


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(module, "POLL_SECONDS", 0.0)
    yield Path(shutil.copytree(STARTER, tmp_path / "atlas"))


def _edit(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_a_change_of_the_folder_is_taken_over(folder: Path) -> None:
    current = Current(folder)
    old = current.atlas
    assert current.atlas is old
    _edit(folder, "atlas.toml", "title = ", 'title_fr = "Un atlas"\ntitle = ')
    assert current.atlas is old, "the old atlas answers while the new one is read"
    current.settle()
    assert current.atlas is not old
    assert current.atlas.version != old.version


def test_a_faulty_folder_is_refused_and_the_old_atlas_stays(folder: Path) -> None:
    current = Current(folder)
    old = current.atlas
    original = (folder / "records.csv").read_bytes()
    (folder / "records.csv").write_bytes(original + b"broken,nowhere\n")
    _ = current.atlas
    current.settle()
    assert current.atlas is old
    assert current.faults
    current.settle()  # each look at the atlas may begin to read, and the next write must not come in between
    (folder / "records.csv").write_bytes(original)
    _ = current.atlas
    current.settle()
    assert current.faults == ()
    assert current.atlas.version == old.version


def _doubt(atlas: Atlas) -> tuple[Fault, ...]:
    severity = Severity.FAULT if atlas.meta.title.default == "Refused" else Severity.WARNING
    return (Fault("families.csv", "has a doubtful colour", severity=severity),)


def test_warnings_are_logged_and_counted_and_stop_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(inspect_atlas, "CHECKS", (_doubt,))
    app = build_app(folder)
    client, old = app.server.test_client(), app.current.atlas
    health = client.get("/health").get_json()
    assert (health["status"], health["warnings"], health["refused"]) == ("ok", 1, 0)
    assert "Warning: families.csv: has a doubtful colour." in caplog.text
    assert "marchland_atlas_warnings 1.0" in client.get("/metrics").get_data(as_text=True)
    app.current.settle()
    path = folder / "atlas.toml"
    path.write_text(re.sub("^title = .*", 'title = "Refused"', path.read_text(), flags=re.MULTILINE))
    client.get("/health")
    app.current.settle()
    assert client.get("/health").get_json()["status"] == "degraded"
    assert app.current.atlas is old


class _Clock(datetime):
    """A clock set by a test."""

    moment = datetime.fromisoformat(HELD_UNTIL) - timedelta(hours=1)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """Return the time that is set."""
        return cls.fromtimestamp(cls.moment.timestamp(), tz)


def test_rows_are_shown_when_their_embargo_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POLL_SECONDS", 0.0)
    monkeypatch.setattr(module, "datetime", _Clock)
    current = Current(write_atlas(tmp_path, secret_pieces()))
    before = current.atlas
    assert current.atlas is before
    assert "umbra-den" not in before.places
    monkeypatch.setattr(_Clock, "moment", datetime.fromisoformat(HELD_UNTIL))
    _ = current.atlas
    current.settle()
    assert "umbra-den" in current.atlas.places
    assert current.atlas.version != before.version


def test_answers_follow_the_live_atlas(folder: Path) -> None:
    app = build_app(folder)
    client = app.server.test_client()
    before = client.get("/map.svg")
    _edit(folder, "atlas.toml", "title = ", 'title_fr = "Un atlas"\ntitle = ')
    client.get("/health")
    app.current.settle()
    after = client.get("/map.svg", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert app.current.atlas.version in after.get_data(as_text=True)
