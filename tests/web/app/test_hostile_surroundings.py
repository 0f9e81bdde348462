"""A real server whose folder turns into pipes and loops, or whose clients send headers of a proxy."""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import STARTER
from tests.web.app.servers import serve_starter

PATIENCE = 60.0
PREFIX = "/evil"
PRETENDED = (
    {"SCRIPT_NAME": PREFIX},
    {"Script-Name": PREFIX},
    {"X-Script-Name": PREFIX},
    {"X-Forwarded-Prefix": PREFIX},
    {"X-Forwarded-Path": PREFIX},
    {"X-Original-Url": PREFIX},
    {"X-Rewrite-Url": PREFIX},
    {"Path-Info": PREFIX},
    {"X-Forwarded-Host": "evil.example"},
    {"Forwarded": "host=evil.example;proto=https"},
)
ADDRESSES = (
    "/map.svg",
    "/map.json",
    "/embed/?date=2020-10-03",
    "/embed",
    "/oembed?url={}/embed",
    "/corrections",
    "/corrections.atom",
    "/pinned",
    "/method",
    "/health",
    "/_dash-layout",
    "/evil/health",
)


@pytest.fixture(scope="module", params=[(), ("--proxies", "1")], ids=["bare", "behind a proxy"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_starter(tmp_path_factory.mktemp("snapshots"), *request.param) as address:
        yield address


def fetch(address: str, path: str, headers: dict[str, str]) -> tuple[int, str, str]:
    """Return status, Location and body."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    try:
        connection.request("GET", path.format(address), headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", ""), answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("headers", PRETENDED, ids=lambda headers: next(iter(headers)))
def test_no_header_of_a_client_sets_the_path_or_host_of_the_server(
    address: str, headers: dict[str, str]
) -> None:
    for path in ADDRESSES:
        assert fetch(address, path, headers) == fetch(address, path, {}), path
    status, _, page = fetch(address, "/", headers)
    assert status == 200
    assert "evil" not in page


def test_the_operator_sets_the_path(tmp_path: Path) -> None:
    base = "https://maps.example.org/war/"
    with serve_starter(tmp_path, "--base-url", base) as address:
        for headers in ({}, *PRETENDED):
            page = fetch(address, "/?date=2020-10-03", headers)[2]
            assert base in page
            assert "evil" not in page


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_a_pipe_or_loop_in_the_folder_of_a_running_server_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(STARTER, folder)
    with serve_starter(tmp_path / "snapshots", "--atlas", str(folder)) as address:
        assert _wait_for_faults(address, 0)
        (folder / "records.csv").rename(tmp_path / "records.csv")
        os.mkfifo(folder / "records.csv")
        assert _wait_for_faults(address, 1)
        (folder / "events.csv").unlink()
        (folder / "events.csv").symlink_to("events.csv")
        assert _wait_for_faults(address, 2)
        assert fetch(address, "/", {})[0] == 200
        for name in ("records.csv", "events.csv"):
            (folder / name).unlink()
        shutil.copy(tmp_path / "records.csv", folder / "records.csv")
        assert _wait_for_faults(address, 0)


def _wait_for_faults(address: str, number: int) -> bool:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if json.loads(fetch(address, "/health", {})[2])["refused"] == number:
            return True
        time.sleep(0.2)
    return False
