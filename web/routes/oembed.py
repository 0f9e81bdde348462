"""oEmbed: `/oembed?url=…` describes how a page of this server is embedded: as a frame, or as a photo.

oEmbed 1.0, in JSON. Reads the addresses of this server; the pages are made elsewhere.
"""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, Response, abort
from flask import request as http_request
from werkzeug.datastructures import MultiDict

from atlas.model.atlas import Atlas
from atlas.request.options import MIN_SIDE, SIZES
from atlas.request.parsers import RequestError
from atlas.request.request import Request
from layers.svg.elements import serialise
from outputs.embed.reserved_box import draw_frame, reserve_box
from outputs.metadata.html_head import CARD
from text.provenance import name_publisher, title_of
from text.translations import words_for
from web.http.base_url import find_base
from web.http.query import parse_embed_query
from web.http.urls import address_embed, address_still
from web.routes.embed import Embeds

WIDTH_PX = 700
PHOTO = "social"
LIVE_SECONDS, PINNED_SECONDS = 300, 86_400
_MOST_PX = 10_000
"""The greatest limit for a side; nothing is larger."""


def build_oembed(embeds: Embeds) -> Blueprint:
    """Return the route of oEmbed."""
    oembed = Blueprint("oembed", __name__)

    @oembed.get("/oembed")
    def on_oembed() -> Response:
        if not http_request.args.get("url"):
            abort(400, "url is missing. Use /oembed?url= followed by the percent-encoded address of a map.")
        if http_request.args.get("format", "json") != "json":
            abort(501, "Only JSON is supported. Use format=json, or leave format out.")
        base, url = find_base(), http_request.args.get("url", "")
        version, query = _find_page(base, url)
        atlas = embeds.version(version) if version else embeds.current.atlas
        try:
            request = parse_embed_query(atlas, query)
        except RequestError as error:
            abort(404, f"This map does not exist. {error}")
        # A link with an information date must not change, so its embed is pinned.
        if not version and urlsplit(url).path == urlsplit(base).path and "known" in query:
            version = atlas.version
        as_photo = "photo" in (http_request.args.get("type"), query.get("type"))
        answer = (_photo if as_photo else _rich)(base, atlas, request, version)
        body = json.dumps(_frame(base, atlas, request, version) | answer, ensure_ascii=False)
        response = Response(body, mimetype="application/json")
        response.headers["Cache-Control"] = f"public, max-age={LIVE_SECONDS}"
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return oembed


def _find_page(base: str, url: str) -> tuple[str, MultiDict[str, str]]:
    """Return the version (empty: the newest) and the query of a page of this server; 404 for any other."""
    try:
        own, other = urlsplit(base), urlsplit(url)
    except ValueError:
        abort(404, "url is not a valid address.")
    at_home = other.scheme in ("http", "https") and other.netloc.lower() == own.netloc
    if not at_home or not other.path.startswith(own.path):
        abort(404, f"url is not on this server. Map addresses here start with {base}")
    match other.path.removeprefix(own.path).strip("/").split("/"):
        case [""] | ["embed"]:
            version = ""
        case ["embed", version]:
            pass
        case _:
            abort(404, f"There is no map at this address. Maps are at {base} and at {base}embed")
    return version, MultiDict(parse_qs(other.query, keep_blank_values=True))


def _most(side: str) -> int:
    """Return the limit of a side in px."""
    text = http_request.args.get(side, "")
    if text and not (text.isascii() and text.isdigit() and int(text) > 0):
        abort(400, f"{side} must be a whole number of pixels.")
    return min(int(text or _MOST_PX), _MOST_PX)


def _frame(base: str, atlas: Atlas, request: Request, version: str) -> dict[str, Any]:
    """Return the fields common to every answer."""
    still = _still(base, atlas, request, CARD)
    thumbnail = {f"thumbnail_{name}": value for name, value in still.items()} if still else {}
    return {
        "version": "1.0",
        "title": _title(atlas, request),
        "provider_name": name_publisher(atlas, words_for(request)),
        "provider_url": base,
        "cache_age": PINNED_SECONDS if version else LIVE_SECONDS,
        **thumbnail,
    }


def _title(atlas: Atlas, request: Request) -> str:
    return f"{title_of(atlas, request)}, {words_for(request).date(request.date)}"


def _rich(base: str, atlas: Atlas, request: Request, version: str) -> dict[str, Any]:
    """Return the embed in a bare frame of the height it needs, or of the requested limit."""
    width, box = min(WIDTH_PX, _most("maxwidth")), reserve_box(request)
    height = min(box.height(width), _most("maxheight"))
    frame = draw_frame(
        box, address_embed(base, atlas, request, version), _title(atlas, request), width, height
    )
    return {"type": "rich", "html": serialise(frame), "width": width, "height": height}


def _photo(base: str, atlas: Atlas, request: Request, version: str) -> dict[str, Any]:
    del version
    still = _still(base, atlas, request, PHOTO)
    if still is None:
        abort(404, f"An image of this map must be at least {MIN_SIDE} px wide and high.")
    return {"type": "photo", **still}


def _still(base: str, atlas: Atlas, request: Request, size: str) -> dict[str, Any] | None:
    """Return address and sides of a picture within the limits; None if none is small enough."""
    wide, high, _ = SIZES[size]
    scale = min(1.0, _most("maxwidth") / wide, _most("maxheight") / high)
    scale = int(scale * 10) / 10
    if scale < 1:
        size = f"{wide}x{high}@{scale:g}"
    if scale < 0.5:
        # Below half size letters are illegible, so the map is drawn smaller instead.
        wide, high, scale = _shrunk(wide, high)
        size = f"{wide}x{high}"
    if min(wide, high) < MIN_SIDE:
        return None
    address = address_still(base, atlas, request, size)
    return {"url": address, "width": round(wide * scale), "height": round(high * scale)}


def _shrunk(wide: int, high: int) -> tuple[int, int, float]:
    scale = min(_most("maxwidth") / wide, _most("maxheight") / high)
    return int(wide * scale), int(high * scale), 1.0
