"""The member `crs` of older GeoJSON: files in metres or feet are refused, other degrees are reported.

RFC 7946 4: coordinates are longitude and latitude on WGS 84, and there is no member `crs`.
"""

import re

from pyproj import CRS
from pyproj.exceptions import CRSError

from atlas.model.faults import Fault, Severity, shorten

_WGS84 = re.compile(r"(urn:ogc:def:crs:)?(OGC:(1\.3|2|):?CRS84h?|EPSG:[\d.]*:?(4326|4979))", re.IGNORECASE)
_CODE = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:)?EPSG:[\d.]*:?(\d{4,6})", re.IGNORECASE)
_CURE = (
    "Convert it: python app.py import {file} --into NEW_FOLDER does, and so does ogr2ogr -t_srs EPSG:4326; "
    "or delete crs if the coordinates are longitude and latitude"
)


def check_crs(file: str, whole: dict[str, object]) -> Fault | None:
    """Return what is wrong with the coordinate reference system that a file names; None if nothing is."""
    if whole.get("crs") is None:
        return None
    name = _find_name(whole["crs"])
    if _WGS84.fullmatch(name):
        return None
    rule = "names another coordinate reference system than longitude and latitude (EPSG:4326)"
    severity = Severity.FAULT
    if _is_geographic(name):
        rule = "is not WGS 84 (EPSG:4326); its degrees are used as they are, and may be some metres off"
        severity = Severity.WARNING
    return Fault(file, rule, _CURE.format(file=file), column="crs", value=shorten(name), severity=severity)


def _find_name(crs: object) -> str:
    properties = crs.get("properties") if isinstance(crs, dict) else crs
    name = properties.get("name", properties.get("href")) if isinstance(properties, dict) else properties
    return str(name)


def _is_geographic(name: str) -> bool:
    code = _CODE.fullmatch(name)
    try:
        return code is not None and CRS.from_epsg(int(code[1])).is_geographic
    except CRSError:
        return False
