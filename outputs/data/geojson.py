"""GeoJSON (RFC 7946): one feature per place of a request, with the list of its holdings.

A place that has another shape on each of two days is two features.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from outputs.data.request_frame import CELL, COLUMNS, LIST_SEPARATOR, PLACES

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

DECIMALS = 6
"""In degrees: a tenth of a metre, as RFC 7946 advises."""
_LISTS = ("records", "sources")
_Row = Mapping[str, Any]


def write_geojson(frame: "GeoDataFrame") -> bytes:
    """Return a request's frame as GeoJSON; records and sources are lists there."""
    texts = map(_format_geometry, frame.geometry.to_wkb())
    modelled = [name for name in (CELL, PLACES) if name in frame]
    columns = {name: frame[name].tolist() for name in (*COLUMNS, "kind", "accuracy_km", *modelled)}
    rows = (dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True))
    places = groupby(zip(rows, texts, strict=True), key=lambda row: (row[0]["place"], row[1]))
    features = ",".join(_format_feature(place, list(group)) for (place, _), group in places)
    head = _format({"type": "FeatureCollection", **frame.attrs})
    return f'{head[:-1]},"features":[{features}]}}'.encode()


def _format_feature(place: str, group: list[tuple[_Row, str]]) -> str:
    first, geometry = group[0]
    properties: dict[str, Any] = {
        "name": first["place_name"],
        "kind": first["kind"],
        "accuracy_km": first["accuracy_km"],
        "holdings": [
            {column: _split_list(row[column]) if column in _LISTS else row[column] for column in COLUMNS}
            for row, _ in group
            if isinstance(row["force"], str)
        ],
    }
    if first.get(CELL):
        outline = shapely.geometry.mapping(_round(first[CELL]))
        properties["modelled"] = {"places": first[PLACES], "geometry": outline}
    feature = _format({"type": "Feature", "id": place, "properties": properties})
    return f'{feature[:-1]},"geometry":{geometry}}}'


def _split_list(text: str) -> list[str]:
    return text.split(LIST_SEPARATOR) if text else []


@lru_cache(maxsize=4096)
def _format_geometry(wkb: bytes) -> str:
    """Return a geometry rounded to the written decimals, its rings in the order of RFC 7946.

    The same on every day, and most of the work of a file.
    """
    return _format(shapely.geometry.mapping(_round(wkb)))


def _round(wkb: bytes) -> BaseGeometry:
    turned = shapely.orient_polygons(shapely.from_wkb(wkb), exterior_cw=False)
    return shapely.transform(turned, lambda degrees: np.round(degrees, DECIMALS))


def _format(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
