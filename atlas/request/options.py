"""The options of a request: the allowed values of each, and the message for any other value.

Contains words and rules; nothing of Flask or click.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping

from atlas.history.sides import sides_in
from atlas.model.atlas import Atlas
from atlas.model.dates.granularity import Granularity
from atlas.model.decimals import parse_decimal
from atlas.model.faults import suggest
from atlas.model.vocabulary import Standing
from atlas.request.label_options import parse_labels
from atlas.request.news_options import NEWS_PARSERS
from atlas.request.parsers import (
    LONGEST_TYPO,
    RequestError,
    bbox_parser,
    choice_parser,
    day_parser,
    flag_parser,
    list_parser,
    place_parser,
)
from atlas.request.print_options import PRINT_PARSERS

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
EXTRAS = ("roads", "oilfields")
"""Parts of the basemap that are drawn only if they are asked for."""
THEMES = ("light", "dark", "auto", "print")
TEXTS = ("font", "outline")
"""Letters in an SVG: text in a named font, or outlines that need no font."""
UNITS = ("px", "mm")
STEPS: Mapping[Granularity, tuple[str, ...]] = {
    Granularity.DAY: ("day", "month", "change"),
    Granularity.MONTH: ("month", "year", "change"),
    Granularity.YEAR: ("year", "change"),
}
"""The steps of films and of the slider for each unit of time."""
STANDING_LAYERS: Mapping[str, Standing] = {
    f"standing.{standing}": standing for standing in (Standing.CLAIMED, Standing.DISPUTED)
}
"""The words of `hide` that leave out records attested only this well."""
MIN_SIDE = 120
CONTROLS = ("none", "slider", "full")
"""The controls an embed offers."""
MAX_SIDE = 8_000
MAX_PIXELS = 20_000_000
MAX_ZOOM = 64.0
MAX_SIDES = 2
MAX_WITHOUT = 20
NO_SOURCE = "Use the id of a source, or several with commas."
_SIZE = re.compile(r"(\d{1,6})x(\d{1,6})(?:@(\d(?:\.\d+)?))?", re.ASCII)


def size_of(text: str, unit: str = "px", named: Iterable[str] = ()) -> tuple[int, int, float]:
    """Return (width, height) in px of the drawing, and the pixels per px of a still.

    In mm a px is a point on paper, and a still has 300 dpi unless its scale is given. A refusal also lists
    the sizes that are `named` by a brand.
    """
    if text in SIZES:
        return SIZES[text]
    match = _SIZE.fullmatch(text)
    if not match:
        names = ", ".join((*SIZES, *named))
        raise RequestError("size", text, f"Use {names}, or WxH such as 1200x675 or 1200x675@2.")
    width, height = int(match[1]), int(match[2])
    if unit == "px":
        return width, height, float(match[3] or 1)
    return round(width / MM_PER_PX), round(height / MM_PER_PX), float(match[3] or PRINT_SCALE)


def paper_of(text: str, unit: str) -> tuple[int, int] | None:
    """Return the size in mm if it was given in mm."""
    match = _SIZE.fullmatch(text)
    return (int(match[1]), int(match[2])) if unit == "mm" and match else None


def _zoom(_: Atlas, value: str) -> float:
    try:
        zoom = float(f"{parse_decimal(value):g}")
    except ValueError:
        zoom = 0.0
    if not 1 <= zoom <= MAX_ZOOM:
        raise RequestError("zoom", value, f"Use a number from 1 to {MAX_ZOOM:g}.")
    return zoom


def _hidable(atlas: Atlas) -> tuple[str, ...]:
    return *atlas.families, *(f"force.{force}" for force in atlas.forces), *STANDING_LAYERS


def is_hidden(atlas: Atlas, hide: Container[str], force: str) -> bool:
    """Return whether the option `hide` leaves out a force, alone or with its family."""
    return atlas.forces[force].family in hide or f"force.{force}" in hide


def hidden_forces(atlas: Atlas, hide: Container[str]) -> frozenset[str]:
    """Return the forces that the option `hide` leaves out, alone or with their families."""
    return frozenset(force for force in atlas.forces if is_hidden(atlas, hide, force))


def _size(atlas: Atlas, value: str) -> str:
    scale = size_of(value, named=atlas.brand.sizes if atlas.brand else ())[2]
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
    return choice_parser("versus", sides_in)(atlas, value)


def _sides(atlas: Atlas, value: str) -> tuple[str, ...]:
    if value:
        _check_sides("side", atlas, value)
    sides = list_parser("side", sides_in)(atlas, value)
    if len(sides) > MAX_SIDES:
        raise RequestError("side", value, f"Use at most {MAX_SIDES}.")
    return sides


def _sources(atlas: Atlas, value: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word for word in value.split(",") if word))
    for word in words:
        if word not in atlas.sources:
            cure = suggest(word, atlas.sources) if len(word) < LONGEST_TYPO else ""
            raise RequestError("without", word, cure or NO_SOURCE)
    if len(words) > MAX_WITHOUT:
        raise RequestError("without", value, f"Use at most {MAX_WITHOUT}.")
    return tuple(sorted(words))


FIELDS = {"from": "start", "to": "end"}
"""The options whose words are Python keywords, and the fields that contain them."""


def _extras(atlas: Atlas, value: str) -> tuple[str, ...]:
    words = list_parser("extras", lambda _: EXTRAS)(atlas, value)
    for word in words:
        if not getattr(atlas.basemap, word):
            missing = f"This atlas has no basemap/{word}.geojson. Add that file, or leave {word} out."
            raise RequestError("extras", word, missing)
    return words


PARSERS: Mapping[str, Callable[[Atlas, str], object]] = {
    "date": day_parser("date"),
    "known": day_parser("known"),
    "view": choice_parser("view", lambda atlas: tuple(atlas.views)),
    "bbox": bbox_parser("bbox"),
    "place": place_parser("place"),
    "layers": list_parser("layers", lambda _: LAYERS),
    "hide": list_parser("hide", _hidable),
    "lang": choice_parser("lang", lambda atlas: atlas.meta.languages),
    "theme": choice_parser("theme", lambda _: THEMES),
    "borders": choice_parser("borders", lambda atlas: tuple(atlas.policies)),
    "age": flag_parser("age"),
    "side": _sides,
    "versus": _versus,
    "without": _sources,
    "compare": day_parser("compare"),
    "size": _size,
    "unit": choice_parser("unit", lambda _: UNITS),
    "zoom": _zoom,
    "plain": flag_parser("plain"),
    "transparent": flag_parser("transparent"),
    "border": flag_parser("border"),
    "text": choice_parser("text", lambda _: TEXTS),
    "from": day_parser("from"),
    "to": day_parser("to"),
    "step": choice_parser("step", lambda atlas: STEPS[atlas.meta.granularity]),
    "controls": choice_parser("controls", lambda _: CONTROLS),
    "extras": _extras,
    "labels": parse_labels,
    **PRINT_PARSERS,
    **NEWS_PARSERS,
}
OPTIONS = tuple(PARSERS)
"""The words of every option, in the order of the address."""
