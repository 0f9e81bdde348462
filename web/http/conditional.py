"""Conditional answers: ETags, If-None-Match and compression, the same for every route.

A route gives the tag of its answer and a function that makes it; `finish` completes every answer of the
server.
"""

from collections.abc import Callable

from flask import Response, g, request

from atlas.model.atlas import Atlas
from outputs.metadata.program import ROOT, hash_program
from outputs.metadata.program import short_hash as digest
from web.http.gzip_pieces import gzip_around

__all__ = ["ROOT", "answer", "answer_bytes", "digest", "finish", "hash_request", "name_large_piece"]

MIN_GZIP_BYTES = 1024
_TEXT = (
    "text/", "application/json", "application/javascript", "application/geo+json", "application/atom+xml",
    "image/svg+xml",
)  # fmt: skip


def hash_request(atlas: Atlas, *question: str) -> str:
    """Return the tag of this program's answer to a request on this atlas, before the answer is made."""
    return digest("\n".join([hash_program(), atlas.version, *question]).encode())


def answer(etag: str, make: Callable[[], Response]) -> Response:
    """Return 304 if the client has the answer with this tag, else the result of `make`, with the tag."""
    if held := _find_held(etag):
        response = Response(status=304)
        response.set_etag(held)
        return response
    response = make()
    response.set_etag(_tag_zipped(etag) if response.content_encoding == "gzip" else etag)
    return response


def answer_bytes(etag: str, mimetype: str, make: Callable[[], bytes]) -> Response:
    """Return 304 if the client has the answer with this tag, else the bytes returned by `make`."""
    return answer(etag, lambda: Response(make(), mimetype=mimetype))


def finish(response: Response) -> None:
    """Answer 304 if the client has the answer, whoever made it; else compress it if it is text."""
    if response.status_code != 200:
        return
    etag, weak = response.get_etag()
    if etag and not response.content_encoding and (held := _find_held(etag)):
        response.close()  # of a file that was opened for sending
        response.direct_passthrough = False
        response.set_data(b"")
        response.status_code = 304
        response.set_etag(held, weak=bool(weak))
    elif (response.mimetype or "").startswith(_TEXT):
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"] and not response.content_encoding:
            _compress(response, etag, weak=bool(weak))


def _compress(response: Response, etag: str | None, *, weak: bool) -> None:
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) < MIN_GZIP_BYTES:
        return
    response.set_data(gzip_around(data, g.get("large_piece", b"")))
    response.content_encoding = "gzip"
    if etag:
        response.set_etag(_tag_zipped(etag), weak=weak)


def _find_held(etag: str) -> str:
    """Return the tag, plain or compressed, of the answer that the client has; empty if it has neither."""
    tags = (etag, _tag_zipped(etag))
    held = (tag for tag in tags if request.if_none_match.contains_weak(tag))
    return next(held, "") if request.method in ("GET", "HEAD") else ""


def _tag_zipped(etag: str) -> str:
    """Return the tag of the same answer, compressed."""
    return f"{etag}-gzip"


def name_large_piece(piece: bytes) -> None:
    """Say that the answer contains a piece that other answers contain too, so that it is compressed once."""
    g.large_piece = piece
