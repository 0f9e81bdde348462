"""The contracts of rows: the columns of each file, what each contains, and which may be empty.

A field without a default is required. Names are the columns; `from` is a keyword, so it has an alias.
"""

from pydantic import BaseModel, Field

from atlas.model.edtf_dates import UNENDED
from atlas.reading.tables.fields import (
    Begun,
    Blur,
    Colour,
    Dated,
    Day,
    Distance,
    End,
    Flag,
    IsLineStyle,
    IsStanding,
    IsStatus,
    Key,
    Moment,
    Names,
    Number,
    Over,
    Plain,
    Point,
    Rank,
    Slug,
    SomeNames,
    Start,
    Translatable,
    Url,
    Whatever,
)


class ShadeColumns(BaseModel):
    """The shades that a family or a force may set itself; the others are derived from its colour."""

    light_fill: Colour = ""
    light_line: Colour = ""
    light_text: Colour = ""
    light_tint: Colour = ""
    dark_fill: Colour = ""
    dark_line: Colour = ""
    dark_text: Colour = ""
    dark_tint: Colour = ""
    print_fill: Colour = ""
    print_line: Colour = ""
    print_text: Colour = ""
    print_tint: Colour = ""


class FamilyRow(ShadeColumns):
    """families.csv."""

    id: Slug
    name: Translatable
    colour: Colour
    code: Plain = ""
    side: Translatable = ""


class ForceRow(ShadeColumns):
    """forces.csv. A force without a colour has its family's."""

    id: Slug
    name: Translatable
    short: Translatable = ""
    in_text: Translatable = ""
    family: Plain
    parent: Plain = ""
    sponsor: Plain = ""
    colour: Colour = ""
    kind: Plain = ""
    aliases: Names = ()
    note: Plain = ""


class SourceRow(BaseModel):
    """sources.csv."""

    id: Slug
    publisher: Translatable
    title: Plain = ""
    url: Url = ""
    archive_url: Url = ""
    published: Day = None
    language: Plain = ""
    origin: Plain = ""
    leaning: Plain = ""


class LeaningRow(BaseModel):
    """leanings.csv: words of `leaning` in sources.csv, and the sides that they name, if any."""

    id: Slug
    side: Plain = ""
    name: Translatable


class RecordRow(BaseModel):
    """records.csv."""

    id: Slug
    place: Plain
    force: Plain
    status: IsStatus
    start: Start = Field(alias="from")
    end: End = Field(default=UNENDED, alias="to")
    standing: IsStanding = None
    standing_note: Translatable = ""
    by: Translatable = ""
    by_side: Plain = ""
    reported: Day = None
    to_reported: Day = None
    confirmed: Day = None
    retracted: Day = None
    contradicts: Names = ()
    sources: SomeNames
    note: Translatable = ""
    hold_until: Moment = None
    fuzz_km: Blur = 0.0


class EventRow(BaseModel):
    """events.csv. An event has a place, or lon and lat."""

    id: Slug
    date: Dated
    place: Plain = ""
    lon: Number = None
    lat: Number = None
    title: Translatable
    text: Translatable = ""
    kind: Plain = ""
    standing: IsStanding = None
    standing_note: Translatable = ""
    by: Translatable = ""
    by_side: Plain = ""
    sources: SomeNames
    from_force: Plain = ""
    to_force: Plain = ""
    hold_until: Moment = None


class BoundaryRow(BaseModel):
    """boundaries.csv: how a policy draws a line of basemap/borders.geojson between two days."""

    line: Plain
    policy: Plain
    style: IsLineStyle
    start: Day = Field(default=None, alias="from")
    end: Day = Field(default=None, alias="to")


class PlaceRow(BaseModel):
    """The properties of zones.geojson, sites.geojson and lines.geojson."""

    id: Slug
    name: Translatable
    in_text: Translatable = ""
    kind: Plain = ""
    accuracy_km: Distance = 0.0
    source: Plain = ""
    covered: Flag = True
    rank: Rank = None
    derive: Whatever = None
    force: Plain = ""
    start: Begun = Field(default=None, alias="from")
    end: Over = Field(default=None, alias="to")
    reported: Day = None
    aliases: Whatever = None
    note: Whatever = None
    country: Whatever = None


class BasemapRow(BaseModel):
    """The properties of a basemap file that have a meaning here; others are kept as they are."""

    id: Key = ""
    name: Translatable = ""
    kind: Plain = ""
    label: Point = None
    population: Number = None


class LandRow(BasemapRow):
    """The properties of basemap/land.geojson: its features have ids, so that a zone can be cut to one."""

    id: Key
    name: Translatable


class Translation(BaseModel):
    """A sibling in another language, such as name_ar, of any translated field."""

    text: Plain = ""


CONTRACTS: dict[str, type[BaseModel]] = {
    "families": FamilyRow,
    "forces": ForceRow,
    "sources": SourceRow,
    "leanings": LeaningRow,
    "records": RecordRow,
    "events": EventRow,
    "boundaries": BoundaryRow,
}
