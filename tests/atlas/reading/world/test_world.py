"""An atlas without a basemap is drawn on the world, cut to it; one with a basemap shows only its own."""

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import shapely

from atlas.model.atlas import Atlas
from atlas.reading.read import check_atlas, read_atlas
from atlas.reading.world.topojson import find_borders, parse_topology
from atlas.reading.world.world import DATA, cut_borders, cut_lands, read_world, split_box, widen
from layers.map.ground.outside_basemap import ends_of
from tests.atlases import RECORDS, TOML, collection, feature, pieces, square, write_atlas

EVERYWHERE = (-180.0, -85.0, 180.0, 85.0)
NEITHER = {"basemap/land.geojson": None, "lines.geojson": None, "sites.geojson": None, "events.csv": None}


def without_basemap(folder: Path, lon: float, lat: float, toml: str = TOML, **changes: Any) -> Atlas:
    """Read the minimal atlas with its two zones elsewhere, without views and without a basemap."""
    zones = collection(
        feature("west", "Polygon", square(lon, lat), kind="town"),
        feature("east", "Polygon", square(lon + 1, lat), kind="town"),
    )
    records = "".join(
        line for line in RECORDS.splitlines(True) if line.split(",")[1] in ("place", "west", "east")
    )
    toml = re.sub(r"\[\[views\]\].*?(?=\n\[\[?b|\Z)", "", toml, flags=re.DOTALL)
    toml = re.sub(r"(?m)^default_view.*\n", "", toml)
    files = NEITHER | {"atlas.toml": toml, "zones.geojson": zones, "records.csv": records} | changes
    return read_atlas(write_atlas(folder, pieces(**files)))


def test_lands_have_names_in_the_languages_of_the_atlas(tmp_path: Path) -> None:
    atlas = without_basemap(tmp_path, 32, 49)
    lands = {land.id: land for land in atlas.basemap.land}
    assert {"ukraine", "crimea", "belarus", "russia"} <= lands.keys()
    assert lands["ukraine"].name.translate("ar") == "أوكرانيا"
    assert lands["crimea"].name.translate("ar") == "القرم"
    kinds = {border.id: border.kind for border in atlas.basemap.borders}
    assert (kinds["crimea--ukraine"], kinds["belarus--ukraine"]) == ("disputed", "international")


def test_the_world_is_cut_to_the_atlas(tmp_path: Path) -> None:
    atlas = without_basemap(tmp_path, 32, 49)
    shapes = [land.geometry for land in atlas.basemap.land]
    assert shapely.total_bounds(shapes).tolist() == [27.0, 44.0, 39.0, 55.0]
    assert ends_of(atlas.basemap) == (27.0, 44.0, 39.0, 55.0), "beyond, pictures show no sea"


def test_an_island_lies_in_open_sea(tmp_path: Path) -> None:
    assert without_basemap(tmp_path, -25, -40).basemap.land == ()


@pytest.mark.parametrize(
    ("part", "named", "borders"), [("countries", True, True), ("land", False, False), ("none", False, False)]
)
def test_the_atlas_chooses_what_it_shows(tmp_path: Path, part: str, named: bool, borders: bool) -> None:
    basemap = without_basemap(tmp_path, 32, 49, f'world = "{part}"\n{TOML}').basemap
    assert any(land.name.default for land in basemap.land) is named
    assert bool(basemap.borders) is borders
    assert bool(basemap.land) is bool(basemap.lakes) is (part != "none")


def test_an_earlier_century_has_no_borders_of_today(tmp_path: Path) -> None:
    records = re.sub(r"\b20(\d\d)", r"19\1", RECORDS)
    own = "".join(
        line for line in records.splitlines(True) if line.split(",")[1] in ("place", "west", "east")
    )
    toml = re.sub(r"(?m)^(first|last|default_date) = .*\n", "", TOML)
    sources = re.sub(r"\b20(\d\d)", r"19\1", pieces()["sources.csv"])
    basemap = without_basemap(tmp_path, 32, 49, toml, **{"records.csv": own, "sources.csv": sources}).basemap
    assert basemap.borders == ()
    assert {land.name.default for land in basemap.land} == {""}


def test_a_wrong_part_is_a_fault(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path, pieces(**{"atlas.toml": f'world = "borders"\n{TOML}'}))
    faults = [fault.format_text() for fault in check_atlas(folder).faults]
    assert len(faults) == 1
    assert '"borders" is not a part of the world' in faults[0]
    assert "countries, land, none" in faults[0]


def test_an_atlas_with_a_basemap_shows_only_its_own(tmp_path: Path) -> None:
    basemap = read_atlas(write_atlas(tmp_path)).basemap
    assert [land.id for land in basemap.land] == ["country"]
    assert basemap.borders == basemap.lakes == basemap.rivers == ()


