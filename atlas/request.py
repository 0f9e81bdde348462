"""The question: which day, known when, which part of the map, how drawn.

A Request and the options of a URL or of the command line are the same thing, in the same words.
Knows the words and what is allowed; knows neither Flask nor click.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from atlas.dates import format_day, parse_day
from atlas.model import Atlas

SIZES: Mapping[str, tuple[int, int, float]] = {
    "social": (1200, 675, 1.0),
    "card": (1200, 630, 1.0),
    "square": (1080, 1080, 1.0),
    "story": (1080, 1920, 1.0),
    "article": (1600, 900, 2.0),
    "print": (842, 595, 300 / 72),
}
"""Named sizes: width and height of the drawing in px, and how many pixels of a still one px makes."""

LAYERS = ("zones", "lines", "sites", "events", "labels", "claims")
"""The layers a reader can choose; the basemap and the frame are always drawn."""
DEFAULT_LAYERS = LAYERS[:-1]
THEMES = ("light", "dark", "auto", "print")
MAX_SIDE = 8_000
MAX_PIXELS = 20_000_000
MAX_ZOOM = 64.0
LARGEST_MERCATOR_LATITUDE = 85.05
_SIZE = re.compile(r"(\d{1,6})x(\d{1,6})(?:@(\d(?:\.\d+)?))?")

BBox = tuple[float, float, float, float]


class RequestError(ValueError):
    """A request that can't be answered: names the option, the value and what is allowed."""

    def __init__(self, option: str, value: str, allowed: str) -> None:
        super().__init__(f'{option}: "{value[:80]}" can’t be used. {allowed}')
        self.option, self.value, self.allowed = option, value, allowed


@dataclass(frozen=True, slots=True)
class Request:
    """One question to an atlas; every field has the default that a bare URL means.

    `bbox` is (west, south, east, north) in degrees, or None for the view's own; `size` is the name or WxH
    as written; `zoom` enlarges the map about its middle; `start` and `end` are the options `from` and `to`;
    `hide` names families, and forces as `force.<id>`.
    """

    date: int
    known: int
    view: str
    bbox: BBox | None = None
    layers: tuple[str, ...] = DEFAULT_LAYERS
    hide: tuple[str, ...] = ()
    lang: str = "en"
    theme: str = "light"
    compare: int | None = None
    size: str = "social"
    zoom: float = 1.0
    plain: bool = False
    transparent: bool = False
    start: int | None = None
    end: int | None = None

    @property
    def pixels(self) -> tuple[int, int, float]:
        """Return (width, height) in px of the drawing, and the pixels of a still per px."""
        return _size_of(self.size)


def default_request(atlas: Atlas) -> Request:
    """Return what a bare URL asks of an atlas."""
    meta = atlas.meta
    return Request(
        date=meta.default_date,
        known=atlas.latest_source,
        view=meta.default_view,
        lang=meta.languages[0],
        start=meta.first,
        end=meta.last,
    )


def parse_request(atlas: Atlas, options: Mapping[str, str]) -> Request:
    """Read a request from the words of a URL or a command line; RequestError names what is wrong.

    Words it does not know are refused, so that a typing error can't pass for an answer.
    """
    request = default_request(atlas)
    for option, value in options.items():
        if option not in _PARSERS:
            raise RequestError(option, value, f"There is no such option. Use one of: {', '.join(_PARSERS)}.")
        change: dict[str, Any] = {_FIELD.get(option, option): _PARSERS[option](atlas, value)}
        request = replace(request, **change)
    return _checked(request)


def format_request(atlas: Atlas, request: Request) -> dict[str, str]:
    """Return the options that ask this request, without those that say the default."""
    default = default_request(atlas)
    return {
        _OPTION.get(field.name, field.name): _format(getattr(request, field.name))
        for field in fields(Request)
        if getattr(request, field.name) != getattr(default, field.name)
    }


def format_query(atlas: Atlas, request: Request) -> str:
    """Return the request as the query of a URL, without the question mark; empty for the default."""
    return urlencode(format_request(atlas, request), safe=",/")


