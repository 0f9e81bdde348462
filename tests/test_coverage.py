"""The zones of the default atlas cover the country once: no gaps, no overlaps, no slivers."""

import hashlib
import re
from pathlib import Path

import numpy as np
import pytest
import shapely

from atlas.model import Atlas, Shape

TOWNS = {
    "albu-kamal-city": "albu-kamal",
    "hajin-town": "hajin",
    "t2-station": "t2",
}
SLIVER_KM = 0.15
KM_PER_DEGREE = 111.0


def _zones(atlas: Atlas) -> dict[str, shapely.Geometry]:
    places = atlas.places.values()
    return {one.id: one.geometry for one in places if one.shape is Shape.ZONE and not one.derived}


def test_neighbours_share_their_edges_exactly(default_atlas: Atlas) -> None:
    shapes = np.array(list(_zones(default_atlas).values()))
    assert shapely.coverage_is_valid(shapes)
    assert shapely.is_valid(shapes).all()


def test_nothing_is_left_out_between_the_zones(default_atlas: Atlas) -> None:
    whole = shapely.coverage_union_all(np.array(list(_zones(default_atlas).values())))
    holes = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
    assert not holes


def test_no_zone_is_a_sliver(default_atlas: Atlas) -> None:
    for name, shape in _zones(default_atlas).items():
        width_km = 2 * shape.area / shape.length * KM_PER_DEGREE
        assert width_km > SLIVER_KM, name


def test_the_zones_fill_the_land_in_focus(default_atlas: Atlas) -> None:
    land = next(one.geometry for one in default_atlas.basemap.land if one.properties.get("focus"))
    whole = shapely.coverage_union_all(np.array(list(_zones(default_atlas).values())))
    assert whole.symmetric_difference(land).area / whole.area < 1e-3


@pytest.mark.parametrize(("town", "zone"), TOWNS.items())
def test_a_town_lies_in_its_zone(default_atlas: Atlas, town: str, zone: str) -> None:
    assert default_atlas.places[zone].geometry.contains(default_atlas.places[town].geometry)


@pytest.mark.parametrize("line", ["alpha-line", "bravo-line"])
def test_a_ceasefire_line_runs_on_shared_edges(default_atlas: Atlas, line: str) -> None:
    zones = _zones(default_atlas)
    edges = shapely.union_all([shape.boundary for shape in zones.values()])
    drawn = default_atlas.places[line].geometry
    assert drawn.difference(edges.buffer(1e-6)).length < 1e-3


@pytest.mark.parametrize("km", [85, 100, 140])
def test_a_band_lies_within_the_country_and_grows(default_atlas: Atlas, km: int) -> None:
    land = next(one.geometry for one in default_atlas.basemap.land if one.properties.get("focus"))
    band = default_atlas.places[f"band-{km}"].geometry
    assert band.difference(land.buffer(0.02)).area / band.area < 0.01
    if km > 85:
        assert band.area > default_atlas.places["band-85"].geometry.area


def test_the_sums_of_the_sources_are_true() -> None:
    geodata = Path(__file__).resolve().parent.parent / "geodata"
    listed = dict(re.findall(r"^\| `([^`]+)` .* `([0-9a-f]{64})` \|$", _sources(geodata), re.MULTILINE))
    shipped = {path.relative_to(geodata).as_posix() for path in geodata.rglob("*.geojson")}
    assert set(listed) == shipped
    for name, digest in listed.items():
        assert hashlib.sha256((geodata / name).read_bytes()).hexdigest() == digest, name


def _sources(geodata: Path) -> str:
    return (geodata / "basemap" / "SOURCES.md").read_text(encoding="utf-8")
