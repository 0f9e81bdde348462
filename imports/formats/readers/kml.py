"""KML: placemarks with their folder, times, style and extended data, without DTD, entities or links."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import shapely
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from shapely.geometry import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
)
from shapely.geometry.base import BaseGeometry

from imports.formats.job import Job
from imports.formats.layer import Layer, UnreadableError, fill_rows
from imports.formats.readers.vertices import check_vertices

_TAGS = re.compile(r"<[^>]{0,500}>")
_TIMES = {"begin": "begin", "end": "end", "when": "when"}
_GEOMETRIES = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry")
_MULTI: dict[str, Any] = {"Point": MultiPoint, "LineString": MultiLineString, "Polygon": MultiPolygon}

Positions = list[tuple[float, float]]


def read(job: Job) -> list[Layer]:
    """Return the placemarks of a file as one layer; network links and overlays are passed over."""
    try:
        placemarks = list(_list_placemarks(job.path.read_bytes(), job.limits.depth))
    except DefusedXmlException:
        rule = "contains a DTD or entities, which could read other files"
        raise UnreadableError(rule, "Export it again from the program that made it") from None
    except ParseError as error:
        raise UnreadableError(f"is not valid XML ({error})", "Export it again") from None
    columns, rows = fill_rows(_describe(placemark, folder) for placemark, folder in placemarks)
    shapes: list[BaseGeometry | None] = []
    faults: dict[int, str] = {}
    for at, (placemark, _) in enumerate(placemarks):
        try:
            shapes.append(_read_geometry(placemark))
        except (ValueError, shapely.errors.GEOSException):
            shapes.append(None)
            faults[at] = "has a geometry that cannot be read"
    check_vertices(shapes, job.limits)
    wkb = list(shapely.to_wkb(shapes)) if shapes else []
    numbers = [*range(1, len(rows) + 1)]
    return [Layer(job.file, "", columns, rows, wkb, numbers, "EPSG:4326", faults=faults)]


def _list_placemarks(data: bytes, most: int) -> Iterator[tuple[Element, str]]:
    """Yield each placemark with the names of its folders; elements are forgotten once they are read."""
    path: list[Element] = []
    for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(element)
            if len(path) > most:
                raise UnreadableError(f"is nested more than {most} levels deep", "Export it again")
            continue
        path.pop()
        if _tag(element) == "Placemark":
            folders = [_text(parent, "name") for parent in path if _tag(parent) == "Folder"]
            yield element, " / ".join(filter(None, folders))
            if path:
                path[-1].remove(element)


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: Element, tag: str) -> str:
    return next((" ".join((part.text or "").split()) for part in element if _tag(part) == tag), "")


def _describe(placemark: Element, folder: str) -> dict[str, str]:
    row = {"name": _text(placemark, "name"), "folder": folder}
    row["description"] = " ".join(_TAGS.sub(" ", _text(placemark, "description")).split())
    row["style"] = _text(placemark, "styleUrl").lstrip("#")
    for part in placemark.iter():
        tag = _tag(part)
        if tag in _TIMES:
            row[_TIMES[tag]] = (part.text or "").strip()
        elif tag == "Data" and part.get("name"):
            row[str(part.get("name"))] = _text(part, "value")
        elif tag == "SimpleData" and part.get("name"):
            row[str(part.get("name"))] = (part.text or "").strip()
    return row


def _read_geometry(placemark: Element) -> BaseGeometry | None:
    for part in placemark:
        if _tag(part) in _GEOMETRIES:
            return _build(part)
    return None


def _build(element: Element) -> BaseGeometry:
    tag = _tag(element)
    if tag == "Point":
        return Point(_read_positions(element)[0])
    if tag in ("LineString", "LinearRing"):
        return LineString(_read_positions(element))
    if tag == "Polygon":
        rings: dict[str, list[Positions]] = {"outerBoundaryIs": [], "innerBoundaryIs": []}
        for part in element:
            if _tag(part) in rings:
                rings[_tag(part)].append(_read_positions(part))
        if not rings["outerBoundaryIs"]:
            raise ValueError("no outer ring")
        return Polygon(rings["outerBoundaryIs"][0], rings["innerBoundaryIs"])
    parts = [_build(part) for part in element if _tag(part) in _GEOMETRIES]
    kinds = {part.geom_type for part in parts}
    multi = _MULTI.get(next(iter(kinds))) if len(kinds) == 1 else None
    joined: BaseGeometry = multi(parts) if multi else GeometryCollection(parts)
    return joined


def _read_positions(element: Element) -> Positions:
    text = next((part.text or "" for part in element.iter() if _tag(part) == "coordinates"), "")
    positions = [position.split(",")[:2] for position in re.sub(r"\s*,\s*", ",", text).split()]
    if not positions:
        raise ValueError("no coordinates")
    return [(float(position[0]), float(position[1])) for position in positions if len(position) == 2]
