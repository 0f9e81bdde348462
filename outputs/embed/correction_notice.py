"""Correction notice: the text of a pinned embed after data in its view has been corrected."""

import json
from dataclasses import replace
from typing import Any

from atlas.history.version_diff import Span, find_changed
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.request.narrow import narrow
from atlas.request.request import Request, default_request, permalink
from layers.geometry.viewport import visible_bbox
from text.translations import Words, words_for

MOST_PLACES = 20


def write_corrected(old: Atlas, newest: Atlas, request: Request, published: int, home: str) -> bytes:
    """Return JSON: when a version was published and what has been corrected since in the view of a request.

    `text`, `link` and `href` are present only if something has been; `home` leads from the embed to the whole
    map, without its query.
    """
    words = words_for(request)
    bbox, span = visible_bbox(old, request), _span(old, newest, request)
    now = replace(request, known=newest.latest_source)
    changed = find_changed(narrow(old, request), narrow(newest, now), bbox, span)
    ordered = sorted(changed.items(), key=lambda change: (change[1], change[0]))[:MOST_PLACES]
    places = [
        {"place": place, "name": _name(old, newest, place, words), "since": format_day(day)}
        for place, day in ordered
    ]
    notice: dict[str, Any] = {"published": format_day(published), "changed": places}
    if changed:
        notice["text"] = words.format("corrected", date=words.day(published))
        notice["link"] = words["corrected_link"]
        notice["href"] = home + _now(newest, request)
    return json.dumps(notice, ensure_ascii=False).encode()


def _span(old: Atlas, newest: Atlas, request: Request) -> Span:
    """Return the days that the embed can show, with its own information date and the latest."""
    meta = old.meta
    if request.controls == "none":
        days = sorted((request.date, request.date if request.compare is None else request.compare))
        return Span(days[0], days[-1], request.known, newest.latest_source)
    first = meta.first if request.start is None else request.start
    last = meta.last if request.end is None else request.end
    return Span(first, last, request.known, newest.latest_source)


def _name(old: Atlas, newest: Atlas, place: str, words: Words) -> str:
    entry = newest.places.get(place) or old.places.get(place)
    return entry.name.translate(words.language) if entry else ""


def _now(newest: Atlas, request: Request) -> str:
    """Return the link to the same map in the newest version, as far as it has the same options."""
    default = default_request(newest)
    view = request.view if request.view in newest.views else default.view
    lang = request.lang if request.lang in newest.meta.languages else default.lang
    now = Request(
        date=min(max(request.date, newest.meta.first), newest.meta.last),
        known=default.known,
        view=view,
        bbox=request.bbox,
        lang=lang,
        theme=request.theme,
        borders=request.borders if request.borders in newest.policies else default.borders,
        start=default.start,
        end=default.end,
    )
    return permalink(newest, now).lstrip("/").replace(f"&known={format_day(default.known)}", "")
