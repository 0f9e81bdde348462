"""Embed: `/embed?…` follows the atlas, `/embed/<version>/?…` always shows what that version showed.

Pages are made once and stored. Handles HTTP and storage; `outputs/embed` makes the page.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import quote

from flask import Blueprint, Response, abort, copy_current_request_context
from flask import request as http_request

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.request import Request, format_query
from atlas.storage.archive import ArchiveError
from outputs.embed.correction_notice import write_corrected
from outputs.embed.page import Frame, write_page
from outputs.metadata.html_head import build_head
from web.http.base_url import PLACEHOLDER, find_base, insert_base, remove_base
from web.http.conditional import answer, answer_bytes, digest, hash_request
from web.http.query import EMBED_OPTIONS, read_embed_request
from web.http.stored_page import LEVEL, StoredPage, pack_page, unpack_page
from web.http.urls import address_all, address_embed
from web.services.live_atlas import Current
from web.services.render_cache import Renders
from web.services.snapshots import Snapshots

LIVE = "public, max-age=300"
_HOME = "../../"
"""The path from a pinned page to the dashboard: relative, so that it works under any name of this server."""
_QUERY_MARKS = "%&=+,;:@/?!$'()*"
"""Options of a query that are passed on unchanged."""
BASED_PAGES = 128
"""How many pages are kept as they are sent under one base URL."""
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Embeds:
    """The origins of embeds: the current atlas, the render cache, the saved versions."""

    current: Current
    renders: Renders
    snapshots: Snapshots

    def version(self, version: str) -> Atlas:
        """Return the atlas of a version; 404 with the newest if it is not stored."""
        newest = self.current.atlas
        if version == newest.version:
            return newest
        try:
            return self.snapshots.open(version)
        except LookupError:
            cure = f"The latest is /embed/{newest.version}/; /embed always shows the latest."
            abort(404, f"Version {version[:40]} of the atlas is not stored here. {cure}")
        except ArchiveError as error:
            abort(
                404, f"Version {version} can no longer be opened; only its saved pages are available. {error}"
            )


def build_embeds(embeds: Embeds) -> Blueprint:
    """Return the routes of the embeds."""
    routes = Blueprint("embeds", __name__)
    routes.get("/embed", endpoint="live")(partial(_answer_live, embeds))
    routes.get("/embed/", endpoint="slash")(_redirect_slash)
    routes.get("/embed/<version>/", endpoint="pinned")(partial(_answer_pinned, embeds))
    routes.get("/embed/<version>/changes.json", endpoint="changes")(partial(_answer_changes, embeds))
    return routes


def _answer_live(embeds: Embeds) -> Response:
    """Answer with the page of the atlas in use."""
    atlas = embeds.current.atlas
    request = read_embed_request(atlas)
    key = key_of_embed(atlas, request)
    return _answer(key, LIVE, lambda: embeds.renders.get(key, lambda: draw_embed(atlas, request)))


def key_of_embed(atlas: Atlas, request: Request) -> str:
    """Return the key of a page of the atlas in use: one for all addresses of the same map, on any host."""
    return hash_request(atlas, "embed", format_query(atlas, request))


def _redirect_slash() -> Response:
    """Redirect to the address without the slash; relative, so that it works under any name of this server."""
    query = quote(http_request.query_string, safe=_QUERY_MARKS)
    address = f"../embed?{query}" if query else "../embed"
    return Response(status=308, headers={"Location": address, "Cache-Control": LIVE})


def _answer_pinned(embeds: Embeds, version: str) -> Response:
    """Answer with the page of one version, which never changes."""
    key = _key_of_pinned(version)
    read_or_draw = copy_current_request_context(lambda: _read_or_draw(embeds, version, key))
    return _answer(key, FOR_GOOD, lambda: embeds.renders.get(("pinned", key), read_or_draw))


def _key_of_pinned(version: str, base: str = "") -> str:
    """Return the key of a stored page; those stored by earlier releases have one for each base URL."""
    # The options in a fixed order: enough to find a page before anything is opened.
    given = http_request.args.items(multi=True)
    options = sorted(f"{name}={value}" for name, value in given if name in EMBED_OPTIONS)
    return digest("\n".join((version, base, *options)).encode())


def _answer_changes(embeds: Embeds, version: str) -> Response:
    """Answer with what was corrected since a version; to any origin, as an embed in a sandbox has none."""
    atlas, newest = embeds.version(version), embeds.current.atlas
    request = read_embed_request(atlas)
    etag = hash_request(newest, "changes", version, format_query(atlas, request))

    def compare() -> bytes:
        published = embeds.snapshots.published(version)
        return embeds.renders.get(etag, lambda: write_corrected(atlas, newest, request, published, _HOME))

    response = answer_bytes(etag, "application/json", compare)
    response.headers["Cache-Control"] = LIVE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _read_or_draw(embeds: Embeds, version: str, key: str) -> bytes:
    """Return the stored page, or draw it from its version and store it."""
    if (zipped := embeds.snapshots.read_page(version, key)) is not None:
        return pack_page(zipped, gzip.decompress(zipped))
    base = find_base()
    if (zipped := embeds.snapshots.read_page(version, _key_of_pinned(version, base))) is not None:
        return _pack(remove_base(gzip.decompress(zipped).decode(), base).encode())
    atlas = embeds.version(version)
    page = draw_embed(atlas, read_embed_request(atlas), version)
    embeds.snapshots.save_page(version, key, unpack_page(page).zipped)
    return page


def draw_embed(atlas: Atlas, request: Request, pinned: str = "") -> bytes:
    """Return a page as it is stored: with a placeholder for the base URL."""
    narrowed = narrow(atlas, request)
    page = address_embed(PLACEHOLDER, atlas, request, pinned)
    head = build_head(narrowed, request, address_all(PLACEHOLDER, atlas, request, page))
    # The path to the whole map is relative: it works under any name of this server.
    frame = Frame(home="../../" if pinned else "./", head=head, pinned=pinned)
    return _pack(write_page(narrowed, request, frame))


def _pack(html: bytes) -> bytes:
    return pack_page(gzip.compress(html, LEVEL, mtime=0), html)


@lru_cache(maxsize=BASED_PAGES)
def _put_on(base: str, packed: bytes) -> StoredPage:
    """Return a page with its addresses on a base URL."""
    page = unpack_page(packed)
    html = insert_base(page.plain.decode(), base).encode()
    return StoredPage(page.policy, gzip.compress(html, LEVEL, mtime=0))


def _answer(key: str, cache: str, make: Callable[[], bytes]) -> Response:
    accepts_gzip, base = bool(http_request.accept_encodings["gzip"]), find_base()
    etag = digest(f"{key}\n{base}".encode())
    response = answer(etag, lambda: _send(_put_on(base, make()), accepts_gzip))
    response.headers["Cache-Control"] = cache
    return response


def _send(page: StoredPage, accepts_gzip: bool) -> Response:
    response = Response(page.zipped if accepts_gzip else page.plain, mimetype="text/html")
    if accepts_gzip:
        response.content_encoding = "gzip"
    response.headers["Content-Security-Policy"] = page.policy
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
