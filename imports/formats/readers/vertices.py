"""Geometries as they are read: those that Shapely can hold, and the limit on their vertices."""

from collections.abc import Sequence
from typing import Any

import shapely

from imports.formats.layer import UnreadableError
from imports.formats.limits import ImportLimits


def check_vertices(shapes: Any, limits: ImportLimits) -> None:  # noqa: ANN401 - an array of geometries
    """Refuse a file whose geometries (n,) have more vertices than an atlas may have."""
    count = int(shapely.get_num_coordinates(shapes).sum()) if len(shapes) else 0
    if count > limits.vertices:
        rule = f"has {count:,} vertices; the limit is {limits.vertices:,}"
        raise UnreadableError(rule, "Simplify its shapes first, for example in QGIS or mapshaper")


def clean_wkb(values: Sequence[object], limits: ImportLimits) -> tuple[list[bytes | None], dict[int, str]]:
    """Return the WKB of geometries that can be read, and why others cannot, by their index."""
    shapes: list[Any] = []
    faults: dict[int, str] = {}
    for at, value in enumerate(values):
        shape = None
        try:
            shape = shapely.from_wkb(value) if isinstance(value, bytes) else None
        except NotImplementedError:
            faults[at] = "is a curve"
        except shapely.errors.GEOSException:
            faults[at] = "has a geometry that cannot be read"
        shapes.append(shape)
    check_vertices(shapes, limits)
    return list(shapely.to_wkb(shapes)) if shapes else [], faults
