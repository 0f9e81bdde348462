"""The options of a request: the allowed values of each, and the message for any other value.

Contains words and rules; nothing of Flask or click.
"""

import re
from collections.abc import Callable, Container, Mapping

from atlas.history.sides import sides_in
from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.model.decimals import parse_decimal
from atlas.model.edtf_dates import format_day, parse_day
from atlas.model.faults import suggest
from atlas.model.vocabulary import Standing

MM_PER_PX = 25.4 / 72
"""A px of the drawing is a point on paper."""
PRINT_SCALE = 300 / 72
SIZES: Mapping[str, tuple[int, int, float]] = {
    "social": (1200, 675, 1.0),
    "card": (1200, 630, 1.0),
    "square": (1080, 1080, 1.0),
    "story": (1080, 1920, 1.0),
    "article": (1600, 900, 2.0),
    "print": (842, 595, PRINT_SCALE),
}
"""Named sizes: width and height of the drawing in px, and the pixels per px of a still image."""

LAYERS = ("zones", "lines", "sites", "events", "labels", "claims")
"""The layers a reader can choose; the basemap and the frame are always drawn."""
DEFAULT_LAYERS = LAYERS[:-1]
THEMES = ("light", "dark", "auto", "print")
TEXTS = ("font", "outline")
"""Letters in an SVG: text in a named font, or outlines that need no font."""
UNITS = ("px", "mm")
STEPS = ("day", "month", "change")
STANDING_LAYERS: Mapping[str, Standing] = {
    f"standing.{standing}": standing for standing in (Standing.CLAIMED, Standing.DISPUTED)
}
"""The words of `hide` that leave out records attested only this well."""
MIN_SIDE = 120
MIN_NEWS_SIDE, MIN_NEWS_SIDE_ON_PAPER = 200, 150
"""In px: a smaller picture has no room for both a headline with its sources and a map."""
CONTROLS = ("none", "slider", "full")
"""The controls an embed offers."""
STYLES = ("reference", "news")
KEYS = ("auto", "none", "full")
LONGEST_TITLE = 120
LONGEST_TEXT = 280
MAX_SIDE = 8_000
MAX_PIXELS = 20_000_000
MAX_ZOOM = 64.0
MAX_SIDES = 2
MAX_WITHOUT = 20
NO_SOURCE = "Use the id of a source, or several with commas."
_LONG = 80
"""A word of this many letters is not a typo."""
LARGEST_MERCATOR_LATITUDE = 85.05
_SIZE = re.compile(r"(\d{1,6})x(\d{1,6})(?:@(\d(?:\.\d+)?))?", re.ASCII)


class RequestError(ValueError):
    """Raised when a request cannot be answered; names the option, the value and what is allowed."""

    def __init__(self, option: str, value: str, allowed: str) -> None:
        super().__init__(f'{option}: "{value[:80]}" is not allowed. {allowed}')
        self.option, self.value, self.allowed = option, value, allowed

    def __reduce__(self) -> tuple[type["RequestError"], tuple[str, str, str]]:
        """Allow another process to pass it on."""
        return type(self), (self.option, self.value, self.allowed)


def size_of(text: str, unit: str = "px") -> tuple[int, int, float]:
    """Return (width, height) in px of the drawing, and the pixels per px of a still.

    In mm a px is a point on paper, and a still has 300 dpi unless its scale is given.
    """
    if text in SIZES:
        return SIZES[text]
    match = _SIZE.fullmatch(text)
    if not match:
        raise RequestError("size", text, f"Use {', '.join(SIZES)}, or WxH such as 1200x675 or 1200x675@2.")
    width, height = int(match[1]), int(match[2])
    if unit == "px":
        return width, height, float(match[3] or 1)
    return round(width / MM_PER_PX), round(height / MM_PER_PX), float(match[3] or PRINT_SCALE)


def paper_of(text: str, unit: str) -> tuple[int, int] | None:
    """Return the size in mm if it was given in mm."""
    match = _SIZE.fullmatch(text)
    return (int(match[1]), int(match[2])) if unit == "mm" and match else None


def _day(option: str) -> Callable[[Atlas, str], int]:
    def parse(atlas: Atlas, value: str) -> int:
        meta = atlas.meta
        known = option == "known"
        named = {"earliest": meta.first, "latest": atlas.latest_source if known else meta.last}
        try:
            day = named[value] if value in named else parse_day(value)
        except ValueError as error:
            reason = "This date does not exist. " if "is not a valid date" in str(error) else ""
            raise RequestError(option, value, f"{reason}Use earliest, latest or YYYY-MM-DD.") from None
        if not known and not meta.first <= day <= meta.last:
            span = f"{format_day(meta.first)} to {format_day(meta.last)}"
            raise RequestError(option, value, f"This atlas covers {span}.")
        return day

    return parse


def _choice(option: str, allowed: Callable[[Atlas], tuple[str, ...]]) -> Callable[[Atlas, str], str]:
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
                raise RequestError(option, word, f"Use one or more of: {', '.join(allowed(atlas))}.")
        return tuple(word for word in allowed(atlas) if word in words)

    return parse


