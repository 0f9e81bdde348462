"""Names of months in several languages, replaced by English ones, which `check` can read."""

import re
import unicodedata
from functools import lru_cache

from babel.dates import get_month_names

from imports.values.normalise import normalise

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LOCALES = ("en", "ar", "ar_SY", "fr", "de", "es", "uk", "ru", "tr", "pl", "it", "pt", "fa", "he", "ka")
_WORDS = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?\.?", re.UNICODE)


def translate_months(text: str) -> str:
    """Return a text with European digits and with English names of months."""
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    return (
        plain if plain.isascii() and not re.search("[a-z]{3}", plain, re.I) else _WORDS.sub(_translate, plain)
    )


def _translate(match: re.Match[str]) -> str:
    word = normalise(match[0])
    months = _month_names()
    if word in months:
        return _ENGLISH[months[word] - 1]
    parts = [_ENGLISH[months[part] - 1] if part in months else part for part in word.split()]
    known = [part for part in parts if part in _ENGLISH]
    # "5 de marzo de 2020", "5 березня 2020 року": words between and after are no part of a date.
    return known[0] if known else "" if word in _FILLERS else match[0]


_FILLERS = frozenset({"de", "del", "of", "r", "року", "г", "года", "р", "the", "den", "am", "le"})


@lru_cache(maxsize=1)
def _month_names() -> dict[str, int]:
    """Return the number of each name; a name that means two months in two languages is left out."""
    numbers: dict[str, set[int]] = {}
    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    numbers.setdefault(normalise(name), set()).add(int(number))
    return {name: min(months) for name, months in numbers.items() if len(months) == 1 and not name.isdigit()}
