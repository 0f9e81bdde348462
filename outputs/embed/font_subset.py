"""Font subsets: the glyphs that a page needs, cut from the pinned fonts, as WOFF2 inside its own style.

The same text gives the same bytes. HarfBuzz cuts, fontTools packs.
"""

import base64
import io
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from atlas.fonts.font_stack import FOLDER, FontStack
from outputs.html.more_fonts import format_face, pack_letters, share_letters

FONTS = {400: "NotoSans-Regular", 600: "NotoSans-SemiBold"}
"""The pinned fonts by weight."""
_SCALED = Path(__file__).resolve().parent / "fonts"
UNITS_PER_EM = 192
"""How finely outlines are drawn: within a fortieth of a pixel in letters of 10 px."""

_JOINING = ("ccmp", "init", "medi", "fina", "isol", "rlig", "calt", "liga")
_PLACING = ("mark", "mkmk")
"""What joins letters and places marks; pages use no small capitals, fractions or forms of one language."""
_SCRIPTS = ("DFLT", "latn", "arab")
_LICENCE = (
    "/* Noto Sans: Copyright 2015 Google LLC. All Rights Reserved. "
    "SIL Open Font License, Version 1.1, http://scripts.sil.org/OFL */"
)
"""Once for all weights; the cut fonts themselves contain no names."""


def format_faces(
    texts: Mapping[int, str], weights: Collection[int], fonts: FontStack, *, marks: bool = True
) -> str:
    """Return @font-face rules for some weights with only the letters of their texts, in some fonts.

    Without `marks` the browser places the marks over letters, less exactly than the font would.
    """
    faces = [_format_face(weight, "".join(sorted(set(texts[weight]))), marks) for weight in weights]
    more = (_format_more(fonts, weight, texts[weight]) for weight in weights) if fonts.more else ()
    return "".join([_LICENCE, *faces, *more]) if faces else ""


def _format_more(fonts: FontStack, weight: int, text: str) -> str:
    shared = share_letters(fonts, text, weight).items()
    return "".join(format_face(weight, _inline(pack_letters(font, own)), own) for font, own in shared)


def _inline(data: bytes) -> str:
    return f"data:font/woff2;base64,{base64.b64encode(data).decode()}"


@lru_cache(maxsize=64)
def _format_face(weight: int, letters: str, marks: bool) -> str:
    return format_face(weight, _inline(cut_font(weight, letters, marks)))


def cut_font(weight: int, letters: str, marks: bool = True) -> bytes:
    """Return a font with the glyphs of some letters, in all the forms they join in, as WOFF2."""
    subset_input = hb.SubsetInput()
    subset_input.flags = hb.SubsetFlags.NO_HINTING
    _fill(subset_input.unicode_set, map(ord, letters))
    _fill(subset_input.layout_feature_tag_set, map(_tag, (*_JOINING, *(_PLACING if marks else ()))))
    _fill(subset_input.layout_script_tag_set, map(_tag, _SCRIPTS))
    subset_input.name_id_set.clear()
    cut = hb.subset(_face(weight), subset_input)
    written = io.BytesIO()
    with TTFont(io.BytesIO(cut.blob.data), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(written, reorderTables=False)
    return written.getvalue()


def scale_font(weight: int) -> bytes:
    """Return the pinned font of a weight in `UNITS_PER_EM`; `make fonts` writes it to `scaled_path`."""
    written = io.BytesIO()
    with TTFont(FOLDER / f"{FONTS[weight]}.ttf", recalcTimestamp=False) as font:
        scale_upem(font, UNITS_PER_EM)
        font.save(written)
    return written.getvalue()


@lru_cache(maxsize=2)
def _face(weight: int) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(scaled_path(weight))))


def scaled_path(weight: int) -> Path:
    """Return the file with the scaled font of a weight."""
    return _SCALED / f"{FONTS[weight]}-{UNITS_PER_EM}.ttf"


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _fill(chosen: hb.Set, values: Iterable[int]) -> None:
    chosen.clear()
    chosen.update(values)