def _bbox(_: Atlas, value: str) -> BBox:
    allowed = "Use west,south,east,north in degrees, such as 35.5,32.2,37.1,33.5."
    try:
        west, south, east, north = (round(parse_decimal(part.strip()), 3) for part in value.split(","))
    except ValueError:
        raise RequestError("bbox", value, allowed) from None
    if (west > east or south > north) and max(abs(west), abs(east)) <= 180:
        raise RequestError("bbox", value, f"West must be less than east and south less than north. {allowed}")
    edge = LARGEST_MERCATOR_LATITUDE
    if not (-180 <= west < east <= 180 and -edge <= south < north <= edge):
        raise RequestError("bbox", value, allowed)
    if min(east - west, north - south) < 1e-3:
        raise RequestError("bbox", value, "The area must be at least 0.001 degrees wide and high.")
    return west, south, east, north


def _zoom(_: Atlas, value: str) -> float:
    try:
        zoom = float(f"{parse_decimal(value):g}")
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


def _hidable(atlas: Atlas) -> tuple[str, ...]:
    return *atlas.families, *(f"force.{force}" for force in atlas.forces), *STANDING_LAYERS


def is_hidden(atlas: Atlas, hide: Container[str], force: str) -> bool:
    """Return whether the option `hide` leaves out a force, alone or with its family."""
    return atlas.forces[force].family in hide or f"force.{force}" in hide


def hidden_forces(atlas: Atlas, hide: Container[str]) -> frozenset[str]:
    """Return the forces that the option `hide` leaves out, alone or with their families."""
    return frozenset(force for force in atlas.forces if is_hidden(atlas, hide, force))


def _size(_: Atlas, value: str) -> str:
    scale = size_of(value)[2]
    if not 0.5 <= scale <= 4.5:
        raise RequestError("size", value, "The scale must be from 0.5 to 4.5.")
    return value


def _check_sides(option: str, atlas: Atlas, value: str) -> None:
    if not sides_in(atlas):
        none = (
            "No source in this atlas leans towards a side. "
            "Fill in leaning in sources.csv, or leave this option out."
        )
        raise RequestError(option, value, none)


def _versus(atlas: Atlas, value: str) -> str:
    _check_sides("versus", atlas, value)
    return _choice("versus", sides_in)(atlas, value)


def _sides(atlas: Atlas, value: str) -> tuple[str, ...]:
    if value:
        _check_sides("side", atlas, value)
    sides = _some_of("side", sides_in)(atlas, value)
    if len(sides) > MAX_SIDES:
        raise RequestError("side", value, f"Use at most {MAX_SIDES}.")
    return sides


def _sources(atlas: Atlas, value: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word for word in value.split(",") if word))
    for word in words:
        if word not in atlas.sources:
            cure = suggest(word, atlas.sources) if len(word) < _LONG else ""
            raise RequestError("without", word, cure or NO_SOURCE)
    if len(words) > MAX_WITHOUT:
        raise RequestError("without", value, f"Use at most {MAX_WITHOUT}.")
    return tuple(sorted(words))


def _place(option: str) -> Callable[[Atlas, str], str]:
    def parse(atlas: Atlas, value: str) -> str:
        if value not in atlas.places:
            cure = suggest(value, atlas.places) if len(value) < _LONG else ""
            raise RequestError(option, value, cure or "Use the id of a place in the atlas.")
        return value

    return parse


def _text(option: str, longest: int = LONGEST_TEXT) -> Callable[[Atlas, str], str]:
    def parse(_: Atlas, value: str) -> str:
        text = " ".join(value.split())
        if not text or len(text) > longest or not text.isprintable():
            raise RequestError(option, value, f"Write 1 to {longest} printable characters.")
        return text

    return parse


def _callouts(atlas: Atlas, value: str) -> str:
    if value in ("auto", "none"):
        return value
    ids = {*atlas.places, *(event.id for event in atlas.events)}
    for name in value.split(","):
        if name not in ids:
            cure = suggest(name, ids) if len(name) < _LONG else ""
            allowed = "Use auto, none, or ids of places and events with commas."
            raise RequestError("callouts", name, cure or allowed)
    return value


FIELDS = {"from": "start", "to": "end"}
"""The options whose words are Python keywords, and the fields that contain them."""
PARSERS: Mapping[str, Callable[[Atlas, str], object]] = {
    "date": _day("date"),
    "known": _day("known"),
    "view": _choice("view", lambda atlas: tuple(atlas.views)),
    "bbox": _bbox,
    "place": _place("place"),
    "layers": _some_of("layers", lambda _: LAYERS),
    "hide": _some_of("hide", _hidable),
    "lang": _choice("lang", lambda atlas: atlas.meta.languages),
    "theme": _choice("theme", lambda _: THEMES),
    "borders": _choice("borders", lambda atlas: tuple(atlas.policies)),
    "age": _flag("age"),
    "side": _sides,
    "versus": _versus,
    "without": _sources,
    "compare": _day("compare"),
    "size": _size,
    "unit": _choice("unit", lambda _: UNITS),
    "zoom": _zoom,
    "plain": _flag("plain"),
    "transparent": _flag("transparent"),
    "border": _flag("border"),
    "text": _choice("text", lambda _: TEXTS),
    "from": _day("from"),
    "to": _day("to"),
    "step": _choice("step", lambda _: STEPS),
    "controls": _choice("controls", lambda _: CONTROLS),
    "title": _text("title", LONGEST_TITLE),
    "style": _choice("style", lambda _: STYLES),
    "deck": _text("deck"),
    "note": _text("note"),
    "source": _text("source"),
    "byline": _text("byline"),
    "callouts": _callouts,
    "focus": _place("focus"),
    "since": _day("since"),
    "key": _choice("key", lambda _: KEYS),
}
OPTIONS = tuple(PARSERS)
"""The words of every option, in the order of the address."""
