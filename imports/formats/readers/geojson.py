"""GeoJSON: a FeatureCollection, a feature, a geometry, or one feature a line. GDAL never sees it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import orjson
import shapely

from imports.formats.encodings import decode
from imports.formats.job import Job
from imports.formats.layer import Layer, UnreadableError, fill_rows, format_cell
from imports.formats.readers.vertices import check_vertices

_STRINGS = re.compile(r'"(?:[^"\\]++|\\.)*+"')
_TOPOLOGY = {"Topology": "is TopoJSON", "gdal_streamed_alg": "is a pipeline that opens other files (GDALG)"}


def read(job: Job) -> list[Layer]:
    """Return the features of a file as one layer; their properties are its columns."""
    text = decode(job.path.read_bytes(), job.encoding)
    _check_depth(text, job.limits.depth)
    document = _parse(text)
    features = list(_list_features(document))
    rows, geometries, faults = [], [], {}
    for at, feature in enumerate(features):
        properties, geometry = _split(feature)
        if not isinstance(feature, dict) or (geometry is None and not properties):
            faults[at] = "is not a feature"
        rows.append({str(name): _format(value) for name, value in properties.items()})
        geometries.append(None if geometry is None else orjson.dumps(geometry).decode())
    columns, cells = fill_rows(rows)
    shapes = shapely.from_geojson(geometries, on_invalid="ignore")
    faults |= {
        at: "has a geometry that cannot be read"
        for at, shape in enumerate(shapes)
        if shape is None and geometries[at] is not None
    }
    check_vertices(shapes, job.limits)
    wkb = list(shapely.to_wkb(shapes)) if len(shapes) else []
    crs = _find_crs(document)
    return [Layer(job.file, "", columns, cells, wkb, [*range(1, len(rows) + 1)], crs, faults=faults)]


def _check_depth(text: str, most: int) -> None:
    depth = deepest = 0
    for mark in re.findall(r"[\[\]{}]", _STRINGS.sub("", text)):
        depth += 1 if mark in "[{" else -1
        deepest = max(deepest, depth)
    if deepest > most:
        raise UnreadableError(f"is nested more than {most} levels deep", "GeoJSON needs at most 10")


def _parse(text: str) -> Any:  # noqa: ANN401 - whatever JSON contains
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(text)  # which also reads NaN, as many programs write it
    except ValueError as error:
        lines = [line.strip("\x1e \r") for line in text.split("\n")]
        try:
            return [orjson.loads(line) for line in lines if line]
        except orjson.JSONDecodeError:
            raise UnreadableError(f"is not valid JSON ({error})", "Export it again") from None


def _list_features(document: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever JSON contains
    parts = document if isinstance(document, list) else [document]
    for part in parts:
        kind = part.get("type") if isinstance(part, dict) else None
        if kind in _TOPOLOGY:
            raise UnreadableError(_TOPOLOGY[str(kind)], "Save it as GeoJSON")
        features = part.get("features") if isinstance(part, dict) else None
        if kind == "FeatureCollection" and isinstance(features, list):
            yield from features
        elif isinstance(part, dict) and (kind == "Feature" or "coordinates" in part):
            yield part
        else:
            raise UnreadableError("is JSON, but not GeoJSON", "Save it as a FeatureCollection (RFC 7946)")


def _split(feature: Any) -> tuple[dict[str, Any], Any]:  # noqa: ANN401 - whatever JSON contains
    """Return the properties and the geometry of a feature; its RFC 7946 id is a property, too."""
    if not isinstance(feature, dict):
        return {}, None
    if feature.get("type") != "Feature":
        return {}, feature
    properties = feature.get("properties")
    own = {"id": feature["id"]} if feature.get("id") is not None else {}
    return own | (properties if isinstance(properties, dict) else {}), feature.get("geometry")


def _format(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else format_cell(value)


def _find_crs(document: Any) -> str:  # noqa: ANN401 - whatever JSON contains
    """Return the CRS that old GeoJSON names, or that of RFC 7946."""
    crs = document.get("crs") if isinstance(document, dict) else None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else "EPSG:4326"
