"""Font files of a brand: TTF, OTF or WOFF2 as fonts that can be drawn with, and their weight and letters."""

import io
import re
import struct
from typing import Any

from atlas.fonts.font_file import FACE, FontFile
from atlas.model.faults import Fault, Faults

MOST_BYTES = 2 * 1024 * 1024
MOST_FILES = 8
SUFFIXES = (".ttf", ".otf", ".woff2")
_FAMILY, _STYLE, _FULL, _POSTSCRIPT = 1, 2, 4, 6
_STYLED = (16, 17, 21, 22, 25)
"""Entries of the name table that would go before family and style."""


def read_font(file: str, data: bytes, family: str, faults: Faults) -> FontFile | None:
    """Return the font in a file, named after `family`; None if it cannot be used, which is reported."""
    # Only brands with fonts need it, and it takes time to import.
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415

    if len(data) > MOST_BYTES:
        rule = f"is larger than {MOST_BYTES // 1024 // 1024} MB, the limit for a font"
        faults.add(Fault(file, rule, "Leave out the scripts that you do not write"))
        return None
    try:
        font = TTFont(io.BytesIO(data), lazy=False, recalcTimestamp=False)
        letters = "".join(sorted(map(chr, font.getBestCmap())))
        weight = int(font["OS/2"].usWeightClass)
        rule, cure = _find_problem(font)
        _name(font, family, weight)
        font.flavor, whole = None, io.BytesIO()
        font.save(whole)
    except (TTLibError, KeyError, ValueError, TypeError, AssertionError, struct.error, EOFError) as error:
        rule, cure = f"is not a font ({error})", f"Give a file that ends in {', '.join(SUFFIXES)}"
    if rule:
        faults.add(Fault(file, rule, cure))
        return None
    return FontFile(weight, whole.getvalue(), letters)


def _find_problem(font: Any) -> tuple[str, str]:  # noqa: ANN401 - a font of fontTools, which has no types
    if "fvar" in font:
        return "is a variable font", "Give a static file for each weight, such as 400 and 600"
    if font["post"].italicAngle:
        return "is italic", "Give the upright file; pictures use no italics of a brand"
    return "", ""


def _name(font: Any, family: str, weight: int) -> None:  # noqa: ANN401
    """Give a font the names by which it is found and listed: files of one family often have others."""
    table = font["name"]
    for id_ in _STYLED:
        table.removeNames(nameID=id_)
    plain = re.sub(r"[^A-Za-z0-9]", "", family) or "Brand"
    names = {
        _FAMILY: FACE, _STYLE: "Regular", _FULL: f"{family} {weight}", _POSTSCRIPT: f"{plain}-{weight}",
    }  # fmt: skip
    for id_, text in names.items():
        table.removeNames(nameID=id_)
        table.setName(text, id_, 3, 1, 0x409)
