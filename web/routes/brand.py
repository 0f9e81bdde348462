"""`/brand/<file>`: the fonts of the newsroom's brand, under names that change with it."""

from flask import Blueprint, Response, abort

from outputs.html.brand import name_font, pack_font
from web.http.conditional import answer_bytes
from web.services.live_atlas import Current

FONTS_AT = "brand/"
_A_YEAR = 31_536_000


def build_brand(current: Current) -> Blueprint:
    """Return the route of the fonts."""
    brand = Blueprint("brand", __name__)

    @brand.get(f"/{FONTS_AT}<name>")
    def on_font(name: str) -> Response:
        own = current.atlas.brand
        files = {name_font(own, file): file for file in own.family.files} if own and own.family else {}
        if name not in files:
            abort(404, f'There is no font "{name[:80]}" in this brand.')
        response = answer_bytes(name, "font/woff2", lambda: pack_font(files[name]))
        response.cache_control.max_age = _A_YEAR
        return response

    return brand
