"""The holdings of a request as a GeoDataFrame, from which every file of data is written.

Contains no file format. GeoPandas is imported with the first frame, not with this module.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from atlas.history.frame import join_places, list_holdings
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.request.options import DEFAULT_LAYERS, LAYERS
from atlas.request.request import Request
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
_PLACE_COLUMNS = ("kind", "accuracy_km", "km2", "geometry")


def build_request_frame(atlas: Atlas, request: Request) -> "GeoDataFrame":
    """Return the holdings of a request, one per row: of one account, or of both of two.

    EPSG:4326, coordinates in degrees as in the data. Columns: COLUMNS as text, then kind, accuracy_km, km2
    (geodesic) and geometry of the place. Rows of a place are adjacent. A place without holdings has one row,
    without a force. `attrs` contains title, days, credit, licence and version.
    """
    versions = [(atlas, request.side)]
    if atlas.other is not None:
        versions.append((atlas.other, (request.versus,)))
    days = [request.date] if request.compare is None else sorted((request.date, request.compare))
    parts = [_list_rows(version, request, day, sides) for version, sides in versions for day in days]
    frame = join_places(atlas, _group_places(pd.concat(parts, ignore_index=True)))
    frame = frame[[*COLUMNS, *_PLACE_COLUMNS]]
    frame.attrs = _describe(atlas, request)
    return frame


def pick_held(frame: "GeoDataFrame") -> "GeoDataFrame":
    """Return the rows of a request's frame that are holdings."""
    return frame[frame["force"].notna()]


def _list_rows(atlas: Atlas, request: Request, day: int, sides: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows of one account on one day. The default layers mean all, including claims of absence."""
    layers = LAYERS if request.layers == DEFAULT_LAYERS else request.layers
    rows = list_holdings(atlas, day, select_holdings(atlas, request, day, layers, request.bbox))
    places = {place.id: place.name.translate(request.lang) for place in atlas.places.values()}
    forces = {force.id: force.name.translate(request.lang) for force in atlas.forces.values()}
    return rows.assign(
        date=format_day(day),
        known=format_day(request.known),
        place_name=rows["place"].map(places),
        force_name=rows["force"].map(forces),
        sources_to=format_day(sources_to(atlas, request)),
        version=atlas.version,
        told_by=LIST_SEPARATOR.join(sides),
    )


def _group_places(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with those of a place together; only places without holdings have an empty row."""
    numbers, _ = pd.factorize(rows["place"])
    grouped = rows.iloc[np.argsort(numbers, kind="stable")]
    held = grouped["force"].notna()
    empty = ~grouped["place"].isin(grouped.loc[held, "place"]) & ~grouped["place"].duplicated()
    return grouped[held | empty]


def _describe(atlas: Atlas, request: Request) -> dict[str, str]:
    """Return title, days, credit, licence and version, in the order of the file."""
    meta = atlas.meta
    return {
        "title": meta.title.translate(request.lang),
        "date": format_day(request.date),
        "known": format_day(request.known),
        "sources_to": format_day(sources_to(atlas, request)),
        "credit": meta.credit.translate(request.lang),
        "licence": meta.licence,
        "version": atlas.version,
    }
