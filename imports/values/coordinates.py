"""Coordinates in cells: decimal degrees with point or comma, degrees with minutes and seconds, pairs, WKT."""

import re
from functools import lru_cache

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

_PLAIN = re.compile(r"[-+−]?\d{1,9}(?:[.,]\d+)?")
_PARTS = re.compile(
    r"""([-+−]?)(\d{1,3})\s*[°º:\s]\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’:\s]\s*(\d{1,2}(?:[.,]\d+)?)?\s*["″”']{0,2})?"""
)
_HEADINGS = {"n": 1, "e": 1, "s": -1, "w": -1, "o": 1, "шир": 1, "с": 1, "в": 1}
_WKT = re.compile(r"\s*(?:SRID=\d+;)?\s*((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\b", re.I)


@lru_cache(maxsize=65536)
def parse_degrees(text: str) -> float | None:
    """Return a coordinate as a number; None if it is none."""
    plain = text.strip().lower().replace("−", "-").rstrip("°")
    heading = re.search(r"^[nsew]|[nsew]$", plain)
    sign = _HEADINGS[heading[0]] if heading else 1
    plain = re.sub(r"^[nsew]\s*|\s*[nsew]$", "", plain).strip().rstrip("°").strip()
    if _PLAIN.fullmatch(plain):
        return sign * float(plain.replace(",", "."))
    if match := _PARTS.fullmatch(plain):
        minus, degrees, minutes, seconds = match.groups()
        parts = [float((part or "0").replace(",", ".")) for part in (degrees, minutes, seconds)]
        value = parts[0] + parts[1] / 60 + parts[2] / 3600
        return sign * (-value if minus == "-" else value)
    return None


def parse_pair(text: str) -> BaseGeometry | None:
    """Return the geometry in a cell: WKT, or latitude and longitude; None if it contains neither."""
    if match := _WKT.match(text):
        try:
            return shapely.from_wkt(text[match.start(1) :])
        except shapely.errors.GEOSException:
            return None
    halves = re.split(r"[;\s]\s*|,\s+|,(?=[-+\d]+\.)", text.strip().strip("()[]"), maxsplit=1)
    if len(halves) != 2:
        return None
    first, second = (parse_degrees(half) for half in halves)
    if first is None or second is None:
        return None
    # Latitude comes first, as people write it, unless it can only be a longitude.
    return Point(first, second) if abs(first) > 90 else Point(second, first)
