"""Texts made comparable: without case, accents, vowel marks and punctuation."""

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ı": "i", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ё": "е"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
    | dict.fromkeys("ʼ’'`ʿʾ")
)
"""Letters that decompose into nothing, or that are often written in several ways."""


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """Return the words of a text in lower case, separated by single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = (sign for sign in plain if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters).translate(_LETTERS).split())