def test_a_zone_is_cut_to_a_country_of_the_world(tmp_path: Path) -> None:
    ring = feature("ring", "", None, derive={"circle_of": "post", "km": 100, "within": "ukraine"})
    zones = collection(
        feature("west", "Polygon", square(32, 49)), feature("east", "Polygon", square(33, 49)), ring
    )
    sites = collection(feature("post", "Point", [36.3, 50.0], kind="town"))
    atlas = without_basemap(tmp_path, 32, 49, **{"zones.geojson": zones, "sites.geojson": sites})
    russia = next(land.geometry for land in atlas.basemap.land if land.id == "russia")
    area = atlas.places["ring"].geometry
    assert 2.8 < shapely.area(area) < 3.2, "about three quarters of the circle"
    assert shapely.area(shapely.intersection(area, russia)) < 1e-6


def test_countries_meet_the_date_line_and_the_pole() -> None:
    lands = {own["id"]: shape for own, shape in cut_lands(read_world(), [(-180, -90, 180, 90)], ["en"])}
    for own in ("russia", "fiji", "antarctica"):
        west, _, east, _ = lands[own].bounds
        assert (west, round(east)) == (-180, 180), own
        assert shapely.is_valid(lands[own]), own
    assert not lands["russia"].intersects(shapely.Point(0, 75)), "no band around the earth"
    assert lands["russia"].contains(shapely.Point(-175, 66))
    assert lands["antarctica"].contains(shapely.Point(0, -84))


def test_every_country_has_a_shape_and_a_name() -> None:
    world = read_world()
    named = {own["id"]: own for own, _ in cut_lands(read_world(), [(-180, -90, 180, 90)], ["en", "ar"])}
    assert named.keys() == world.by_id.keys()
    assert len(named) == 242, "1:10m has 14 small ones more"
    assert all(own["name"] for own in named.values())
    drawn = {tuple(own["between"]) for own, _ in cut_borders(read_world(), [EVERYWHERE])}
    assert world.disputed <= drawn, "each disputed border is one of the map"


def test_the_margin_serves_wide_and_tall_pictures() -> None:
    assert widen((10, 40, 12, 41)) == (5, 35, 17, 46)
    assert widen((0, 0, 10, 30)) == (-45, -30, 55, 60)
    assert widen((-170, -60, 170, 75)) == (-180, -85.06, 180, 85.06)


def test_a_box_across_the_180th_meridian_has_both_sides(tmp_path: Path) -> None:
    assert split_box((170, -20, 190, -10)) == [(-180, -20, -170, -10), (170, -20, 180, -10)]
    assert split_box((-190, -20, -170, -10)) == [(-180, -20, -170, -10), (170, -20, 180, -10)]
    assert split_box((10, -20, 20, -10)) == [(10, -20, 20, -10)]
    atlas = without_basemap(
        tmp_path, 178, -17, f'{TOML}\n[[views]]\nid = "v"\nname = "V"\nbbox = [176, -20, -176, -14]\n'
    )
    fiji = next(land.geometry for land in atlas.basemap.land if land.id == "fiji")
    assert {part.bounds[0] > 0 for part in shapely.get_parts(fiji)} == {True, False}


def test_arcs_are_walked_both_ways() -> None:
    whole = {
        "transform": {"scale": [1, 1], "translate": [10, 20]},
        "arcs": [
            [[0, 0], [0, 2]],
            [[0, 2], [2, 0], [0, -2], [-2, 0]],
            [[0, 2], [-2, 0], [0, -2], [2, 0]],
        ],
        "objects": {"both": {"geometries": []}},
    }
    topology = parse_topology(json.dumps(whole).encode())
    east = topology.build_area({"type": "Polygon", "arcs": [[0, 1]]})
    west = topology.build_area({"type": "Polygon", "arcs": [[0, 2]]})
    assert east.bounds == (10, 20, 12, 22)
    assert west.bounds == (8, 20, 10, 22)
    assert list(find_borders({"east": {0, 1}, "west": {0, 2}})) == [("east", "west", [0])]


def test_the_sources_name_the_files_as_they_are() -> None:
    text = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    for name, digest in re.findall(r"^\| `([\w.-]+)` .*`([0-9a-f]{64})` \|$", text, re.MULTILINE):
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == digest, name
    assert set(re.findall(r"^\| `([\w.-]+\.(?:json|csv))`", text, re.MULTILINE)) == {
        path.name for path in DATA.iterdir() if path.suffix != ".md"
    }
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["id"] for row in rows}) == len(rows) == 256
