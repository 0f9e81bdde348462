"""The kinds of field in tables and features: how one cell is read, and which faults it can have.

Each kind is a type for a row contract. Empty cells do not arrive here; they get the contract's default.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from atlas.model.dates.granularity import Granularity, parse_date
from atlas.model.decimals import parse_decimal
from atlas.model.edtf_dates import Window, parse_day, parse_window
from atlas.model.faults import suggest
from atlas.model.translated_text import find_stray_direction, join_lines
from atlas.model.vocabulary import LineStyle, Standing, Status, WorldPart
from atlas.reading.tables.date_suggestions import suggest_date

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
MOST_BLUR_KM = 100.0
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

T = TypeVar("T", int, Window)
E = TypeVar("E", bound=StrEnum)


LANGUAGE_CODE = "[a-z]{2,3}"
"""A language code of ISO 639 for columns, keys and `languages`: ar, ckb."""


class Translated:
    """Marks a field that may have siblings in other languages: name_ar, name_he."""


def wrong(rule: str, cure: str = "") -> PydanticCustomError:
    """Return the error that a field raises; the reader turns it into a Fault with its place."""
    return PydanticCustomError("fault", "{rule}", {"rule": rule, "cure": cure})


def name_stray_direction(control: str) -> tuple[str, str]:
    """Return the rule that a direction control breaks, and the cure."""
    rule = f"contains the direction control U+{ord(control):04X}, which changes the text after it"
    return rule, "Delete it; the direction of a text follows from its letters"


def _parse_slug(value: object) -> str:
    text = _parse_text(value)
    if not _SLUG.fullmatch(text):
        own = "-".join(re.findall("[a-z0-9]+", text.lower())) if text.isascii() else ""
        allowed = "Use lower-case letters a-z, digits and single hyphens, such as "
        raise wrong("is not a valid id", f"{allowed}{own or 'old-town'}")
    return text


def _parse_text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong("is not text", "Put it in quotation marks")
    if value.isprintable():
        return value
    if stray := find_stray_direction(value):
        raise wrong(*name_stray_direction(stray))
    return join_lines(value)


def _parse_key(value: object) -> str:
    """Read an id of the basemap: foreign data may have any ids, including numbers."""
    return str(value) if isinstance(value, int) else _parse_text(value)


def _parse_list(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else _parse_text(value).split(";")
    return tuple(dict.fromkeys(part.strip() for part in map(_parse_text, parts) if part.strip()))


def _parse_some(value: object) -> tuple[str, ...]:
    names = _parse_list(value)
    if not names:
        raise wrong("is empty", "This column is required: fill it in")
    return names


def _parse_day(value: object) -> int:
    text = value.isoformat() if isinstance(value, date) else _parse_text(value)
    return _of_dates(parse_day, text)


def _parse_date(value: object) -> Window:
    text = value.isoformat() if isinstance(value, date) else _parse_text(value)
    return _of_dates(parse_date, text)


def _parse_window(value: object) -> Window:
    return _of_dates(parse_window, _parse_text(value))


def _parse_start(value: object) -> Window:
    if _parse_text(value).endswith("/.."):
        raise wrong(
            "has .. on the wrong side: an unknown start is written ../A", "Write ../A, or the date it began"
        )
    return _parse_window(value)


def _parse_end(value: object) -> Window:
    if _parse_text(value).startswith("../"):
        raise wrong(
            "has .. on the wrong side: an unknown end is written A/..", "Write A/.., or leave it empty"
        )
    return _parse_window(value)


def _of_dates(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except ValueError as error:
        # The messages of atlas.model.edtf_dates have the form: "value" rule. Cure
        rule, _, cure = str(error).removeprefix(f'"{text}" ').partition(". ")
        near, slashes = suggest_date(text, parse), text.count("/")
        inner = re.sub('^("[^"]*") ', r"contains \1, which ", rule)
        # One slash makes an interval, and two are those of a day.
        raise wrong("is not a date in EDTF" if near and slashes == 2 else inner, near or cure) from None


def _parse_colour(value: object) -> str:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise wrong("is not a colour", "Write # and six digits or letters a-f, such as #8a857d")
    return value.lower()


def _parse_url(value: object) -> str:
    text = _parse_text(value)
    try:
        parts = urlsplit(text)
        fit = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r'[\s"<>\\]', text)
    except ValueError:
        fit = False
    if not fit:
        raise wrong("is not a web address", "Write it in full, with https:// or http:// and without spaces")
    return text


def _parse_number(value: object) -> float:
    try:
        # Values that are no numbers in JSON or TOML, such as true or a list, are none as text either.
        return parse_decimal(value if isinstance(value, str) else repr(value))
    except ValueError:
        raise wrong("is not a number", "Write digits 0-9, with a point for decimals") from None


def _parse_distance(value: object) -> float:
    number = _parse_number(value)
    if number < 0:
        raise wrong("must be 0 or more", "Write a distance in kilometres")
    return number


def _parse_blur(value: object) -> float:
    number = _parse_distance(value)
    if number > MOST_BLUR_KM:
        raise wrong(f"must be at most {MOST_BLUR_KM:g} km", "Leave out places that need more than that")
    return number


def _parse_moment(value: object) -> datetime:
    text = _parse_text(value)
    cure = "Write YYYY-MM-DDThh:mm followed by Z or +hh:mm, or YYYY-MM-DD for midnight UTC"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise wrong("is not a date and time", cure) from None
    if len(text) == len("YYYY-MM-DD"):
        return moment.replace(tzinfo=UTC)
    if moment.tzinfo is None:
        raise wrong("has no time zone", "Write YYYY-MM-DDThh:mm followed by Z or +hh:mm")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise wrong("is outside the supported years", "Correct the year") from None


def _parse_rank(value: object) -> int:
    number = _parse_number(value)
    if number not in {1, 2, 3, 4, 5}:
        raise wrong("is not a rank", "Write a whole number from 1 (labelled first) to 5 (labelled last)")
    return int(number)


def _parse_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise wrong("must be true or false", "Write it without quotation marks")
    return value


def _parse_point(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise wrong("is not a point", "Write [longitude, latitude]")
    return _parse_number(value[0]), _parse_number(value[1])


def parse_choice(choices: tuple[str, ...], noun: str, value: object) -> str:
    """Return the value if it is in a closed set; else raise an error with the nearest and all its words."""
    if value not in choices:
        raise wrong(
            f"is not a {noun}", f"{suggest(str(value), choices)} Use one of: {', '.join(choices)}".strip()
        )
    return str(value)


def _parse_enum(kind: type[E], noun: str) -> Callable[[object], E]:
    return lambda value: kind(parse_choice(tuple(kind), noun, value))


Slug = Annotated[str, PlainValidator(_parse_slug)]
Key = Annotated[str, PlainValidator(_parse_key)]
Plain = Annotated[str, PlainValidator(_parse_text)]
Translatable = Annotated[str, PlainValidator(_parse_text), Translated()]
Names = Annotated[tuple[str, ...], PlainValidator(_parse_list)]
SomeNames = Annotated[tuple[str, ...], PlainValidator(_parse_some)]
Day = Annotated[int | None, PlainValidator(_parse_day)]
Unit = Annotated[Window | None, PlainValidator(_parse_date)]
"""A day, a month or a year, as its first and last day."""
Dated = Annotated[Window, PlainValidator(_parse_window)]
Start = Annotated[Window, PlainValidator(_parse_start)]
End = Annotated[Window, PlainValidator(_parse_end)]
Begun = Annotated[Window | None, PlainValidator(_parse_start)]
Over = Annotated[Window | None, PlainValidator(_parse_end)]
"""The ends of something that may always exist."""
Colour = Annotated[str, PlainValidator(_parse_colour)]
Url = Annotated[str, PlainValidator(_parse_url)]
Number = Annotated[float | None, PlainValidator(_parse_number)]
Distance = Annotated[float, PlainValidator(_parse_distance)]
Blur = Annotated[float, PlainValidator(_parse_blur)]
Moment = Annotated[datetime | None, PlainValidator(_parse_moment)]
Rank = Annotated[int | None, PlainValidator(_parse_rank)]
Flag = Annotated[bool, PlainValidator(_parse_flag)]
Point = Annotated[tuple[float, float] | None, PlainValidator(_parse_point)]
Whatever = Annotated[Any, PlainValidator(lambda value: value)]
IsLineStyle = Annotated[LineStyle, PlainValidator(_parse_enum(LineStyle, "style of a line"))]
IsWorldPart = Annotated[WorldPart | None, PlainValidator(_parse_enum(WorldPart, "part of the world"))]
IsGranularity = Annotated[Granularity, PlainValidator(_parse_enum(Granularity, "unit of time"))]
IsStatus = Annotated[Status, PlainValidator(_parse_enum(Status, "status"))]
IsStanding = Annotated[Standing | None, PlainValidator(_parse_enum(Standing, "standing"))]
