"""Share: what the dialog is told of formats, sizes and columns, and `/about.json?…`: the texts of a picture.

Knows which file is of which kind; the outputs know how each is made, the dialog how it is offered.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from flask import Blueprint, Response

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.options import SIZES
from atlas.request.request import Request, format_query
from outputs.data.data import COLUMNS
from outputs.embed.reserved_box import BOXES
from outputs.metadata.about import describe
from outputs.writers import OUTPUTS
from text.translations import Words
from web.http.etag import ROOT, stamp
from web.http.guard import is_fresh
from web.http.query import ask
from web.services.live_atlas import Current
from web.services.render_cache import Renders

Kind = Literal["still", "film", "data"]
_NAMES = {"geojson": "GeoJSON", "webp": "WebP"}
_FILMS = ("image/gif", "video/")
_STILLS = ("image/", "application/pdf")
_SAID = (
    "close", "date_form", "date_wrong", "known_on", "offline", "shown", "step_change", "step_day",
    "step_month", "theme_auto", "theme_dark", "theme_light", "theme_print",
)  # fmt: skip
"""What the page and its dialog say beside the words that are theirs alone (`share_…`)."""


def find_formats(*kinds: Kind) -> list[dict[str, str]]:
    """Return id and name of the formats of some kinds, in the order of the outputs but PNG first."""
    found = [suffix for suffix, output in OUTPUTS.items() if _kind(output.media_type) in kinds]
    found.sort(key=lambda suffix: suffix != "png")
    return [{"id": suffix, "name": _NAMES.get(suffix, suffix.upper())} for suffix in found]


def _kind(media_type: str) -> Kind:
    if media_type.startswith(_FILMS):
        return "film"
    return "still" if media_type.startswith(_STILLS) else "data"


def tell_share(routes: frozenset[str]) -> Mapping[str, Any]:
    """Return what the dialog offers; `routes` are the addresses that this server answers."""
    return {
        "stills": find_formats("still"),
        "data": find_formats("data"),
        "columns": list(COLUMNS),
        "sizes": [
            {"id": name, "width": width, "height": height, "scale": scale}
            for name, (width, height, scale) in SIZES.items()
        ],
        "embed": _tell_embed(routes),
        "films": find_formats("film") if "/films" in routes else [],
    }


def _tell_embed(routes: frozenset[str]) -> dict[str, Any] | None:
    """Return what an embed can be here: frozen, fitted by a script, found by oEmbed; and its boxes."""
    if "/embed" not in routes:
        return None
    return {
        "frozen": any(route.startswith("/embed/<") for route in routes),
        "script": (ROOT / "assets" / "embed.js").is_file(),
        "oembed": "/oembed" in routes,
        "boxes": {name: {"height": box.least, "style": box.style} for name, box in BOXES.items()},
    }


def say_share(words: Words) -> dict[str, str]:
    """Return the words of the page around the player."""
    return {key: text for key, text in words.table.items() if key.startswith("share_") or key in _SAID}


def build_share(current: Current, renders: Renders) -> Blueprint:
    """Return the route of the texts that go with a picture."""
    share = Blueprint("share", __name__)

    @share.get("/about.json")
    def on_about() -> Response:
        atlas = current.atlas
        request = ask(atlas)
        etag = stamp(atlas, "about", format_query(atlas, request))
        response = Response(status=304)
        if not is_fresh(etag):
            data = renders.get(etag, lambda: _write_about(atlas, request))
            response = Response(data, mimetype="application/json")
        response.set_etag(etag)
        return response

    return share


def _write_about(atlas: Atlas, request: Request) -> bytes:
    return json.dumps(asdict(describe(narrow(atlas, request), request)), ensure_ascii=False).encode()
