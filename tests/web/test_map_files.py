"""Files over HTTP: their bytes, names and tags, refusals, and common headers."""

import gzip
import json
import re

import pytest
from flask.testing import FlaskClient

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from outputs.metadata.file_names import SIZED
from outputs.player.payload import compile_map
from outputs.writers import FILES, OUTPUTS, write
from tests.conftest import STARTER
from web.app.build import build_app
from web.http.guard import MAX_REQUEST_LINE
from web.routes.payloads import find_stops
from web.services.render_cache import Renders, RendersBusyError, RenderTooSlowError

QUERY = {"date": "2020-10-03", "view": "old-town", "theme": "dark"}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """A client of a server of the starter atlas."""
    return build_app(STARTER).server.test_client()


@pytest.mark.parametrize("suffix", FILES)
def test_a_file_has_the_bytes_that_the_command_line_writes(
    client: FlaskClient, starter: Atlas, suffix: str
) -> None:
    answer = client.get(f"/map.{suffix}", query_string=QUERY)
    assert answer.status_code == 200
    assert answer.data == write(starter, parse_request(starter, QUERY), suffix)
    assert answer.content_type == OUTPUTS[suffix].media_type
    size = "-social" if suffix in SIZED else ""
    named = f'inline; filename="marchland-2020-10-03-old-town{size}.{suffix}"'
    assert answer.headers["Content-Disposition"] == named


def test_a_file_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/map.csv")
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    assert "max-age" in first.headers["Cache-Control"]
    again = client.get("/map.csv", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/map.csv?date=2020-01-01", headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert other.headers["ETag"] != tag


def test_equivalent_requests_have_the_same_tag(client: FlaskClient) -> None:
    bare = client.head("/map.png").headers["ETag"]
    assert client.head("/map.png?view=island&theme=light").headers["ETag"] == bare
    assert client.head("/map.svg").headers["ETag"] != bare


def test_a_head_has_the_length_and_no_body(client: FlaskClient) -> None:
    whole, head = client.get("/map.png"), client.head("/map.png")
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(whole.data))


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/map.png?date=2019-01-01", 'date: "2019-01-01"'),
        ("/map.png?view=nowhere", 'view: "nowhere" is not allowed. Use one of: island, old-town'),
        (
            "/map.png?size=9000x9000",
            'size: "9000x9000" is not allowed. Width and height must be at most 8,000 px',
        ),
        ("/map.svg?colour=red", 'colour: "red"'),
        ("/map.csv?date=2020-01-01&date=2020-01-02", "The option appears twice"),
        ("/payload.json?lang=xx", 'lang: "xx"'),
        ("/?date=tomorrow", 'date: "tomorrow"'),
    ],
)
def test_a_wrong_option_is_refused_with_a_message(client: FlaskClient, address: str, says: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert says in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_other_suffixes_and_paths_are_not_there(client: FlaskClient) -> None:
    answer = client.get("/map.bmp")
    assert answer.status_code == 404
    assert all(f"/map.{suffix}" in answer.text for suffix in OUTPUTS)
    assert client.get("/nothing/here").status_code == 404
    assert client.post("/map.png").status_code == 405


def test_long_requests_are_refused(client: FlaskClient) -> None:
    assert client.get("/map.csv?date=" + "2" * MAX_REQUEST_LINE).status_code == 414
    assert client.post("/_dash-update-component", json={"a": "a" * 70_000}).status_code == 413


@pytest.mark.parametrize(
    "address",
    ["/", "/map.svg", "/map.png", "/payload.json", "/health", "/assets/dashboard/start.js", "/map.bmp"],
)
def test_every_answer_is_guarded(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"script-src[^;]*unsafe", policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers


@pytest.mark.parametrize(
    "address", ["/map.svg", "/map.html", "/embed", "/payload.json", "/assets/dashboard/start.js"]
)
def test_a_cached_answer_keeps_its_policy(client: FlaskClient, address: str) -> None:
    etag = client.get(address, buffered=True).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag}, buffered=True)
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers
    assert "Cross-Origin-Opener-Policy" not in again.headers


def test_text_is_compressed_for_clients_that_accept_it(client: FlaskClient) -> None:
    plain = client.get("/map.svg")
    small = client.get("/map.svg", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in small.headers["Vary"]
    fresh = client.get("/map.svg", headers={"If-None-Match": small.headers["ETag"]})
    assert fresh.status_code == 304
    assert "Content-Encoding" not in client.get("/map.png", headers={"Accept-Encoding": "gzip"}).headers


def test_the_payload_is_the_compiled_map_on_the_day(client: FlaskClient, starter: Atlas) -> None:
    answer = client.get("/payload.json", query_string=QUERY | {"layers": "zones,labels"})
    map_request = parse_request(starter, QUERY | {"layers": "zones,labels"})
    compiled = compile_map(starter, map_request) | {"knownDays": find_stops(starter, map_request)}
    about = answer.get_json()
    assert {name: about[name] for name in json.loads(json.dumps(compiled))} == json.loads(
        json.dumps(compiled)
    )
    assert {name: about[name] for name in ("method", "corrections", "pinned")} == {
        name: f"{name}?lang=en" for name in ("method", "corrections", "pinned")
    }
    assert about["sides"] == [["southern", "Southern", "Southern"]]
    assert (about["filters"], about["sourcePage"]) == ([], "source/")
    tag = answer.headers["ETag"]
    again = client.get(
        "/payload.json", query_string=QUERY | {"layers": "zones,labels"}, headers={"If-None-Match": tag}
    )
    assert again.status_code == 304


def test_the_payload_has_the_size_of_the_viewport(client: FlaskClient) -> None:
    assert (client.get("/payload.json").get_json()["width"]) == 1080
    payload = client.get("/payload.json?size=390x440&bbox=0.7,-0.05,1.35,0.36").get_json()
    assert (payload["width"], payload["height"]) == (390, 440)


def test_busy_and_slow_answers_have_a_retry_time(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error, status in ((RendersBusyError("Too many."), 429), (RenderTooSlowError("Too slow."), 503)):

        def refuse(*_: object, error: Exception = error, **__: object) -> bytes:
            raise error

        monkeypatch.setattr(Renders, "get", refuse)
        answer = client.get("/map.png?date=2020-02-02")
        assert (answer.status_code, answer.text) == (status, f"{error}\n")
        assert int(answer.headers["Retry-After"]) > 0
