"""Small files in the known forms, with invented rows under the real columns."""

import json

from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases" / "imports"


def _collection(*features: tuple[dict[str, object], dict[str, object]]) -> str:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": properties, "geometry": geometry}
                for properties, geometry in features
            ],
        }
    )


def _box(west: float, south: float) -> dict[str, object]:
    east, north = west + 1, south + 1
    ring = [[west, south, 7], [east, south, 7], [east, north, 7], [west, north, 7], [west, south, 7]]
    return {"type": "Polygon", "coordinates": [ring]}


_HISTORY = {"boundary": "administrative", "admin_level": "2", "@id": "relation/1"}
OHM = _collection(
    (_HISTORY | {"name": "Altes Land", "start_date": "1866-09-20", "end_date": "1871-01-18"}, _box(9, 51)),
    (_HISTORY | {"name": "Neues Land", "start_date": "1871", "end_date": "1918-11"}, _box(10, 51)),
)
ISW = _collection(({"OBJECTID": 1, "SHAPE_Area": 1.5}, _box(36, 47)))
DEEPSTATE = _collection(
    ({"name": "Окуповано /// Occupied", "fill": "#a52714"}, _box(36, 47)),
    ({"name": "Порт /// Harbour"}, {"type": "Point", "coordinates": [37.5, 47.1, 0]}),
)
LUA = """return { marks = {
 { lat = 35.1, long = "36.7", mark = "Location dot red.svg", label = "[[Hama|Hama city]]" },
 { lat = "36.2", long = "37.1", mark = "80x80-red-lime-anim.gif", label = 'Aleppo' },
} }
"""
FILES = {
    **{name: (CASES / name).read_text(encoding="utf-8") for name in ("acled.csv", "ucdp.csv")},
    "ohm.geojson": OHM,
    "AssessedRussianAdvancesInUkraine.geojson": ISW,
    "Claimed_Russian_Territory_in_Ukraine.geojson": ISW,
    "deepstate.geojson": DEEPSTATE,
    "module.lua": LUA,
}
