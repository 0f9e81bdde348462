"""GeoPackage and GeoParquet: reading returns what was written, the same as in the CSV."""

import io
import sqlite3
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest
from geopandas.testing import assert_geodataframe_equal
from pyproj import Geod

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.request import parse_request
from outputs.data.geo_files import FILE_COLUMNS, LAYER, write_geopackage, write_geoparquet
from outputs.data.request_frame import COLUMNS, build_request_frame, pick_held
from outputs.writers import write

GLOBE = Geod(ellps="WGS84")
QUERIES: tuple[dict[str, str], ...] = (
    {"date": "2018-07-10"},
    {"date": "2017-11-19", "known": "2018-01-01", "lang": "ar"},
    {"date": "2017-11-19", "compare": "2016-01-01", "layers": "zones,claims"},
    {"date": "2018-10-01", "view": "golan-hauran", "side": "russian", "versus": "israel"},
    {"date": "2018-07-10", "hide": "force.army", "bbox": "35.5,32.2,37.9,34.1"},
    {"date": "2018-07-10", "bbox": "0,0,1,1"},
)
FORMATS = ("gpkg", "parquet")


def read_back(data: bytes, suffix: str, folder: Path) -> geopandas.GeoDataFrame:
    path = folder / f"holdings.{suffix}"
    path.write_bytes(data)
    return geopandas.read_file(path) if suffix == "gpkg" else geopandas.read_parquet(path)


def query_of(atlas: Atlas, query: dict[str, str]) -> dict[str, str]:
    """Return a query without what this atlas has no force for."""
    return query | ({"hide": f"force.{next(iter(atlas.forces))}"} if "hide" in query else {})


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("query", QUERIES)
def test_a_file_read_back_is_the_frame_that_was_written(
    default_atlas: Atlas, tmp_path: Path, query: dict[str, str], suffix: str
) -> None:
    request = parse_request(default_atlas, query_of(default_atlas, query))
    frame = pick_held(build_request_frame(narrow(default_atlas, request), request))[list(FILE_COLUMNS)]
    read = read_back(write(default_atlas, request, suffix), suffix, tmp_path)
    assert_geodataframe_equal(read, frame.reset_index(drop=True), check_dtype=bool(len(frame)))
    assert read.crs == "EPSG:4326"
    assert read.empty == (query.get("bbox") == "0,0,1,1")
    areas = [abs(GLOBE.geometry_area_perimeter(shape)[0]) / 1e6 for shape in read.geometry]
    np.testing.assert_allclose(read["km2"], areas, rtol=1e-12)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("query", QUERIES)
def test_a_file_has_the_rows_of_the_csv(
    default_atlas: Atlas, tmp_path: Path, query: dict[str, str], suffix: str
) -> None:
    request = parse_request(default_atlas, query_of(default_atlas, query))
    table = pd.read_csv(io.BytesIO(write(default_atlas, request, "csv")), dtype=str, keep_default_na=False)
    read = read_back(write(default_atlas, request, suffix), suffix, tmp_path)
    assert read[list(COLUMNS)].to_dict("records") == table.to_dict("records")


def test_the_frame_of_a_day_has_the_rows_of_the_file(default_atlas: Atlas) -> None:
    """`Atlas.at` and a request without options are the same join."""
    request = parse_request(default_atlas, {"date": "2017-11-19", "known": "2018-01-01"})
    held = pick_held(build_request_frame(narrow(default_atlas, request), request)).reset_index(drop=True)
    frame = default_atlas.at("2017-11-19", known="2018-01-01")
    assert_geodataframe_equal(held[list(frame.columns)], frame)


def test_a_geopackage_contains_no_time_but_the_day_of_knowledge(starter: Atlas, tmp_path: Path) -> None:
    request = parse_request(starter, {"date": "2020-10-04", "known": "2020-10-08"})
    (tmp_path / "a.gpkg").write_bytes(write(starter, request, "gpkg"))
    database = sqlite3.connect(tmp_path / "a.gpkg")
    changed = database.execute("select table_name, last_change from gpkg_contents").fetchall()
    noted = database.execute("select timestamp from gpkg_metadata_reference").fetchall()
    database.close()
    assert changed == [(LAYER, "2020-10-08T00:00:00.000Z")]
    assert set(noted) == {("2020-10-08T00:00:00.000Z",)}
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_files_contain_their_metadata(starter: Atlas, tmp_path: Path) -> None:
    request = parse_request(starter, {"date": "2020-10-04"})
    frame = build_request_frame(starter, request)
    meta = starter.meta
    assert frame.attrs == {
        "title": meta.title.default, "date": "2020-10-04", "known": "2020-10-09", "sources_to": "2020-10-09",
        "credit": meta.credit.default, "licence": meta.licence, "version": starter.version,
    }  # fmt: skip
    assert read_back(write_geoparquet(frame), "parquet", tmp_path).attrs == frame.attrs
    (tmp_path / "a.gpkg").write_bytes(write_geopackage(frame))
    written = pyogrio.read_info(tmp_path / "a.gpkg", layer=LAYER)["layer_metadata"]
    assert {key: written[key] for key in frame.attrs if frame.attrs[key]} == {
        key: value for key, value in frame.attrs.items() if value
    }
