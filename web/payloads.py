"""Payloads: what the player is given, as JSON: inside the page, and by `/payload.json?…` from then on.

The day and the layers are put in last: scrubbing asks nothing, and one compiled map answers for every day.
"""

from dataclasses import replace

from flask import Blueprint, Response

from atlas.model import Atlas
from atlas.options import DEFAULT_LAYERS
from atlas.request import Request, default_request, format_query
from layers.canvas import json_markup
from layers.player import compile_map
from web.ask import ask
from web.current import Current
from web.guard import is_fresh
from web.renders import Renders
from web.stamp import stamp

STAGE = "1080x572"
"""The map's size in px on a page of 1440 × 900."""


def build_payloads(current: Current, renders: Renders) -> Blueprint:
    """Return the route of the payloads; its option `size` is the size of the map in px."""
    payloads = Blueprint("payloads", __name__)

    @payloads.get("/payload.json")
    def on_payload() -> Response:
        atlas = current.atlas
        request = ask(atlas)
        if request.size == default_request(atlas).size:
            request = replace(request, size=STAGE)
        etag = stamp(atlas, "payload", format_query(atlas, request))
        response = Response(status=304)
        if not is_fresh(etag):
            response = Response(format_payload(atlas, renders, request), mimetype="application/json")
        response.set_etag(etag)
        return response

    return payloads


def format_payload(atlas: Atlas, renders: Renders, request: Request) -> bytes:
    """Return the payload of a request as JSON that may stand inside a <script>."""
    asked = _without_day(atlas, request)
    compiled = renders.get(("payload", atlas.version, asked), lambda: _compile(atlas, asked))
    own = {"day": request.date, "layers": request.layers, "method": f"method?lang={request.lang}"}
    return _dump(own)[:-1] + b"," + compiled[1:]


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
    payload = compile_map(atlas, request, width, height)
    return _dump({name: value for name, value in payload.items() if name not in ("day", "layers")})


def _dump(payload: object) -> bytes:
    return json_markup(payload).text.encode()
