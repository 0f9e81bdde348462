"""Claims: each row of a table as what it says, its cells parsed, or the reason why it cannot be taken."""

import re
from dataclasses import dataclass, field, replace

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from atlas.model.edtf_dates import format_day, parse_day
from atlas.model.vocabulary import Status
from imports.columns.mapping import Mapping, TableMapping
from imports.columns.roles import Role, find_status
from imports.formats.layer import Layer, iterate
from imports.records.colours_of_marks import read_mark
from imports.values.coordinates import parse_degrees, parse_pair
from imports.values.dates import DateError, is_open, parse_date


@dataclass(frozen=True, order=True)
class RowRef:
    """A row of the input."""

    layer: int
    number: int
    """Its line or feature."""


@dataclass(frozen=True)
class Citation:
    """A source as a row names it."""

    publisher: str
    url: str = ""
    published: str = ""


@dataclass(frozen=True, eq=False)
class Claim:
    """One statement of a row."""

    ref: RowRef
    place: str = ""
    shape: BaseGeometry | None = None
    kind: str = ""
    country: str = ""
    actor: str = ""
    second_actor: str = ""
    family: str = ""
    status: str = Status.CONTROL
    start: str = ""
    end: str = ""
    confirmed: str = ""
    note: str = ""
    title: str = ""
    fatalities: str = ""
    id: str = ""
    citations: tuple[Citation, ...] = ()
    claimed: bool = False
    is_event: bool = False


@dataclass(frozen=True)
class Defaults:
    """What rows have that do not say it themselves."""

    date: str = ""
    order: str = ""
    """dmy or mdy."""
    citation: Citation = Citation("")


@dataclass
class Claims:
    """The claims of a layer, and why its other rows cannot be taken."""

    claims: list[Claim] = field(default_factory=list)
    rejected: dict[RowRef, str] = field(default_factory=dict)


class _RowError(ValueError):
    """Raised when a row cannot be taken; the text is the reason."""


def read_claims(
    index: int, layer: Layer, table: TableMapping, mapping: Mapping, defaults: Defaults
) -> Claims:
    """Return the claims of a layer, whose number is `index`."""
    claims = Claims()
    for at, reason in layer.faults.items():
        claims.rejected[RowRef(index, layer.numbers[at])] = reason
    for number, cells, geometry in iterate(layer):
        ref = RowRef(index, number)
        values = {role: cells[column] for role, column in table.columns.items()}
        try:
            claim = _read_row(ref, values, geometry, table, defaults)
            claims.claims += _split_actors(claim, table, mapping)
        except (_RowError, DateError) as error:
            claims.rejected[ref] = str(error)
    return claims


def _read_row(
    ref: RowRef, values: dict[Role, str], geometry: bytes | None, table: TableMapping, defaults: Defaults
) -> Claim:
    def text(role: Role) -> str:
        return clean_text(values.get(role, ""))

    kind, family = text(Role.KIND), text(Role.FAMILY)
    return Claim(
        ref,
        place=text(Role.PLACE),
        shape=_read_shape(values, geometry),
        kind=table.words.get(kind, kind),
        country=text(Role.COUNTRY),
        actor=text(Role.ACTOR) or table.actor,
        second_actor=text(Role.SECOND_ACTOR),
        family=table.words.get(family, family) if family else "",
        start=_read_start(values, table, defaults),
        end=_read_end(values, table, defaults),
        confirmed=_read_date(values.get(Role.CONFIRMED, ""), defaults),
        status=text(Role.STATUS) or table.status,
        note=text(Role.NOTE),
        title=text(Role.TITLE),
        fatalities=text(Role.FATALITIES),
        id=text(Role.ID),
        citations=_read_citations(values, defaults),
        claimed=table.claimed,
        is_event=table.use == "events",
    )


def clean_text(text: str) -> str:
    """Return a text on one line, without characters that cannot be displayed."""
    return " ".join("".join(sign if sign.isprintable() or sign.isspace() else " " for sign in text).split())


def _read_shape(values: dict[Role, str], geometry: bytes | None) -> BaseGeometry | None:
    if geometry is not None:
        return shapely.from_wkb(geometry)
    if pair := values.get(Role.COORDINATES, ""):
        shape = parse_pair(pair)
        if shape is None:
            raise _RowError(f'"{pair[:40]}" is not a position')
        return _check_degrees(shape)
    texts = values.get(Role.LATITUDE, ""), values.get(Role.LONGITUDE, "")
    if not all(texts):
        return None
    latitude, longitude = (parse_degrees(text) for text in texts)
    if latitude is None or longitude is None:
        wrong = texts[0] if latitude is None else texts[1]
        raise _RowError(f'"{wrong[:40]}" is not a coordinate')
    return _check_degrees(Point(longitude, latitude))


