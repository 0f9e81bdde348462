"""Print: families of an atlas that are not in the palette have greys that print can tell apart."""

from dataclasses import replace
from itertools import combinations

import pytest

from atlas.model.atlas import Atlas
from layers.style.colour import grey_of, lightness, mix
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


@pytest.mark.parametrize(
    ("count", "greys"),
    [
        (1, [80.0]),
        (2, [80.0, 60.0]),
        (3, [80.0, 60.0, 40.0]),
        (4, [80.0, 62.0, 44.0, 26.0]),
        (6, [80.0, 69.2, 58.4, 47.6, 36.8, 26.0]),
    ],
)
def test_greys_go_down_from_80_by_equal_steps_of_at_most_20_to_26(
    starter: Atlas, count: int, greys: list[float]
) -> None:
    atlas = with_families(starter, count)
    theme = theme_of(atlas, "print")
    drawn = [lightness(theme.shades(family).fill) for family in atlas.families.values()]
    assert sorted(drawn, reverse=True) == pytest.approx(greys, abs=0.3)


def test_only_families_that_are_not_in_the_palette_get_such_greys(starter: Atlas) -> None:
    families = with_families(starter, 2).families
    stored = load_theme("print").families
    listed = {name: replace(families["f0"], id=name) for name in stored}
    theme = theme_of(replace(starter, families={**listed, **families}, forces={}), "print")
    assert {name: theme.families[name] for name in stored} == stored
    greys = [lightness(theme.families[name].fill) for name in families]
    assert sorted(greys) == pytest.approx([60, 80], abs=0.3), "the families of the palette take no steps"


@pytest.mark.parametrize(
    ("colour", "apart"),
    [("", 0.0), ("#777777", 0.0), ("#7c7c7c", 2.0), ("#8c8c8c", 3.0), ("#727272", -2.0), ("#303030", -3.0)],
)
def test_a_force_with_a_colour_of_its_own_is_at_most_3_from_its_family(
    starter: Atlas, colour: str, apart: float
) -> None:
    family = replace(next(iter(starter.families.values())), id="f", colour="#777777")
    force = replace(next(iter(starter.forces.values())), id="unit", family="f", colour=colour)
    atlas = replace(starter, families={"f": family}, forces={"unit": force})
    assert lightness(theme_of(atlas, "print").fill(force, family)) == pytest.approx(80 + apart, abs=0.3)


def test_a_force_of_a_family_of_the_palette_keeps_its_grey(starter: Atlas) -> None:
    stored = load_theme("print")
    name = next(iter(stored.families))
    family = replace(next(iter(starter.families.values())), id=name)
    force = replace(next(iter(starter.forces.values())), id="unit", family=name, colour="#336699")
    theme = theme_of(replace(starter, families={name: family}, forces={"unit": force}), "print")
    assert theme.members == stored.members
    assert theme.fill(force, family) == stored.families[name].fill


def test_quiet_families_keep_half_of_their_colours(starter: Atlas) -> None:
    families = with_families(starter, 2).families
    force = next(iter(starter.forces.values()))
    forces = {name: replace(force, id=name, family=name, colour="#336699") for name in families}
    atlas = replace(starter, families=families, forces=forces)
    plain, quiet = theme_of(atlas, "light"), theme_of(atlas, "light", frozenset({"f0"}))
    loud, faint = families["f0"], families["f1"]
    assert quiet.shades(loud) == plain.shades(loud)
    assert quiet.fill(forces["f0"], loud) == "#336699"
    before, after = plain.shades(faint), quiet.shades(faint)
    softened = [mix(ink, plain["land"], 0.52) for ink in (before.fill, before.line)]
    assert [after.fill, after.line] == softened
    assert (after.text, after.tint) == (before.text, before.tint), "names stay as easy to read"
    assert quiet.fill(forces["f1"], faint) == mix("#336699", plain["land"], 0.52)
    assert theme_of(atlas, "print", frozenset()) == theme_of(atlas, "print")
