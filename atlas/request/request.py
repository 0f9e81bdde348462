"""The request: which day, known when, which part of the map, drawn how.

A Request and the options of an address or of the command line are the same thing, in the same words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from atlas.history.as_known import as_known
from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import format_day
from atlas.request.news_options import MIN_NEWS_SIDE, MIN_NEWS_SIDE_ON_PAPER
from atlas.request.options import (
    DEFAULT_LAYERS,
    FIELDS,
    MAX_PIXELS,
    MAX_SIDE,
    MIN_SIDE,
    MM_PER_PX,
    PARSERS,
    SIZES,
    paper_of,
    size_of,
)
from atlas.request.own_notes import OwnNote, format_notes
from atlas.request.parsers import RequestError

_NAMING = frozenset(
    {"place", "hide", "side", "versus", "without", "callouts", "notes", "focus", "inset", "labels"}
)
"""The options that name things in an atlas: things not yet known get the answer of things that never were."""
_OF_NEWS = (
    "deck", "note", "source", "byline", "callouts", "notes", "focus", "since", "dates", "inset", "key",
)  # fmt: skip
"""The options that change news pictures alone."""
_OPTION = {field: option for option, field in FIELDS.items()}


@dataclass(frozen=True, slots=True)
class Request:
    """One request for a map; every field has the default of an address without options.

    `bbox` is (west, south, east, north) in degrees, or None for the view's own. `place` is outlined and
    described. `size` is the name or WxH as written; `zoom` enlarges the map about its middle. `start` and
    `end` are the options `from` and `to`. `borders` names a policy on boundaries; `age` colours by the age of
    evidence. `hide` names families, forces as `force.<id>`, and `standing.claimed` or `standing.disputed`.
    `side` leaves the account of some sides, and `versus` compares it with that of another; `without` leaves
    out everything that depends only on the named sources. `extras` are parts of the basemap to draw as well,
    `labels` names that are pinned, dropped or moved.
    `style` and what follows it are for news pictures, whose headline is `title`; an empty text is written
    from the atlas. `dates` are the days of small maps; the last of them is then `date`. `inset` is the id
    of a place, or an area. `layered`, `bleed` in mm and `ink` are for PDFs.
    """

    date: int
    known: int
    view: str
    bbox: BBox | None = None
    place: str = ""
    layers: tuple[str, ...] = DEFAULT_LAYERS
    hide: tuple[str, ...] = ()
    lang: str = "en"
    theme: str = "light"
    borders: str = ""
    age: bool = False
    side: tuple[str, ...] = ()
    versus: str = ""
    without: tuple[str, ...] = ()
    compare: int | None = None
    size: str = "social"
    unit: str = "px"
    zoom: float = 1.0
    plain: bool = False
    transparent: bool = False
    border: bool = False
    text: str = "font"
    start: int | None = None
    end: int | None = None
    step: str = "change"
    controls: str = "slider"
    extras: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    title: str = ""
    style: str = "reference"
    deck: str = ""
    note: str = ""
    source: str = ""
    byline: str = ""
    callouts: str = "auto"
    notes: tuple[OwnNote, ...] = ()
    focus: str = ""
    since: int | None = None
    dates: tuple[int, ...] = ()
    inset: str | BBox = ""
    key: str = "auto"
    layered: bool = False
    bleed: float = 0.0
    ink: str = "rgb"
    fixed: bool = False
    """Whether the request names an information date: links then keep it, even if it is the latest."""
    granularity: Granularity = Granularity.DAY

    @property
    def days(self) -> tuple[int, ...]:
        """The days that the maps of a still show, in order."""
        return self.dates or tuple(sorted({self.date, self.date if self.compare is None else self.compare}))

    @property
    def pixels(self) -> tuple[int, int, float]:
        """Return (width, height) in px of the drawing, and the pixels per px of a still."""
        return size_of(self.size, self.unit)

    @property
    def pixels_of_still(self) -> tuple[int, int]:
        """Return width and height of a still in its own pixels."""
        width, height, scale = self.pixels
        if self.paper is None:
            return round(width * scale), round(height * scale)
        across, down = self.paper
        return round(across / MM_PER_PX * scale), round(down / MM_PER_PX * scale)

    @property
    def paper(self) -> tuple[int, int] | None:
        """Return width and height in mm if the size was given so."""
        return paper_of(self.size, self.unit)


def default_request(atlas: Atlas) -> Request:
    """Return the request of an address without options."""
    meta = atlas.meta
    return Request(
        date=meta.default_date,
        known=atlas.latest_source,
        view=meta.default_view,
        lang=meta.languages[0],
        borders=next(iter(atlas.policies)),
        start=meta.first,
        end=meta.last,
        granularity=meta.granularity,
    )


def newest_day(atlas: Atlas, request: Request) -> int:
    """Return the last information date of the controls: the requested one, or else the latest."""
    return request.known if request.fixed else atlas.latest_source


def parse_request(atlas: Atlas, options: Mapping[str, str]) -> Request:
    """Read a request from the words of an address or a command line; RequestError names what is wrong.

    Unknown words are refused, so that a typo cannot pass for an answer.
    """
    request, options = default_request(atlas), _name_size(atlas, options)
    first = {option: options[option] for option in ("known",) if option in options}
    for option, value in (first | dict(options)).items():
        if option not in PARSERS:
            raise RequestError(
                option, value, f"This option does not exist. Use one of: {', '.join(PARSERS)}."
            )
        named_atlas = as_known(atlas, request.known) if option in _NAMING else atlas
        change: dict[str, Any] = {FIELDS.get(option, option): PARSERS[option](named_atlas, value)}
        request = replace(request, **change)
    return _checked(replace(request, fixed=options.get("known", "latest") != "latest"))


def _name_size(atlas: Atlas, options: Mapping[str, str]) -> Mapping[str, str]:
    """Return options in which a size of the brand is written out, so that its address works without it."""
    named = atlas.brand.sizes.get(options.get("size", "")) if atlas.brand else None
    if named is None:
        return options
    unit = options.get("unit", named.unit)
    if unit != named.unit:
        allowed = f"The size {options['size']} is in {named.unit}. Leave this option out."
        raise RequestError("unit", unit, allowed)
    return {**options, "size": named.size, "unit": named.unit}


def format_request(atlas: Atlas, request: Request) -> dict[str, str]:
    """Return the options of this request, without those that have their default."""
    default = default_request(atlas)
    return {
        _OPTION.get(field.name, field.name): _format(
            getattr(request, field.name), Granularity.DAY if field.name == "known" else request.granularity
        )
        for field in fields(Request)
        if field.name != "fixed"
        and (
            getattr(request, field.name) != getattr(default, field.name)
            or (field.name == "known" and request.fixed)
        )
    }


def format_query(atlas: Atlas, request: Request) -> str:
    """Return the request as the query of an address, without the question mark; empty for the default."""
    return urlencode(format_request(atlas, request), safe=",/")


def permalink(atlas: Atlas, request: Request, *, size: bool = False) -> str:
    """Return the address of a map without its host, for a picture with its `size`.

    It contains both days even if they are the defaults, because the defaults move on as the atlas grows.
    """
    options = {"date": format_date(request, request.date), "known": format_day(request.known)}
    if size:
        options["size"] = request.size
    return "/?" + urlencode({**options, **format_request(atlas, request)}, safe=",/")


def format_date(request: Request, day: int) -> str:
    """Return a date shown as in addresses, in the unit of the atlas: 2020-12-17, 1415-03 or -0043."""
    return request.granularity.write(day)


def _format(value: object, unit: Granularity) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return unit.write(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple) and all(isinstance(part, OwnNote) for part in value):
        return format_notes(value)
    if isinstance(value, tuple):
        return ",".join(str(part) if isinstance(part, str) else _format(part, unit) for part in value)
    return str(value)


def _checked(request: Request) -> Request:
    if request.dates:
        request = replace(request, date=request.dates[-1])
    _check_versus(request)
    _check_style(request)
    start, end = request.start, request.end
    if start is not None and end is not None and end < start:
        allowed = f"It is before from ({format_date(request, start)}). Swap the two."
        raise RequestError("to", format_date(request, end), allowed)
    if request.unit == "mm" and request.size in SIZES:
        raise RequestError("unit", "mm", "mm needs a size in numbers, such as size=210x148.")
    width, height, _ = request.pixels
    if min(width, height) < MIN_SIDE:
        least = "120 px" if request.unit == "px" else f"{round(MIN_SIDE * MM_PER_PX)} mm"
        raise RequestError("size", request.size, f"Width and height must be at least {least}.")
    wide, high = request.pixels_of_still
    if max(wide, high) > MAX_SIDE:
        raise RequestError("size", request.size, f"Width and height must be at most {MAX_SIDE:,} px.")
    if wide * high > MAX_PIXELS:
        raise RequestError("size", request.size, f"The image must have at most {MAX_PIXELS:,} pixels.")
    return request


def _check_style(request: Request) -> None:
    if request.style != "news":
        default = {field.name: field.default for field in fields(Request)}
        for option in _OF_NEWS:
            if (value := getattr(request, option)) != default[option]:
                written = _format(value, request.granularity)
                raise RequestError(option, written, "It needs style=news. Add that, or leave it out.")
    elif request.plain or request.versus or request.compare is not None:
        allowed = "A news picture shows one day, with words. Leave out plain, compare and versus."
        raise RequestError("style", "news", allowed)
    noted = request.notes or request.callouts not in ("auto", "none")
    if request.dates and (request.since is not None or noted):
        allowed = "Maps of several days have neither since nor callouts or notes. Leave them out, or dates."
        raise RequestError("dates", _format(request.dates, request.granularity), allowed)
    if request.dates and request.inset:
        written = _format(request.inset, request.granularity)
        raise RequestError("inset", written, "Maps of several days have no inset. Leave it out.")
    if request.since is not None and request.since >= request.date:
        raise RequestError("since", format_date(request, request.since), "It must be before the date shown.")
    if request.style == "news":
        _check_news_size(request)


def _check_news_size(request: Request) -> None:
    width, height, _ = request.pixels
    side = MIN_NEWS_SIDE if request.unit == "px" else MIN_NEWS_SIDE_ON_PAPER
    if min(width, height) < side:
        least = f"{side} px" if request.unit == "px" else f"{round(side * MM_PER_PX)} mm"
        allowed = f"A news picture is at least {least} wide and high. Make it larger, or use style=reference."
        raise RequestError("size", request.size, allowed)


def _check_versus(request: Request) -> None:
    versus = request.versus
    if not versus:
        return
    if len(request.side) != 1:
        raise RequestError(
            "versus", versus, "It needs exactly one side to compare with. Set side to one side."
        )
    if request.side == (versus,):
        raise RequestError("versus", versus, "This is the same as side. Choose another side.")
    if request.compare is not None:
        allowed = "versus and compare cannot be combined. Leave one of them out."
        raise RequestError("versus", versus, allowed)
