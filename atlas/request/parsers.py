"""Readers of the words of an option, one for each kind of value, and the message for any other value."""

from collections.abc import Callable

from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.model.dates.granularity import Granularity
from atlas.model.decimals import parse_decimal
from atlas.model.faults import suggest
from atlas.shapes.bounds import LARGEST_LATITUDE, read_box

LONGEST_TYPO = 80
"""A word of this many letters is not a typo."""
LONGEST_TEXT = 280


class RequestError(ValueError):
    """Raised when a request cannot be answered; names the option, the value and what is allowed."""

    def __init__(self, option: str, value: str, allowed: str) -> None:
        super().__init__(f'{option}: "{value[:80]}" is not allowed. {allowed}')
        self.option, self.value, self.allowed = option, value, allowed

    def __reduce__(self) -> tuple[type["RequestError"], tuple[str, str, str]]:
        """Allow another process to pass it on."""
        return type(self), (self.option, self.value, self.allowed)


def day_parser(option: str) -> Callable[[Atlas, str], int]:
    """Return a reader of dates in the unit of the atlas, and of days for `known`."""

    def parse(atlas: Atlas, value: str) -> int:
        meta = atlas.meta
        known = option == "known"
        unit = Granularity.DAY if known else meta.granularity
        named = {"earliest": meta.first, "latest": atlas.latest_source if known else meta.last}
        try:
            day = named[value] if value in named else unit.parse(value)
        except ValueError as error:
            reason = "This date does not exist. " if "is not a valid date" in str(error) else ""
            raise RequestError(option, value, f"{reason}Use earliest, latest or {unit.form}.") from None
        if not known and not meta.first <= day <= meta.last:
            span = f"{unit.write(meta.first)} to {unit.write(meta.last)}"
            raise RequestError(option, value, f"This atlas covers {span}.")
        return day

    return parse


def choice_parser(option: str, allowed: Callable[[Atlas], tuple[str, ...]]) -> Callable[[Atlas, str], str]:
    """Return a reader of one of the `allowed` words."""

    def parse(atlas: Atlas, value: str) -> str:
        if value not in allowed(atlas):
            raise RequestError(option, value, f"Use one of: {', '.join(allowed(atlas))}.")
        return value

    return parse


def list_parser(
    option: str, allowed: Callable[[Atlas], tuple[str, ...]]
) -> Callable[[Atlas, str], tuple[str, ...]]:
    """Return a reader of several of the `allowed` words, separated by commas."""

    def parse(atlas: Atlas, value: str) -> tuple[str, ...]:
        words = [word for word in value.split(",") if word]
        for word in words:
            if word not in allowed(atlas):
                raise RequestError(option, word, f"Use one or more of: {', '.join(allowed(atlas))}.")
        return tuple(word for word in allowed(atlas) if word in words)

    return parse


def flag_parser(option: str) -> Callable[[Atlas, str], bool]:
    """Return a reader of 1 and 0."""

    def parse(_: Atlas, value: str) -> bool:
        if value not in ("0", "1"):
            raise RequestError(option, value, "Use 1 for yes or 0 for no.")
        return value == "1"

    return parse


def place_parser(option: str) -> Callable[[Atlas, str], str]:
    """Return a reader of the id of a place."""

    def parse(atlas: Atlas, value: str) -> str:
        if value not in atlas.places:
            cure = suggest(value, atlas.places) if len(value) < LONGEST_TYPO else ""
            raise RequestError(option, value, cure or "Use the id of a place in the atlas.")
        return value

    return parse


def text_parser(option: str, longest: int = LONGEST_TEXT) -> Callable[[Atlas, str], str]:
    """Return a reader of a text of at most `longest` printable characters."""

    def parse(_: Atlas, value: str) -> str:
        text = " ".join(value.split())
        if not text or len(text) > longest or not text.isprintable():
            raise RequestError(option, value, f"Write 1 to {longest} printable characters.")
        return text

    return parse


def bbox_parser(option: str) -> Callable[[Atlas, str], BBox]:
    """Return a reader of an area: west, south, east and north in degrees."""

    def parse(_: Atlas, value: str) -> BBox:
        allowed = "Use west,south,east,north in degrees, such as 35.5,32.2,37.1,33.5."
        try:
            west, south, east, north = (round(parse_decimal(part.strip()), 3) for part in value.split(","))
        except ValueError:
            raise RequestError(option, value, allowed) from None
        box = read_box(west, south, east, north)
        if box is None and (west > east or south > north) and max(abs(west), abs(east)) <= 180:
            order = "West must be less than east and south less than north."
            raise RequestError(option, value, f"{order} {allowed}")
        if box is None or max(-south, north) > LARGEST_LATITUDE:
            raise RequestError(option, value, allowed)
        if min(box[2] - box[0], box[3] - box[1]) < 1e-3:
            raise RequestError(option, value, "The area must be at least 0.001 degrees wide and high.")
        return box

    return parse
