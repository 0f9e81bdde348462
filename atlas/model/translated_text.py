"""Texts in several languages. Contains no language itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the atlas' default language, with its translations."""

    default: str
    others: Mapping[str, str]

    def translate(self, language: str) -> str:
        """Return the text in a language, or else in the default language."""
        return self.others.get(language) or self.default

    def over(self, other: "Text", language: str) -> str:
        """Return this text in a language, or else the other text in it, or else their defaults."""
        return self.others.get(language) or other.others.get(language) or self.default or other.default


NO_TEXT = Text("", MappingProxyType({}))
"""An empty text."""
