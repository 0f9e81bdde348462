"""PDF: the drawing as vectors with its fonts embedded, and metadata; with layers for a press.

It contains no clock, so one request to one version of an atlas always gives the same bytes.
"""

from collections.abc import Mapping

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.news.pictures import draw_picture
from layers.still.layout import fonts_of
from outputs.metadata.about import describe
from outputs.stills.brand_fonts import find_fonts
from outputs.stills.pdf_layers import split_layers
from outputs.stills.pdf_print import stack_layers
from outputs.stills.text_outlines import outline_text
from outputs.stills.typeset import typeset
from text.translations import words_for

_HEAD = """\
#set page(width: {across}, height: {down}, margin: 0pt, fill: none)
#set document(
  title: sys.inputs.title, author: sys.inputs.author, description: sys.inputs.alt,
  keywords: (sys.inputs.permalink, sys.inputs.version), date: none,
)
#set text(lang: sys.inputs.lang)
"""
_PAGE = '#image(bytes(sys.inputs.{svg}), format: "svg", width: 100%, height: 100%, fit: "stretch"{more})\n'


def write_pdf(atlas: Atlas, request: Request) -> bytes:
    """Return a still as a PDF of one page, in points or in mm; with layers and inks if they are requested."""
    drawn = outline_text(draw_picture(atlas, request), fonts_of(atlas), every=request.text == "outline")
    if not (request.layered or request.bleed or request.ink != "rgb"):
        return _typeset(atlas, request, {"svg": drawn}, ", alt: sys.inputs.alt")
    words = words_for(request)
    layers = split_layers(drawn, words)
    pages = _typeset(atlas, request, {f"layer{number}": layer.svg for number, layer in enumerate(layers)})
    return stack_layers(pages, layers, words, request.bleed, request.ink)


def _typeset(atlas: Atlas, request: Request, drawings: Mapping[str, str], more: str = "") -> bytes:
    """Return a PDF with a page for each drawing, and the metadata of the still."""
    width, height, _ = request.pixels
    across, down = (f"{side}mm" for side in request.paper) if request.paper else (f"{width}pt", f"{height}pt")
    about = describe(atlas, request)
    inputs = {
        **drawings,
        "title": about.title,
        "author": about.credit or about.title,
        "alt": about.alt,
        "permalink": about.permalink,
        "version": about.version,
        "lang": about.language,
    }
    document = _HEAD.format(across=across, down=down)
    document += "#pagebreak()\n".join(_PAGE.format(svg=name, more=more) for name in drawings)
    return typeset(document, "pdf", inputs, find_fonts(atlas))
