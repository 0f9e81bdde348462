"""The nouns of an atlas: forces, places, records, sources, events, and the atlas that contains them.

Everything is immutable and already checked. Contains no files, no drawing, no clock.
Days are the numbers of `atlas.model.edtf_dates`; coordinates are degrees (EPSG:4326), longitude first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from atlas.fonts.font_stack import PINNED_ONLY, FontStack
from atlas.model.basemap import Basemap, Policy
from atlas.model.brand import Brand
from atlas.model.colours import ColourPlan
from atlas.model.dated_shape import DatedShape
from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import FOREVER, NEVER, Window
from atlas.model.index import Index
from atlas.model.translated_text import NO_TEXT, Text
from atlas.model.vocabulary import STANDINGS, STATUSES, Shape, Standing, Status

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Day = str | date | int
"""As callers may write it: "YYYY-MM-DD" (in atlases of months or years also those), or a day number."""


@dataclass(frozen=True, slots=True)
class Family:
    """A bloc of forces: one entry of the legend. `shades` are those it sets itself, such as light_fill."""

    id: str
    name: Text
    code: str
    colour: str
    side: Text
    """Its name as an actor in sentences: the North, the government."""
    shades: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Force:
    """An armed actor."""

    id: str
    name: Text
    short: Text
    family: str
    parent: str
    sponsor: str
    colour: str
    kind: str
    aliases: tuple[str, ...]
    note: str
    in_text: Text = NO_TEXT
    """Its name in a sentence, if that differs from its name: the Fifth Corps."""
    shades: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A zone, a site or a line. `covered` is False for neutral ground that is outside the atlas' scope."""

    id: str
    name: Text
    shape: Shape
    kind: str
    accuracy_km: float
    source: str
    geometry: BaseGeometry
    covered: bool = True
    rank: int = 3
    """1 (labelled first) to 5 (labelled last), for sites."""
    derived: bool = False
    in_text: Text = NO_TEXT
    """Its name in a sentence, if that differs from its name: the border points near Old Town."""
    start: Window | None = None
    """When it comes into being, if stated; `atlas.history.existence` computes when it exists."""
    end: Window | None = None
    centre: str = ""
    """The site at the centre of a derived circle."""
    force: str = ""
    """The force that advances along a line of the kind `arrow`."""
    cell: BaseGeometry | None = None
    """The ground around a site that is modelled as its holder's."""


