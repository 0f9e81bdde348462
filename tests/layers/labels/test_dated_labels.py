"""Sites that are never there on the same day may have the same room for their names on a live map."""

from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from layers.geometry.viewport import fit, set_viewport
from layers.labels.placement import Candidate, place_labels, point_spots
from layers.map.place_names import place_names
from layers.style.context import DrawingContext
from tests.atlases import SITES, collection, feature, pieces, write_atlas


def at_one_spot(key: str, days: tuple[float, float]) -> Candidate:
    return Candidate(key, 50, 50, 30, 12, 3, point_spots(3, 12)[:1], 1.0, days=days)


@pytest.mark.parametrize(
    ("first", "second", "placed"),
    [((0, 10), (10, 20), 2), ((0, 11), (10, 20), 1), ((0, 10), (5, 6), 1), ((10, 20), (0, 10), 2)],
)
def test_room_is_taken_on_the_days_of_its_label_alone(
    first: tuple[float, float], second: tuple[float, float], placed: int
) -> None:
    candidates = [at_one_spot("one", first), at_one_spot("other", second)]
    assert len(place_labels(candidates, 100, 100, zooms=(1.0,))) == placed


def atlas_with(folder: Path, until: str) -> Atlas:
    sites = [
        feature("old", "Point", [38, 32.5], name="The old checkpoint", kind="town", to=until),
        feature(
            "new", "Point", [38.001, 32.501], name="The new checkpoint", kind="town", **{"from": "2018-02-01"}
        ),
    ]
    return read_atlas(
        write_atlas(folder, pieces(**{"sites.geojson": collection(*SITES["features"], *sites)}))
    )


@pytest.mark.parametrize(("until", "same"), [("2018-02-01", True), ("2018-03-01", False)])
def test_a_site_that_follows_another_is_named_in_its_place(tmp_path: Path, until: str, same: bool) -> None:
    atlas = atlas_with(tmp_path, until)
    viewport = set_viewport(atlas, fit((36, 31.5, 40, 33.5), 1080, 572), 1.0)
    context = DrawingContext(viewport, "light", "en", live=True)
    labels = {label.named.place: label.placed for label in place_names(context) if label.named.place}
    spots = [labels[place].zoom <= 1 and labels[place].spot for place in ("old", "new") if place in labels]
    assert (len(spots) == 2 and spots[0] == spots[1] is not False) is same
