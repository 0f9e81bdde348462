"""Formulas: whether a spreadsheet would run a text as one, wherever tables are written."""

import unicodedata
from functools import lru_cache

_SIGNS = frozenset("=+-@")
_BLANKS = ("Z", "Cc", "Cf")
"""Unicode categories of what spreadsheets may skip at the start of a cell: blanks, tabs, newlines, marks."""


@lru_cache(maxsize=8192)
def is_formula(text: str) -> bool:
    """Return whether a spreadsheet may run a text: its first sign, in any width, begins a formula.

    A tab or carriage return at the start counts too, because it may move what follows to a cell of its own.
    """
    first = next((sign for sign in text if not unicodedata.category(sign).startswith(_BLANKS)), "")
    return text.startswith(("\t", "\r")) or unicodedata.normalize("NFKC", first) in _SIGNS
