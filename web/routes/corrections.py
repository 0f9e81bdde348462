"""`/corrections`: what changed on the map between two information dates, as a page and as an Atom feed."""

from typing import cast

from flask import Blueprint, Response
from flask import request as http_request

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.request.options import PARSERS
from atlas.request.parsers import RequestError
from atlas.request.request import default_request
from outputs.html.atom import ATOM
from web.http.base_url import find_base
from web.http.conditional import answer_bytes, digest
from web.http.query import read_words
from web.pages.article import answer_article
from web.pages.corrections import render_corrections
from web.pages.corrections_feed import format_feed
from web.services.live_atlas import Current

YEAR = 365


def build_corrections(current: Current) -> Blueprint:
    """Return the routes of the page and of the feed."""
    corrections = Blueprint("corrections", __name__)

    @corrections.get("/corrections")
    def on_corrections() -> Response:
        atlas = current.atlas
        return answer_article(render_corrections(atlas, *_days(atlas), read_words(atlas.meta.granularity)))

    @corrections.get("/corrections.xml")
    def on_feed() -> Response:
        atlas = current.atlas
        known = _day(atlas, "known", atlas.latest_source) if "known" in http_request.args else None
        feed = format_feed(atlas, find_base(), read_words().language, known)
        return answer_bytes(digest(feed), ATOM, lambda: feed)

    return corrections


def _days(atlas: Atlas) -> tuple[int, int, int]:
    """Read the two information dates and the day of the map; RequestError if one is not allowed."""
    default = default_request(atlas)
    until = _day(atlas, "to", default.known)
    since = _day(atlas, "from", max(until - YEAR, atlas.meta.first))
    if since > until:
        raise RequestError("to", format_day(until), f"It is before from ({format_day(since)}). Swap the two.")
    return since, until, _day(atlas, "date", default.date)


def _day(atlas: Atlas, option: str, default: int) -> int:
    text = http_request.args.get(option, "")
    try:
        parse = PARSERS["date" if option == "date" else "known"]
        return cast("int", parse(atlas, text)) if text else default
    except RequestError as error:
        raise RequestError(option, error.value, error.allowed) from None