def _check_degrees(shape: BaseGeometry) -> BaseGeometry:
    west, south, east, north = shape.bounds or (999.0,) * 4
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise _RowError(
            f"lies outside the world (longitude {west:.6g}, latitude {south:.6g}): are they swapped?"
        )
    return shape


def _read_date(text: str, defaults: Defaults) -> str:
    return "" if is_open(text) else parse_date(text, defaults.order)


def _read_start(values: dict[Role, str], table: TableMapping, defaults: Defaults) -> str:
    text = values.get(Role.FROM, "") or values.get(Role.DATE, "")
    start = "" if is_open(text) else parse_date(text, defaults.order)
    named = values.get(Role.ACTOR, "") or table.actor
    if start or table.use == "places" or (table.use == "records" and not named):
        return start
    if table.use == "records" and defaults.date:
        return f"../{defaults.date}"
    raise _RowError("has no date")


def _read_end(values: dict[Role, str], table: TableMapping, defaults: Defaults) -> str:
    end = _read_date(values.get(Role.TO, ""), defaults)
    return next_day(end) if end and table.last_day and table.use == "records" else end


def next_day(date: str) -> str:
    """Return the day after a full date; a coarser date stays, since its days are not known."""
    try:
        return format_day(parse_day(date) + 1)
    except ValueError:
        return date


def _read_citations(values: dict[Role, str], defaults: Defaults) -> tuple[Citation, ...]:
    published = _read_date(values.get(Role.PUBLISHED, ""), defaults)
    published = published if re.fullmatch(r"\d{4}-\d\d-\d\d", published) else ""
    texts = [clean_text(part) for part in re.split(r"[;\n]", values.get(Role.SOURCE, ""))]
    names = [text for text in texts if text]
    urls = [url for url in re.split(r"[;\s]+", values.get(Role.URL, "")) if url.lower().startswith("http")]
    addresses = [
        name for name in names if name.lower().startswith(("http://", "https://")) and " " not in name
    ]
    urls = list(dict.fromkeys([*urls, *addresses]))
    names = list(dict.fromkeys(name for name in names if name not in addresses))
    pairs = [
        (
            names[at] if at < len(names) else names[-1] if names else find_host(urls[at]),
            urls[at] if at < len(urls) else "",
        )
        for at in range(max(len(names), len(urls)))
    ]
    citations = tuple(Citation(name, url, published) for name, url in pairs)
    return citations or (replace(defaults.citation, published=published),)


def find_host(url: str) -> str:
    """Return the host of an address, without www."""
    match = re.match(r"https?://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)", url, re.I)
    return match[1].lower() if match else url


def _split_actors(claim: Claim, table: TableMapping, mapping: Mapping) -> list[Claim]:
    """Return a claim for each actor of a row, with names and status as the mapping wants them."""
    names, status = [claim.actor], claim.status
    if table.form == "deepstate":
        return _split_names(claim, mapping)
    if table.form == "wikipedia":
        names, status = read_mark(claim.actor)
        names = [mapping.actors.get(claim.actor, "")] if claim.actor in mapping.actors else names
    if table.use == "records":
        status = _read_status(status, mapping)
        if not any(names) and claim.shape is None:
            raise _RowError("has no actor" if claim.place else "has neither a place nor an actor")
    second = mapping.actors.get(claim.second_actor, claim.second_actor)
    return [
        replace(claim, actor=mapping.actors.get(name, name), second_actor=second, status=status)
        for name in names
    ]


def _split_names(claim: Claim, mapping: Mapping) -> list[Claim]:
    """Return the claim of a feature named in two languages: an area of what it says, or only a place."""
    name = claim.actor.rpartition("///")[2].strip()
    if claim.shape is None:
        raise _RowError("has no shape")
    if claim.shape.geom_type in ("Polygon", "MultiPolygon"):
        return [replace(claim, actor=mapping.actors.get(name, name), status=Status.CONTROL)]
    return [replace(claim, actor="", place=name, status=Status.CONTROL)]


def _read_status(text: str, mapping: Mapping) -> str:
    if not text:
        return Status.CONTROL
    word = mapping.statuses.get(text, text)
    status = word.lower() if word.lower() in tuple(Status) else find_status(word)
    if not status:
        raise _RowError(f'"{text[:40]}" is not a known status: add it to [statuses] in mapping.toml')
    return status
