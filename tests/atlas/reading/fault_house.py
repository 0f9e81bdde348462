"""Faults of a newsroom's own choices: boundaries.csv and house.toml."""

from tests.atlas.reading.fault_cases import Case, Files, put
from tests.atlases import feature

_BORDERS = "basemap/borders.geojson"
_HEADER = "line,policy,style,from,to\n"


def _boundaries(*rows: str) -> object:
    def change(files: Files) -> None:
        border = feature("river", "LineString", [[36, 32], [37, 33]], kind="disputed")
        files[_BORDERS] = {"type": "FeatureCollection", "features": [border]}
        files["boundaries.csv"] = _HEADER + "\n".join(rows) + "\n"

    return change


def _row_case(name: str, rows: tuple[str, ...], column: str, value: str, says: str) -> Case:
    return Case(name, _boundaries(*rows), "boundaries.csv", 1 + len(rows), column, value, says)  # type: ignore[arg-type]


def _house(name: str, text: str, line: int | None, column: str | None, says: str) -> Case:
    return Case(name, put("house.toml", text), "house.toml", line, column, None, says)


HOUSE = [
    _row_case("unknown line", ("rivr,de-facto,occupied,,",), "line", "rivr", 'Did you mean "river"?'),
    _row_case("unknown policy", ("river,de-fact,occupied,,",), "policy", "de-fact", 'mean "de-facto"?'),
    _row_case("unknown style", ("river,de-facto,dottd,,",), "style", "dottd", "is not a style of a line"),
    _row_case("bad day", ("river,de-facto,hidden,soon,",), "from", "soon", "Write YYYY-MM-DD"),
    _row_case(
        "reversed boundary",
        ("river,de-facto,hidden,2018-01-01,2017-01-01",),
        "to",
        "2017-01-01",
        "must be after from, 2018-01-01",
    ),
    _row_case(
        "boundary said twice",
        ("river,de-facto,hidden,,2018-01-01", "river,de-facto,occupied,2017-01-01,"),
        "line",
        "river",
        "overlaps in time with line 2",
    ),
    Case(
        "border where there is no basemap",
        put("boundaries.csv", f"{_HEADER}river,de-facto,hidden,,\n"),
        "boundaries.csv",
        2,
        "line",
        "river",
        "is not the id of a border of the basemap",
    ),
    Case(
        "policy named twice",
        put(
            "atlas.toml",
            'title = "T"\nlanguages = ["en"]\n[[boundaries]]\npolicy = "un"\n[[boundaries]]\npolicy = "un"\n',
        ),
        "atlas.toml",
        6,
        "policy",
        "un",
        "appears twice",
    ),
    _house("house is no TOML", "[places\n", 1, None, "is not valid TOML ("),
    _house("unknown kind", '[place.gate]\nname = "G"\n', 1, "place", 'mean "places"?'),
    _house("unknown thing", '\n[forces.armi]\nname = "A"\n', 2, "forces.armi", 'mean "army"?'),
    _house("unknown key", '[places.gate]\nshort = "G"\n', 2, "places.gate.short", "is not a known key"),
    _house(
        "unknown language",
        '[places.gate]\nname = "G"\nname_zz = "Z"\n',
        3,
        "places.gate.name_zz",
        "is in a language the atlas does not list. Use one of en, ar, or add the language",
    ),
    _house("name that is no text", "[places.gate]\nname = 5\n", 2, "places.gate.name", "is not text"),
    _house("kind that is no table", 'places = "gate"\n', None, "places", "is not a table"),
    _house("thing that is no table", '[places]\ngate = "Gate"\n', 2, "places.gate", "is not a table"),
    _house("long name", f'[places.gate]\nname = "{"g" * 5000}"\n', 2, "places.gate.name", "is too long"),
]
