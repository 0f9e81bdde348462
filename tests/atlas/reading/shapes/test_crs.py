"""The member `crs`: degrees on WGS 84 are taken, others are a warning, metres are a fault."""

from pathlib import Path

import pytest

from atlas.model.faults import Severity
from atlas.reading.read import check_atlas
from tests.atlases import pieces, write_atlas


def check(folder: Path, crs: object) -> list[tuple[Severity, str]]:
    """Return severity and message of what is wrong with a crs of sites.geojson."""
    files = pieces()
    files["sites.geojson"]["crs"] = crs
    checked = check_atlas(write_atlas(folder, files))
    faults = [fault for fault in (*checked.faults, *checked.warnings) if fault.column == "crs"]
    return [(fault.severity, fault.format_text()) for fault in faults]


def named(name: str) -> object:
    """Return the member as GeoJSON of 2008 writes it."""
    return {"type": "name", "properties": {"name": name}}


@pytest.mark.parametrize(
    "crs",
    [
        None,
        named("urn:ogc:def:crs:OGC:1.3:CRS84"),
        named("urn:ogc:def:crs:OGC::CRS84"),
        named("OGC:CRS84"),
        named("EPSG:4326"),
        named("urn:ogc:def:crs:EPSG::4326"),
    ],
)
def test_longitude_and_latitude_are_taken(tmp_path: Path, crs: object) -> None:
    assert check(tmp_path, crs) == []


@pytest.mark.parametrize("name", ["EPSG:3857", "urn:ogc:def:crs:EPSG::3857"])
def test_metres_are_a_fault_with_their_code_and_a_cure(tmp_path: Path, name: str) -> None:
    ((severity, message),) = check(tmp_path, named(name))
    assert severity is Severity.FAULT
    assert message == (
        f'sites.geojson, property crs: "{name}" names another coordinate reference system than longitude '
        "and latitude (EPSG:4326). Convert it: python app.py import sites.geojson --into NEW_FOLDER does, "
        "and so does ogr2ogr -t_srs EPSG:4326; or delete crs if the coordinates are longitude and latitude."
    )


@pytest.mark.parametrize("name", ["EPSG:4269", "urn:ogc:def:crs:EPSG:9.9.1:4258"])
def test_other_degrees_are_a_warning(tmp_path: Path, name: str) -> None:
    ((severity, message),) = check(tmp_path, named(name))
    assert severity is Severity.WARNING
    assert f'"{name}" is not WGS 84' in message


@pytest.mark.parametrize("crs", ["Lambert", 4, {"type": "link"}, named("EPSG:999999"), named("/etc/passwd")])
def test_what_is_no_code_is_a_fault(tmp_path: Path, crs: object) -> None:
    ((severity, _),) = check(tmp_path, crs)
    assert severity is Severity.FAULT
