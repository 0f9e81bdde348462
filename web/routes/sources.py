"""`/source/<id>`: everything that depends on a source, and the map without it."""

from flask import Blueprint, Response, abort
from flask import request as http_request

from atlas.history.as_known import as_known
from atlas.request.request import parse_request
from web.http.query import read_words
from web.pages.article import answer_article
from web.pages.source import render_source
from web.services.live_atlas import Current


def build_sources(current: Current) -> Blueprint:
    """Return the route of the pages."""
    sources = Blueprint("sources", __name__)

    @sources.get("/source/<name>")
    def on_source(name: str) -> Response:
        options = {"known": http_request.args["known"]} if "known" in http_request.args else {}
        request = parse_request(current.atlas, options)
        atlas = as_known(current.atlas, request.known)
        if name not in atlas.sources:
            abort(404, f'There is no source "{name[:80]}" in this atlas.')
        return answer_article(
            render_source(atlas, atlas.sources[name], read_words(atlas.meta.granularity), request)
        )

    return sources
