"""The fonts of texts: those of a brand, the pinned ones, and more for the letters that those lack.

The one rule which font a letter is set in, and which letters none has. The pinned fonts belong to the
program, as its words do; no other file is read here.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import uharfbuzz

from atlas.fonts.font_file import FontFamily, FontFile

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "fonts"
"""The folder of the pinned fonts."""
PINNED = {400: "NotoSans-Regular", 600: "NotoSans-SemiBold"}
"""The pinned fonts by weight."""
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_MODIFIERS = frozenset(map(chr, (0x034F, *range(0x180B, 0x180E), *range(0xFE00, 0xFE10))))
"""Characters that only choose a form of the letter before; they have no glyph."""
_CACHED = 4096


@lru_cache(maxsize=1)
def list_pinned_letters() -> frozenset[str]:
    """Return the letters that the pinned fonts have in every weight."""
    faces = (uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(pinned_path(weight)))) for weight in PINNED)
    return frozenset.intersection(*(frozenset(map(chr, face.unicodes)) for face in faces))


def pinned_path(weight: int) -> Path:
    """Return the file of the pinned font of a weight."""
    return FOLDER / f"{PINNED[weight]}.ttf"


@lru_cache(maxsize=_CACHED)
def needs_glyph(char: str) -> bool:
    """Return whether a character is drawn: not a space, a mark of direction or the form of another."""
    return unicodedata.category(char) not in _INVISIBLE and char not in _MODIFIERS


def _modifies(char: str) -> bool:
    """Return whether a character is invisible and joins, parts or changes the letters around it."""
    return char in _MODIFIERS or unicodedata.category(char) == "Cf"


def list_unpinned(text: str) -> frozenset[str]:
    """Return the letters of a text that the pinned fonts lack."""
    if text.isascii():
        return frozenset()
    return frozenset(char for char in set(text) - list_pinned_letters() if needs_glyph(char))


@dataclass(frozen=True, slots=True, eq=False)
class FontStack:
    """The fonts of an atlas: `more` have letters that the pinned ones lack, the preferred ones first.

    A text whose letters are all in the fonts of a brand, its `family`, is set in these.
    """

    family: FontFamily | None = None
    more: tuple[FontFile, ...] = ()
    digest: str = ""
    """A hash of those of `more` in which a text of the atlas is set; empty if none is."""

    def of_brand(self, family: FontFamily | None) -> "FontStack":
        """Return it with the fonts of a brand; always the same object for the same brand."""
        return self if family is None else _add_family(self, family)

    def fit(self, text: str) -> "FontStack":
        """Return the fonts for all of a text: without those of the brand if these lack a letter."""
        return self if self.own_family(text) else self.without_brand()

    def without_brand(self) -> "FontStack":
        """Return it without the fonts of the brand; always the same object."""
        return self if self.family is None else _drop_family(self)

    def own_family(self, text: str) -> FontFamily | None:
        """Return the fonts of the brand if they have all letters of a text."""
        return self.family if self.family and self.family.covers(text) else None

    def find_missing(self, text: str) -> str:
        """Return the letters of a text that no font has, each once, in their order."""
        if not (unpinned := list_unpinned(text)) or self.own_family(text):
            return ""
        missing = (char for char in text if char in unpinned and self.find_file(char, 400) is None)
        return "".join(dict.fromkeys(missing))

    def find_file(self, char: str, weight: int) -> FontFile | None:
        """Return the font for a letter that the pinned fonts lack, in the nearest weight, if any has it."""
        return _find_file(self, char, weight)

    def split(self, text: str, weight: int) -> Iterator[tuple[FontFile | None, str]]:
        """Yield the runs of a text with their fonts, None for the pinned one; letters without font are there.

        Marks stay with the letter before, if its font has them, and so do invisible joiners.
        """
        run, font = "", None
        for char in text:
            own = self._choose(char, weight, font)
            if own is not font and run:
                yield font, run
                run = ""
            run, font = run + char, own
        if run:
            yield font, run

    def _choose(self, char: str, weight: int, before: FontFile | None) -> FontFile | None:
        if before and (_modifies(char) or (unicodedata.category(char)[0] == "M" and char in before.letters)):
            return before
        return None if char in list_pinned_letters() else self.find_file(char, weight)


PINNED_ONLY = FontStack()
"""The fonts of an atlas without a brand and without fonts of its own."""


@lru_cache(maxsize=8)
def _add_family(stack: FontStack, family: FontFamily) -> FontStack:
    return replace(stack, family=family)


@lru_cache(maxsize=8)
def _drop_family(stack: FontStack) -> FontStack:
    return replace(stack, family=None)


@lru_cache(maxsize=4 * _CACHED)
def _find_file(stack: FontStack, char: str, weight: int) -> FontFile | None:
    having = (file for file in stack.more if char in file.letters)
    return min(having, key=lambda file: abs(file.weight - weight), default=None)
