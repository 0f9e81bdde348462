"""First pages: rendered before a version is used, never evicted, and the same for every host."""

import gzip
import json
import re
import shutil
import time
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from tests.conftest import STARTER
from tests.web.app.servers import serve_starter
from web.app.build import HostOptions, build_app
from web.http.conditional import digest
from web.services import live_atlas
from web.services.live_atlas import Current
from web.services.render_cache import Renders

PATIENCE_SECONDS = 120.0


def _fetch(address: str, path: str, host: str = "") -> str:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        body = answer.read().decode()
        assert answer.status == 200, body
        return body
    finally:
        connection.close()


def _count_renders(address: str) -> float:
    match = re.search(r"^marchland_render_seconds_count (\S+)", _fetch(address, "/metrics"), re.MULTILINE)
    assert match
    return float(match[1])


def _health(address: str) -> dict[str, object]:
    return dict(json.loads(_fetch(address, "/health")))


def _first_addresses(atlas: Atlas) -> list[str]:
    views = [f"?view={view}" for view in atlas.views]
    return ["/", "/embed", *(f"{path}{view}" for path in ("/", "/embed") for view in views)]


def _change(folder: Path, word: str) -> None:
    """Rename a force in an atlas, as it appears on its maps."""
    forces = (folder / "forces.csv").read_text(encoding="utf-8")
    first = next(line for line in forces.splitlines()[1:] if line)
    cells = first.split(",")
    (folder / "forces.csv").write_text(
        forces.replace(first, ",".join([cells[0], word, *cells[2:]])), encoding="utf-8"
    )


def test_the_first_pages_need_no_render_whatever_the_host(tmp_path: Path) -> None:
    addresses = _first_addresses(read_atlas(STARTER))
    with serve_starter(tmp_path) as address:
        for path in addresses:
            assert "</html>" in _fetch(address, path)
        assert _health(address)["ready"] is True
        for number in range(10):
            host = f"host-{number}.example"
            pages = [_fetch(address, path, host) for path in ("/", "/embed")]
            assert all(f'content="http://{host}/' in page for page in pages)
            assert all(f"http%3A%2F%2F{host}%2F" in page for page in pages)
            assert not any("marchland.invalid" in page for page in pages)
        assert _count_renders(address) == 0
        _fetch(address, "/embed?theme=dark")
        assert _count_renders(address) == 1


def test_a_page_that_was_not_first_is_rendered_once_for_all_hosts(tmp_path: Path) -> None:
    with serve_starter(tmp_path) as address:
        version = _health(address)["atlas"]
        paths = ("/embed?theme=dark", f"/embed/{version}/?theme=dark")
        for number in range(5):
            for path in paths:
                assert f"//host-{number}.example/embed" in _fetch(address, path, f"host-{number}.example")
        assert _count_renders(address) == len(paths)
        assert len(list((tmp_path / str(version) / "pages").iterdir())) == 1


def test_a_new_version_is_used_once_its_first_pages_are_rendered(tmp_path: Path) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(STARTER, folder)
    with serve_starter(tmp_path / "snapshots", "--atlas", str(folder)) as address:
        before = _health(address)["atlas"]
        _change(folder, "Riverine Guard")
        ends, preparing = time.monotonic() + PATIENCE_SECONDS, set()
        while (health := _health(address))["atlas"] == before and time.monotonic() < ends:
            preparing.add(health["preparing"])
            assert health["ready"] is (health["preparing"] == "")
            time.sleep(0.02)
        assert health["atlas"] != before
        assert health["atlas"] in preparing
        assert "Riverine Guard" in _fetch(address, "/embed")
        for path in _first_addresses(read_atlas(folder)):
            _fetch(address, path)
        assert _count_renders(address) == 0


def test_readers_get_the_old_version_until_the_new_one_is_prepared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_atlas, "POLL_SECONDS", 0.0)
    folder, begun, may_end = tmp_path / "atlas", Event(), Event()
    shutil.copytree(STARTER, folder)

    def prepare(_: Atlas) -> None:
        begun.set()
        assert may_end.wait(PATIENCE_SECONDS)

    current = Current(folder, prepare=prepare)
    before = current.atlas.version
    current.settle()
    _change(folder, "Riverine Guard")
    assert current.atlas.version == before
    assert begun.wait(PATIENCE_SECONDS)
    assert current.atlas.version == before
    assert current.preparing not in ("", before)
    may_end.set()
    current.settle()
    assert current.atlas.version != before
    assert current.preparing == ""


def test_a_version_whose_first_pages_cannot_be_rendered_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_atlas, "POLL_SECONDS", 0.0)
    folder = tmp_path / "atlas"
    shutil.copytree(STARTER, folder)

    def fail(_: Atlas) -> None:
        raise ZeroDivisionError

    current = Current(folder, prepare=fail)
    before = current.atlas.version
    current.settle()
    _change(folder, "Riverine Guard")
    assert current.atlas.version == before
    current.settle()
    assert current.atlas.version == before
    assert [fault.rule for fault in current.faults] == ["cannot be read (ZeroDivisionError)"]
    assert current.preparing == ""


def test_kept_pages_are_never_evicted() -> None:
    renders = Renders(cache_bytes=10)
    renders.keep({"old": b"o" * 100})
    renders.keep({"new": b"n" * 100})
    for number in range(20):
        renders.get(number, lambda: b"x" * 8)

    def refuse() -> bytes:
        raise AssertionError

    assert renders.get("old", refuse) == b"o" * 100, "the version before is still being read"
    assert renders.get("new", refuse) == b"n" * 100
    renders.keep({"newest": b""})
    assert renders.get("old", lambda: b"again") == b"again"


def test_a_page_stored_by_an_earlier_release_is_on_the_host_of_its_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Earlier releases stored each page with the base URL in it."""
    place = str(tmp_path / "snapshots")
    app = build_app(STARTER, HostOptions(snapshots=place))
    client, version = app.server.test_client(), app.current.atlas.version
    address = f"/embed/{version}/?theme=dark"
    page = client.get(address, headers={"Host": "first.example"}).get_data()
    (stored,) = (tmp_path / "snapshots" / version / "pages").iterdir()
    as_before = digest("\n".join((version, "http://first.example/", "theme=dark")).encode())
    (stored.parent / f"{as_before}.html.gz").write_bytes(gzip.compress(page))
    stored.unlink()
    monkeypatch.setattr("web.routes.embed.write_page", None)
    again = build_app(STARTER, HostOptions(snapshots=place)).server.test_client()
    assert again.get(address, headers={"Host": "first.example"}).get_data() == page
    other = again.get(address, headers={"Host": "second.example"}).get_data(as_text=True)
    assert "second.example/embed" in other
    assert "first.example" not in other
