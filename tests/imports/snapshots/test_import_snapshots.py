"""`import --snapshots`: on every day, the atlas has the ground that the snapshot of that day shows."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from click.testing import CliRunner, Result

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day, parse_day
from atlas.reading.read import read_atlas
from commands.import_sources import import_sources

FIRST, DAYS, COLUMNS, POINTS = parse_day("2022-02-24"), 50, 8, 12


def _ring(points: Sequence[tuple[float, float]], noise: np.random.Generator) -> list[list[float]]:
    """Return a ring as another program would draw it: each position off by a few centimetres."""
    moved = (np.array(points) + noise.normal(0, 2e-7, (len(points), 2))).round(7).tolist()
    return [*moved, moved[0]]


def _feature(name: str, geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def _write(folder: Path, day: int, features: Iterable[dict[str, Any]], prefix: str = "front") -> None:
    collection = {"type": "FeatureCollection", "features": list(features)}
    (folder / f"{prefix}_{format_day(day)}.geojson").write_text(json.dumps(collection))


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Snapshots of a front that moves in places, on every day but ten in the middle."""
    folder = tmp_path_factory.mktemp("series")
    noise = np.random.default_rng(3)
    x = np.linspace(30, 34, COLUMNS * POINTS + 1)
    y = 48 + 0.3 * np.sin(3 * x)
    for day in range(DAYS):
        at = int(noise.integers(0, len(x)))
        y[max(0, at - 9) : at + 9] += noise.normal(0, 0.02)
        features = []
        for column in range(COLUMNS):
            part = slice(column * POINTS, (column + 1) * POINTS + 1)
            front = list(zip(x[part], y[part], strict=True))
            for name, latitude in (("Захоплено /// Occupied", 46.0), ("Вільно /// Free", 50.0)):
                ring = _ring([*front, (front[-1][0], latitude), (front[0][0], latitude)], noise)
                features.append(_feature(name, {"type": "Polygon", "coordinates": [ring]}))
        if not 20 <= day < 30:
            _write(folder, FIRST + day, features)
    return folder


@pytest.fixture(scope="module")
def atlas(series: Path, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    folder = tmp_path_factory.mktemp("atlas") / "front"
    result = _import(series, folder)
    assert result.exit_code == 0, result.output
    assert "640 rows read = 640 taken + 0 rejected" in result.output
    return read_atlas(folder)


def _import(source: Path, folder: Path, *options: str) -> Result:
    return CliRunner().invoke(import_sources, [str(source), "--snapshots", "--into", str(folder), *options])


def _ground_in(file: Path, name: str) -> shapely.Geometry:
    features = json.loads(file.read_text())["features"]
    shapes = [json.dumps(f["geometry"]) for f in features if f["properties"]["name"].endswith(name)]
    return shapely.union_all(shapely.from_geojson(shapes))


def test_on_each_day_the_atlas_shows_what_the_snapshot_shows(series: Path, atlas: Atlas) -> None:
    files = sorted(series.iterdir())
    assert len(files) == 40
    for file in files:
        frame = atlas.at(parse_day(file.stem[-10:]))
        assert shapely.coverage_is_valid(frame.geometry.values)
        for name in ("Occupied", "Free"):
            snapshot = _ground_in(file, name)
            held = shapely.union_all(frame.geometry[frame.force == name.lower()].values)
            assert shapely.symmetric_difference(snapshot, held).area < 1e-5 * snapshot.area


def test_between_snapshots_the_ground_is_that_of_the_last_one(atlas: Atlas) -> None:
    before = atlas.at(FIRST + 19)
    for day in (FIRST + 20, FIRST + 29):
        between = atlas.at(day)
        assert shapely.equals(between.geometry.values, before.geometry.values).all()


def test_places_stay_and_are_confirmed_by_the_newest_snapshot(atlas: Atlas) -> None:
    assert len(atlas.places) == 2 * COLUMNS
    assert atlas.index.confirmed.tolist() == [FIRST + DAYS - 1] * 2 * COLUMNS


def test_rows_that_are_no_ground_are_rejected(tmp_path: Path) -> None:
    source = tmp_path / "series"
    source.mkdir()
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
    point = {"type": "Point", "coordinates": [0.5, 0.5]}
    for day in range(3):
        _write(source, FIRST + day, [_feature("North", square), _feature("Attack", point)])
    result = _import(source, tmp_path / "atlas")
    assert "6 rows read = 3 taken + 3 rejected" in result.output
    assert "is not an area" in (tmp_path / "atlas" / "rejected.csv").read_text()


@pytest.mark.parametrize(
    ("prefixes", "reason"), [(("a", "b"), "are both of 2022-02-24"), (("03.04.2022",), "is of ")]
)
def test_days_that_are_unclear_are_asked_for(tmp_path: Path, prefixes: Sequence[str], reason: str) -> None:
    source = tmp_path / "series"
    source.mkdir()
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
    for prefix in prefixes:
        _write(source, FIRST, [_feature("North", square)], prefix)
    for file in source.glob("03.04*"):
        file.rename(source / "03.04.2022.geojson")
    result = _import(source, tmp_path / "atlas")
    assert result.exit_code == 2
    assert reason in result.output
    assert not (tmp_path / "atlas" / "atlas.toml").exists()


def test_a_series_of_one_holder_is_named_after_its_files(tmp_path: Path) -> None:
    source = tmp_path / "series"
    source.mkdir()
    for day, width in enumerate((1, 2)):
        ring = [[0, 0], [width, 0], [width, 1], [0, 1], [0, 0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        _write(source, FIRST + day, [{"type": "Feature", "properties": {}, "geometry": shape}], "occupied")
    assert _import(source, tmp_path / "atlas").exit_code == 0
    atlas = read_atlas(tmp_path / "atlas")
    assert [force.name.default for force in atlas.forces.values()] == ["occupied"]
    assert [len(atlas.at(FIRST + day)) for day in (0, 1)] == [1, 1]
