"""PNG: the drawing rasterised by typst with the pinned fonts, and what the file says about itself.

No clock and no system font goes in, so one request to one version of an atlas is always the same bytes.
"""

from functools import lru_cache
from typing import cast

import typst

from atlas.model import Atlas
from atlas.request import Request
from layers.canvas import Markup, el, serialise
from layers.drawing import draw_map
from layers.lettering import FOLDER as FONTS
from outputs.about import TOOL, About, describe, rdf
from outputs.chunks import add_chunks, make_resolution, make_text

_POINTS_PER_INCH = 72
_XMP_START = Markup('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>')
_XMP_END = Markup('<?xpacket end="r"?>')


class RasterError(RuntimeError):
    """The rasteriser failed on a drawing: a fault of the program, not of the request."""


def write_png(atlas: Atlas, request: Request) -> bytes:
    """Return a still as a PNG of request.pixels' size times its scale, with texts, XMP and resolution."""
    width, height, scale = request.pixels
    size = round(width * scale), round(height * scale)
    png = rasterise(draw_map(atlas, request), size, request.transparent)
    about = describe(atlas, request)
    # A px of the drawing is a point of paper: the size `print` is A4, every other in proportion.
    return add_chunks(png, [make_resolution(_POINTS_PER_INCH * scale), *_texts(about)])


def rasterise(svg: str, size: tuple[int, int], transparent: bool = False) -> bytes:
    """Return an SVG as a PNG of exactly size pixels; what it leaves bare is white or transparent."""
    wide, high = size
    # One point of the page is one pixel: no factor is left that could round a size up or down.
    page = f"width: {wide}pt, height: {high}pt, margin: 0pt{', fill: none' if transparent else ''}"
    image = f'bytes(sys.inputs.svg), format: "svg", width: {wide}pt, height: {high}pt, fit: "stretch"'
    # A compiler of its own for each picture: one alone can't be shared between threads.
    compiler = typst.Compiler(root=str(FONTS), font_paths=_load_fonts(), ignore_system_fonts=True)
    document = f"#set page({page})\n#image({image})".encode()
    try:
        drawn = compiler.compile(document, format="png", ppi=_POINTS_PER_INCH, sys_inputs={"svg": svg})
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
        "Atlas version": about.version,
    }
    chunks = [make_text(keyword, text) for keyword, text in texts.items() if text]
    sources = make_text("Sources", "\n".join(about.sources), compressed=True)
    return [*chunks, sources, make_text("XML:com.adobe.xmp", _xmp(about))]


def _xmp(about: About) -> str:
    packet = el("x:xmpmeta", rdf(about), **{"xmlns:x": "adobe:ns:meta/"})
    return "".join(serialise(part) for part in (_XMP_START, packet, _XMP_END))
