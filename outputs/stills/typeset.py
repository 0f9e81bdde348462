"""Typesetting: a typst document as a PNG or a PDF, with the pinned fonts and no others.

Run as a program, it is a worker: it reads drawings from its input and writes their pixels to its output, so
that several can be rasterised at once (typst keeps Python's lock). It imports nothing from the project, to
start fast.
"""

import io
import struct
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Literal, cast

import typst
from PIL import Image

POINTS_PER_INCH = 72
HEADER = struct.Struct(">III")
"""The header of a drawing on the input of a worker: its length in bytes, width and height in pixels."""
_FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"


class RasterError(RuntimeError):
    """Raised when the rasteriser fails on a drawing: a fault of the program, not of the request."""


def rasterise(svg: str, size: tuple[int, int], transparent: bool = False, fonts: str = "") -> bytes:
    """Return an SVG as a PNG of exactly size pixels; bare ground is white or transparent.

    `fonts` is a folder with more fonts than the pinned ones, those of a brand.
    """
    wide, high = size
    # One point of the page is one pixel: no factor is left that could round a size up or down.
    page = f"width: {wide}pt, height: {high}pt, margin: 0pt{', fill: none' if transparent else ''}"
    image = f'bytes(sys.inputs.svg), format: "svg", width: {wide}pt, height: {high}pt, fit: "stretch"'
    return typeset(f"#set page({page})\n#image({image})", "png", {"svg": svg}, fonts)


def typeset(document: str, form: Literal["png", "pdf"], inputs: Mapping[str, str], fonts: str = "") -> bytes:
    """Return a typst document, which reads texts from `sys.inputs`, as a PNG or a PDF."""
    # A compiler for each picture, because one cannot be shared between threads.
    compiler = typst.Compiler(root=str(_FONTS), font_paths=_load_fonts(fonts), ignore_system_fonts=True)
    try:
        drawn = compiler.compile(document.encode(), format=form, ppi=POINTS_PER_INCH, sys_inputs=dict(inputs))
    except BaseException as error:
        # A panic of the compiler is not an Exception and cannot be imported, so only its name identifies it.
        if isinstance(error, typst.TypstError) or type(error).__name__ == "PanicException":
            raise RasterError(f"The image could not be drawn: {error}") from error
        raise
    return cast(bytes, drawn)


@lru_cache(maxsize=8)
def _load_fonts(more: str) -> typst.Fonts:
    folders = [str(_FONTS), *([more] if more else [])]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def serve(drawings: BinaryIO, pixels: BinaryIO, fonts: str = "") -> None:
    """Answer each drawing with its pixels, three bytes each, until the input ends."""
    while header := drawings.read(HEADER.size):
        length, width, height = HEADER.unpack(header)
        png = rasterise(drawings.read(length).decode(), (width, height), fonts=fonts)
        with Image.open(io.BytesIO(png)) as picture:
            pixels.write(picture.convert("RGB").tobytes())
        pixels.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, *sys.argv[1:2])
