"""The rank of a site without one of its own follows from its kind, and wide frames name the large ones."""

import pytest

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from layers.still.draw import draw_map
from tests.atlases import SITES, collection, feature, pieces, write_atlas

KINDS = {"capital": (36.5, 32), "city": (38, 32.7), "town": (39.5, 32), "village": (36, 33.6)}


@pytest.fixture(scope="module")
def unranked(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    sites = [
        feature(f"the-{kind}", "Point", list(point), name=f"{kind} name", kind=kind)
        for kind, point in KINDS.items()
    ]
    small = feature("small-town", "Point", [41, 32.5], kind="town", rank=4)
    files = {"sites.geojson": collection(*SITES["features"], *sites, small)}
    return read_atlas(write_atlas(tmp_path_factory.mktemp("unranked"), pieces(**files)))


def test_a_rank_follows_from_the_kind_unless_it_is_given(unranked: Atlas) -> None:
    assert [unranked.places[f"the-{kind}"].rank for kind in KINDS] == [1, 1, 2, 3]
    assert unranked.places["small-town"].rank == 4


@pytest.mark.parametrize(
    ("box", "named"), [("35,31.5,41,34", ["capital", "city", "town"]), ("35.6,33.2,36.4,34", ["village"])]
)
def test_a_wide_frame_names_towns_and_a_near_one_villages_too(
    unranked: Atlas, box: str, named: list[str]
) -> None:
    drawn = draw_map(unranked, parse_request(unranked, {"date": "2018-01-01", "bbox": box}))
    assert [kind for kind in KINDS if f">{kind} name<" in drawn] == named
