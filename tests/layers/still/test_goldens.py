"""Named scenes are drawn as they were when a person last looked at them."""

import pytest

from atlas.model.atlas import Atlas
from tests.goldens import FOLDER, golden_head, golden_text, measure_outline
from tests.scenes import ERAS, ISLAND, NEWS, SCENES, VYHADIA, scene_request


@pytest.mark.parametrize("name", [*SCENES, *ISLAND, *NEWS, *VYHADIA, *ERAS])
def test_scene_is_drawn_as_accepted(
    name: str, request: pytest.FixtureRequest, pytestconfig: pytest.Config
) -> None:
    atlas: Atlas = request.getfixturevalue(_fixture_of(name))
    scene = scene_request(atlas, name)
    path = FOLDER / f"{name}.svg"
    drawn = golden_text(atlas, scene)
    if pytestconfig.getoption("--update-goldens"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(golden_head(atlas, scene) + drawn, encoding="utf-8", newline="\n")
    assert path.is_file(), f"{path} is not there: look at the picture, then run make goldens"
    accepted = path.read_text(encoding="utf-8").partition("\n")[2]
    assert drawn.splitlines() == accepted.splitlines()


def _fixture_of(name: str) -> str:
    if name in ERAS:
        return name.partition("-")[0]
    return "starter" if name in ISLAND else "vyhadia" if name in VYHADIA else "default_atlas"


def test_every_golden_belongs_to_a_scene() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == {*SCENES, *ISLAND, *NEWS, *VYHADIA, *ERAS}


def test_goldens_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*")) < 3_000_000


def test_outline_is_measured_in_whole_px() -> None:
    assert measure_outline("M10 20l5 0-.5.5-4.5 4.5zM1 1l2 2z") == "2 runs, 6 points, 1 1 15 25"
    assert measure_outline("M10 20h5") == "M10 20h5"
