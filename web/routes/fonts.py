"""`/fonts/<file>`: the fonts of an atlas for letters that the program lacks."""

from flask import Blueprint, Response, abort

from outputs.html.more_fonts import FONTS_AT, list_page_fonts, pack_letters
from web.http.conditional import answer_bytes
from web.services.live_atlas import Current

_A_YEAR = 31_536_000


def build_fonts(current: Current) -> Blueprint:
    """Return the route of the fonts."""
    fonts = Blueprint("fonts", __name__)

    @fonts.get(f"/{FONTS_AT}<name>")
    def on_font(name: str) -> Response:
        listed = list_page_fonts(current.atlas)
        if name not in listed:
            abort(404, f'There is no font "{name[:80]}" in this atlas.')
        _, font, letters = listed[name]
        response = answer_bytes(name, "font/woff2", lambda: pack_letters(font, letters))
        response.cache_control.max_age = _A_YEAR
        return response

    return fonts
