"""PNG and WebP: the drawing rasterised by typst with the pinned fonts, and metadata.

No clock and no system font is used, so one request to one version of an atlas always gives the same bytes.
"""

import io

from PIL import Image

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.news.pictures import draw_picture
from outputs.metadata.about import TOOL, About, describe, format_xmp
from outputs.stills.png_chunks import add_chunks, make_resolution, make_text
from outputs.stills.typeset import POINTS_PER_INCH, rasterise


def write_png(atlas: Atlas, request: Request) -> bytes:
    """Return a still as a PNG of request.pixels' size times its scale, with texts, XMP and resolution."""
    png = rasterise(draw_picture(atlas, request), request.pixels_of_still, request.transparent)
    # A px of the drawing is a point on paper: the size `print` is A4, every other in proportion.
    resolution = make_resolution(POINTS_PER_INCH * request.pixels[2])
    return add_chunks(png, [resolution, *_texts(describe(atlas, request))])


def write_webp(atlas: Atlas, request: Request) -> bytes:
    """Return a still as a lossless WebP of the same pixels as the PNG, with XMP."""
    drawn = rasterise(draw_picture(atlas, request), request.pixels_of_still, request.transparent)
    mode = "RGBA" if request.transparent else "RGB"
    whole = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as picture:
        packet = format_xmp(describe(atlas, request)).encode()
        picture.convert(mode).save(whole, "WEBP", lossless=True, quality=50, method=4, xmp=packet)
    return whole.getvalue()


def _texts(about: About) -> list[bytes]:
    """Return the text chunks. There is no Creation Time, which would need a clock or be untrue."""
    texts = {
        "Title": about.title,
        "Description": about.alt,
        "Caption": about.caption,
        "Author": about.credit,
        "Copyright": about.licence,
        "Software": TOOL,
        "Source": about.permalink,
        "Date shown": about.day,
        "Information date": about.known,
        "Latest source": about.sources_to,
        "Atlas version": about.version,
    }
    chunks = [make_text(keyword, text) for keyword, text in texts.items() if text]
    sources = make_text("Sources", "\n".join(about.sources), compressed=True)
    return [*chunks, sources, make_text("XML:com.adobe.xmp", format_xmp(about))]
