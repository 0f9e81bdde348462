"""`/about.json?…`: the texts of a picture, where its notes lie; `/lines.json?…`: the lines of its words."""

import json
from dataclasses import asdict
from functools import partial

from flask import Blueprint, Response, jsonify

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.request import Request, format_query
from layers.news.line_counts import count_lines
from outputs.metadata.about import describe
from outputs.metadata.note_positions import find_note_positions
from web.http.conditional import answer_bytes, hash_request
from web.http.query import read_request
from web.services.live_atlas import Current
from web.services.render_cache import Renders


def build_share(current: Current, renders: Renders) -> Blueprint:
    """Return the route of the texts of a picture."""
    share = Blueprint("share", __name__)

    @share.get("/about.json")
    def on_about() -> Response:
        atlas = current.atlas
        request = read_request(atlas)
        etag = hash_request(atlas, "about", format_query(atlas, request))
        render = partial(
            renders.get,
            etag,
            lambda: _describe(narrow(atlas, request), request),
        )
        return answer_bytes(etag, "application/json", render)

    @share.get("/lines.json")
    def on_lines() -> Response:
        atlas = current.atlas
        counts = count_lines(atlas, read_request(atlas))
        return jsonify({option: asdict(count) for option, count in counts.items()})

    return share


def _describe(atlas: Atlas, request: Request) -> bytes:
    """Return the texts of a picture as JSON; of a news picture also where its notes lie."""
    positions = find_note_positions(atlas, request)
    more = {"positions": asdict(positions)} if positions else {}
    return json.dumps({**asdict(describe(atlas, request)), **more}, ensure_ascii=False).encode()
