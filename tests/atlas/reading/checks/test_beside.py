"""Data beside the files of an atlas, and names where ids are meant: each is said with its cure."""

from pathlib import Path

import pytest

from atlas.reading.read import check_atlas
from tests.atlas.reading.fault_cases import record
from tests.atlases import FORCES, pieces, write_atlas


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("front.kml", "To use it, make an atlas from it: python app.py import front.kml --into NEW-FOLDER."),
        (
            "Records.XLSX",
            "To use it, make an atlas from it: python app.py import Records.XLSX --into NEW-FOLDER.",
        ),
        (
            "zone.geojson",
            'Did you mean "zones.geojson"? Or make an atlas from it: python app.py import zone.geojson',
        ),
        ("units.shp", "python app.py import units.shp"),
        ("units.gpkg", "python app.py import units.gpkg"),
    ],
)
def test_data_in_other_forms_is_pointed_to_import(name: str, cure: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK")
    checked = check_atlas(write_atlas(tmp_path, pieces()))
    assert checked.faults == ()
    (warning,) = checked.warnings
    assert warning.file == name
    assert warning.format_text().startswith(
        f"Warning: {name}: is not read: it is not one of the files of an atlas. "
    )
    assert cure in warning.format_text()


@pytest.mark.parametrize("name", ["SOURCES.md", "notes.txt", "rejected.csv", "map.png", ".git", "house.toml"])
def test_other_files_may_lie_beside(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    assert check_atlas(write_atlas(tmp_path, pieces())).warnings == ()


@pytest.mark.parametrize(
    ("cells", "cure"),
    [
        ({"force": "4th Division"}, 'Write its id: "fourth".'),
        ({"force": "4TH  div."}, 'Write its id: "fourth".'),
        ({"force": "الحرس"}, 'Write its id: "guards".'),
        ({"sources": "State News"}, 'Write its id: "state-news".'),
        ({"place": "Gate"}, 'Write its id: "gate".'),
        ({"force": "Army Council"}, "Correct it, or add the force."),
    ],
)
def test_a_name_where_an_id_is_meant_gets_its_id(cells: dict[str, str], cure: str, tmp_path: Path) -> None:
    header, *rows = FORCES.splitlines()
    named = [f"{header},name_ar", *(f"{row}," for row in rows[:-1]), f"{rows[-1]},الحرس"]
    files = pieces(**{"forces.csv": "\n".join(named) + "\n"})
    record("new", **cells)(files)
    (fault,) = check_atlas(write_atlas(tmp_path, files)).faults
    assert fault.format_text().endswith(cure)


def test_a_name_of_several_things_gets_no_id(tmp_path: Path) -> None:
    files = pieces(**{"forces.csv": FORCES.replace("Guards", "Army")})
    record("new", force="ARMY")(files)
    (fault,) = check_atlas(write_atlas(tmp_path, files)).faults
    assert "Write its id" not in fault.format_text()
