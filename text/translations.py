"""Translations: every phrase of the drawing and the interface in a language, and dates in words.

Reads text/languages/<language>.toml; missing phrases are in English.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from atlas.model.atlas import Force, Place, Record
from atlas.model.dates.calendar import date_of
from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import FOREVER, Window
from atlas.request.request import Request
from text.dates.ends import DAY, MONTH, YEAR, End, find_ends, first_day
from text.dates.patterns import PLAIN_YEARS, fill_pattern, name_months, name_weekdays

FOLDER = Path(__file__).with_name("languages")
_UNITS = {Granularity.DAY: "", Granularity.MONTH: "MMMM y", Granularity.YEAR: "y"}
_EXACT = {Granularity.DAY: DAY, Granularity.MONTH: MONTH, Granularity.YEAR: YEAR}
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
"""The languages that have a file."""


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one language. `rtl` is True if it is written from right to left."""

    language: str
    locale: str
    table: Mapping[str, str]
    granularity: Granularity = Granularity.DAY
    """The unit of time of the atlas that it is about."""

    def __getitem__(self, key: str) -> str:
        return self.table[key]

    def format(self, key: str, **values: str | int) -> str:
        """Return a phrase with its placeholders filled."""
        return self.table[key].format(**values)

    def count(self, key: str, number: int, **values: str | int) -> str:
        """Return a phrase in the plural form for a number, by the rules of CLDR."""
        form = Locale.parse(self.locale).plural_form(number)
        return self.format(f"{key}_{form}", n=number, **values)

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

    def date(self, day: int) -> str:
        """Return a date shown, in the unit of the atlas: 17 December 2020; March 1415; 44 BCE."""
        return self._date(day, _UNITS[self.granularity] or self["date"])

    def short_date(self, day: int) -> str:
        """Return a date shown with its month abbreviated."""
        return self._date(day, _UNITS[self.granularity].replace("MMMM", "MMM") or self["date_short"])

    def long_date(self, day: int) -> str:
        """Return a date shown, with its weekday if it is a day."""
        return self._date(day, _UNITS[self.granularity] or self["date_long"])

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
        first, last = self._ends(window)
        if first == last:
            text = self._end(last)
            return self.format("about", date=text) if window.about else text
        return self._between(first, last, about=window.about)

    def dated(self, window: Window) -> str:
        """Return a date beside a name: 17 December 2020; "on or before" it if the start is open."""
        return self.when(window) if window.open else self.window(window)

    def when(self, window: Window) -> str:
        """Return when something was: on 17 December 2020; in July 2018; on or before a day; around 2018."""
        text, (first, last) = self.window(window), self._ends(window)
        day = len(last) == DAY
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
        first, last = self._ends(start)
        return self.format("since" if first == last else "began", date=self.window(start))

    def until(self, record: Record) -> str:
        """Return when a record ends, or that its end is unknown."""
        if record.end.latest >= FOREVER:
            return self.format("attested", date=self.date(record.attested))
        first, last = self._ends(record.end)
        key = "until_open" if record.end.open else "until" if first == last else "ended"
        return self.format(key, date=self.window(record.end))

    def year(self, year: int) -> str:
        """Return a year with its era unless that is understood: 1415; 14 CE; 44 BCE for -43."""
        if year >= PLAIN_YEARS:
            return str(year)
        return self.format("ce", year=year) if year > 0 else self.format("bce", year=1 - year)

    def _between(self, first: End, last: End, *, about: bool) -> str:
        """Return the two ends of a date, without repeating what they share: between 8 and 14 December 2020.

        If one end is a month that contains the other: between 6 December 2017 and the end of December 2017.
        """
        pattern = ""
        if len(first) == len(last) and first[:YEAR] == last[:YEAR]:
            pattern = "MMMM" if len(first) == MONTH else "d" if first[:MONTH] == last[:MONTH] else "d MMMM"
        begin, end = self._end(first, pattern), self._end(last)
        if last[: len(first)] == first:
            begin = self.format("start_of", date=begin)
        if first[: len(last)] == last:
            end = self.format("end_of", date=end)
        return self.format("between", first=self.format("about", date=begin) if about else begin, last=end)

    def _ends(self, window: Window) -> tuple[End, End]:
        """Return the ends of a date; one that nobody wrote is no more exact than the unit of the atlas."""
        first, last = find_ends(window)
        exact = DAY if window.text else _EXACT[self.granularity]
        return first[:exact], last[:exact]

    def _end(self, end: End, pattern: str = "") -> str:
        """Return a year, a month or a day; a day as the language writes days."""
        shape = pattern or {YEAR: "y", MONTH: "MMMM y"}.get(len(end)) or self["date"]
        return self._date(first_day(end), shape)

    def _date(self, day: int, pattern: str) -> str:
        return fill_pattern(day, pattern, self.locale, self.year(date_of(day).year))

    def months(self, short: bool = False) -> list[str]:
        """Return the twelve months' names, January first."""
        return name_months(self.locale, short=short)

    def weekdays(self) -> list[str]:
        """Return the seven days' names, Sunday first."""
        return name_weekdays(self.locale)


def _shares(words: Iterable[str], listed: str) -> bool:
    return not set(listed.split()).isdisjoint(words)


@lru_cache
def is_rtl(language: str) -> bool:
    """Return whether a language is written from right to left; False if CLDR does not list it."""
    try:
        return Locale.parse(language).text_direction == "rtl"
    except UnknownLocaleError:
        return False


def words_for(request: Request) -> Words:
    """Return the phrases in the language and the unit of time of a request."""
    return load_words(request.lang, request.granularity)


def name_language(language: str) -> str:
    """Return the name of a language in itself, from its file or else from CLDR."""
    if language in LANGUAGES:
        return load_words(language)["language"]
    try:
        name = Locale.parse(language).get_display_name() or language
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].title() + name[1:]


@lru_cache(maxsize=48)
def load_words(language: str, granularity: Granularity = Granularity.DAY) -> Words:
    """Return the phrases of a language, completed from English; some differ by the unit of time."""
    table = _read("en", granularity)
    if (FOLDER / f"{language}.toml").is_file():
        table |= _read(language, granularity)
    return Words(language, table["locale"], table, granularity)


def _read(language: str, granularity: Granularity) -> dict[str, str]:
    """Return the phrases of a file. One with __month or __year in its key takes the place of that without."""
    whole = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    mark = f"__{granularity}"
    own = {key.replace(mark, ""): text for key, text in whole.items() if mark in key}
    return {key: text for key, text in whole.items() if "__" not in key} | own
