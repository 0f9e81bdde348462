"""Conditional answers: every kind of route answers 304 to its own tag, compressed or not, else 200.

A page that is compressed around a piece reads like the page compressed whole.
"""

import gzip

import pytest
from flask.testing import FlaskClient

from tests.conftest import STARTER
from web.app.build import build_app
from web.http.gzip_pieces import deflate_piece, gzip_around

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


PIECE = b'{"zones": ' + b"0123456789" * 5000 + b"}"


@pytest.mark.parametrize(
    "page", [PIECE, b"<head>" + PIECE, PIECE + b"</html>", b"<head>" * 99 + PIECE + b"</html>", b"no piece"]
)
@pytest.mark.parametrize("piece", [PIECE, b""])
def test_a_page_comes_out_whole(page: bytes, piece: bytes) -> None:
    assert gzip.decompress(gzip_around(page, piece)) == page


def test_pages_of_two_days_share_the_compressed_payload(client: FlaskClient) -> None:
    deflate_piece.cache_clear()
    for date in ("2020-08-02", "2020-08-03"):
        page = client.get(f"/?date={date}", headers={"Accept-Encoding": "gzip"})
        assert b'"day":' in gzip.decompress(page.data)
    assert (deflate_piece.cache_info().misses, deflate_piece.cache_info().hits) == (1, 1)
