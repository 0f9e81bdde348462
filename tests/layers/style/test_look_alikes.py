"""`check` warns of families that look alike, or like the basemap: with both names, the figure and a cure."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.model.colours import plan_colours
from atlas.model.faults import Severity
from atlas.reading.read import read_atlas
from layers.style.look_alikes import check_colours
from outputs.checks.inspect_atlas import inspect_atlas
from tests.conftest import ROOT
from tests.layers.style.shades.palettes import EIGHT, FOUR, TWENTY_FOUR, grid

HEAD = "id,name,code,colour"


def warn(folder: Path, *rows: str, head: str = HEAD) -> list[str]:
    """Return the warnings of the starter atlas with these families."""
    shutil.copytree(ROOT / "atlas" / "starter", folder, dirs_exist_ok=True)
    (folder / "families.csv").write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    findings = inspect_atlas(read_atlas(folder))
    assert all(finding.severity is Severity.WARNING for finding in findings)
    return [finding.format_text() for finding in findings]


def with_colours(starter: Atlas, colours: tuple[str, ...], meetings: list[tuple[str, str]] | None) -> Atlas:
    named = [(f"f{at:02}", colour) for at, colour in enumerate(colours)]
    family = next(iter(starter.families.values()))
    families = {own: replace(family, id=own, colour=colour) for own, colour in named}
    plan = plan_colours(((own, colour, {}) for own, colour in named), meetings)
    return replace(starter, families=families, forces={}, colours=plan)


def test_two_families_of_one_colour(tmp_path: Path) -> None:
    assert warn(tmp_path, "northern,Northern,NOR,#8fb3c9", "southern,Southern,SOU,#8fb3c9") == [
        'Warning: families.csv, line 3, column colour: "#8fb3c9" of "southern" is nearly the colour of '
        '"northern": they differ by 0.0 (CIEDE2000). Choose colours that differ by 12 or more.'
    ]


@pytest.mark.parametrize(
    ("colour", "ground", "apart"),
    [
        ("#d8e3e7", "the sea", "1.5"),
        ("#f7f5f0", "the land", "0.0"),
        ("#c0d8e6", "lakes", "0.9"),
        ("#ebe6de", "neighbouring countries", "1.5"),
    ],
)
def test_a_family_like_the_basemap(tmp_path: Path, colour: str, ground: str, apart: str) -> None:
    assert warn(tmp_path, "northern,Northern,NOR,#ff0000", f"southern,Southern,SOU,{colour}") == [
        f'Warning: families.csv, line 3, column colour: "{colour}" of "southern" is nearly the colour of '
        f"{ground}: they differ by {apart} (CIEDE2000). Choose a colour that differs by 10 or more."
    ]


def test_shades_that_the_atlas_sets_are_compared_in_their_theme(tmp_path: Path) -> None:
    rows = ("northern,Northern,NOR,#c0504d,#884444", "southern,Southern,SOU,#4f81bd,#8f4444")
    assert warn(tmp_path, *rows, head=f"{HEAD},dark_fill") == [
        'Warning: families.csv, line 3, column colour: "#4f81bd" of "southern" and "northern" are hard to '
        "distinguish in the dark theme with protanopia: they differ by 0.9 and need 10 (CIEDE2000). "
        "Choose another colour, or set the fills of the theme."
    ]


def test_an_atlas_sets_a_light_fill_far_from_its_colour(tmp_path: Path) -> None:
    rows = ("northern,Northern,NOR,#8fb3c9,#8fb3c9", "southern,Southern,SOU,#8fb3c9,#c0504d")
    assert not [text for text in warn(tmp_path, *rows, head=f"{HEAD},light_fill") if "nearly" in text]


@pytest.mark.parametrize("colours", [FOUR, EIGHT])
def test_strong_colours_need_no_warning(starter: Atlas, colours: tuple[str, ...]) -> None:
    assert list(check_colours(with_colours(starter, colours, None))) == []


def test_what_cannot_be_moved_apart_is_named(starter: Atlas) -> None:
    meet = list(check_colours(with_colours(starter, TWENTY_FOUR, grid(24))))
    assert 1 <= len(meet) <= 12
    names = [f"f{at:02}" for at in range(24)]
    everyone = [(first, second) for at, first in enumerate(names) for second in names[at + 1 :]]
    crowded = list(check_colours(with_colours(starter, TWENTY_FOUR, everyone)))
    assert len(crowded) > len(meet)
    assert all("are hard to distinguish in the " in fault.rule for fault in crowded)
    assert all("(CIEDE2000)" in fault.rule and fault.cure for fault in crowded)


def test_the_included_atlases_have_none(default_atlas: Atlas, starter: Atlas) -> None:
    assert not list(check_colours(default_atlas))
    assert not list(check_colours(starter))
