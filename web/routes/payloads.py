"""Payloads: the data of the player, as JSON: first inside the page, then from `/payload.json?…`.

The day and the layers are added last, so that scrubbing needs no request and one compiled map serves every
day. `/known.json?…` is the part that changes with the information date.
"""

from collections.abc import Callable, Hashable
from dataclasses import replace

from flask import Blueprint, Response, has_request_context

from atlas.history.as_known import as_known
from atlas.history.corrections import days_of_knowledge
from atlas.history.sides import sides_in
from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.options import DEFAULT_LAYERS
from atlas.request.request import Request, default_request, format_query, newest_day
from layers.svg.elements import json_markup
from outputs.player.payload import Canvas, compile_known, compile_map
from web.http.conditional import answer_bytes, hash_request, name_large_piece
from web.http.query import read_request
from web.pages.dashboard import VIEWPORT_SIZE
from web.services.live_atlas import Current
from web.services.render_cache import Renders


def build_payloads(current: Current, renders: Renders) -> Blueprint:
    """Return the routes of the payloads; their option `size` is the size of the map in px."""
    payloads = Blueprint("payloads", __name__)

    @payloads.get("/payload.json")
    def on_payload() -> Response:
        atlas = current.atlas
        return _answer(atlas, "payload", lambda request: format_payload(atlas, renders, request))

    @payloads.get("/known.json")
    def on_known() -> Response:
        atlas = current.atlas
        return _answer(atlas, "known", lambda request: format_known(atlas, renders, request))

    return payloads


def _answer(atlas: Atlas, name: str, write: Callable[[Request], bytes]) -> Response:
    request = read_request(atlas)
    if request.size == default_request(atlas).size:
        request = replace(request, size=VIEWPORT_SIZE)
    etag = hash_request(atlas, name, format_query(atlas, request))
    return answer_bytes(etag, "application/json", lambda: write(request))


def format_payload(atlas: Atlas, renders: Renders, request: Request) -> bytes:
    """Return the payload of a request as JSON that may stand inside a <script>."""
    key, compile_ = plan_payload(atlas, request)
    compiled = renders.get(key, compile_)
    shared = cut_shared(compiled)
    if has_request_context():
        name_large_piece(shared)
    pages = {name: f"{name}?lang={request.lang}" for name in ("method", "corrections", "pinned")}
    own = {"day": request.date, "layers": request.layers, **pages}
    return _dump(own)[:-1] + b"," + shared


def cut_shared(compiled: bytes) -> bytes:
    """Return the part of a compiled payload that stands in every page of its map, whatever the day."""
    return compiled[1:]


def plan_payload(atlas: Atlas, request: Request) -> tuple[Hashable, Callable[[], bytes]]:
    """Return the key of the part of a payload that is the same on every day, and what makes it."""
    dateless = _without_day(atlas, request)
    return ("payload", atlas.version, dateless), lambda: _compile(atlas, dateless)


def format_known(atlas: Atlas, renders: Renders, request: Request) -> bytes:
    """Return as JSON the part of the payload that changes with the information date of a request."""
    dateless = _without_day(atlas, request)
    width, height, _ = request.pixels
    return renders.get(
        ("known", atlas.version, dateless),
        lambda: _dump(compile_known(narrow(atlas, dateless), dateless, Canvas(width, height))),
    )


def _without_day(atlas: Atlas, request: Request) -> Request:
    default = default_request(atlas)
    theme = "light" if request.theme == "auto" else request.theme
    return replace(
        request,
        date=default.date,
        layers=DEFAULT_LAYERS,
        compare=None,
        plain=False,
        transparent=False,
        theme=theme,
    )


def _compile(atlas: Atlas, request: Request) -> bytes:
    width, height, _ = request.pixels
    payload = compile_map(narrow(atlas, request), request, Canvas(width, height)) | {
        "knownDays": find_stops(atlas, request),
        "sides": [
            [
                side,
                atlas.families[side].name.translate(request.lang),
                atlas.families[side].side.translate(request.lang),
            ]
            for side in sides_in(as_known(atlas, request.known))
        ],
        "sourcePage": "source/",
    }
    return _dump({name: value for name, value in payload.items() if name not in ("day", "layers")})


def find_stops(atlas: Atlas, request: Request) -> list[int]:
    """Return the days of the information slider: the first, those with something new, the last available."""
    narrowed, newest = narrow(atlas, request), newest_day(atlas, request)
    days = (day for day in days_of_knowledge(narrowed) if atlas.meta.first < day < atlas.meta.last)
    return [atlas.meta.first, *(day for day in days if day < newest), newest]


def _dump(payload: object) -> bytes:
    return json_markup(payload).text.encode()
