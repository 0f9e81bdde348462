"""`Atlas.at`: the holdings of a day as a GeoDataFrame, the same as those of the scene."""

import random
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import geopandas
import numpy as np
import pytest
from geopandas.testing import assert_geodataframe_equal
from pyproj import Geod

from atlas.history.as_known import as_known
from atlas.history.frame import COLUMNS, build_frame
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas, Day
from atlas.model.edtf_dates import format_day, parse_day
from atlas.model.vocabulary import Shape
from atlas.reading.read import read_atlas
from atlas.storage.archive import pack_atlas, unpack_atlas
from tests.conftest import STARTER

GLOBE = Geod(ellps="WGS84")
ROOT = Path(__file__).resolve().parents[3]
WORDS = ["place", "force", "status", "standing", "certainty"]


def list_scene(atlas: Atlas, day: int, known: int) -> list[tuple[str, ...]]:
    """Return the words of the holdings of a scene, in the order of the atlas."""
    return [
        (place.id, holding.force, holding.status.value, holding.standing.value, holding.certainty.value)
        for place, holdings in scene_on(as_known(atlas, known), day, known).places()
        for holding in holdings
    ]


@pytest.mark.parametrize("seed", range(12))
def test_rows_are_the_holdings_of_the_scene(default_atlas: Atlas, seed: int) -> None:
    source = random.Random(seed)
    first, last = default_atlas.meta.first, default_atlas.meta.last
    day, known = source.randint(first, last), source.randint(first, default_atlas.latest_source)
    frame = default_atlas.at(day, known=known)
    rows = list(frame[WORDS].itertuples(index=False, name=None))
    assert rows == list_scene(default_atlas, day, known)
    assert {default_atlas.forces[row.force].family for row in frame.itertuples()} == set(frame["family"])


def test_a_frame_has_the_columns_crs_and_geometries_of_the_places(starter: Atlas) -> None:
    frame = starter.at("2020-10-04")
    assert isinstance(frame, geopandas.GeoDataFrame)
    assert tuple(frame.columns) == COLUMNS
    assert frame.crs == "EPSG:4326"
    assert all(row.geometry.equals(starter.places[row.place].geometry) for row in frame.itertuples())
    condition = "place == 'old-town' and force == 'league' and status == 'control'"
    (row,) = frame.query(condition).to_dict("records")
    del row["geometry"], row["km2"]
    assert row == {
        "place": "old-town", "force": "league", "family": "southern", "status": "control",
        "standing": "claimed", "certainty": "possible", "from": "2020-10-02/2020-10-05", "to": "",
        "sources": "league-october;radio-october",
    }  # fmt: skip


def test_areas_are_geodesic_and_sites_have_none(default_atlas: Atlas) -> None:
    frame = default_atlas.at("2018-07-10")
    areas = [abs(GLOBE.geometry_area_perimeter(shape)[0]) / 1e6 for shape in frame.geometry]
    np.testing.assert_allclose(frame["km2"], areas, rtol=1e-12)
    shapes = {default_atlas.places[place].shape for place in frame.loc[frame["km2"] == 0, "place"]}
    assert shapes == {Shape.SITE}
    # An equal-area projection is a second opinion; it is of a sphere's accuracy only.
    zones = frame[frame["km2"] > 0]
    np.testing.assert_allclose(zones.to_crs("EPSG:6933").area / 1e6, zones["km2"], rtol=2e-3)


def test_later_information_is_left_out(starter: Atlas) -> None:
    day = "2020-10-12"
    early, late = starter.at(day, known="2020-09-01"), starter.at(day)
    assert len(early) < len(late)
    cited = {source for cell in early["sources"] for source in cell.split(";") if source}
    published = [starter.sources[source].published for source in cited]
    assert max(day for day in published if day is not None) <= parse_day("2020-09-01")
    assert starter.at(day, known="1900-01-01").empty


@pytest.mark.parametrize(
    "day", [date(2020, 10, 4), datetime(2020, 10, 4, 12), parse_day("2020-10-04"), np.int32(18539)]
)
def test_a_day_may_be_text_a_date_or_a_number(starter: Atlas, day: Day) -> None:
    assert_geodataframe_equal(starter.at(day), starter.at("2020-10-04"))
    assert_geodataframe_equal(
        starter.at("2020-10-12", known=day), starter.at("2020-10-12", known="2020-10-04")
    )


@pytest.mark.parametrize("value", ["2020-02-30", "4 Oct 2020", "", 3.5, True, None])
def test_invalid_days_are_refused(starter: Atlas, value: Day) -> None:
    with pytest.raises(ValueError, match=r'^day: .* is not allowed as a day\. Write "YYYY-MM-DD"'):
        starter.at(value)
    if value is not None:
        with pytest.raises(ValueError, match=r"^known: "):
            starter.at("2020-10-04", known=value)


def test_a_day_that_the_atlas_does_not_cover_is_refused(starter: Atlas) -> None:
    span = f"{format_day(starter.meta.first)} to {format_day(starter.meta.last)}"
    with pytest.raises(ValueError, match=f"day: '1850-01-01' is not allowed. This atlas covers {span}."):
        starter.at("1850-01-01")


def test_an_unpacked_atlas_builds_the_same_frames(starter: Atlas) -> None:
    unpacked = unpack_atlas(pack_atlas(starter))
    assert_geodataframe_equal(unpacked.at("2020-10-04"), starter.at("2020-10-04"))


def test_a_frame_may_be_changed_without_changing_the_next(starter: Atlas) -> None:
    first = starter.at("2020-10-04")
    first["km2"] = -1.0
    first.loc[first.index[0], "geometry"] = None
    assert (starter.at("2020-10-04")["km2"] >= 0).all()
    assert starter.at("2020-10-04").geometry.notna().all()


def test_the_folder_may_be_named_by_text(starter: Atlas) -> None:
    assert read_atlas(str(STARTER)).version == starter.version
    assert read_atlas(STARTER).frame_builder is build_frame


def test_geopandas_is_imported_with_the_first_frame_only() -> None:
    code = "import sys, web.app.build; sys.exit('geopandas' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
