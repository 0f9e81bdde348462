"""Every format is read into the same rows, and `import` makes an atlas of it that passes its check."""

import json
from pathlib import Path

import pytest
import shapely
from click.testing import CliRunner, Result

from app import main
from atlas.reading.read import read_atlas
from imports.formats.layer import Layer
from imports.formats.read_files import read_files
from tests.imports.samples import ROWS, TOWNS, write_samples


def call_import(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="module")
def layers(paths: dict[str, Path]) -> dict[str, Layer]:
    """The layer of each sample, all read by one child process."""
    reading = read_files(paths.values())
    assert not reading.refused
    return dict(zip(paths, reading.layers, strict=True))


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "fgb", "shp", "parquet", "zip"])
def test_zones_are_the_same_in_every_gis_format(layers: dict[str, Layer], suffix: str) -> None:
    layer = layers[suffix]
    assert layer.columns == ("name", "actor", "from")
    assert sorted(layer.rows) == sorted(ROWS)
    shapes = dict(zip((row[0] for row in layer.rows), shapely.from_wkb(layer.geometries), strict=True))
    assert shapes["Hills"].equals_exact(shapely.box(0, 0, 1, 1).normalize(), 1e-6) or shapes["Hills"].equals(
        shapely.box(0, 0, 1, 1)
    )
    assert shapes["Гора"].symmetric_difference(shapely.box(1, 0, 2, 1)).area < 1e-6


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "ods"])
def test_towns_are_the_same_in_every_table(layers: dict[str, Layer], suffix: str) -> None:
    layer = layers[suffix]
    assert layer.columns == TOWNS[0]
    assert tuple(layer.rows) == TOWNS[1:]
    assert layer.numbers == ([4, 5] if suffix == "xlsx" else [2, 3])
    assert not layer.geometries


@pytest.mark.parametrize("suffix", ["kml", "kmz"])
def test_placemarks_have_folder_times_and_data(layers: dict[str, Layer], suffix: str) -> None:
    layer = layers[suffix]
    assert layer.columns == ("name", "folder", "begin", "actor")
    assert layer.rows == [("Hills", "North", "2020-01-01", "Northern Council")]
    assert shapely.from_wkb(layer.geometries[0]).equals(shapely.box(0, 0, 1, 1))


def test_points_of_a_lua_module_are_rows(layers: dict[str, Layer]) -> None:
    layer = layers["lua"]
    assert layer.columns == ("lat", "long", "mark", "label", "link")
    assert layer.rows[0] == ("35.1", "36.7", "Location dot red.svg", "Hama city", "")
    assert layer.numbers == [2, 3]


def test_an_atlas_of_several_files_passes_and_says_what_became_of_each_row(
    paths: dict[str, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "atlas"
    result = call_import(paths["gpkg"], paths["xlsx"], "--into", folder)
    assert result.exit_code == 0, result.output
    assert "4 rows read = 4 taken + 0 rejected" in result.output
    assert "actor        Controlled by" in result.output
    atlas = read_atlas(folder)
    assert {place.name.default for place in atlas.places.values()} == {"Hills", "Гора", "Harbour", "=1+1"}
    assert {force.name.default for force in atlas.forces.values()} == {"Northern Council", "Southern League"}
    assert {source.url for source in atlas.sources.values()} == {"", TOWNS[1][6], TOWNS[2][6]}
    colours = {family.colour for family in atlas.families.values()}
    assert len(colours) == 2
    assert json.loads((folder / "import.json").read_text())["rows"] == {"read": 4, "taken": 4, "rejected": 0}
