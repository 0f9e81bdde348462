"""Metrics: the counts, no series for arbitrary addresses, and sums over workers."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from atlas.model.atlas import Atlas
from tests.conftest import ROOT, STARTER
from web.app.build import build_app


@pytest.fixture
def client() -> FlaskClient:
    return build_app(STARTER).server.test_client()


def read(text: str) -> dict[tuple[str, ...], float]:
    """Return each sample under its name and labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def counted(client: FlaskClient) -> dict[tuple[str, ...], float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return read(answer.text)


def test_answers_are_counted_by_route_and_status(client: FlaskClient) -> None:
    for address in ("/map.svg", "/map.svg?date=soon", "/map.csv", "/health"):
        client.get(address)
    counts = counted(client)
    assert counts["marchland_requests_total", "/map.<suffix>", "200"] == 2, "no route lists its formats"
    assert counts["marchland_requests_total", "/map.<suffix>", "400"] == 1
    assert counts["marchland_requests_total", "/health", "200"] == 1


def test_unknown_addresses_make_one_series(client: FlaskClient) -> None:
    before = set(counted(client))
    for number in range(20):
        assert client.get(f"/nowhere-{number}").status_code == 404
    more = {name for name in set(counted(client)) - before if name[0].endswith("_total") and "404" in name}
    assert len(more) == 1
    assert "nowhere" not in str(more)


def test_renders_are_timed_and_cached_ones_not_repeated(client: FlaskClient) -> None:
    for _ in range(3):
        client.get("/map.png?size=200x200")
    counts = counted(client)
    assert counts["marchland_render_seconds_count",] == 1
    assert 0 < counts["marchland_render_seconds_sum",] < 10


def test_the_atlas_is_reported(client: FlaskClient, starter: Atlas) -> None:
    counts = counted(client)
    info = next(name for name in counts if name[0] == "marchland_atlas_info")
    assert starter.version in info
    assert counts["marchland_atlas_records",] == len(starter.index)
    assert counts["marchland_atlas_refused_faults",] == 0


def test_two_servers_of_one_process_count_separately(client: FlaskClient) -> None:
    client.get("/health")
    other = build_app(STARTER).server.test_client()
    assert ("marchland_requests_total", "/health", "200") not in counted(other)


@pytest.mark.usefixtures("socket_enabled")
def test_workers_report_their_sum(tmp_path: Path) -> None:
    command = [sys.executable, "app.py", "serve", "--atlas", str(STARTER), "--port", "0", "--workers", "2"]
    command += ["--snapshots", str(tmp_path)]
    environment = {key: value for key, value in os.environ.items() if key != "PROMETHEUS_MULTIPROC_DIR"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split(" is at ")[1].split()[0]
            for _ in range(40):
                urlopen(f"{address}/health", timeout=120).read()
            counts = read(urlopen(f"{address}/metrics", timeout=120).read().decode())
        finally:
            server.terminate()
    assert counts["marchland_requests_total", "/health", "200"] == 40
