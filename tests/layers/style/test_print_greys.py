"""Print: families have greys that print can tell apart, and forces stay near their family's."""

from dataclasses import replace
from itertools import combinations

import pytest

from atlas.model.atlas import Atlas
from atlas.model.colours import plan_colours, plan_of_families
from layers.style.colour import grey_of, lightness, mix
from layers.style.theme import load_theme, theme_of

APART = 10.0
COLOURS = ["#8fb3c9", "#e0a458", "#a8b96a", "#c79fd0", "#7fc0b0", "#d99a9a"]


def with_families(starter: Atlas, count: int, **shades: dict[str, str]) -> Atlas:
    """Return the starter atlas with families of one lightness, some with shades of their own."""
    first = next(iter(starter.families.values()))
    families = {
        f"f{n}": replace(first, id=f"f{n}", colour=COLOURS[n], shades=shades.get(f"f{n}", {}))
        for n in range(count)
    }
    plan = plan_of_families(families.values())
    return replace(starter, families=families, forces={}, colours=plan)


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


def test_a_theme_without_an_atlas_has_no_families(starter: Atlas) -> None:
    assert not load_theme("light").families
    assert theme_of(starter, "light").base == load_theme("light").base
    assert theme_of(starter, "light").families.keys() == starter.families.keys()


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


def test_a_grey_that_the_atlas_sets_stays_and_others_keep_away(starter: Atlas) -> None:
    atlas = with_families(starter, 3, f1={"print_fill": "#777777"})
    shades = theme_of(atlas, "print").families
    assert shades["f1"].fill == "#777777"
    greys = [lightness(shades[name].fill) for name in ("f0", "f1", "f2")]
    assert all(abs(first - second) >= APART - 0.5 for first, second in combinations(greys, 2))


@pytest.mark.parametrize(
    ("colour", "apart"),
    [("#777777", 0.0), ("#7c7c7c", 2.0), ("#8c8c8c", 3.0), ("#727272", -2.0), ("#303030", -3.0)],
)
def test_a_force_with_a_colour_of_its_own_is_at_most_3_from_its_family(
    starter: Atlas, colour: str, apart: float
) -> None:
    family = replace(next(iter(starter.families.values())), id="f", colour="#777777")
    force = replace(next(iter(starter.forces.values())), id="unit", family="f", colour=colour)
    plan = plan_colours([("f", family.colour, {})])
    atlas = replace(starter, families={"f": family}, forces={"unit": force}, colours=plan)
    assert lightness(theme_of(atlas, "print").fill(force, family)) == pytest.approx(80 + apart, abs=0.5)


def test_quiet_families_keep_half_of_their_colours(starter: Atlas) -> None:
    atlas = with_families(starter, 2)
    families, force = atlas.families, next(iter(starter.forces.values()))
    forces = {name: replace(force, id=name, family=name, colour="#336699") for name in families}
    atlas = replace(atlas, forces=forces)
    plain, quiet = theme_of(atlas, "light"), theme_of(atlas, "light", frozenset({"f0"}))
    loud, faint = families["f0"], families["f1"]
    assert quiet.shades(loud) == plain.shades(loud)
    assert quiet.fill(forces["f0"], loud) == plain.fill(forces["f0"], loud) == "#336699"
    before, after = plain.shades(faint), quiet.shades(faint)
    softened = [mix(ink, plain["land"], 0.52) for ink in (before.fill, before.line)]
    assert [after.fill, after.line] == softened
    assert (after.text, after.tint) == (before.text, before.tint), "names stay as easy to read"
    assert quiet.fill(forces["f1"], faint) == mix("#336699", plain["land"], 0.52)
    assert theme_of(atlas, "print", frozenset()) == theme_of(atlas, "print")