@dataclass(frozen=True, slots=True)
class Source:
    """A citable document; `relays` is the one it relays itself, `leans_to` its leaning with listed sides."""

    id: str
    publisher: Text
    title: str
    url: str
    archive_url: str
    published: int | None
    language: str
    origin: str
    """The end of its chain of relays, or itself; two sources with one origin count once."""
    relays: str
    leaning: str
    leans_to: str = ""
    leaning_name: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Record:
    """One dated claim. `attested` is the last day on which it is confirmed, before its end."""

    id: str
    place: str
    force: str
    status: Status
    start: Window
    end: Window
    standing: Standing
    standing_note: Text
    """Why its author rates it lower than its sources support."""
    by: Text
    """The name of the speaker; empty if its sources speak for themselves."""
    speaker: str
    """The id of the force or family named in `by`, or empty."""
    by_side: str
    """The family of the speaker; empty if there is no speaker, or one without a family."""
    reported: int
    to_reported: int
    retracted: int
    contradicts: tuple[str, ...]
    sources: tuple[str, ...]
    attested: int
    note: Text


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a date; it gives nobody control."""

    id: str
    date: Window
    place: str
    lon: float
    lat: float
    title: Text
    text: Text
    kind: str
    standing: Standing
    stated: int
    """As in `Index`."""
    standing_note: Text
    by: Text
    speaker: str
    by_side: str
    sources: tuple[str, ...]
    from_force: str
    to_force: str
    reported: int


@dataclass(frozen=True, slots=True)
class View:
    """A named extent of the map: (west, south, east, north) in degrees."""

    id: str
    name: Text
    title: Text
    bbox: tuple[float, float, float, float]
    area: Text = NO_TEXT
    """The name of its area in a sentence, if that differs from its name: the harbour area."""


@dataclass(frozen=True, slots=True)
class Meta:
    """The settings of atlas.toml for the whole atlas."""

    title: Text
    description: Text
    credit: Text
    licence: str
    languages: tuple[str, ...]
    first: int
    last: int
    default_date: int
    default_view: str
    stale_after: tuple[int, int, int]  # days without re-confirmation after which a holding pales
    granularity: Granularity = Granularity.DAY


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """One loaded, checked data folder. `version` is a hash of its content.

    `records` has one row a record in the order of `index`, its columns named as in records.csv
    (texts as written, `sources` and `contradicts` as tuples).
    """

    version: str
    meta: Meta
    families: Mapping[str, Family]
    forces: Mapping[str, Force]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    events: tuple[Event, ...]
    views: Mapping[str, View]
    policies: Mapping[str, Policy]
    """On boundaries, the default one first; never empty."""
    basemap: Basemap
    records: pd.DataFrame
    index: Index
    whole: "Atlas | None" = None
    """For the atlas of an earlier day: the one with the same ground, whose drawing is reused."""
    newest: int | None = None
    """The latest information date of the whole, if this is a part of it."""
    next_release: datetime | None = None
    """When an embargo ends next and the folder must be read again. Never shown to readers."""
    other: "Atlas | None" = None
    """The account of another side, for comparison."""
    brand: Brand | None = field(default=None, compare=False)
    fonts: FontStack = field(default=PINNED_ONLY, compare=False)
    """The brand of the newsroom that publishes it, and the fonts of all other texts."""
    shapes: Mapping[str, tuple[DatedShape, ...]] = field(default_factory=dict)
    """The shapes of the places that have several, in the order of time; `places` contain the last ones."""
    every_day: "Atlas | None" = field(default=None, repr=False, compare=False)
    """For the atlas with the shapes of one day: the one of all days."""
    colours: ColourPlan = field(default_factory=ColourPlan)
    frame_builder: "Callable[[Atlas, Day, Day | None], GeoDataFrame] | None" = field(
        default=None, repr=False, compare=False
    )
    """Builds the data frames of `at`; the reader passes it in. Not part of the data."""

    def __repr__(self) -> str:
        return f"<Atlas {self.version[:7]}, {len(self.index):,} records on {len(self.places):,} places>"

    def at(self, day: Day, known: Day | None = None) -> "GeoDataFrame":
        """Return the holdings of a day, as known on `known` (by default, on the day of the latest source).

        One row per holding, in the order of the atlas' places; EPSG:4326, in degrees. Columns:
        place, force, family, status, standing, certainty, from, to (ids and words as in the data), km2
        (geodesic area on WGS 84; 0 for sites and lines), sources, geometry. Several dates or sources are
        separated by semicolons. ValueError if a day can't be read or is not covered by the atlas. For whole
        places: a derived zone lies over others, so a sum of km2 may count ground twice.
        """
        if self.frame_builder is None:
            raise TypeError("This atlas was made without a frame_builder. Read it with read_atlas.")
        return self.frame_builder(self, day, known)

    def record(self, row: int) -> Record:
        """Return the record in one row of the tables."""
        return self.records_in([row])[0]

    def records_in(self, rows: Sequence[int]) -> list[Record]:
        """Return the records in some rows of the tables; all at once, because one by one is slow."""
        cells = zip(*([column[row] for row in rows] for column in _text_columns(self)), strict=True)
        index = self.index
        return [
            Record(
                **dict(zip(_TEXTS, values, strict=True)),
                status=STATUSES[index.status[row]],
                standing=STANDINGS[index.standing[row]],
                reported=int(index.reported[row]),
                to_reported=int(index.to_reported[row]),
                retracted=int(index.retracted[row]),
                attested=int(index.attested[row]),
            )
            for row, values in zip(rows, cells, strict=True)
        ]

    @property
    def latest_source(self) -> int:
        """The newest day on which anything in the atlas became known: the default information date.

        If nothing did, it is the last day of the atlas.
        """
        if self.newest is not None:
            return self.newest
        days = [source.published for source in self.sources.values() if source.published is not None]
        days += [event.reported for event in self.events]
        days += [shape.reported for shapes in self.shapes.values() for shape in shapes[1:]]
        index = self.index
        columns = (index.reported, index.to_reported, index.retracted, index.confirmed)
        newest_days = [int(column[column < FOREVER].max(initial=NEVER)) for column in columns]
        newest = max([*days, *newest_days])
        return self.meta.last if newest == NEVER else newest


_TEXTS = ("id", "place", "force", "start", "end", "contradicts", "sources", "by", "speaker", "by_side",
          "note", "standing_note")  # fmt: skip


@lru_cache(maxsize=8)
def _text_columns(atlas: Atlas) -> tuple[np.ndarray, ...]:
    """Return the columns of records that are no numbers: finding them in the table again is slow."""
    return tuple(atlas.records[column].to_numpy() for column in _TEXTS)
