"""Fonts of an atlas for browsers: cut to the letters in use, and the rules by which pages find them.

They have the name of the pinned fonts, so a browser takes each letter from the file that has it.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from atlas.fonts.cut_font import cut_font
from atlas.fonts.font_file import FontFile
from atlas.fonts.font_stack import PINNED, FontStack, list_unpinned
from atlas.model.atlas import Atlas
from atlas.texts.letters import list_unpinned_letters

FONTS_AT = "fonts/"
"""The address of the fonts of an atlas on a server."""
FAMILY = "Noto Sans"
"""The family of the pinned fonts on pages."""


def format_face(weight: int, source: str, letters: Iterable[str] = ()) -> str:
    """Return the rule for a font of the pages in a weight, used for some letters, or else for all it has."""
    ranges = f";unicode-range:{format_ranges(letters)}" if letters else ""
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};src:url({source}) format("woff2"){ranges}}}'
    )


def format_ranges(letters: Iterable[str]) -> str:
    """Return letters as ranges of a style sheet: U+1000-1003,U+200d."""
    codes = sorted(set(map(ord, letters)))
    breaks = [number for number, (code, following) in enumerate(pairwise(codes), 1) if following > code + 1]
    runs = (codes[begin:end] for begin, end in pairwise([0, *breaks, len(codes)]))
    return ",".join(f"U+{run[0]:x}" + (f"-{run[-1]:x}" if len(run) > 1 else "") for run in runs if run)


def share_letters(fonts: FontStack, text: str, weight: int) -> Mapping[FontFile, str]:
    """Return the fonts in which the letters of a text are set that the pinned fonts lack, each with these."""
    shared: dict[FontFile, str] = {}
    for letter in sorted(list_unpinned(text)):
        if font := fonts.find_file(letter, weight):
            shared[font] = shared.get(font, "") + letter
    return shared


@lru_cache(maxsize=64)
def pack_letters(font: FontFile, letters: str) -> bytes:
    """Return a font with only some letters, as WOFF2; always the same bytes."""
    # Only atlases with such letters need it, and it takes time to import.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    packed = io.BytesIO()
    with TTFont(io.BytesIO(cut_font(font, letters).data), recalcTimestamp=False) as cut:
        cut.flavor = "woff2"
        cut.save(packed, reorderTables=False)
    return packed.getvalue()


def list_page_fonts(atlas: Atlas) -> dict[str, tuple[int, FontFile, str]]:
    """Return the fonts that pages need, by the names of their files: weight, font and letters.

    An atlas of an earlier day has those of the whole, which the server has.
    """
    while atlas.whole:
        atlas = atlas.whole
    if not atlas.fonts.more:
        return {}
    return dict(_name_fonts(atlas))


def _name_fonts(atlas: Atlas) -> Iterator[tuple[str, tuple[int, FontFile, str]]]:
    text = "".join(list_unpinned_letters(atlas))
    for weight in PINNED:
        for number, (font, letters) in enumerate(share_letters(atlas.fonts, text, weight).items()):
            yield f"{atlas.version}-{weight}-{number}.woff2", (weight, font, letters)


def format_font_css(atlas: Atlas, fonts_at: str) -> str:
    """Return the rules for the fonts of an atlas, whose files lie at an address."""
    return "".join(
        format_face(weight, f"{fonts_at}{name}", letters)
        for name, (weight, _, letters) in list_page_fonts(atlas).items()
    )
