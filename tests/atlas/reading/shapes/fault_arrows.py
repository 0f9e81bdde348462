"""Faults of arrows: lines that show the advance of a force."""

from typing import Any

from tests.atlas.reading.fault_cases import Case, add_feature, record

LINE = [[36, 32], [36.5, 32.5], [37, 32]]


def arrow(name: str, column: str, value: str | None, says: str, **properties: Any) -> Case:
    """Return the case of an arrow with other properties, or with another shape."""
    shape, points = properties.pop("shape", "LineString"), properties.pop("points", LINE)
    valid = {"kind": "arrow", "force": "army", "from": "2017-11"}
    given = {key: each for key, each in (valid | properties).items() if each is not None}
    change = add_feature("lines.geojson", "new", shape, points, **given)
    return Case(name, change, "lines.geojson", 3, column, value, says, feature=2)


ARROWS = [
    arrow("unknown force", "force", "armi", 'is not the id of a force. Did you mean "army"?', force="armi"),
    arrow("no force", "force", None, "is empty; an arrow shows the advance of a force. Fill in", force=None),
    arrow("no day", "from", None, "is empty; an arrow shows an advance of some days", **{"from": None}),
    arrow("bad day", "from", "soon", "is not a date in EDTF", **{"from": "soon"}),
    arrow("ends first", "to", "2017-10", 'must be after from, "2017-11". Swap them', to="2017-10"),
    arrow("wrong kind", "force", "army", "only a line of the kind arrow has a force", kind="ceasefire"),
    arrow("one point", "geometry", None, "fewer than 2 different positions", points=[[36, 32], [36, 32]]),
    arrow(
        "two lines",
        "geometry",
        None,
        "is a MultiLineString, but an arrow has one line, along which it points. Draw a LineString",
        shape="MultiLineString",
        points=[LINE, [[38, 32], [39, 32]]],
    ),
    Case(
        "arrow as a zone",
        add_feature("sites.geojson", "new", "Point", [36, 33], kind="arrow"),
        "sites.geojson",
        3,
        "kind",
        "arrow",
        "is a kind of line only. Draw it in lines.geojson",
        feature=2,
    ),
]


def add_record(files: dict[str, Any]) -> None:
    """Add an arrow, and a record that names it as its place."""
    add_feature("lines.geojson", "push", "LineString", LINE, kind="arrow", force="army", **{"from": "2017"})(
        files
    )
    record("new", place="push")(files)


ARROWS.append(
    Case(
        "record at an arrow", add_record, "records.csv", 7, "place", "push", "is an arrow, which nobody holds"
    )
)
