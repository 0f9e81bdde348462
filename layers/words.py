"""Words: everything the drawing and the interface say in a language, and dates said in words.

Reads assets/words/<language>.toml; a word a language lacks is said in English.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from atlas.dates import FOREVER, Window, date_of, day_of
from atlas.model import Record

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "words"
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
"""The languages that have words."""
_RTL = frozenset({"ar", "fa", "he"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. `rtl` is True where it is written from right to left."""

    language: str
    locale: str
    table: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.table[key]

    def say(self, key: str, **values: str | int) -> str:
        """Return a phrase with its gaps filled."""
        return self.table[key].format(**values)

    def leaning(self, leaning: str) -> str:
        """Return what a source leans to; as the atlas writes it where there is no word for it."""
        parts = [part.strip() for part in leaning.split(";")]
        keys = {part: f"lean_{re.sub(r'[^a-z]+', '_', part.lower()).strip('_')}" for part in parts}
        return "; ".join(self.table.get(key, part) for part, key in keys.items())

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in _RTL

    def number(self, value: float) -> str:
        """Return a number as the language writes it, with European figures."""
        return str(format_decimal(value, locale="en" if self.rtl else self.locale))

    def long_day(self, day: int) -> str:
        """Return a day with its weekday: Thursday 17 December 2020."""
        return self._date(day, self["date_long"])

    def day(self, day: int) -> str:
        """Return a day: 17 December 2020."""
        return self._date(day, self["date"])

    def short_day(self, day: int) -> str:
        """Return a day with its month cut short: 17 Dec 2020."""
        return self._date(day, self["date_short"])

    def testimony(self, documents: int, origins: int) -> str:
        """Say how many independent sources some documents make: 1 independent source (5 relays)."""
        said, relays = self.say(f"origins_{_form(origins)}", n=origins), documents - origins
        if relays < 1:
            return said
        return self.say("with_relays", origins=said, relays=self.say(f"relays_{_form(relays)}", n=relays))

    def window(self, window: Window) -> str:
        """Say an uncertain date: 17 December 2020; November 2017; between 8 and 14 December 2020."""
        text = self._plain(window.earliest, window.latest)
        return self.say("about", date=text) if window.about else text

    def since(self, record: Record) -> str:
        """Say when a record begins: since a day, in a window, or, its start unknown, first seen by a day."""
        start = record.start
        if start.open:
            return self.say("since_open", date=self.day(start.latest))
        named = start.earliest == start.latest or _whole_months(start.earliest, start.latest)
        return self.say("since" if named else "began", date=self.window(start))

    def until(self, record: Record) -> str:
        """Say when a record ends, or that its end is not known."""
        if record.end.latest >= FOREVER:
            return self.say("attested", date=self.day(record.attested))
        key = "until_open" if record.end.open else "until"
        return self.say(key, date=self.window(record.end))

    def _plain(self, first: int, last: int) -> str:
        if first == last:
            return self.day(first)
        start, end = date_of(first), date_of(last)
        whole_months = _whole_months(first, last)
        if whole_months and (start.year, start.month) == (end.year, end.month):
            return self._date(first, "MMMM y")
        if whole_months and start.year == end.year and (start.month, end.month) == (1, 12):
            return str(start.year)
        if (start.year, start.month) == (end.year, end.month):
            return self.say("between", first=str(start.day), last=self.day(last))
        if start.year == end.year:
            return self.say("between", first=self._date(first, "d MMMM"), last=self.day(last))
        return self.say("between", first=self.day(first), last=self.day(last))

    def _date(self, day: int, pattern: str) -> str:
        return _format(day, pattern, self.locale)

    def months(self, short: bool = False) -> list[str]:
        """Return the twelve months' names, January first."""
        pattern = "LLL" if short else "LLLL"
        return [
            str(format_date(date_of(day_of_month(month)), pattern, self.locale)) for month in range(1, 13)
        ]

    def weekdays(self) -> list[str]:
        """Return the seven days' names, Sunday first."""
        sunday = day_of_month(1) + 1  # 2 January 2000 was a Sunday
        return [str(format_date(date_of(sunday + i), "EEEE", self.locale)) for i in range(7)]


@lru_cache(maxsize=16384)
def _format(day: int, pattern: str, locale: str) -> str:
    return str(format_date(date_of(day), format=pattern, locale=locale))


def _form(number: int) -> str:
    """Return the form in which so many are counted: English has two, Arabic four."""
    return {1: "one", 2: "two"}.get(number, "few" if 3 <= number % 100 <= 10 else "many")


def _whole_months(first: int, last: int) -> bool:
    return date_of(first).day == 1 and date_of(last + 1).day == 1


def day_of_month(month: int) -> int:
    """Return the first day of a month of the year 2000."""
    return day_of(date_of(0).replace(year=2000, month=month, day=1))


@lru_cache(maxsize=16)
def load_words(language: str) -> Words:
    """Return the words of a language, gaps filled from English."""
    english = _read("en")
    own = _read(language) if (FOLDER / f"{language}.toml").is_file() else {}
    table = {**english, **own}
    return Words(language, table["locale"], table)


def _read(language: str) -> dict[str, str]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
