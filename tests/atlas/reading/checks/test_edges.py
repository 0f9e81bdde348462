"""Values at the edge of what is allowed are accepted; the next ones are faults, in the right column."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.atlas.reading.fault_cases import Files
from tests.atlas.reading.test_faults import faults_of
from tests.atlases import TOML, edit, feature, pieces


def add_to(file: str, **cells: str) -> Files:
    """Return the minimal atlas with a row of these cells, and with columns for them."""
    files = pieces()
    rows = list(csv.DictReader(StringIO(files[file])))
    stream = StringIO()
    writer = csv.DictWriter(stream, dict.fromkeys([*rows[0], *cells]), restval="")
    writer.writeheader()
    writer.writerows([*rows, cells])
    return files | {file: stream.getvalue()}


def record(**cells: str) -> Files:
    """Return the minimal atlas with one more record, known from 1 March 2018."""
    valid = {"id": "new", "place": "gate", "force": "army", "status": "presence", "from": "2017-02-01"}
    return add_to("records.csv", **(valid | {"sources": "observer"} | cells))


def event(**cells: str) -> Files:
    """Return the minimal atlas with one more event."""
    return add_to("events.csv", id="new", date="2018", title="New", sources="observer", **cells)


def place(file: str, shape: str, coordinates: object, **properties: object) -> Files:
    """Return the minimal atlas with one more place."""
    files = pieces()
    files[file]["features"].append(feature("new", shape, coordinates, **properties))
    return files


def site(**properties: object) -> Files:
    """Return the minimal atlas with one more site."""
    return place("sites.geojson", "Point", [36, 33], **properties)


def circle(km: float) -> Files:
    """Return the minimal atlas with one more circle around its site."""
    return place("zones.geojson", "", None, derive={"circle_of": "gate", "km": km})


def triangle(*more: list[float]) -> Files:
    """Return the minimal atlas with a zone of three corners."""
    return place("zones.geojson", "Polygon", [[[36, 32], [37, 33], [36, 33], [36, 32], *more]])


def settings(old: str, new: str) -> Files:
    """Return the minimal atlas with a setting changed."""
    return pieces(**{"atlas.toml": edit(TOML, old, new)})


def heading(length: int) -> Files:
    """Return the minimal atlas with a title of some length."""
    return settings('"A test"', f'"{"t" * length}"')


def stale(*days: int) -> Files:
    """Return the minimal atlas with steps of staleness."""
    return settings('default_view = "whole"', f'default_view = "whole"\nstale_after = {list(days)}')


def dated_site(start: str, end: str, begun: str) -> Files:
    """Return the minimal atlas with a site that exists from and to a day, and a record of it."""
    files = record(**{"place": "new", "from": begun, "to": ""})
    files["sites.geojson"]["features"].append(
        feature("new", "Point", [36, 33], kind="post", **{"from": start, "to": end})
    )
    return files


def boundaries(*rows: str) -> Files:
    """Return the minimal atlas with a border and rows of boundaries.csv."""
    border = feature("river", "LineString", [[36, 32], [37, 33]], kind="disputed")
    return pieces(
        **{
            "basemap/borders.geojson": {"type": "FeatureCollection", "features": [border]},
            "boundaries.csv": "\n".join(["line,policy,style,from,to", *rows, ""]),
        }
    )


def label(position: object) -> Files:
    """Return the minimal atlas with another position of the name of its land."""
    files = pieces()
    files["basemap/land.geojson"]["features"][0]["properties"]["label"] = position
    return files


def house(name: str) -> Files:
    """Return the minimal atlas with a house style that renames its site."""
    return pieces(**{"house.toml": f"[places.gate]\nname = {json.dumps(name)}\n"})


EDGES = {
    "a year": (record(**{"from": "-9999-01-01"}), record(**{"from": "-10000-12-31"}), "from"),
    "the last year": (record(to="9999-12-31"), record(to="10000-01-01"), "to"),
    "from and its latest source": (
        record(**{"from": "2018-03-01"}),
        record(**{"from": "2018-03-02"}),
        "from",
    ),
    "from and to": (
        record(**{"from": "2017-02-01", "to": "2017-02-02"}),
        record(**{"from": "2017-02-01", "to": "2017-02-01"}),
        "to",
    ),
    "from and reported": (record(reported="2017-02-01"), record(reported="2017-01-31"), "reported"),
    "reported and retracted": (record(retracted="2018-03-01"), record(retracted="2018-02-28"), "retracted"),
    "reported and to_reported": (
        record(to="2018-02-01", to_reported="2018-03-01"),
        record(to="2018-02-01", to_reported="2018-02-28"),
        "to_reported",
    ),
    "from and confirmed": (record(confirmed="2017-02-01"), record(confirmed="2017-01-31"), "confirmed"),
    "confirmed and to": (
        record(to="2018-02-01/2018-02-03", confirmed="2018-02-02"),
        record(to="2018-02-01/2018-02-03", confirmed="2018-02-03"),
        "confirmed",
    ),
    "two sources": (
        record(standing="confirmed", sources="observer;wire"),
        record(standing="confirmed", sources="observer"),
        "standing",
    ),
    "coarsening": (record(fuzz_km="100"), record(fuzz_km="100.1"), "fuzz_km"),
    "coarsening of a site alone": (record(fuzz_km="1"), record(fuzz_km="1", place="west"), "fuzz_km"),
    "coarsening of no line": (record(fuzz_km="1"), record(fuzz_km="1", place="alpha"), "fuzz_km"),
    "an hour with its zone": (
        record(hold_until="2018-01-01T12:00Z"),
        record(hold_until="2018-01-01T12:00"),
        "hold_until",
    ),
    "east": (event(lon="360", lat="85.05"), event(lon="360.1", lat="85.05"), "lon"),
    "north": (event(lon="180", lat="85.05"), event(lon="180", lat="85.06"), "lat"),
    "west and south": (event(lon="-360", lat="-85.05"), event(lon="-360", lat="-85.06"), "lat"),
    "beyond the pole": (event(lon="-360", lat="-85.05"), event(lon="-180", lat="-90.1"), "lon"),
    "both coordinates": (event(place="gate", lon="1", lat="1"), event(place="gate", lon="1"), "lat"),
    "the other coordinate": (event(lon="1", lat="1"), event(place="gate", lat="1"), "lon"),
    "accuracy": (site(accuracy_km=0), site(accuracy_km=-0.1), "accuracy_km"),
    "the first rank": (site(rank=1), site(rank=0), "rank"),
    "the last rank": (site(rank=5), site(rank=6), "rank"),
    "a whole rank": (site(rank=2), site(rank=2.5), "rank"),
    "covered": (site(covered=False), site(covered="false"), "covered"),
    "a large circle": (circle(2000), circle(2000.1), "derive"),
    "a triangle": (
        triangle(),
        place("zones.geojson", "Polygon", [[[36, 32], [37, 33], [36, 32]]]),
        "geometry",
    ),
    "the corner of the world": (
        place("sites.geojson", "Point", [360, -85.04]),
        place("sites.geojson", "Point", [360.1, -85.04]),
        "geometry",
    ),
    "the end of the map": (
        place("sites.geojson", "Point", [180, 85.04]),
        place("sites.geojson", "Point", [180, 85.05]),
        "geometry",
    ),
    "a line of two positions": (
        place("lines.geojson", "LineString", [[36, 32], [36, 33]]),
        place("lines.geojson", "LineString", [[36, 32]]),
        "geometry",
    ),
    "a long title": (heading(70), heading(71), "title"),
    "steps of staleness": (stale(1, 2, 3), stale(0, 2, 3), "stale_after"),
    "different steps": (stale(1, 2, 3), stale(1, 2, 2), "stale_after"),
    "three steps": (stale(1, 2, 3), stale(1, 2), "stale_after"),
    "the whole world": (
        settings("[35, 31, 42, 37]", "[-180, -90, 180, 90]"),
        settings("[35, 31, 42, 37]", "[-181, -90, 180, 90]"),
        "bbox",
    ),
    "the south of the world": (
        settings("[35, 31, 42, 37]", "[-180, -90, 180, 90]"),
        settings("[35, 31, 42, 37]", "[-180, -90.5, 180, 90]"),
        "bbox",
    ),
    "the north of the world": (
        settings("[35, 31, 42, 37]", "[-180, -90, 180, 90]"),
        settings("[35, 31, 42, 37]", "[-180, -90, 180, 90.5]"),
        "bbox",
    ),
    "the east of the world": (
        settings("[35, 31, 42, 37]", "[-180, -90, 180, 90]"),
        settings("[35, 31, 42, 37]", "[-180, -90, 180.5, 90]"),
        "bbox",
    ),
    "a narrow view": (
        settings("[35, 31, 42, 37]", "[35, 31, 35.1, 37]"),
        settings("[35, 31, 42, 37]", "[35, 31, 35, 37]"),
        "bbox",
    ),
    "a low view": (
        settings("[35, 31, 42, 37]", "[35, 31, 42, 31.1]"),
        settings("[35, 31, 42, 37]", "[35, 31, 42, 31]"),
        "bbox",
    ),
    "four sides": (
        settings("[35, 31, 42, 37]", "[35, 31, 42, 37.0]"),
        settings("[35, 31, 42, 37]", "[35, 31, 42, 37, 38]"),
        "bbox",
    ),
    "an atlas of one day": (
        settings("first = 2017-01-01\nlast = 2019-01-01", "first = 2018-01-01\nlast = 2018-01-01"),
        settings("last = 2019-01-01", "last = 2016-12-31"),
        "last",
    ),
    "the first day": (
        settings('"2018-01-01"', '"2017-01-01"'),
        settings('"2018-01-01"', '"2016-12-31"'),
        "default_date",
    ),
    "the last day": (
        settings('"2018-01-01"', '"2019-01-01"'),
        settings('"2018-01-01"', '"2019-01-02"'),
        "default_date",
    ),
    "a place of one day": (
        site(**{"from": "2017-01-01", "to": "2017-01-02"}),
        site(**{"from": "2017-01-01", "to": "2017-01-01"}),
        "to",
    ),
    "a record on the first day of its place": (
        dated_site("2017-02-01", "", "2017-02-01"),
        dated_site("2017-02-01", "", "2017-01-31"),
        "from",
    ),
    "a record on the last day of its place": (
        dated_site("", "2017-02-02", "2017-02-01"),
        dated_site("", "2017-02-02", "2017-02-02"),
        "from",
    ),
    "boundaries that follow each other": (
        boundaries("river,de-facto,hidden,,2018-01-01", "river,de-facto,occupied,2018-01-01,"),
        boundaries("river,de-facto,hidden,,2018-01-02", "river,de-facto,occupied,2018-01-01,"),
        "line",
    ),
    "a boundary of one day": (
        boundaries("river,de-facto,hidden,2018-01-01,2018-01-02"),
        boundaries("river,de-facto,hidden,2018-01-01,2018-01-01"),
        "to",
    ),
    "the first number of a label": (label([38, 34]), label(["38°", 34]), "label"),
    "the second number of a label": (label([38, 34]), label([38, "34°"]), "label"),
    "two numbers of a label": (label([38, 34]), label([38, 34, 0]), "label"),
    "a long name": (house("g" * 4096), house("g" * 4097), "places.gate.name"),
    "a name": (house("G"), house(" "), "places.gate.name"),
}


@pytest.mark.parametrize("edge", EDGES)
def test_a_value_at_the_edge_is_accepted_and_the_next_one_refused(edge: str, tmp_path: Path) -> None:
    inside, outside, column = EDGES[edge]
    assert faults_of(tmp_path / "inside", inside) == ()
    assert {fault.column for fault in faults_of(tmp_path / "outside", outside)} == {column}
