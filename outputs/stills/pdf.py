"""PDF: the drawing as vectors with its fonts embedded, and metadata.

It contains no clock, so one request to one version of an atlas always gives the same bytes.
"""

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.news.pictures import draw_picture
from outputs.metadata.about import describe
from outputs.stills.brand_fonts import find_fonts
from outputs.stills.typeset import typeset

_DOCUMENT = """\
#set page(width: {across}, height: {down}, margin: 0pt, fill: none)
#set document(
  title: sys.inputs.title, author: sys.inputs.author, description: sys.inputs.alt,
  keywords: (sys.inputs.permalink, sys.inputs.version), date: none,
)
#set text(lang: sys.inputs.lang)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, fit: "stretch", alt: sys.inputs.alt)
"""


def write_pdf(atlas: Atlas, request: Request) -> bytes:
    """Return a still as a PDF of one page, in points or in mm as requested."""
    width, height, _ = request.pixels
    across, down = (f"{side}mm" for side in request.paper) if request.paper else (f"{width}pt", f"{height}pt")
    about = describe(atlas, request)
    inputs = {
        "svg": draw_picture(atlas, request),
        "title": about.title,
        "author": about.credit or about.title,
        "alt": about.alt,
        "permalink": about.permalink,
        "version": about.version,
        "lang": about.language,
    }
    return typeset(_DOCUMENT.format(across=across, down=down), "pdf", inputs, find_fonts(atlas))
