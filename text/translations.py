"""Translations: every phrase of the drawing and the interface in a language, and dates in words.

Reads text/languages/<language>.toml; missing phrases are in English.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from atlas.model.atlas import Force, Place, Record
from atlas.model.edtf_dates import FOREVER, Window, date_of, day_of, parse_window

FOLDER = Path(__file__).with_name("languages")
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
"""The languages that have a file."""


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one language. `rtl` is True if it is written from right to left."""

    language: str
    locale: str
    table: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.table[key]

    def format(self, key: str, **values: str | int) -> str:
        """Return a phrase with its placeholders filled."""
        return self.table[key].format(**values)

    def count(self, key: str, number: int, **values: str | int) -> str:
        """Return a phrase in the plural form for a number, by the rules of CLDR."""
        form = Locale.parse(self.locale).plural_form(number)
        return self.format(f"{key}_{form}", n=number, **values)

    def leaning(self, leaning: str) -> str:
        """Return the leaning of a source; as written in the atlas if there is no phrase for it."""
        parts = [part.strip() for part in leaning.split(";")]
        keys = {part: f"lean_{re.sub(r'[^a-z]+', '_', part.lower()).strip('_')}" for part in parts}
        return "; ".join(self.table.get(key, part) for part, key in keys.items())

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return is_rtl(self.language)

    @property
    def direction(self) -> str:
        """The direction of its text, as in HTML."""
        return "rtl" if self.rtl else "ltr"

    def number(self, value: float) -> str:
        """Return a number as the language writes it, with European digits."""
        return str(format_decimal(value, locale="en" if self.rtl else self.locale))

    def long_day(self, day: int) -> str:
        """Return a day with its weekday: Thursday 17 December 2020."""
        return self._date(day, self["date_long"])

    def day(self, day: int) -> str:
        """Return a day: 17 December 2020."""
        return self._date(day, self["date"])

    def short_day(self, day: int) -> str:
        """Return a day with its month abbreviated: 17 Dec 2020."""
        return self._date(day, self["date_short"])

    def call(self, named: Force | Place) -> str:
        """Return the full name of a force or a place for use in a sentence: the Fifth Corps."""
        return named.in_text.over(named.name, self.language)

    def in_sentence(self, name: str) -> str:
        """Return a speaker's name for use in a sentence: with its article, or else without a capital."""
        first, *rest = name.split(" ")
        head = re.split(r"[,(]", name)[0].split()
        if first in self["written_small"].split():
            named = " ".join([first.lower(), *rest])
            return (
                named
                if first in ("A", "An", "The") or not _shares(head, self["takes_the"])
                else f"the {named}"
            )
        return f"the {name}" if _shares(head, self["takes_the"]) and first != "the" else name

    def count_sources(self, documents: int, origins: int) -> str:
        """Return how many independent sources some documents make: 1 independent source (5 relays)."""
        independent, relays = self.count("origins", origins), documents - origins
        if relays < 1:
            return independent
        return self.format("with_relays", origins=independent, relays=self.count("relays", relays))

    def zones(self, age: str, count: int) -> str:
        """Return in how many zones the evidence is of an age."""
        return self.count("alt_age", count, age=age)

    def carried(self, documents: int) -> str:
        """Return how many documents quote one speaker."""
        return self.count("carried", documents)

    def window(self, window: Window) -> str:
        """Return a date as exactly as it is written: November 2017; between 8 and 14 May 2020."""
        first, last = _halves(window)
        if first == last:
            text = self._half(last)
            return self.format("about", date=text) if window.about else text
        return self._between(first, last, about=window.about)

    def dated(self, window: Window) -> str:
        """Return a date beside a name: 17 December 2020; "on or before" it if the start is open."""
        return self.when(window) if window.open else self.window(window)

    def when(self, window: Window) -> str:
        """Return when something was: on 17 December 2020; in July 2018; on or before a day; around 2018."""
        text, (first, last) = self.window(window), _halves(window)
        day = len(last) == len("2020-12-17")
        if window.open and window.text.endswith("/.."):
            return self.format("on_or_after", date=text)
        if window.open:
            return self.format(
                "about_by" if window.about else "on_or_before" if day else "in_or_before", date=text
            )
        if window.about or first != last:
            return text
        return self.format("on_day" if day else "in_time", date=text)

    def since(self, record: Record) -> str:
        """Return when a record begins: since a day, in a window, or, if its start is unknown, by a day."""
        start = record.start
        if start.open:
            return self.format("since_open", when=self.when(start))
        first, last = _halves(start)
        return self.format("since" if first == last else "began", date=self.window(start))

    def until(self, record: Record) -> str:
        """Return when a record ends, or that its end is unknown."""
        if record.end.latest >= FOREVER:
            return self.format("attested", date=self.day(record.attested))
        first, last = _halves(record.end)
        key = "until_open" if record.end.open else "until" if first == last else "ended"
        return self.format(key, date=self.window(record.end))

    def _between(self, first: str, last: str, *, about: bool) -> str:
        """Return the two ends of a date, without repeating what they share: between 8 and 14 December 2020.

        If one end is a month that contains the other: between 6 December 2017 and the end of December 2017.
        """
        pattern = ""
        if len(first) == len(last) and first[:4] == last[:4]:
            pattern = "MMMM" if len(first) == len("2020-12") else "d" if first[:7] == last[:7] else "d MMMM"
        begin, end = self._half(first, pattern), self._half(last)
        if last.startswith(first):
            begin = self.format("start_of", date=begin)
        if first.startswith(last):
            end = self.format("end_of", date=end)
        return self.format("between", first=self.format("about", date=begin) if about else begin, last=end)

    def _half(self, text: str, pattern: str = "") -> str:
        """Return a year, a month or a day; a day as the language writes days."""
        shape = pattern or {len("2020"): "y", len("2020-12"): "MMMM y"}.get(len(text)) or self["date"]
        return self._date(parse_window(text).earliest, shape)

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


