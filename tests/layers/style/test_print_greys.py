"""Print: families of an atlas that are not in the palette have greys that print can tell apart."""

from dataclasses import replace
from itertools import combinations

import pytest

from atlas.model.atlas import Atlas
from layers.style.colour import grey_of, lightness
from layers.style.theme import load_theme, theme_of

APART = 10.0


def with_families(starter: Atlas, count: int) -> Atlas:
    """Return the starter atlas with families of one lightness."""
    first = next(iter(starter.families.values()))
    colours = ["#8fb3c9", "#e0a458", "#a8b96a", "#c79fd0", "#7fc0b0", "#d99a9a"]
    families = {f"f{n}": replace(first, id=f"f{n}", colour=colours[n]) for n in range(count)}
    return replace(starter, families=families, forces={})


def test_the_families_of_the_starter_atlas_differ_in_print(starter: Atlas) -> None:
    theme = theme_of(starter, "print")
    fills = {force.id: theme.fill(force, starter.families[force.family]) for force in starter.forces.values()}
    assert abs(lightness(fills["council"]) - lightness(fills["league"])) >= 2 * APART - 1
    assert abs(lightness(fills["rangers"]) - lightness(fills["league"])) >= APART
    assert all(fill[1:3] == fill[3:5] == fill[5:7] for fill in fills.values())


@pytest.mark.parametrize("count", [2, 3, 6])
def test_families_of_one_lightness_get_greys_far_apart(starter: Atlas, count: int) -> None:
    atlas = with_families(starter, count)
    theme = theme_of(atlas, "print")
    greys = [lightness(theme.shades(family).fill) for family in atlas.families.values()]
    assert all(abs(first - second) >= APART for first, second in combinations(greys, 2))
    paper = [lightness(theme[token]) for token in ("land", "neighbour", "sea")]
    assert all(abs(grey - ground) >= APART for grey in greys for ground in paper)


def test_the_lighter_of_two_families_stays_the_lighter(starter: Atlas) -> None:
    theme = theme_of(starter, "print")
    own = sorted(starter.families.values(), key=lambda family: lightness(family.colour))
    drawn = sorted(own, key=lambda family: lightness(theme.shades(family).fill))
    assert drawn == own


def test_other_themes_and_families_of_the_palette_stay_as_they_are(
    starter: Atlas, default_atlas: Atlas
) -> None:
    assert theme_of(starter, "light") is load_theme("light")
    assert theme_of(default_atlas, "print").families == load_theme("print").families


@pytest.mark.parametrize("value", [10.0, 26.0, 53.0, 80.0, 100.0])
def test_a_grey_has_its_lightness(value: float) -> None:
    assert lightness(grey_of(value)) == pytest.approx(value, abs=0.3)
