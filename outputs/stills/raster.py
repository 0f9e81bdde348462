"""PNG, WebP, JPEG and AVIF: the drawing rasterised by typst with the pinned fonts, and metadata.

No clock and no system font is used, so one request to one version of an atlas always gives the same bytes.
"""

import io
from dataclasses import replace

from PIL import Image

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import Request
from layers.news.pictures import draw_picture
from layers.still.layout import fonts_of
from outputs.metadata.about import TOOL, About, describe, format_xmp
from outputs.stills.brand_fonts import find_fonts
from outputs.stills.png_chunks import add_chunks, make_resolution, make_text
from outputs.stills.text_outlines import outline_text
from outputs.stills.typeset import POINTS_PER_INCH, rasterise

_MOST_XMP = 65_000


def write_png(atlas: Atlas, request: Request) -> bytes:
    """Return a still as a PNG of request.pixels' size times its scale, with texts, XMP and resolution."""
    png = _rasterise(atlas, request)
    # A px of the drawing is a point on paper: the size `print` is A4, every other in proportion.
    resolution = make_resolution(POINTS_PER_INCH * request.pixels[2])
    return add_chunks(png, [resolution, *_texts(describe(atlas, request))])


def write_webp(atlas: Atlas, request: Request) -> bytes:
    """Return a still as a lossless WebP of the same pixels as the PNG, with XMP."""
    return _encode(atlas, request, "WEBP", lossless=True, quality=50, method=4)


def write_jpeg(atlas: Atlas, request: Request) -> bytes:
    """Return a still as a JPEG with XMP; RequestError if it is to be transparent."""
    if request.transparent:
        raise RequestError("transparent", "1", "A JPEG cannot be transparent. Use png, webp or avif.")
    # The edges of letters need the colour of each pixel (4:4:4), and little loss.
    dots = POINTS_PER_INCH * request.pixels[2]
    lossy = {"quality": 95, "subsampling": "4:4:4", "optimize": True, "progressive": True}
    return _encode(atlas, request, "JPEG", dpi=(dots, dots), **lossy)


def write_avif(atlas: Atlas, request: Request) -> bytes:
    """Return a still as an AVIF with XMP, about half as large as the PNG."""
    # One thread, because the bytes depend on how many there are.
    return _encode(atlas, request, "AVIF", quality=90, subsampling="4:4:4", speed=8, max_threads=1)


def _rasterise(atlas: Atlas, request: Request) -> bytes:
    drawn = outline_text(draw_picture(atlas, request), fonts_of(atlas), every=False)
    return rasterise(drawn, request.pixels_of_still, request.transparent, find_fonts(atlas))


def _encode(atlas: Atlas, request: Request, form: str, **options: object) -> bytes:
    """Return a still in a format of Pillow, with XMP."""
    drawn, about, whole = _rasterise(atlas, request), describe(atlas, request), io.BytesIO()
    packet = format_xmp(about).encode()
    if form == "JPEG" and len(packet) > _MOST_XMP:
        # A JPEG has room for 64 KB: the list of sources is left to the permalink.
        packet = format_xmp(replace(about, sources=())).encode()
    with Image.open(io.BytesIO(drawn)) as picture:
        mode = "RGBA" if request.transparent else "RGB"
        picture.convert(mode).save(whole, form, xmp=packet, **options)
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
