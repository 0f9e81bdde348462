"""The holdings of a request as a GeoDataFrame, from which every file of data is written.

Contains no file format. GeoPandas is imported with the first frame, not with this module.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import pandas as pd
import shapely

from atlas.history.existence import modelled_from
from atlas.history.frame import Row, join_places, list_holdings
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.request.options import DEFAULT_LAYERS, LAYERS
from atlas.request.request import Request, format_date
from outputs.data.holdings import select_holdings
from text.provenance import sources_to

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

COLUMNS = (
    "date", "known", "place", "place_name", "force", "force_name", "family", "status", "standing",
    "certainty", "from", "to", "records", "sources", "last_attested",
    "sources_to", "version", "told_by",
)  # fmt: skip
"""The columns of a holding in every file."""
LIST_SEPARATOR = ";"
Frame = TypeVar("Frame", bound=pd.DataFrame)
_DATE, _PLACE, _FORCE = (COLUMNS.index(name) for name in ("date", "place", "force"))
CELL, PLACES = "cell", "cell_places"


def build_request_frame(atlas: Atlas, request: Request) -> "GeoDataFrame":
    """Return the holdings of a request, one per row: of one account, or of both of two.

    EPSG:4326, coordinates in degrees as in the data. Columns: COLUMNS as text, then kind, accuracy_km, km2
    (geodesic) and geometry of the place. Rows of a place are adjacent. A place without holdings has one row,
    without a force. In an atlas with modelled ground, `cell` is that of a site as WKB and `cell_places` the
    number of places from which all ground is modelled. `attrs` contains title, days, credit, licence and
    version.
    """
    versions = [(atlas, request.side)]
    if atlas.other is not None:
        versions.append((atlas.other, (request.versus,)))
    rows = [
        row
        for version, sides in versions
        for day in request.days
        for row in _list_rows(version, request, day, sides)
    ]
    grouped = _group_places(rows)
    days = [request.granularity.parse(row[_DATE] or "") for row in grouped]
    frame = join_places(atlas, COLUMNS, grouped, days)
    if any(place.cell is not None for place in atlas.places.values()):
        # As bytes, since a frame has one geometry.
        cells = (atlas.places[name].cell for name in frame["place"])
        frame[CELL] = [None if cell is None else shapely.to_wkb(cell) for cell in cells]
        frame[PLACES] = len(modelled_from(atlas, request.known))
    frame.attrs = describe(atlas, request)
    return frame


def pick_held(frame: Frame) -> Frame:
    """Return the rows of a request's frame that are holdings."""
    return frame[frame["force"].notna()]


def _list_rows(atlas: Atlas, request: Request, day: int, sides: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of one account on one day. The default layers mean all, including claims of absence."""
    layers = LAYERS if request.layers == DEFAULT_LAYERS else request.layers
    date, known = format_date(request, day), format_day(request.known)
    last = format_day(sources_to(atlas, request)), atlas.version, LIST_SEPARATOR.join(sides)
    for row in list_holdings(atlas, day, select_holdings(atlas, request, day, layers, request.bbox)):
        place, force, *rest = row
        place_name = atlas.places[place or ""].name.translate(request.lang)
        force_name = atlas.forces[force].name.translate(request.lang) if force else None
        yield date, known, place, place_name, force, force_name, *rest, *last


def _group_places(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with those of a place together; only places without holdings have an empty row."""
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[_PLACE], []).append(row)
    filled = ([row for row in group if row[_FORCE] is not None] or group[:1] for group in groups.values())
    return [row for group in filled for row in group]


def describe(atlas: Atlas, request: Request) -> dict[str, str]:
    """Return title, days, credit, licence and version, in the order of the file."""
    meta = atlas.meta
    return {
        "title": meta.title.translate(request.lang),
        "date": format_date(request, request.date),
        "known": format_day(request.known),
        "sources_to": format_day(sources_to(atlas, request)),
        "credit": meta.credit.translate(request.lang),
        "licence": meta.licence,
        "version": atlas.version,
    }
