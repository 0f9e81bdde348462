"""Conditional answers: every kind of route answers 304 to its own tag, compressed or not, else 200."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import STARTER
from web.app.build import build_app

ADDRESSES = (
    "/map.svg",
    "/map.csv",
    "/map.png",
    "/payload.json",
    "/known.json",
    "/about.json",
    "/corrections",
    "/corrections.xml",
    "/pinned",
    "/method",
    "/embed",
    "/assets/css/base.css",
    "/assets/player/core/keyboard.js",
)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return build_app(STARTER).server.test_client()


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_client_with_the_answer_gets_304(client: FlaskClient, address: str, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding}
    answer = client.get(address, buffered=True, headers=headers)
    assert answer.status_code == 200
    zipped = answer.headers.get("Content-Encoding") == "gzip"
    tag = answer.headers["ETag"]
    assert tag.strip('"').endswith("-gzip") == zipped
    again = client.get(address, buffered=True, headers=headers | {"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Cache-Control"] == answer.headers["Cache-Control"]
    assert (
        client.get(address, buffered=True, headers=headers | {"If-None-Match": '"other"'}).status_code == 200
    )


def test_texts_are_compressed_and_pictures_are_not(client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "gzip"}
    answers = {address: client.get(address, buffered=True, headers=headers) for address in ADDRESSES}
    plain = [address for address, answer in answers.items() if not answer.content_encoding]
    assert plain == ["/map.png"]
