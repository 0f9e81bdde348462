"""`/about.json?…`: the texts of a picture: title, alt text, caption, sources."""

import json
from dataclasses import asdict
from functools import partial

from flask import Blueprint, Response

from atlas.request.narrow import narrow
from atlas.request.request import format_query
from outputs.metadata.about import describe
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
            lambda: json.dumps(
                asdict(describe(narrow(atlas, request), request)), ensure_ascii=False
            ).encode(),
        )
        return answer_bytes(etag, "application/json", render)

    return share