def _shares(words: Iterable[str], listed: str) -> bool:
    return not set(listed.split()).isdisjoint(words)


@lru_cache
def is_rtl(language: str) -> bool:
    """Return whether a language is written from right to left; False if CLDR does not list it."""
    try:
        return Locale.parse(language).text_direction == "rtl"
    except UnknownLocaleError:
        return False


def _halves(window: Window) -> tuple[str, str]:
    """Return the two ends of a date as YYYY, YYYY-MM or YYYY-MM-DD; twice the same if there is only one."""
    first, slash, last = window.text.partition("/")
    if window.open:
        return ((_ends(first) if last == ".." else _ends(last))[1],) * 2
    if not slash:
        return _ends(first) if first else _bounds(window)
    return _ends(first)[0], _ends(last)[1]


def _ends(text: str) -> tuple[str, str]:
    """Return the first and the last year, month or day that one half leaves open."""
    plain = text.rstrip("~?%")
    if plain.replace("-", "").isdigit() and plain[5:7] < "13":
        return plain, plain
    return _bounds(parse_window(plain))


def _bounds(window: Window) -> tuple[str, str]:
    first, last = date_of(window.earliest), date_of(window.latest)
    if (first.day, date_of(window.latest + 1).day) != (1, 1):
        return first.isoformat(), last.isoformat()
    if (first.month, last.month) == (1, 12):
        return first.isoformat()[:4], last.isoformat()[:4]
    return first.isoformat()[:7], last.isoformat()[:7]


def day_of_month(month: int) -> int:
    """Return the first day of a month of the year 2000."""
    return day_of(date(2000, month, 1))


@lru_cache(maxsize=16)
def load_words(language: str) -> Words:
    """Return the phrases of a language, completed from English."""
    english = _read("en")
    own = _read(language) if (FOLDER / f"{language}.toml").is_file() else {}
    table = {**english, **own}
    return Words(language, table["locale"], table)


def _read(language: str) -> dict[str, str]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
