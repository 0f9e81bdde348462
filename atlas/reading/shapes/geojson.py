"""GeoJSON files: their form, their size, and their features as a table with geometries.

Reads one file at a time; relations between features are checked elsewhere.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

import numpy as np
import orjson
from pydantic import BaseModel
from shapely.geometry.base import BaseGeometry

from atlas.model.faults import Fault, Faults, Severity, suggest
from atlas.reading.folder import UNFIT, Folder
from atlas.reading.shapes.crs import check_crs
from atlas.reading.shapes.foreign_features import note_foreign
from atlas.reading.shapes.geometry import (
    AREAS,
    LINES,
    POINTS,
    Unsound,
    count_vertices,
    find_crossings,
    lies_beyond,
    orient,
    parse_geometries,
)
from atlas.reading.shapes.grid import CURE, RULE, snap_to_grid
from atlas.reading.shapes.meridian import cut_at_meridian
from atlas.reading.tables.csv_tables import Location, Table, check_columns, fields_of, is_sibling
from atlas.reading.tables.row_schemas import BasemapRow, LandRow, PlaceRow
from atlas.shapes.bounds import LARGEST_LATITUDE

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "zones": AREAS,
    "sites": POINTS,
    "lines": LINES,
    "basemap/land": AREAS,
    "basemap/borders": LINES,
    "basemap/admin1": AREAS + LINES,
    "basemap/rivers": LINES,
    "basemap/lakes": AREAS,
    "basemap/towns": POINTS,
    "basemap/roads": LINES,
    "basemap/oilfields": POINTS,
}

_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
FOREIGN = ("between", "country", "focus", "accuracy_km", "source")
"""Properties that features of the basemap may have beyond their contract."""
_TYPO = 0.74
"""How similar a foreign property must be to a known one, from 0 to 1, to count as a typo."""
_FEATURES = re.compile(r'"features"\s*:\s*\[')
_GAP = re.compile(r"[\s,]*")

Duplicates = list[tuple[dict[str, Any], list[str]]]
"""Objects in which a key appears twice, each with all its keys as written."""


@dataclass
class Features(Table):
    """The features of one file: their properties by column, and their geometries (None if at fault)."""

    source: str = ""
    """The whole text of the file, to find the line of a fault."""
    properties: list[dict[str, Any]] = field(default_factory=list)
    geometries: list[BaseGeometry | None] = field(default_factory=list)

    def keep(self, rows: Iterable[int]) -> Self:
        """Return some of the features, in their order; this table is not changed."""
        numbers = list(rows)
        table = super().keep(numbers)
        table.properties = [self.properties[row] for row in numbers]
        table.geometries = [self.geometries[row] for row in numbers]
        return table

    def locate(self, row: int) -> Location:
        """Return the number and the line of a feature."""
        if row in self._starts:
            return {"feature": row + 1, "line": self._starts[row]}
        return {"feature": row + 1}

    @cached_property
    def _starts(self) -> dict[int, int]:
        """Find the line that each feature begins on, by reading the file a second time."""
        begin = _FEATURES.search(self.source)
        decoder, starts, line, seen = json.JSONDecoder(), {}, 1, 0
        at = begin.end() if begin else len(self.source)
        for row in range(len(self)):
            gap = _GAP.match(self.source, at)
            at = gap.end() if gap else at
            line, seen = line + self.source.count("\n", seen, at), at
            try:
                _, at = decoder.raw_decode(self.source, at)
            except ValueError:
                break
            starts[row] = line
        return starts


def read_features(folder: Folder, name: str) -> Features | None:
    """Read one GeoJSON file and report every fault; None if there is no such file."""
    file = f"{name}.geojson"
    text = folder.read_text(file)
    duplicates: Duplicates = []
    features = [] if text is None else _parse_collection(folder, file, text, duplicates)
    if text is None or features is None:
        return None
    table = _build_features(file, folder.faults, text, features)
    _report_duplicates(table, features, duplicates)
    contract = PlaceRow if "/" not in name else LandRow if name == "basemap/land" else BasemapRow
    _check_properties(table, contract, note_foreign(table, contract))
    check_columns(table, contract, folder.limits)
    _check_geometries(table, features, ALLOWED[name], name == "zones")
    return table


def _parse_collection(folder: Folder, file: str, text: str, duplicates: Duplicates) -> list[Any] | None:
    bare = outside_strings(text.encode(errors="replace"))
    if measure_depth(bare) > folder.limits.json_depth:
        rule = f"is nested more than {folder.limits.json_depth} levels deep"
        folder.faults.add(Fault(file, rule, "GeoJSON needs at most 10; export it again"))
        return None
    try:
        whole = _parse_json(text, int(np.count_nonzero(bare == ord(":"))), duplicates)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        reason = getattr(error, "msg", str(error))
        folder.faults.add(
            Fault(file, f"is not valid JSON ({reason})", "Export it again as GeoJSON", line=line)
        )
        return None
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or whole.get("type") != "FeatureCollection":
        folder.faults.add(Fault(file, "is not a FeatureCollection", "Export it as GeoJSON (RFC 7946)"))
        return None
    if (foreign := check_crs(file, whole)) is not None:
        folder.faults.add(foreign)
        if foreign.severity is Severity.FAULT:
            return None
    return _within_limits(folder, file, features)


def _parse_json(text: str, names: int, duplicates: Duplicates) -> Any:  # noqa: ANN401 - whatever JSON contains
    """Return the value of JSON in which `names` names are written, and note objects that repeat one.

    orjson is the faster reader and json the one that names a faulty line and sees every name.
    """

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        whole = dict(pairs)
        if len(whole) < len(pairs):
            duplicates.append((whole, [name for name, _ in pairs]))
        return whole

    try:
        whole = orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text, object_pairs_hook=build)
    return whole if _count_names(whole) == names else json.loads(text, object_pairs_hook=build)


def _count_names(value: object) -> int:
    """Return how many names the objects of a JSON value have; coordinates contain none."""
    if isinstance(value, dict):
        parts = [part for name, part in value.items() if name != "coordinates"]
        return len(value) + sum(_count_names(part) for part in parts if isinstance(part, dict | list))
    if isinstance(value, list):
        return sum(_count_names(part) for part in value if isinstance(part, dict | list))
    return 0


def outside_strings(data: bytes) -> np.ndarray:
    """Return the bytes (n,) of JSON outside its strings."""
    return np.frombuffer(_STRINGS.sub(b"", data), dtype=np.uint8)


def measure_depth(bare: np.ndarray) -> int:
    """Return how deep the lists and objects of JSON are nested, from its bytes outside strings (n,)."""
    marks = bare[np.isin(bare, np.frombuffer(b"[]{}", dtype=np.uint8))]
    steps = np.where((marks == ord("[")) | (marks == ord("{")), 1, -1)
    return int(np.cumsum(steps).max(initial=0))


def _within_limits(folder: Folder, file: str, features: list[Any]) -> list[Any] | None:
    limits, counts = folder.limits, folder.counts
    counts["features"] += len(features)
    counts["vertices"] += sum(count_vertices(f.get("geometry")) for f in features if isinstance(f, dict))
    for what, most in (("features", limits.features), ("vertices", limits.vertices)):
        if counts[what] > most:
            rule = f"brings the atlas to {counts[what]:,} {what}; the limit is {most:,}"
            folder.faults.add(Fault(file, rule, "Simplify the shapes, or raise the limit"))
            return None
    return features


def _build_features(file: str, faults: Faults, source: str, features: list[Any]) -> Features:
    properties = [_properties_of(feature) for feature in features]
    names = dict.fromkeys(name for row in properties for name in row)
    text = {name: [row.get(name) for row in properties] for name in names}
    table = Features(file, faults, range(1, len(features) + 1), text, source=source, properties=properties)
    for row, feature in enumerate(features):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            table.add_fault(row, "type", "is not a Feature", "Delete it, or export the file again")
    return table


def _properties_of(feature: object) -> dict[str, Any]:
    """Return the properties of a feature; its RFC 7946 id replaces a missing `id` property."""
    if not isinstance(feature, dict):
        return {}
    known = feature.get("properties")
    properties = known if isinstance(known, dict) else {}
    return {"id": feature.get("id")} | properties


def _report_duplicates(table: Features, features: list[Any], duplicates: Duplicates) -> None:
    for object_, names in duplicates:
        parts = ((row, feature) for row, feature in enumerate(features) if isinstance(feature, dict))
        rows = [row for row, f in parts if f is object_ or any(part is object_ for part in f.values())]
        location: Location = table.locate(rows[0]) if rows else {}
        for name in sorted({name for name in names if names.count(name) > 1}):
            rule = "appears twice in one object, and only the last would be used"
            table.faults.add(Fault(table.file, rule, "Keep one", column=name, **location))


def _check_properties(table: Features, contract: type[BaseModel], absent: list[str]) -> None:
    """Report likely typos, and translations and foreign texts that cannot be shown."""
    known = (*fields_of(contract), *(() if contract is PlaceRow else FOREIGN))
    fields = [name for name in known if name not in absent]
    for name in table.text:
        if name not in fields and not is_sibling(name, contract):
            _check_foreign(table, name, suggest(name.replace("-", "_").lower(), fields, _TYPO))
    for column, cells in table.text.items():
        for row, cell in enumerate(cells):
            if isinstance(cell, str) and UNFIT.search(cell):
                table.add_fault(
                    row, column, "contains a control character", "Delete it; it cannot be displayed"
                )


def _check_foreign(table: Features, name: str, near: str) -> None:
    """Report a property that resembles a known one that is missing: probably a typo.

    Others are allowed, as in RFC 7946: tools that write GeoJSON add their own.
    """
    meant = near.split('"')[1] if near else ""
    for row, properties in enumerate(table.properties if meant else ()):
        if name in properties and properties.get(meant) is None:
            table.add_fault(row, name, "is not a known property", near)


def _check_geometries(
    table: Features, features: list[Any], allowed: tuple[str, ...], derivable: bool
) -> None:
    table.geometries = [None] * len(table)
    values = [feature.get("geometry") if isinstance(feature, dict) else None for feature in features]
    derived = table.values["derive"] if derivable else [None] * len(table)
    drawn = [row for row, value in enumerate(values) if value is not None or derived[row] is None]
    for row, shape in zip(drawn, parse_geometries([values[row] for row in drawn], allowed), strict=True):
        if isinstance(shape, Unsound):
            table.add_fault(row, "geometry", shape.rule, shape.cure)
        else:
            table.geometries[row] = shape
    rows = [row for row, geometry in enumerate(table.geometries) if geometry is not None]
    _snap(table, rows)
    _check_areas(table, rows)


def _snap(table: Features, rows: list[int]) -> None:
    shapes, joined = snap_to_grid([shape for row in rows if (shape := table.geometries[row]) is not None])
    for row, shape in zip(rows, shapes, strict=True):
        table.geometries[row] = shape
    for at in joined:
        table.add_fault(rows[at], "geometry", RULE, CURE, severity=Severity.WARNING)


def _check_areas(table: Features, rows: list[int]) -> None:
    shapes = [shape for row in rows if (shape := table.geometries[row]) is not None]
    for row, shape in zip(rows, orient(shapes), strict=True):
        table.geometries[row] = shape
    for at, reason in find_crossings(shapes):
        table.geometries[rows[at]] = None
        table.add_fault(
            rows[at],
            "geometry",
            f"is not a valid polygon: {reason}",
            "Redraw it at that point so that no edges cross",
        )
    for row, shape in enumerate(table.geometries):
        table.geometries[row] = None if shape is None else cut_at_meridian(shape)
        if shape is not None and "/" not in table.file and lies_beyond(shape):
            rule = f"lies wholly beyond {LARGEST_LATITUDE} degrees of latitude, where the map ends"
            cure = "Delete it: maps in Web Mercator cannot show the poles"
            table.add_fault(row, "geometry", rule, cure)
