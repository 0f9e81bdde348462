"""A small atlas in which a front moves: two zones share an edge that lies elsewhere from month to month."""

from typing import Any

from tests.atlases import LINES, SITES, collection, feature, pieces

MOVES = ("2018-01-10", "2018-02-10", "2018-03-10")
"""The days on which the front moves."""
FRONTS = (39.0, 39.5, 40.2, 39.2)
"""The longitude of the front before the first move and after each."""
RECORDS = """\
id,place,force,status,from,to,standing,by,reported,retracted,contradicts,sources,note
west-army,west,army,control,2017-06,,reported,,,,,observer,
east-guards,east,guards,control,2017-06,,reported,,,,,observer,
"""


def box(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    """Return the rings of a rectangle."""
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def shapes(own: str, boxes: list[Any], **properties: Any) -> list[dict[str, Any]]:
    """Return the features of a zone whose shape changes on the days of MOVES."""
    dates = [None, *MOVES, None]
    return [
        feature(
            own,
            "Polygon",
            rings,
            **{"from": dates[number], "to": dates[number + 1]},
            kind="front",
            **properties,
        )
        for number, rings in enumerate(boxes)
    ]


def front_zones(**properties: Any) -> dict[str, Any]:
    """Return the zones west and east of the front, and a third in the north that stays."""
    west = shapes("west", [box(37, 33, front, 35) for front in FRONTS], **properties)
    east = shapes("east", [box(front, 33, 41, 35) for front in FRONTS], **properties)
    return collection(*west, *east, feature("north", "Polygon", box(37, 35, 41, 36), kind="front"))


def dated_pieces(**changes: Any) -> dict[str, Any]:
    """Return the pieces of an atlas whose front moves."""
    ground = {"zones.geojson": front_zones(), "sites.geojson": SITES, "lines.geojson": LINES}
    return pieces(**{"records.csv": RECORDS, "events.csv": None} | ground | changes)
