"""Ids from names in any script: transliterated, lower case, joined by hyphens, and unique."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path

_LONGEST = 60
_TABLES = tomllib.loads(Path(__file__).with_name("letters.toml").read_text(encoding="utf-8"))
_UKRAINIAN = _TABLES.pop("ukrainian")
_UKRAINIAN_ONLY = frozenset("ґєії")
_LETTERS = {letter: latin for table in _TABLES.values() for letter, latin in table.items()}
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ‘`ʿʾ\"ـ"))
_NAMED = re.compile(r"(?:LETTER|SYLLABLE|SIGN)(?: SMALL| CAPITAL)? ([A-Z]+)$")


def transliterate(text: str) -> str:
    """Return a text in the letters a-z: by a table for common scripts, else by the names of its letters."""
    words = unicodedata.normalize("NFC", text.casefold()).translate(_APOSTROPHES)
    letters = _LETTERS | _UKRAINIAN if _UKRAINIAN_ONLY & set(words) else _LETTERS
    plain = unicodedata.normalize("NFKD", "".join(_transliterate(sign, letters) for sign in words))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _transliterate(sign: str, letters: Mapping[str, str]) -> str:
    if sign.isascii():
        return sign
    if sign in letters:
        return letters[sign].replace("-", "")
    base = unicodedata.normalize("NFKD", sign)[0]
    if base.isascii() or base in letters:
        return letters.get(base, base)
    named = _NAMED.search(unicodedata.name(sign, ""))
    return named[1].lower() if named else "" if unicodedata.category(sign) in ("Mn", "Cf") else " "


class Ids:
    """The ids of one kind of thing: each name gets one, and no two names share it."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._taken: set[str] = set()

    def make(self, *texts: str) -> str:
        """Return an id that is not taken yet, from texts such as a name."""
        slugs = [re.sub(r"[^a-z0-9]+", "-", transliterate(text)).strip("-") for text in texts]
        base = "-".join(filter(None, slugs))[:_LONGEST].strip("-") or self._noun
        number, id_ = 2, base
        while id_ in self._taken:
            id_, number = f"{base}-{number}", number + 1
        self._taken.add(id_)
        return id_
