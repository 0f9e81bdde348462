"""The lands that an atlas is about: named in atlas.toml, or marked in the basemap as before."""

from pathlib import Path
from typing import Any

import pytest

from atlas.model.atlas import Atlas
from atlas.reading.read import check_atlas
from tests.atlases import TOML, collection, feature, pieces, square, write_atlas

LANDS = ("country", "north", "south")


def lands(marked: str = "") -> dict[str, Any]:
    corners = (square(35, 31, 7), square(50, 40, 1), square(50, 20, 1))
    shapes = [
        feature(own, "Polygon", ring, name=own, **({"focus": True} if own == marked else {}))
        for own, ring in zip(LANDS, corners, strict=True)
    ]
    return {"basemap/land.geojson": collection(*shapes)}


def focus_of(folder: Path, line: str, marked: str = "") -> list[str]:
    """Return the lands in focus of an atlas with a line in atlas.toml."""
    toml = TOML.replace('default_view = "whole"\n', f'default_view = "whole"\n{line}\n')
    checked = check_atlas(write_atlas(folder, pieces(**lands(marked), **{"atlas.toml": toml})))
    assert checked.atlas is not None, checked.faults
    return [land.id for land in checked.atlas.basemap.land if land.in_focus]


@pytest.mark.parametrize(
    ("line", "marked", "focus"),
    [
        ('focus = "north"', "", ["north"]),
        ('focus = ["south", "north"]', "", ["north", "south"]),
        ("", "country", ["country"]),
        ("", "", []),
        ('focus = ["north"]', "country", ["north"]),
    ],
)
def test_the_lands_in_focus(tmp_path: Path, line: str, marked: str, focus: list[str]) -> None:
    assert focus_of(tmp_path, line, marked) == focus


def test_an_unknown_land_is_a_fault_with_the_nearest_id(tmp_path: Path) -> None:
    toml = TOML.replace('default_view = "whole"\n', 'default_view = "whole"\nfocus = ["nort"]\n')
    checked = check_atlas(write_atlas(tmp_path, pieces(**lands(), **{"atlas.toml": toml})))
    assert [fault.format_text() for fault in checked.faults] == [
        'atlas.toml, line 8, key focus: "nort" is not the id of a land of the basemap. Did you mean "north"?'
    ]


def test_the_included_atlas_is_about_one_country(default_atlas: Atlas) -> None:
    assert [land.id for land in default_atlas.basemap.land if land.in_focus] == ["syria"]
