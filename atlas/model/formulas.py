"""Formulas: whether a spreadsheet would run a text as one, wherever tables are written."""

import re
import unicodedata
from functools import lru_cache

_SIGNS = frozenset("=+-@")
_EARLY_DATE = re.compile(r"-\d[\dX]{3}[-\dX~?%/.]*", re.ASCII)
_BLANKS = ("Z", "Cc", "Cf")
"""Unicode categories of what spreadsheets may skip at the start of a cell: blanks, tabs, newlines, marks."""


@lru_cache(maxsize=8192)
def is_formula(text: str) -> bool:
    """Return whether a spreadsheet may run a text: its first sign, in any width, begins a formula.

    A date before the year 0 begins with a minus, and has nothing that could be run: it is none.
    A tab or carriage return at the start counts too, because it may move what follows to a cell of its own.
    """
    if _EARLY_DATE.fullmatch(text):
        return False
    first = next((sign for sign in text if not unicodedata.category(sign).startswith(_BLANKS)), "")
    return text.startswith(("\t", "\r")) or unicodedata.normalize("NFKC", first) in _SIGNS
