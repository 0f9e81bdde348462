"""CSV and GeoJSON: one shape, the same holdings as the scene, safe to open in a spreadsheet."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely.geometry

from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from atlas.request.request import Request, parse_request
from outputs.data.csv_table import format_cell
from outputs.data.request_frame import COLUMNS
from outputs.writers import write
from tests.atlases import FORCES, edit, pieces, write_atlas

DAYS = ("2020-01-01", "2020-06-15", "2020-09-20", "2020-10-03", "2020-10-12", "2020-12-31")


def rows_of(atlas: Atlas, request: Request) -> list[dict[str, str]]:
    text = write(atlas, request, "csv").decode()
    return list(csv.DictReader(io.StringIO(text)))


def features_of(atlas: Atlas, request: Request) -> list[dict[str, Any]]:
    whole = json.loads(write(atlas, request, "geojson"))
    assert whole["type"] == "FeatureCollection"
    features: list[dict[str, Any]] = whole["features"]
    return features


def ask(atlas: Atlas, **options: str) -> Request:
    return parse_request(atlas, options)


def test_csv_has_the_columns_of_the_design(starter: Atlas) -> None:
    first = write(starter, ask(starter), "csv").decode().split("\r\n")[0]
    assert first == (
        "date,known,place,place_name,force,force_name,family,status,standing,certainty,from,to,"
        "records,sources,last_attested,sources_to,version,told_by"
    )


@pytest.mark.parametrize("day", DAYS)
def test_rows_are_the_holdings_of_the_scene(starter: Atlas, day: str) -> None:
    request = ask(starter, date=day)
    scene = scene_on(starter, parse_day(day), request.known)
    expected = [
        (place.id, held.force, held.status.value, held.standing.value, held.certainty.value)
        for place, holdings in scene.places()
        for held in holdings
    ]
    keys = ("place", "force", "status", "standing", "certainty")
    assert [tuple(row[key] for key in keys) for row in rows_of(starter, request)] == expected


def test_a_row_has_every_value_as_written(starter: Atlas) -> None:
    (row,) = (row for row in rows_of(starter, ask(starter, date="2020-10-04")) if row["force"] == "league"
              and row["status"] == "control" and row["place"] == "old-town")  # fmt: skip
    assert row == {
        "date": "2020-10-04", "known": "2020-10-09", "place": "old-town", "place_name": "Old town",
        "force": "league", "force_name": "Southern League", "family": "southern", "status": "control",
        "standing": "claimed", "certainty": "possible", "from": "2020-10-02/2020-10-05", "to": "",
        "records": "old-town-league", "sources": "league-october;radio-october",
        "last_attested": "2020-10-04", "sources_to": "2020-10-09", "version": starter.version,
        "told_by": "",
    }  # fmt: skip


def test_claims_of_absence_are_included_unless_layers_leave_them_out(starter: Atlas) -> None:
    def statuses(**options: str) -> set[str]:
        return {row["status"] for row in rows_of(starter, ask(starter, **options))}

    assert "absent" in statuses()
    assert "absent" not in statuses(layers="zones,sites")
    assert statuses(layers="claims") == {"absent"}
    assert {row["place"] for row in rows_of(starter, ask(starter, layers="sites"))} == {"bridge", "harbour"}


def test_bbox_and_hidden_families_leave_rows_out(starter: Atlas) -> None:
    west = rows_of(starter, ask(starter, bbox="-0.1,-0.5,0.3,0.5"))
    assert {row["place"] for row in west} == {"hills"}
    assert {row["family"] for row in rows_of(starter, ask(starter, hide="northern"))} == {"southern"}
    assert "rangers" not in {row["force"] for row in rows_of(starter, ask(starter, hide="force.rangers"))}


def test_a_comparison_has_rows_of_both_days(starter: Atlas) -> None:
    request = ask(starter, date="2020-12-01", compare="2020-03-01")
    both = rows_of(starter, request)
    assert {row["date"] for row in both} == {"2020-03-01", "2020-12-01"}
    alone = rows_of(starter, replace(request, compare=None))
    assert [row for row in both if row["date"] == "2020-12-01"] == alone


@pytest.mark.parametrize("day", DAYS)
def test_geojson_has_the_same_holdings(starter: Atlas, day: str) -> None:
    request = ask(starter, date=day)
    features = features_of(starter, request)
    holdings = [holding for feature in features for holding in feature["properties"]["holdings"]]
    assert [tuple(holding) for holding in holdings] == [COLUMNS] * len(holdings)
    flat = [{key: ";".join(v) if isinstance(v, list) else v for key, v in row.items()} for row in holdings]
    assert flat == rows_of(starter, request)


def test_geojson_has_one_feature_a_place(starter: Atlas) -> None:
    features = features_of(starter, ask(starter))
    there = [place for place in starter.places if place != "old-town-advance"]
    assert [feature["id"] for feature in features] == there, "the arrow is over by then"
    for feature in features:
        assert set(feature["properties"]) == {"name", "kind", "accuracy_km", "holdings"}


def test_geojson_is_rfc_7946(starter: Atlas) -> None:
    for feature in features_of(starter, ask(starter)):
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        own = starter.places[feature["id"]].geometry
        assert shape.hausdorff_distance(own) < 1e-6
        if shape.geom_type == "Polygon":
            assert shape.exterior.is_ccw
        numbers = json.dumps(feature["geometry"]["coordinates"]).replace("[", "").replace("]", "").split(", ")
        assert max(len(number.partition(".")[2]) for number in numbers) <= 6


def test_names_follow_the_language(tmp_path: Path) -> None:
    atlas = read_atlas(write_atlas(tmp_path))
    request = ask(atlas, lang="ar")
    assert {row["place_name"] for row in rows_of(atlas, request)} >= {"غرب"}
    assert "غرب" in write(atlas, request, "geojson").decode()


FORMULAS = ["=1+1", "+44", "-2", "@SUM(A1)", "＝1+1", "＋44", "－2", "＠SUM(A1)", "﹦1", "﹢1", "﹣2", "﹫A1"]
BLANKS = ["", " ", "  ", "\u00a0", "\u3000", "\t", "\n", "\r\n", "\ufeff", "\u200b", "\u200f", "\ufeff \t"]


@pytest.mark.parametrize("start", FORMULAS)
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    forces = edit(FORCES, "army,Army,Army,government", f"army,{start},Army,government")
    atlas = read_atlas(write_atlas(tmp_path, pieces(**{"forces.csv": forces})))
    names = {row["force_name"] for row in rows_of(atlas, ask(atlas))}
    assert f"'{start}" in names
    assert not any(name.startswith(start[0]) for name in names)
    name = features_of(atlas, ask(atlas))[0]["properties"]["holdings"][0]["force_name"]
    assert name == start, "JSON is no spreadsheet: it keeps texts as they are"


@pytest.mark.parametrize("blank", BLANKS)
def test_blanks_before_a_formula_do_not_hide_it(blank: str) -> None:
    for start in FORMULAS:
        assert format_cell(blank + start) == f"'{blank}{start}"
        assert format_cell([blank + start, "plain"]) == f"'{blank}{start};plain"


@pytest.mark.parametrize(
    "text", ["", " ", "Army", "SDF = YPG", "a@b", "–2", "'=1", "\u200fالجيش", "２０２０"]
)
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert format_cell(text) == text


def test_a_number_below_zero_is_a_number() -> None:
    assert format_cell(-3.70379) == "-3.70379"
    assert format_cell("-3.70379") == "'-3.70379"


def test_same_request_is_the_same_bytes(starter: Atlas) -> None:
    for suffix in ("csv", "geojson"):
        assert write(starter, ask(starter), suffix) == write(starter, ask(starter), suffix)


def test_rows_name_their_account(default_atlas: Atlas) -> None:
    """The table contains both compared accounts, each as it is alone."""
    options = {"date": "2018-10-01", "view": "golan-hauran"}
    both = rows_of(default_atlas, ask(default_atlas, **options, side="russian", versus="israel"))
    for side in ("russian", "israel"):
        alone = rows_of(default_atlas, ask(default_atlas, **options, side=side))
        assert {row["told_by"] for row in alone} == {side}
        assert [row for row in both if row["told_by"] == side] == alone
    features = features_of(default_atlas, ask(default_atlas, **options, side="russian", versus="israel"))
    sides = {holding["told_by"] for feature in features for holding in feature["properties"]["holdings"]}
    assert sides == {"russian", "israel"}
    together = rows_of(default_atlas, ask(default_atlas, **options, side="russian,israel"))
    assert {row["told_by"] for row in together} == {"russian;israel"}
