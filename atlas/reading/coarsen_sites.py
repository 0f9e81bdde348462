"""Coarsening: the positions of places that a record asks to coarsen, before anything is built from them.

A position moves to the centre of its cell in a fixed worldwide grid: always the same cell, and the same
centre for all positions in it, so that repeated requests reveal no more. Works in degrees and kilometres.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import cos, floor, radians

import shapely

from atlas.reading.shapes.places import derive_again
from atlas.reading.tables.csv_tables import Table
from atlas.reading.validate import Findings
from atlas.shapes.bounds import LARGEST_LATITUDE, wrap_longitude

_KM_PER_DEGREE = 111.195


def coarsen(findings: Findings) -> Findings:
    """Return the findings with coarsened sites; call it after the embargo, on visible rows only."""
    # The largest value among the records of a place counts.
    records = findings.tables["records"]
    blurs: dict[str, float] = {}
    for place, km in zip(records.values["place"], records.values["fuzz_km"], strict=True):
        if km:
            blurs[place] = max(km, blurs.get(place, 0.0))
    sites = findings.features.get("sites")
    if sites is None or not blurs:
        return findings
    table = sites.keep(range(len(sites)))
    for row, name in enumerate(table.values["id"]):
        if name in blurs:
            lon, lat = shapely.get_coordinates(table.geometries[row])[0].tolist()
            table.geometries[row] = shapely.Point(_blur_on_map(lon, lat, blurs[name]))
            table.values["accuracy_km"][row] = max(table.values["accuracy_km"][row], blurs[name])
            table.properties[row] = {}
    features = dict(findings.features) | {"sites": table}
    if "zones" in features:
        features["zones"] = derive_again(features, set(blurs))
    tables = dict(findings.tables)
    if "events" in tables:
        tables["events"] = _blur_events(tables["events"], blurs)
    return replace(findings, features=features, tables=tables)


def blur_point(lon: float, lat: float, km: float) -> tuple[float, float]:
    """Return the centre of the cell, km wide and high, that contains a point in degrees."""
    high = km / _KM_PER_DEGREE
    middle = min((floor(lat / high) + 0.5) * high, 90 - high / 2)
    wide = high / max(cos(radians(middle)), 0.01)
    return round((floor(lon / wide) + 0.5) * wide, 6), round(middle, 6)


def _blur_on_map(lon: float, lat: float, km: float) -> tuple[float, float]:
    """Return the centre of a point's cell, within the world and the reach of maps."""
    at, middle = blur_point(lon, lat, km)
    return wrap_longitude(at), min(max(middle, -LARGEST_LATITUDE), LARGEST_LATITUDE)


def _blur_events(events: Table, blurs: Mapping[str, float]) -> Table:
    """Coarsen the events at a coarsened place that have their own position; the others share the place's."""
    table = events.keep(range(len(events)))
    columns = ("place", "lon", "lat")
    for row, (place, lon, lat) in enumerate(zip(*(events.values[name] for name in columns), strict=True)):
        if place in blurs and lon is not None:
            table.values["lon"][row], table.values["lat"][row] = _blur_on_map(lon, lat, blurs[place])
    return table
