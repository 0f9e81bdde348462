"""Texts that are said in several languages. Knows no language by itself."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the atlas' default language, with its translations."""

    default: str
    others: Mapping[str, str]

    def say(self, language: str) -> str:
        """Return the text in a language, else in the default language."""
        return self.others.get(language) or self.default
