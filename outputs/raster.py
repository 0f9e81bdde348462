"""PNG and WebP: the drawing rasterised by typst with the pinned fonts, and what the file says about itself.

No clock and no system font goes in, so one request to one version of an atlas is always the same bytes.
"""

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, cast

import typst
from PIL import Image

from atlas.model import Atlas
from atlas.request import Request
from layers.drawing import draw_map
from layers.lettering import FOLDER as FONTS
from outputs.about import TOOL, About, describe, format_xmp
from outputs.chunks import add_chunks, make_resolution, make_text

_POINTS_PER_INCH = 72


class RasterError(RuntimeError):
    """The rasteriser failed on a drawing: a fault of the program, not of the request."""


def write_png(atlas: Atlas, request: Request) -> bytes:
    """Return a still as a PNG of request.pixels' size times its scale, with texts, XMP and resolution."""
    png = rasterise(draw_map(atlas, request), request.pixels_of_still, request.transparent)
    # A px of the drawing is a point of paper: the size `print` is A4, every other in proportion.
    resolution = make_resolution(_POINTS_PER_INCH * request.pixels[2])
    return add_chunks(png, [resolution, *_texts(describe(atlas, request))])


def write_webp(atlas: Atlas, request: Request) -> bytes:
    """Return a still as a WebP without loss, of the same pixels as the PNG, with XMP."""
    drawn = rasterise(draw_map(atlas, request), request.pixels_of_still, request.transparent)
    mode = "RGBA" if request.transparent else "RGB"
    whole = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as picture:
        packet = format_xmp(describe(atlas, request)).encode()
        picture.convert(mode).save(whole, "WEBP", lossless=True, quality=50, method=4, xmp=packet)
    return whole.getvalue()


def rasterise(svg: str, size: tuple[int, int], transparent: bool = False) -> bytes:
    """Return an SVG as a PNG of exactly size pixels; what it leaves bare is white or transparent."""
    wide, high = size
    # One point of the page is one pixel: no factor is left that could round a size up or down.
    page = f"width: {wide}pt, height: {high}pt, margin: 0pt{', fill: none' if transparent else ''}"
    image = f'bytes(sys.inputs.svg), format: "svg", width: {wide}pt, height: {high}pt, fit: "stretch"'
    return typeset(f"#set page({page})\n#image({image})", "png", {"svg": svg})


def typeset(document: str, form: Literal["png", "pdf"], inputs: Mapping[str, str]) -> bytes:
    """Return a document of typst, which finds texts in `sys.inputs`, as a PNG or a PDF."""
    # A compiler of its own for each picture: one alone can't be shared between threads.
    compiler = typst.Compiler(root=str(FONTS), font_paths=_load_fonts(), ignore_system_fonts=True)
    try:
        drawn = compiler.compile(
            document.encode(), format=form, ppi=_POINTS_PER_INCH, sys_inputs=dict(inputs)
        )
    except BaseException as error:
        # A panic of the compiler is no Exception, and would end the thread that serves a request.
        if isinstance(error, typst.TypstError) or type(error).__name__ == "PanicException":
            raise RasterError(f"typst can’t draw this picture: {error}") from error
        raise
    return cast(bytes, drawn)


@lru_cache(maxsize=1)
def _load_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _texts(about: About) -> list[bytes]:
    """Return the text chunks. There is no Creation Time: it would be a clock, or untrue."""
    texts = {
        "Title": about.title,
        "Description": about.alt,
        "Author": about.credit,
        "Copyright": about.licence,
        "Software": TOOL,
        "Source": about.permalink,
        "Date shown": about.day,
        "Known on": about.known,
        "Sources to": about.sources_to,
        "Atlas version": about.version,
    }
    chunks = [make_text(keyword, text) for keyword, text in texts.items() if text]
    sources = make_text("Sources", "\n".join(about.sources), compressed=True)
    return [*chunks, sources, make_text("XML:com.adobe.xmp", format_xmp(about))]
