"""The rank of a site without one of its own follows from its kind, and wide frames name the large ones."""

from dataclasses import replace

import pytest

from atlas.model.atlas import Atlas
from atlas.model.basemap import Feature
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from layers.geometry.viewport import fit, set_viewport
from layers.labels.candidates import collect_names
from layers.still.draw import draw_map
from layers.style.context import DrawingContext
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


def needs_of_towns(atlas: Atlas) -> dict[str, float]:
    """Return the zoom from which each town of the basemap is named on the default view."""
    viewport = set_viewport(atlas, fit(atlas.views[atlas.meta.default_view].bbox, 1200, 600, 1.0))
    named = (name.candidate for name in collect_names(DrawingContext(viewport, "light", "en")))
    return {name.key: name.needs for name in named if name.key.startswith("town-")}


def test_the_country_of_the_atlas_is_the_one_in_its_basemap(default_atlas: Atlas) -> None:
    """Towns abroad need more room, wherever the atlas lies: no country is written in the program."""

    def with_lands(focus: str) -> Atlas:
        def change(land: Feature) -> Feature:
            return replace(land, properties={**land.properties, "focus": land.id == focus})

        basemap = default_atlas.basemap
        return replace(default_atlas, basemap=replace(basemap, land=tuple(map(change, basemap.land))))

    syria, iraq, nowhere = (needs_of_towns(with_lands(focus)) for focus in ("syria", "iraq", ""))
    assert syria == needs_of_towns(default_atlas)
    iraqi, syrian = ([key for key in syria if (syria[key] - iraq[key]) * side > 0] for side in (1, -1))
    assert iraqi and syrian
    for key in iraqi:
        assert syria[key] == pytest.approx(1.8 * iraq[key])
    for key in (*iraqi, *syrian):
        assert nowhere[key] == min(syria[key], iraq[key])
