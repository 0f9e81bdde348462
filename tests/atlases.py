"""A minimal valid atlas as named pieces, and a function that writes them to a folder."""

import copy
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
CASES = _ROOT / "tests" / "cases" / "atlases"

TOML = """\
title = "A test"
title_ar = "اختبار"
languages = ["en", "ar"]
first = 2017-01-01
last = 2019-01-01
default_date = "2018-01-01"
default_view = "whole"

[[views]]
id = "whole"
name = "Whole"
bbox = [35, 31, 42, 37]

[[boundaries]]
policy = "de-facto"
note = "As held."
"""

FAMILIES = """\
id,name,name_ar,code,colour
government,Government,الحكومة,GOV,#e5dcbb
iran,Iran-aligned,,IRN,#edaf53
"""

FORCES = """\
id,name,short,family,parent,sponsor,colour,kind,aliases,note
army,Army,Army,government,,,,state,SAA; regime forces,
fourth,4th Division,4th Div.,government,army,guards,#aabbcc,unit,,
guards,Guards,,iran,,,,state,,
"""

SOURCES = """\
id,publisher,title,url,archive_url,published,language,origin,leaning
observer,Observer,A report,https://example.org/1,,2018-03-01,en,,none
relay,Relay,A repost,https://example.org/2,,2018-03-02,en,observer,none
wire,Wire,Another,https://example.org/3,,2018-03-05,en,,none
state-news,State News,A claim,,,2018-03-05,ar,,pro-government
undated,Archive,Old,,,,en,,none
"""

RECORDS = """\
id,place,force,status,from,to,standing,by,reported,retracted,contradicts,sources,note
west-army,west,army,control,2017-06,2018-02-01,confirmed,,,,,observer;wire,Held
west-guards,west,guards,presence,../2018-02-01,,reported,,,,,relay,
east-army,east,army,control,2017-11-19,2018-01,claimed,,,,,state-news,
east-guards,east,guards,control,2018~,,reported,,,,,observer,
gate-fourth,gate,fourth,presence,2018-01-05/2018-01-09,2018-12-01/..,reported,,,,,undated,
"""

EVENTS = """\
id,date,place,lon,lat,title,text,kind,standing,by,sources,from_force,to_force
handover,2018-01-08,gate,,,Handover,,handover,reported,,observer,army,guards
strike,2018-02,,40.5,34.5,Strike,,strike,claimed,army,state-news,,
"""

LAND: dict[str, Any] = {
    "type": "Feature",
    "properties": {"id": "country", "name": "Country", "focus": True, "label": [38, 34]},
    "geometry": {"type": "Polygon", "coordinates": [[[35, 31], [42, 31], [42, 37], [35, 37], [35, 31]]]},
}


def square(west: float, south: float, side: float = 1) -> list[list[list[float]]]:
    """Return the rings of a square."""
    east, north = west + side, south + side
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def feature(own: str, shape: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    """Return a GeoJSON feature with an id and a name."""
    geometry = None if shape == "" else {"type": shape, "coordinates": coordinates}
    properties = {"id": own, "name": own.title()} | properties
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: dict[str, Any]) -> dict[str, Any]:
    """Return a FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}


ZONES = collection(
    feature("west", "Polygon", square(40, 34), kind="town", accuracy_km=2, name_ar="غرب"),
    feature("east", "Polygon", square(41, 34), kind="town"),
    feature("far", "", None, derive={"circle_of": "gate", "km": 55, "within": "country"}),
)
SITES = collection(feature("gate", "Point", [38.5, 33.5], kind="crossing", rank=1))
LINES = collection(feature("alpha", "LineString", [[36, 32], [36.1, 32.5], [36, 33]], kind="ceasefire"))

PIECES: dict[str, Any] = {
    "atlas.toml": TOML,
    "families.csv": FAMILIES,
    "forces.csv": FORCES,
    "sources.csv": SOURCES,
    "records.csv": RECORDS,
    "events.csv": EVENTS,
    "zones.geojson": ZONES,
    "sites.geojson": SITES,
    "lines.geojson": LINES,
    "basemap/land.geojson": collection(LAND),
}


def pieces(**changes: Any) -> dict[str, Any]:
    """Return a copy of all pieces."""
    return copy.deepcopy(PIECES) | changes


def squares(count: int) -> dict[str, Any]:
    """Return the pieces of an atlas of so many equal squares side by side, and of four forces."""
    west = {f"square-{number}": 35.25 + 0.8 * number for number in range(count)}
    zones = [feature(own, "Polygon", square(at, 33.5, 0.75), kind="town") for own, at in west.items()]
    four = {"amber": "government", "birch": "iran", "cedar": "iran", "dune": "tribal"}
    forces = [f"{own},{own.title()} Column,,{family},,,,state,,\n" for own, family in four.items()]
    records = [f"{own},square-0,{own},control,2017-06,,reported,,,,,observer,\n" for own in four]
    families = FAMILIES + "tribal,Tribal,,TRB,#88aacc\n"
    ground = {"zones.geojson": collection(*zones), "sites.geojson": None, "lines.geojson": None}
    tables = {"families.csv": families, "events.csv": None}
    for name, head, rows in (("forces.csv", FORCES, forces), ("records.csv", RECORDS, records)):
        tables[name] = head.splitlines()[0] + "\n" + "".join(rows)
    return pieces(**ground | tables)


def write_atlas(folder: Path, files: Mapping[str, Any] = PIECES) -> Path:
    """Write pieces (text, bytes, or values for JSON; None leaves one out) and return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif content is not None:
            text = content if isinstance(content, str) else format_features(content)
            path.write_bytes(text.encode())
    return folder


def format_features(whole: dict[str, Any]) -> str:
    """Return a FeatureCollection as JSON with each feature on a line of its own: feature 1 on line 2."""
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in whole["features"])
    head = {key: value for key, value in whole.items() if key != "features"}
    return json.dumps(head)[:-1] + ', "features": [\n' + rows + "\n]}\n"


def edit(text: str, old: str, new: str) -> str:
    """Return a text with one place changed; it must be there exactly once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def write_case(name: str, folder: Path) -> Path:
    """Write an atlas of tests/cases/atlases: its files replace those of the starter atlas; return its folder.

    REMOVED lists the files of the starter that it does not have. The folder must not exist yet.
    """
    shutil.copytree(_ROOT / "atlas" / "starter", folder)
    removed = CASES / name / "REMOVED"
    for file in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        (folder / file).unlink(missing_ok=True)
    shutil.copytree(CASES / name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("REMOVED"))
    return folder
