"""Data: the holdings of a request as CSV, one row a holding, and as GeoJSON, one feature a place.

A list of layers that says the default says nothing, so it means all of them, claims of absence too.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.history.scene import Holding, last_attested
from atlas.model.atlas import Atlas, Place
from atlas.model.edtf_dates import format_day
from atlas.request.options import DEFAULT_LAYERS, LAYERS
from atlas.request.request import Request
from outputs.data.holdings import shown_holdings
from text.provenance import sources_to

COLUMNS = (
    "date", "known", "place", "place_name", "force", "force_name", "family", "status", "standing",
    "certainty", "from", "to", "records", "sources", "last_attested",
    "sources_to", "version", "told_by",
)  # fmt: skip
DECIMALS = 6
"""Of a degree: a tenth of a metre, as RFC 7946 advises."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | list[str]
Row = Mapping[str, Cell]
_Written = tuple[str, str, str, tuple[str, ...]]


def write_csv(atlas: Atlas, request: Request) -> bytes:
    """Return the holdings as CSV: RFC 4180, UTF-8 without a byte order mark, lists joined by `;`."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for _, holdings in _tell(atlas, request):
        rows.writerows([format_cell(row[column]) for column in COLUMNS] for row in holdings)
    return text.getvalue().encode()


def write_geojson(atlas: Atlas, request: Request) -> bytes:
    """Return the places as GeoJSON (RFC 7946), each with the list of its holdings."""
    meta = atlas.meta
    whole = {
        "type": "FeatureCollection",
        "title": meta.title.say(request.lang),
        "date": format_day(request.date),
        "known": format_day(request.known),
        "sources_to": format_day(sources_to(atlas, request)),
        "credit": meta.credit.say(request.lang),
        "licence": meta.licence,
        "version": atlas.version,
        "features": [_feature(request, place, holdings) for place, holdings in _tell(atlas, request)],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _tell(atlas: Atlas, request: Request) -> Iterator[tuple[Place, list[Row]]]:
    """Yield each place asked for with the rows of its holdings: in one version, or in both of two."""
    told: dict[str, list[Row]] = {}
    for place, rows in _tell_version(atlas, request, request.side):
        told.setdefault(place, []).extend(rows)
    if atlas.other is not None:
        for place, rows in _tell_version(atlas.other, request, (request.versus,)):
            told.setdefault(place, []).extend(rows)
    yield from ((atlas.places[place], rows) for place, rows in told.items())


def _tell_version(atlas: Atlas, request: Request, sides: tuple[str, ...]) -> Iterator[tuple[str, list[Row]]]:
    """Yield each place asked for with the rows of its holdings, on the day and on the compared one."""
    layers = LAYERS if request.layers == DEFAULT_LAYERS else request.layers
    days = [request.date] if request.compare is None else sorted((request.date, request.compare))
    told: dict[str, list[tuple[int, Holding]]] = {}
    for day in days:
        for place, holdings in shown_holdings(atlas, request, day, layers, request.bbox):
            told.setdefault(place.id, []).extend((day, holding) for holding in holdings)
    written = _written(atlas, {row for held in told.values() for _, one in held for row in one.rows})
    stamp = {
        "sources_to": format_day(sources_to(atlas, request)),
        "version": atlas.version,
        "told_by": ";".join(sides),
    }
    for name, held in told.items():
        place = atlas.places[name]
        yield name, [{**_row(atlas, request, day, place, one, written), **stamp} for day, one in held]


def _written(atlas: Atlas, rows: set[int]) -> dict[int, _Written]:
    """Return id, from, to and sources of records as written, looked up in one go: one by one is slow."""
    order = sorted(rows)
    columns = (atlas.records[column].iloc[order] for column in ("id", "from", "to", "sources"))
    return dict(zip(order, zip(*columns, strict=True), strict=True))


def _row(
    atlas: Atlas, request: Request, day: int, place: Place, holding: Holding, written: dict[int, _Written]
) -> Row:
    force = atlas.forces[holding.force]
    records, starts, ends, sources = zip(*(written[row] for row in holding.rows), strict=True)
    return {
        "date": format_day(day),
        "known": format_day(request.known),
        "place": place.id,
        "place_name": place.name.say(request.lang),
        "force": force.id,
        "force_name": force.name.say(request.lang),
        "family": force.family,
        "status": holding.status.value,
        "standing": holding.standing.value,
        "certainty": holding.certainty.value,
        "from": ";".join(starts),
        "to": ";".join(ends),
        "records": list(records),
        "sources": list(dict.fromkeys(source for one in sources for source in one)),
        "last_attested": format_day(last_attested(atlas, holding, day)),
    }


def format_cell(value: Cell) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe says that it is text."""
    text = value if isinstance(value, str) else ";".join(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _feature(request: Request, place: Place, holdings: list[Row]) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": place.id,
        "properties": {
            "name": place.name.say(request.lang),
            "kind": place.kind,
            "accuracy_km": place.accuracy_km,
            "holdings": holdings,
        },
        "geometry": shapely.geometry.mapping(_rounded(place.geometry)),
    }


def _rounded(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry to the decimals that are written, its rings in the order of RFC 7946."""
    turned = shapely.orient_polygons(geometry, exterior_cw=False)
    return shapely.transform(turned, lambda degrees: np.round(degrees, DECIMALS))
