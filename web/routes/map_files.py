"""Images: `/map.svg|png|csv|geojson|gpkg|parquet?…` answers with the bytes that the command line writes.

Handles requests and caching of files; `outputs` makes them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from flask import Blueprint, Response, abort
from flask import request as http_request

from atlas.model.atlas import Atlas
from atlas.request.request import Request, format_query
from outputs.metadata.file_names import name_file
from outputs.stills.missing_letters import find_missing_letters, join_letters
from outputs.writers import ALIASES, FILES, OUTPUTS, find_output, write
from web.http.conditional import answer, hash_request
from web.http.fair_share import FairShare
from web.http.guard import FILE_POLICY
from web.http.query import read_request
from web.http.stored_page import write_policy
from web.services.live_atlas import Current
from web.services.render_cache import Renders

MAX_AGE = 300
"""Seconds after which a copy must be checked again, so that corrections arrive soon."""
MISSING_LETTERS = "Missing-Letters"
"""The header with the letters of a file that no font has, in percent-encoding."""
_MOST_LETTERS = 100
Draw = Callable[[Atlas, Request, str], bytes]
"""A function that returns the bytes of a file."""


@dataclass(frozen=True, slots=True)
class Files:
    """The origins of files: the current atlas, the render cache, what draws, and each client's share."""

    current: Current
    renders: Renders
    draw: Draw = write
    share: FairShare = field(default_factory=FairShare)

    def fetch(self, key: str, request: Request, atlas: Atlas, suffix: str) -> bytes:
        """Return the bytes of a file, drawn once for all who ask; RendersBusyError past a client's share."""
        client = http_request.remote_addr or ""

        def draw() -> bytes:
            try:
                return self.draw(atlas, request, suffix)
            finally:
                self.share.give_back(client)

        return self.renders.get(key, draw, admit=lambda: self.share.take(client))


def build_images(files: Files) -> Blueprint:
    """Return the routes of the files."""
    images = Blueprint("images", __name__)

    @images.get(f"/map.<any({', '.join((*FILES, *ALIASES))}):suffix>")
    def on_map(suffix: str) -> Response:
        atlas = files.current.atlas
        return _answer(files, atlas, read_request(atlas), ALIASES.get(suffix, suffix))

    # A path comes after any word that a route names: those of the films, too.
    @images.get("/map.<path:suffix>")
    def on_unknown(suffix: str) -> Response:
        allowed = ", ".join(f"/map.{name}" for name in OUTPUTS)
        abort(404, f"/map.{suffix[:20]} does not exist. Available formats: {allowed}.")

    return images


def _answer(files: Files, atlas: Atlas, request: Request, suffix: str) -> Response:
    query = format_query(atlas, request)
    etag = hash_request(atlas, suffix, query)

    def make() -> Response:
        data = files.fetch(etag, request, atlas, suffix)
        response = Response(data, content_type=find_output(suffix).media_type)
        response.headers["Content-Disposition"] = f'inline; filename="{name_file(request, suffix)}"'
        response.headers["Content-Security-Policy"] = (
            write_policy(data.decode()) if suffix == "html" else FILE_POLICY
        )
        if missing := join_letters(find_missing_letters(atlas, request)):
            response.headers[MISSING_LETTERS] = quote(missing[:_MOST_LETTERS])
        return response

    response = answer(etag, make)
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
