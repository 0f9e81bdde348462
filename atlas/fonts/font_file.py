"""Font files in memory: one weight of a family, and the family of a brand."""

from dataclasses import dataclass
from functools import lru_cache

FACE = "Marchland Brand"
"""The family under which the typesetter has the fonts of a brand: it takes "Narrow" off a family's name."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """One weight of a family as TrueType or OpenType, with the letters it has."""

    weight: int
    data: bytes
    letters: str


@dataclass(frozen=True, slots=True, eq=False)
class FontFamily:
    """The fonts of a brand, lightest first."""

    name: str
    files: tuple[FontFile, ...]

    def pick(self, weight: int) -> FontFile:
        """Return the font whose weight is nearest, as the typesetter chooses it."""
        return min(self.files, key=lambda file: abs(file.weight - weight))

    def covers(self, text: str) -> bool:
        """Return whether every weight has all letters of a text: else the text is set in the pinned fonts."""
        return _letters_of(self).issuperset(char for char in text if char.isprintable())


@lru_cache(maxsize=8)
def _letters_of(family: FontFamily) -> frozenset[str]:
    return frozenset.intersection(*(frozenset(file.letters) for file in family.files))
