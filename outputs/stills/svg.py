"""SVG: the drawing as a document of its own, with title, description and Dublin Core metadata.

Its groups are named layers, and its letters name their fonts, or are outlines if the request asks for them.
"""

import re

from atlas.fonts.font_file import FACE
from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.news.pictures import draw_picture
from layers.still.layout import fonts_of
from layers.svg.elements import el, serialise
from outputs.metadata.about import describe, rdf
from outputs.stills.drawing_layers import name_layers, part_halos
from outputs.stills.text_outlines import outline_text
from text.translations import words_for

_FONTS = re.compile(r'font-family="([^"]*)"')
_GENERIC = frozenset({"sans-serif", "serif"})


def write_svg(atlas: Atlas, request: Request) -> bytes:
    """Return a still as an SVG file in UTF-8."""
    about, drawn = describe(atlas, request), part_halos(draw_picture(atlas, request))
    drawn = drawn.replace(f", {FACE}", "")
    fonts = [] if request.text == "outline" else _list_fonts(drawn)
    head = (
        el("title", about.title, id="map-title"),
        el("desc", about.alt, id="map-desc"),
        el("metadata", rdf(about, fonts)),
    )
    # The drawing is markup already; no text of an atlas contains a bare ">", so its first one ends the root.
    drawn = outline_text(drawn, fonts_of(atlas)) if request.text == "outline" else drawn
    root, _, drawing = name_layers(drawn, words_for(request)).partition(">")
    opened = f'{root} role="img" aria-labelledby="map-title map-desc">'
    return "".join([opened, *(serialise(part) for part in head), drawing]).encode()


def _list_fonts(svg: str) -> list[str]:
    """Return the families that a drawing names, each once."""
    families = [name.strip() for listed in _FONTS.findall(svg) for name in listed.split(",")]
    return [name for name in dict.fromkeys(families) if name not in _GENERIC]