def _format(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return format_day(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return ",".join(f"{part:g}" if isinstance(part, float) else str(part) for part in value)
    return str(value)


def _checked(request: Request) -> Request:
    start, end = request.start, request.end
    if start is not None and end is not None and end < start:
        raise RequestError("to", format_day(end), f"It is before from, {format_day(start)}. Swap the two.")
    width, height, scale = request.pixels
    wide, high = round(width * scale), round(height * scale)
    if max(wide, high) > MAX_SIDE:
        raise RequestError("size", request.size, f"A side may have at most {MAX_SIDE} pixels.")
    if wide * high > MAX_PIXELS:
        raise RequestError("size", request.size, f"A picture may have at most {MAX_PIXELS:,} pixels.")
    return request


def _size_of(text: str) -> tuple[int, int, float]:
    if text in SIZES:
        return SIZES[text]
    match = _SIZE.fullmatch(text)
    if not match:
        raise RequestError("size", text, f"Use {', '.join(SIZES)}, or WxH such as 1200x675 or 1200x675@2.")
    return int(match[1]), int(match[2]), float(match[3] or 1)


def _day(option: str) -> Callable[[Atlas, str], int]:
    def parse(atlas: Atlas, value: str) -> int:
        meta = atlas.meta
        known = option == "known"
        named = {"earliest": meta.first, "latest": atlas.latest_source if known else meta.last}
        try:
            day = named[value] if value in named else parse_day(value)
        except ValueError:
            raise RequestError(option, value, "Use earliest, latest or YYYY-MM-DD.") from None
        if not known and not meta.first <= day <= meta.last:
            span = f"{format_day(meta.first)} to {format_day(meta.last)}"
            raise RequestError(option, value, f"This atlas speaks of {span}.")
        return day

    return parse


def _one_of(option: str, allowed: Callable[[Atlas], tuple[str, ...]]) -> Callable[[Atlas, str], str]:
    def parse(atlas: Atlas, value: str) -> str:
        if value not in allowed(atlas):
            raise RequestError(option, value, f"Use one of: {', '.join(allowed(atlas))}.")
        return value

    return parse


def _some_of(
    option: str, allowed: Callable[[Atlas], tuple[str, ...]]
) -> Callable[[Atlas, str], tuple[str, ...]]:
    def parse(atlas: Atlas, value: str) -> tuple[str, ...]:
        words = [word for word in value.split(",") if word]
        for word in words:
            if word not in allowed(atlas):
                raise RequestError(option, word, f"Use any of: {', '.join(allowed(atlas))}.")
        return tuple(word for word in allowed(atlas) if word in words)

    return parse


def _bbox(_: Atlas, value: str) -> BBox:
    allowed = "Use west,south,east,north in degrees, such as 35.5,32.2,37.1,33.5."
    try:
        west, south, east, north = (round(float(part), 3) for part in value.split(","))
    except ValueError:
        raise RequestError("bbox", value, allowed) from None
    edge = LARGEST_MERCATOR_LATITUDE
    if not (-180 <= west < east <= 180 and -edge <= south < north <= edge):
        raise RequestError("bbox", value, allowed)
    if min(east - west, north - south) < 1e-3:
        raise RequestError("bbox", value, "It must be at least 0.001 degrees wide and high.")
    return west, south, east, north


def _zoom(_: Atlas, value: str) -> float:
    try:
        zoom = float(f"{float(value):g}")
    except ValueError:
        zoom = 0.0
    if not 1 <= zoom <= MAX_ZOOM:
        raise RequestError("zoom", value, f"Use a number from 1 to {MAX_ZOOM:g}.")
    return zoom


def _flag(option: str) -> Callable[[Atlas, str], bool]:
    def parse(_: Atlas, value: str) -> bool:
        if value not in ("0", "1"):
            raise RequestError(option, value, "Use 1 for yes or 0 for no.")
        return value == "1"

    return parse


def _size(_: Atlas, value: str) -> str:
    width, height, scale = _size_of(value)
    if min(width, height) < 120 or not 0.5 <= scale <= 4.5:
        raise RequestError(
            "size", value, "Each side needs at least 120 px, and the scale is from 0.5 to 4.5."
        )
    return value


_FIELD = {"from": "start", "to": "end"}
_OPTION = {field: option for option, field in _FIELD.items()}
_PARSERS: Mapping[str, Callable[[Atlas, str], object]] = {
    "date": _day("date"),
    "known": _day("known"),
    "view": _one_of("view", lambda atlas: tuple(atlas.views)),
    "bbox": _bbox,
    "layers": _some_of("layers", lambda _: LAYERS),
    "hide": _some_of("hide", lambda atlas: (*atlas.families, *(f"force.{force}" for force in atlas.forces))),
    "lang": _one_of("lang", lambda atlas: atlas.meta.languages),
    "theme": _one_of("theme", lambda _: THEMES),
    "compare": _day("compare"),
    "size": _size,
    "zoom": _zoom,
    "plain": _flag("plain"),
    "transparent": _flag("transparent"),
    "from": _day("from"),
    "to": _day("to"),
}
OPTIONS = tuple(_PARSERS)
