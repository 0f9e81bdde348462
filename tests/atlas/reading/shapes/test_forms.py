"""Forms of GeoJSON geometry: what is read as it is meant, and what is a fault with its cure."""

from pathlib import Path
from typing import Any

import pytest
import shapely

from atlas.model.faults import Severity
from atlas.reading.read import Checked, check_atlas
from tests.atlases import feature, pieces, square, write_atlas

RING = square(36, 32)[0]
HOLE = square(36.25, 32.25, 0.5)[0]
WHOLE = shapely.box(36, 32, 37, 33)


def check(folder: Path, geometry: Any) -> Checked:
    """Check the minimal atlas with one more zone of some geometry."""
    files = pieces()
    new = feature("new", "Polygon", [])
    files["zones.geojson"]["features"].append(new | {"geometry": geometry})
    return check_atlas(write_atlas(folder, files))


def polygon(*rings: Any) -> dict[str, Any]:
    """Return a polygon of some rings."""
    return {"type": "Polygon", "coordinates": rings}


@pytest.mark.parametrize(
    ("geometry", "shape"),
    [
        (polygon([[*at, 500] for at in RING]), WHOLE),
        (polygon(RING[::-1]), WHOLE),
        (polygon([at for at in RING for _ in range(3)]), WHOLE),
        (polygon(RING, HOLE), WHOLE.difference(shapely.box(36.25, 32.25, 36.75, 32.75))),
        (polygon(RING[::-1], HOLE[::-1]), WHOLE.difference(shapely.box(36.25, 32.25, 36.75, 32.75))),
        ({"type": "MultiPolygon", "coordinates": [[RING]]}, WHOLE),
        (
            {"type": "MultiPolygon", "coordinates": [[RING], square(38, 32)]},
            WHOLE.union(shapely.box(38, 32, 39, 33)),
        ),
    ],
    ids=["heights", "clockwise", "repeated points", "hole", "all turned", "one part", "two parts"],
)
def test_a_form_with_one_meaning_is_read(tmp_path: Path, geometry: Any, shape: shapely.Geometry) -> None:
    atlas = check(tmp_path, geometry).atlas
    assert atlas is not None
    new = atlas.places["new"].geometry
    assert new.equals(shape) and not shapely.has_z(new)
    for part in shapely.get_parts(new):
        assert part.exterior.is_ccw and not any(ring.is_ccw for ring in part.interiors)


@pytest.mark.parametrize(
    ("geometry", "rule"),
    [
        ({"type": "GeometryCollection", "geometries": [polygon(RING)]}, "is a GeometryCollection"),
        ({"type": "GeometryCollection", "geometries": []}, "is a GeometryCollection"),
        (polygon(), "is empty or is not a list of positions"),
        (polygon([]), "is empty or is not a list of positions"),
        ({"type": "MultiPolygon", "coordinates": []}, "is empty or is not a list of positions"),
        (polygon([[36, 32], [37, 33], [37, 32], [36, 33], [36, 32]]), "Self-intersection[36.5 32.5]"),
        (polygon(RING, square(39, 32)[0]), "Hole lies outside shell"),
        (polygon(RING[:-1]), "has a ring that is not closed"),
        (polygon([[36, 32]] * 5), "is not a valid polygon"),
        ({"type": "MultiPolygon", "coordinates": [[RING], [HOLE]]}, "Nested shells"),
    ],
    ids=[
        *("collection", "empty collection", "no ring", "empty ring", "no part"),
        *("bow-tie", "hole outside", "open", "one point", "part in a part"),
    ],
)
def test_a_form_without_one_meaning_is_a_fault_with_a_cure(tmp_path: Path, geometry: Any, rule: str) -> None:
    (fault,) = check(tmp_path, geometry).faults
    assert (fault.severity, fault.file, fault.feature) == (Severity.FAULT, "zones.geojson", 4)
    assert rule in fault.rule and fault.cure
