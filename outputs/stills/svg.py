"""SVG: the drawing as a document of its own, with title, description and Dublin Core metadata.

Its letters name their fonts, or are outlines if the request asks for them.
"""

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.news.pictures import draw_picture
from layers.svg.elements import el, serialise
from outputs.metadata.about import describe, rdf
from outputs.stills.text_outlines import outline_text


def write_svg(atlas: Atlas, request: Request) -> bytes:
    """Return a still as an SVG file in UTF-8."""
    about = describe(atlas, request)
    head = (
        el("title", about.title, id="map-title"),
        el("desc", about.alt, id="map-desc"),
        el("metadata", rdf(about)),
    )
    # The drawing is markup already; no text of an atlas contains a bare ">", so its first one ends the root.
    drawn = draw_picture(atlas, request)
    root, _, drawing = (outline_text(drawn) if request.text == "outline" else drawn).partition(">")
    opened = f'{root} role="img" aria-labelledby="map-title map-desc">'
    return "".join([opened, *(serialise(part) for part in head), drawing]).encode()
