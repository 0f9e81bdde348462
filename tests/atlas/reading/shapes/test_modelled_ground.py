"""`derive` with `towns`: the ground around sites is theirs, and nothing is recorded twice."""

from pathlib import Path
from typing import Any

import pytest

from atlas.history.changes import compile_changes
from atlas.history.existence import modelled_from
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import check_atlas, read_atlas
from tests.atlases import RECORDS, collection, feature, pieces, square, write_atlas

SITES = collection(
    feature("gate", "Point", [38.5, 33.5], kind="crossing", rank=1),
    feature("north-town", "Point", [38.5, 34.5], kind="town"),
    feature("south-town", "Point", [38.7, 34.5], kind="village"),
    feature("abroad", "Point", [60, 34.5], kind="town"),
)
NEW = (
    "n1,north-town,army,control,2017-01-01,,,,,,,observer,\n"
    "n2,north-town,guards,control,2018-01-01,,,,,,,observer,\n"
)


def files_with(derive: Any, **changes: Any) -> dict[str, Any]:
    """Return the minimal atlas with towns and ground modelled from them."""
    zones = collection(
        feature("west", "Polygon", square(40, 34), kind="town"),
        feature("east", "Polygon", square(41, 34), kind="town"),
        feature("far", "", None, derive={"circle_of": "gate", "km": 55, "within": "country"}),
        feature("countryside", "", None, derive=derive),
    )
    return pieces(**{"zones.geojson": zones, "sites.geojson": SITES} | changes)


def read_with(folder: Path, derive: Any, **changes: Any) -> Atlas:
    """Read that atlas."""
    return read_atlas(write_atlas(folder, files_with(derive, **changes)))


def test_settlements_in_the_land_have_cells(tmp_path: Path) -> None:
    atlas = read_with(tmp_path, {"towns": True, "km": 20, "within": "country"})
    assert {place.id for place in atlas.places.values() if place.cell} == {"north-town", "south-town"}
    assert "countryside" not in atlas.places


@pytest.mark.parametrize(
    ("towns", "cells"),
    [
        (["village"], {"south-town"}),
        (["gate", "village"], {"gate", "south-town"}),
        (["town"], {"north-town"}),
    ],
)
def test_towns_are_kinds_or_ids(tmp_path: Path, towns: list[str], cells: set[str]) -> None:
    atlas = read_with(tmp_path, {"towns": towns, "km": 20, "within": "country"})
    assert {place.id for place in atlas.places.values() if place.cell} == cells


def test_a_drawn_zone_is_left_out(tmp_path: Path) -> None:
    atlas = read_with(tmp_path, {"towns": True, "km": 200, "within": "country"})
    west = atlas.places["west"].geometry
    for name in ("north-town", "south-town"):
        cell = atlas.places[name].cell
        assert cell is not None
        assert cell.intersection(west).area < 1e-9


def test_a_change_at_a_town_is_one_change(tmp_path: Path) -> None:
    records = RECORDS + NEW
    plain = read_with(tmp_path / "plain", {"towns": ["gate"], "km": 1}, **{"records.csv": records})
    modelled = read_with(tmp_path / "cells", {"towns": True, "km": 20}, **{"records.csv": records})
    day = parse_day("2020-01-01")
    assert compile_changes(modelled, day).keys() == compile_changes(plain, day).keys()
    assert len(modelled.records) == len(plain.records)
    assert modelled_from(modelled, day) == {"north-town"}
    assert modelled_from(modelled, parse_day("2000-01-01")) == frozenset()


def test_the_version_depends_on_the_cells(tmp_path: Path) -> None:
    near = read_with(tmp_path / "near", {"towns": True, "km": 20})
    far = read_with(tmp_path / "far", {"towns": True, "km": 21})
    assert near.version != far.version


def test_cells_follow_coarsened_sites(tmp_path: Path) -> None:
    """No outline may give away where a site is exactly."""
    header, *rows = (RECORDS + NEW).splitlines()
    coarse = [f"{header},fuzz_km", *(f"{row},{'50' if row.startswith('n') else ''}" for row in rows)]
    atlas = read_with(tmp_path, {"towns": ["north-town"], "km": 20}, **{"records.csv": "\n".join(coarse)})
    town = atlas.places["north-town"]
    assert town.cell is not None
    assert town.geometry.coords[0] != (38.5, 34.5)
    assert town.cell.centroid.distance(town.geometry) < 0.001


def test_no_outline_depends_on_a_record_under_embargo(tmp_path: Path) -> None:
    header, *rows = (RECORDS + NEW).splitlines()
    held = [f"{header},hold_until", *(f"{row},{'2999-01-01' if row.startswith('n') else ''}" for row in rows)]
    derive = {"towns": True, "km": 20}
    atlas = read_with(tmp_path / "held", derive, **{"records.csv": "\n".join(held)})
    twin = read_with(tmp_path / "twin", derive, **{"records.csv": RECORDS})
    assert atlas.places["north-town"].cell == twin.places["north-town"].cell
    assert atlas.version == twin.version
    assert modelled_from(atlas, parse_day("2020-01-01")) == frozenset()


@pytest.mark.parametrize(
    ("derive", "expected"),
    [
        ({"towns": ["hamlet"], "km": 20}, 'names "hamlet", which is neither a kind nor an id of a site'),
        ({"towns": ["vilage"], "km": 20}, 'Did you mean "village"?'),
        ({"towns": "town", "km": 20}, "does not name towns. Write true for all settlements, or a list"),
        ({"towns": True}, "has no valid km"),
        ({"towns": True, "km": 20, "side": "east"}, 'has the unknown key "side"'),
        ({"towns": True, "km": 20, "within": "contry"}, 'Did you mean "country"?'),
        ({"towns": ["abroad"], "km": 20, "within": "country"}, "a cell needs a site inside the land"),
    ],
)
def test_faults_are_named(tmp_path: Path, derive: Any, expected: str) -> None:
    faults = [fault.format_text() for fault in check_atlas(write_atlas(tmp_path, files_with(derive))).faults]
    assert len(faults) == 1
    assert expected in faults[0]


def test_sites_of_two_continents_are_refused(tmp_path: Path) -> None:
    sites = collection(*SITES["features"], feature("antipode", "Point", [-120, 34], kind="town"))
    files = files_with({"towns": True, "km": 20}, **{"sites.geojson": sites})
    (fault,) = check_atlas(write_atlas(tmp_path, files)).faults
    assert "spread over more than 60 degrees" in fault.format_text()


def test_no_record_may_name_the_ground(tmp_path: Path) -> None:
    records = RECORDS + NEW.replace("north-town", "countryside")
    files = files_with({"towns": True, "km": 20}, **{"records.csv": records})
    texts = [fault.format_text() for fault in check_atlas(write_atlas(tmp_path, files)).faults]
    assert any("has no records of its own. Name one of the towns" in text for text in texts)
