"""The server's answers: page, payload, files, limits and errors, through Flask's own client."""

import gzip
import json
import re
import tomllib
from pathlib import Path
from threading import Event, Thread

import pytest
from flask.testing import FlaskClient

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from outputs.metadata.about import TOOL
from outputs.metadata.program import VERSION
from outputs.player.sheets import STACK
from outputs.writers import write
from web.app.build import build_app
from web.services.render_cache import Renders, RendersBusyError, RenderTooSlowError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return build_app(ROOT / "geodata").server.test_client()


def test_the_page_contains_its_first_map(client: FlaskClient) -> None:
    answer = client.get("/?view=albu-kamal&date=2017-11-19")
    page = answer.get_data(as_text=True)
    match = re.search(r'<script type="application/json" id="payload">(.*?)</script>', page)
    assert match
    payload = json.loads(match[1])
    assert payload["view"] == "albu-kamal"
    assert payload["day"] == 17489
    assert [name for name, _ in payload["sheets"]] == [name for name in STACK if name != "frames"]


def test_the_page_has_no_inline_script_and_declares_it(client: FlaskClient) -> None:
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    page = answer.get_data(as_text=True)
    scripts = re.findall(r"<script([^>]*)>", page)
    assert scripts
    assert all("src=" in script or "application/" in script for script in scripts)
    data = re.compile(r"<script type=\"application/.*?</script>", re.DOTALL)
    assert "https://" not in data.sub("", page)


