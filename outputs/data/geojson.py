"""GeoJSON (RFC 7946): one feature per place of a request, with the list of its holdings."""

import json
from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from outputs.data.request_frame import COLUMNS, LIST_SEPARATOR

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

DECIMALS = 6
"""In degrees: a tenth of a metre, as RFC 7946 advises."""
_LISTS = ("records", "sources")
_Row = Mapping[str, Any]


def write_geojson(frame: "GeoDataFrame") -> bytes:
    """Return a request's frame as GeoJSON; records and sources are lists there."""
    rows = frame.assign(geometry=_round_geometries(frame.geometry.to_numpy())).to_dict("records")
    places = groupby(rows, key=lambda row: row["place"])
    features = [_build_feature(place, list(group)) for place, group in places]
    whole = {"type": "FeatureCollection", **frame.attrs, "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _build_feature(place: str, rows: list[_Row]) -> dict[str, Any]:
    first = rows[0]
    return {
        "type": "Feature",
        "id": place,
        "properties": {
            "name": first["place_name"],
            "kind": first["kind"],
            "accuracy_km": first["accuracy_km"],
            "holdings": [_build_holding(row) for row in rows if isinstance(row["force"], str)],
        },
        "geometry": shapely.geometry.mapping(first["geometry"]),
    }


def _build_holding(row: _Row) -> dict[str, str | list[str]]:
    return {column: _split_list(row[column]) if column in _LISTS else row[column] for column in COLUMNS}


def _split_list(text: str) -> list[str]:
    return text.split(LIST_SEPARATOR) if text else []


def _round_geometries(geometries: np.ndarray) -> np.ndarray:
    """Return geometries (n,) rounded to the written decimals, their rings in the order of RFC 7946."""
    turned = shapely.orient_polygons(geometries, exterior_cw=False)
    return shapely.transform(turned, lambda degrees: np.round(degrees, DECIMALS))
