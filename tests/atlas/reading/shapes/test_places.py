"""Places: what a feature of GeoJSON becomes, property by property."""

from pathlib import Path

import pytest

from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from tests.atlases import SITES, ZONES, collection, feature, pieces, square, write_atlas


@pytest.mark.parametrize(
    ("kind", "stated", "rank"),
    [
        ("capital", None, 1),
        ("city", None, 1),
        ("town", None, 2),
        ("village", None, 3),
        ("village", 1, 1),
        ("city", 5, 5),
        ("town", 4, 4),
    ],
)
def test_a_site_has_the_rank_it_states_or_else_that_of_its_kind(
    tmp_path: Path, kind: str, stated: int | None, rank: int
) -> None:
    more = {} if stated is None else {"rank": stated}
    site = feature("new", "Point", [38.6, 33.6], kind=kind, **more)
    files = pieces(**{"sites.geojson": collection(*SITES["features"], site)})
    assert read_atlas(write_atlas(tmp_path, files)).places["new"].rank == rank


def test_a_place_keeps_what_its_feature_states(tmp_path: Path) -> None:
    new = feature(
        "new", "Polygon", square(36, 32), kind="town", covered=False, accuracy_km=7, source="A map",
        in_text="the new town", **{"from": "2017-03-01", "to": "2018-04-01"},
    )  # fmt: skip
    files = pieces(**{"zones.geojson": collection(*ZONES["features"], new)})
    places = read_atlas(write_atlas(tmp_path, files)).places
    place, plain, circle = places["new"], places["west"], places["far"]
    assert (place.kind, place.covered, place.accuracy_km, place.source) == ("town", False, 7, "A map")
    assert place.in_text.default == "the new town"
    assert place.start and place.end
    assert (place.start.earliest, place.end.latest) == (parse_day("2017-03-01"), parse_day("2018-04-01"))
    assert (place.derived, place.centre, circle.derived, circle.centre) == (False, "", True, "gate")
    assert (plain.covered, plain.accuracy_km, plain.start, plain.end) == (True, 2, None, None)
    assert plain.name.others == {"ar": "غرب"}