@pytest.mark.parametrize("suffix", ["svg", "png", "csv", "geojson"])
def test_a_file_has_the_bytes_of_the_command_line(
    client: FlaskClient, default_atlas: Atlas, suffix: str
) -> None:
    answer = client.get(f"/map.{suffix}?date=2017-11-19&view=albu-kamal")
    request = parse_request(default_atlas, {"date": "2017-11-19", "view": "albu-kamal"})
    assert answer.status_code == 200
    assert answer.data == write(default_atlas, request, suffix)
    again = client.get(answer.request.full_path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("suffix", ["gif", "mp4"])
def test_the_address_of_a_film_is_found_beside_those_of_images(client: FlaskClient, suffix: str) -> None:
    """Before drawing, it refuses options of a picture that films lack, in the messages of films."""
    answer = client.get(f"/map.{suffix}?compare=2017-11-08")
    assert answer.status_code == 400
    assert "Films cannot compare two dates." in answer.text


def test_text_is_gzipped_for_clients_that_accept_it(client: FlaskClient) -> None:
    plain = client.get("/map.svg")
    zipped = client.get("/map.svg", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert len(zipped.data) < len(plain.data) / 2


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        (
            "/map.svg?date=2017-13-01",
            400,
            'date: "2017-13-01" is not allowed. This date does not exist. Use earliest, latest',
        ),
        ("/map.svg?colour=red", 400, "This option does not exist"),
        ("/map.svg?view=albu-kamal&view=golan-hauran", 400, "appears twice"),
        ("/map.png?size=9000x9000", 400, "8,000 px"),
        ("/map.tiff", 404, "/map.svg"),
        ("/nowhere", 404, "The map is at /"),
        ("/?date=soon", 400, "YYYY-MM-DD"),
        ("/map.svg?hide=" + "x" * 5000, 414, "4,096"),
    ],
)
def test_requests_that_cannot_be_answered_get_a_reason(
    client: FlaskClient, address: str, status: int, message: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert message in answer.get_data(as_text=True)
    assert answer.mimetype == "text/plain"


def test_a_body_past_the_limit_is_refused(client: FlaskClient) -> None:
    answer = client.post("/_dash-update-component", data=b"x" * 70_000, content_type="application/json")
    assert answer.status_code == 413


def test_the_timeline_follows_the_request(client: FlaskClient) -> None:
    options = {
        "output": "timeline-rows.children",
        "outputs": {"id": "timeline-rows", "property": "children"},
        "inputs": [{"id": "timeline-query", "property": "data", "value": {"view": "albu-kamal"}}],
        "changedPropIds": ["timeline-query.data"],
    }
    answer = client.post("/_dash-update-component", json=options)
    names, graph, figure = json.loads(answer.data)["response"]["timeline-rows"]["children"]
    assert names["props"]["children"][0]["props"]["children"]["props"]["children"] == "Albu Kamal town"
    drawn = figure["props"]["data"]
    styles = {style for row in drawn["rows"] for style, _, _ in row["bars"]}
    assert styles == set(range(len(drawn["styles"])))
    assert sum(len(row["bars"]) for row in drawn["rows"]) > 100
    assert graph["props"]["config"]["showSendToCloud"] is False


def test_health(client: FlaskClient, default_atlas: Atlas) -> None:
    assert client.get("/health").json == {
        "status": "ok",
        "version": VERSION,
        "atlas": default_atlas.version,
        "records": len(default_atlas.index),
        "ready": True,
        "preparing": "",
        "refused": 0,
        "warnings": 0,
        "unsaved": [],
    }


def test_many_requests_for_one_map_cost_one_render() -> None:
    renders, may_end, made = Renders(), Event(), []

    def make() -> bytes:
        may_end.wait(120)
        made.append(1)
        return b"map"

    results: list[bytes] = []
    asking = [Thread(target=lambda: results.append(renders.get("one", make))) for _ in range(20)]
    for thread in asking:
        thread.start()
    may_end.set()
    for thread in asking:
        thread.join()
    assert results == [b"map"] * 20
    assert len(made) == 1


def test_a_full_queue_and_a_slow_render_get_a_message() -> None:
    renders, may_end = Renders(at_once=1, waiting=0, patience=0.05), Event()

    def make() -> bytes:
        may_end.wait(120)
        return b""

    with pytest.raises(RenderTooSlowError, match="longer than"):
        renders.get("slow", make)
    with pytest.raises(RendersBusyError):
        renders.get("other", make)
    may_end.set()


def test_another_information_date_is_a_separate_request(client: FlaskClient) -> None:
    answer = client.get("/known.json?view=albu-kamal&known=2020-12-16")
    known, whole = answer.get_json(), client.get("/payload.json?view=albu-kamal&known=2020-12-16").get_json()
    assert {name: whole[name] for name in known if name != "sheets"} == {
        name: value for name, value in known.items() if name != "sheets"
    }
    assert dict(known["sheets"]).items() <= dict(whole["sheets"]).items()
    again = client.get(answer.request.full_path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_information_slider_stops_at_new_information(client: FlaskClient, default_atlas: Atlas) -> None:
    stops = client.get("/payload.json").get_json()["knownDays"]
    index, events = default_atlas.index, default_atlas.events
    reported = set(index.reported.tolist()) | {event.reported for event in events}
    new = reported | {source.published for source in default_atlas.sources.values()}
    for days in (index.to_reported, index.retracted, index.confirmed):
        new |= set(days.tolist())
    meta = default_atlas.meta
    assert stops == sorted(set(stops))
    assert (stops[0], stops[-1]) == (meta.first, default_atlas.latest_source)
    assert {day for day in reported if meta.first < day < meta.last} <= set(stops[1:-1]) <= new
    fewer = client.get("/payload.json?side=russian").get_json()["knownDays"]
    assert len(fewer) <= len(stops)


@pytest.mark.parametrize("body", ["[]", "null", "{}", '"x"', "5", '{"output":"nothing.here"}', "[" * 9000])
def test_unreadable_dash_requests_are_refused_with_a_message(client: FlaskClient, body: str) -> None:
    answer = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert len(answer.text.splitlines()) == 1


def test_a_tag_that_a_proxy_weakened_is_still_fresh(client: FlaskClient) -> None:
    tag = client.get("/map.svg").headers["ETag"]
    assert client.get("/map.svg", headers={"If-None-Match": f"W/{tag}"}).status_code == 304


def test_the_version_number_is_in_pyproject_alone() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert f"Marchland {VERSION}" == TOOL
