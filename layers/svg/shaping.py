"""Shaping: a run of text in one font and one direction as glyphs with their places, by HarfBuzz."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz

from atlas.fonts.font_file import FontFile
from atlas.fonts.font_stack import FOLDER


class Glyph(NamedTuple):
    """A glyph of a font, how far it is moved from where the line is, and how far it moves the line."""

    number: int
    across: float
    up: float
    advance: float


@lru_cache(maxsize=16)
def open_font(file: FontFile | str) -> uharfbuzz.Font:
    """Return a font to shape and draw with: one that an atlas brings, or a pinned one by its style."""
    if isinstance(file, FontFile):
        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(file.data)))
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FOLDER / f"NotoSans-{file}.ttf"))))


def shape(font: uharfbuzz.Font, run: str, direction: str) -> Iterator[Glyph]:
    """Yield the glyphs of a run from left to right; `direction` is that of reading, ltr or rtl."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run)
    buffer.direction = direction
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield Glyph(info.codepoint, place.x_offset, place.y_offset, place.x_advance)


def measure_run(file: FontFile, run: str, direction: str) -> float:
    """Return the width of a run in em."""
    font = open_font(file)
    return sum(glyph.advance for glyph in shape(font, run, direction)) / float(font.face.upem)
