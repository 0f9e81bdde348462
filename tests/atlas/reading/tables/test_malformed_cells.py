"""A cell that cannot be read is one fault: it is not also missing, nor compared with other cells."""

from pathlib import Path

import pytest

from atlas.model.faults import format_faults
from atlas.reading.read import check_atlas
from tests.atlases import collection, feature, pieces, write_atlas

Row = dict[str, str]

BORDERS = collection(feature("river", "LineString", [[36, 32], [37, 33]]))
EVENT = {"id": "new", "date": "2018-01-08", "title": "New", "sources": "wire"}
RECORD = {
    "id": "new",
    "place": "gate",
    "force": "army",
    "status": "control",
    "from": "2018-01-01",
    "sources": "wire",
}
BORDER = {"line": "river", "policy": "de-facto", "style": "disputed"}


def write_table(*rows: Row) -> str:
    """Return a CSV file of some rows, with the columns of the first."""
    lines = [",".join(rows[0]), *(",".join(row.get(column, "") for column in rows[0]) for row in rows)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("file", "column", "rows"),
    [
        ("events.csv", "lon", [EVENT | {"lon": "40°", "lat": "34"}]),
        ("events.csv", "lat", [EVENT | {"lon": "40", "lat": "34°"}]),
        ("events.csv", "lat", [EVENT | {"place": "gate", "lon": "", "lat": "34°"}]),
        (
            "events.csv",
            "standing",
            [EVENT | {"place": "gate", "standing": "likely", "standing_note": "One witness"}],
        ),
        ("records.csv", "standing", [RECORD | {"standing": "likely", "standing_note": "One witness"}]),
        (
            "records.csv",
            "reported",
            [RECORD | {"to": "2018-02-01", "reported": "soon", "to_reported": "2018-02-02"}],
        ),
        ("records.csv", "reported", [RECORD | {"reported": "soon", "retracted": "2018-01-20"}]),
        (
            "records.csv",
            "to",
            [RECORD | {"to": "soon", "to_reported": "2018-02-02", "confirmed": "2018-01-20"}],
        ),
        (
            "boundaries.csv",
            "to",
            [BORDER | {"from": "2017-01-01", "to": "soon"}, BORDER | {"from": "2018-01-01"}],
        ),
        ("boundaries.csv", "from", [BORDER | {"from": "soon", "to": ""}, BORDER | {"to": "2018-01-01"}]),
    ],
)
def test_a_malformed_cell_is_one_fault(file: str, column: str, rows: list[Row], tmp_path: Path) -> None:
    tables = {"events.csv": None, "records.csv": write_table(RECORD), file: write_table(*rows)}
    faults = check_atlas(
        write_atlas(tmp_path, pieces(**tables, **{"basemap/borders.geojson": BORDERS}))
    ).faults
    assert [(fault.file, fault.column) for fault in faults] == [(file, column)], format_faults(faults)


@pytest.mark.parametrize("blank", [None, "", " "])
def test_a_blank_derivation_is_none_so_the_zone_needs_a_shape(blank: str | None, tmp_path: Path) -> None:
    files = pieces()
    files["zones.geojson"]["features"].append(feature("new", "", None, derive=blank))
    (fault,) = check_atlas(write_atlas(tmp_path, files)).faults
    assert (fault.file, fault.feature, fault.column) == ("zones.geojson", 4, "geometry")
