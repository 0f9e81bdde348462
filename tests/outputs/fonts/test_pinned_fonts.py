"""The pinned fonts have every letter of Latin, Greek and Cyrillic, and common symbols, in every form."""

import re
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from atlas.fonts.font_stack import FOLDER
from layers.svg.text_width import width_of
from outputs.embed.font_subset import FONTS, scaled_path
from tests.conftest import ROOT

SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
SYMBOLS = "№→←↑↓−₴₽₾₸€£≈≤≥′″•●■▲★✓"
LATER = ("GREEK INSTRUMENTAL", "GREEK VOCAL", "GREEK MUSICAL", "GREEK ACROPHONIC")
"""Ancient notes and numerals beyond U+FFFF, which Noto Sans leaves to a font of their own."""
_RULE = re.compile(r"@font-face \{(.*?)\}", re.DOTALL)
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


def list_letters() -> str:
    """Return the letters of the three scripts that were in Unicode when the fonts were made (12.0)."""
    newer = {*"ꭩꭨ", *map(chr, range(0xA7C0, 0xA7F3)), *map(chr, range(0x2C2F, 0x2C60))}
    letters = [
        char
        for char in map(chr, range(0x21, 0xFFFF))
        if unicodedata.category(char)[0] == "L"
        and unicodedata.name(char, "").startswith(SCRIPTS)
        and char not in newer
    ]
    return "".join(letters)


def letters_of(path: Path) -> set[str]:
    with TTFont(path) as font:
        return set(map(chr, font.getBestCmap()))


@pytest.mark.parametrize("font", ["NotoSans-Regular", "NotoSans-SemiBold", "NotoSans-Italic"])
def test_a_picture_has_every_letter_of_three_scripts(font: str) -> None:
    wanted = set(list_letters() + SYMBOLS)
    assert len(wanted) > 1500
    assert wanted - letters_of(FOLDER / f"{font}.ttf") == set()


@pytest.mark.parametrize("weight", FONTS)
def test_embeds_have_the_same_letters(weight: int) -> None:
    assert letters_of(scaled_path(weight)) == letters_of(FOLDER / f"{FONTS[weight]}.ttf")


@pytest.mark.parametrize("weight", [400, 600])
def test_the_browser_finds_each_letter_in_a_file_of_its_range(weight: int) -> None:
    reached: set[str] = set()
    for rule in _RULE.findall((ROOT / "assets/css/fonts.css").read_text(encoding="utf-8")):
        if f"font-weight: {weight}" in rule and "italic" not in rule:
            name = re.search(r"fonts/([\w-]+\.woff2)", rule)
            ranges = [(int(low, 16), int(high or low, 16)) for low, high in _RANGE.findall(rule)]
            assert name
            reached |= {
                char for char in letters_of(FOLDER / name[1]) if any(a <= ord(char) <= b for a, b in ranges)
            }
    assert set(list_letters() + SYMBOLS) - reached == set()


def test_a_letter_is_as_wide_as_its_own_glyph() -> None:
    """Of the reduced font each was as wide as the empty box, 600 units."""
    with TTFont(FOLDER / "NotoSans-Regular.ttf") as font:
        cmap, widths = font.getBestCmap(), font["hmtx"]
        for char in "ҐқΩ№→₴":
            assert width_of(char, 1000) == pytest.approx(widths[cmap[ord(char)]][0], abs=10), char
