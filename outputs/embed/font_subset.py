"""Typefaces: the glyphs that a page needs, cut from the pinned fonts, as WOFF2 inside its own style.

Knows fonts; knows no atlas. The same text gives the same bytes.
"""

import base64
import io
from functools import lru_cache

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from layers.svg.text_width import FOLDER

_FILES = {400: "NotoSans-Regular.ttf", 600: "NotoSans-SemiBold.ttf"}
FAMILY = "Noto Sans"
_JOINING = ("ccmp", "locl", "init", "medi", "fina", "isol", "rlig", "calt", "liga")
_PLACING = ("mark", "mkmk")
"""What joins letters and places marks; the rest (small capitals, fractions …) no page of ours asks for."""

_TONGUES = ("DFLT.dflt", "latn.dflt", "arab.dflt")
"""The scripts that pages are written in; forms that only single languages ask for are left out."""
_UNITS = 256
"""How finely outlines are drawn, in parts of an em: within a fiftieth of a pixel in letters of 10 px."""


def format_faces(texts: dict[int, str], *, marks: bool = True) -> str:
    """Return @font-face rules that hold just the letters of a text for each weight.

    Without `marks` the browser places the marks over letters, which the font would place more finely.
    """
    return "".join(_format_face(weight, "".join(sorted(set(text))), marks) for weight, text in texts.items())


@lru_cache(maxsize=64)
def _format_face(weight: int, letters: str, marks: bool) -> str:
    data = base64.b64encode(cut_font(weight, letters, marks)).decode()
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};'
        f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
    )


def cut_font(weight: int, letters: str, marks: bool = True) -> bytes:
    """Return a font with the glyphs of some letters, in all the forms they join in, as WOFF2."""
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_scripts = list(_TONGUES)
    options.layout_features = [*_JOINING, *(_PLACING if marks else ())]
    options.notdef_outline = False
    options.name_IDs = [0, 13, 14]
    with TTFont(FOLDER / _FILES[weight], recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=letters)
        cutter.subset(font)
        scale_upem(font, _UNITS)
        written = io.BytesIO()
        font.flavor = "woff2"
        font.save(written)
    return written.getvalue()
