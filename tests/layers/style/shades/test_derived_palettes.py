"""Palettes derived for other atlases keep the floors of the included one, in every theme."""

from itertools import combinations, product

import pytest

from atlas.model.colours import ColourPlan, contrast, plan_colours
from layers.style.colour import lightness, readable_on
from layers.style.shades.derive import Palette, Shades, derive_palette
from layers.style.theme import load_theme
from tests.layers.style.shades.palettes import PLANS, plan
from tests.layers.style.test_colours import (
    DEFICIENT,
    GROUND,
    GROUND_DEFICIENT,
    GROUNDS,
    INK,
    LINE,
    MEET,
    MEET_DEFICIENT,
    MEET_LIGHTNESS,
    SEEN_TOGETHER,
    TINT,
    apart,
    gap,
)

COLOURED = ("light", "dark")
THEMES = (*COLOURED, "print")


def derive(of: ColourPlan, theme: str) -> Palette:
    return derive_palette(of, theme, tuple(load_theme(theme).base.items()))


def pairs_that_meet(of: ColourPlan) -> list[tuple[str, str]]:
    names = [bloc.id for bloc in of.blocs]
    return list(of.meetings if of.meetings is not None else combinations(names, 2))


@pytest.mark.parametrize("theme", COLOURED)
@pytest.mark.parametrize("name", PLANS)
def test_families_that_meet_are_distinguishable_to_every_eye(name: str, theme: str) -> None:
    fills = {family: shades.fill for family, shades in derive(PLANS[name], theme).families.items()}
    short = []
    for first, second in pairs_that_meet(PLANS[name]):
        pair = fills[first], fills[second]
        if apart(*pair) < MEET:
            short.append((first, second, "normal"))
        short += [
            (first, second, eye)
            for eye in DEFICIENT
            if max(apart(*pair, eye), gap(*pair, eye) * MEET_DEFICIENT / MEET_LIGHTNESS) < MEET_DEFICIENT
        ]
    # With 24 families a few cannot be moved far enough; `check` names them.
    assert len(short) <= (1 if name == "twenty-four" else 0), short


@pytest.mark.parametrize("theme", COLOURED)
@pytest.mark.parametrize("name", ["four", "eight"])
def test_any_two_families_are_distinguishable_and_stand_out_from_the_basemap(name: str, theme: str) -> None:
    base = load_theme(theme)
    fills = [shades.fill for shades in derive(PLANS[name], theme).families.values()]
    assert min(apart(*pair) for pair in combinations(fills, 2)) >= SEEN_TOGETHER
    for fill, ground in product(fills, GROUNDS):
        assert apart(fill, base[ground]) >= GROUND, (fill, ground)
        assert min(apart(fill, base[ground], eye) for eye in DEFICIENT) >= GROUND_DEFICIENT, (fill, ground)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PLANS)
def test_lines_texts_and_tints_can_be_read(name: str, theme: str) -> None:
    base = load_theme(theme)
    for shades in derive(PLANS[name], theme).families.values():
        assert contrast(shades.line, base["land"]) >= LINE
        assert apart(shades.tint, base["land"]) >= TINT
        assert contrast(readable_on(shades.fill), shades.fill) >= INK
        assert all(contrast(shades.text, base[ground]) >= INK for ground in ("land", "panel", "neighbour"))


@pytest.mark.parametrize(("name", "least"), [("four", 17.5), ("eight", 9.5), ("twenty-four", 9.5)])
def test_families_that_meet_differ_in_print_as_far_as_there_are_levels(name: str, least: float) -> None:
    palette = derive(PLANS[name], "print")
    greys = {family: lightness(shades.fill) for family, shades in palette.families.items()}
    near = [pair for pair in pairs_that_meet(PLANS[name]) if abs(greys[pair[0]] - greys[pair[1]]) < least]
    # Eight families that all meet share six levels: codes tell these apart.
    assert len(near) <= (2 if name == "eight" else 0), near
    assert all(26 - 1 <= grey <= 80 + 1 for grey in greys.values())


@pytest.mark.parametrize(("name", "lightest", "darkest"), [("four", "f02", "f03"), ("eight", "f05", "f06")])
def test_the_lightest_and_the_darkest_stay_so_in_print(name: str, lightest: str, darkest: str) -> None:
    families = derive(PLANS[name], "print").families
    order = sorted(families, key=lambda family: lightness(families[family].fill))
    assert (order[-1], order[0]) == (lightest, darkest)


def test_a_colour_that_is_far_from_all_others_stays_as_it_is() -> None:
    palette = derive(plan(("#8fb3c9", "#e0a458")), "light")
    assert [shades.fill for shades in palette.families.values()] == ["#8fb3c9", "#e0a458"]


def test_two_families_of_one_colour_are_moved_apart_within_their_hue() -> None:
    fills = [shades.fill for shades in derive(plan(("#8fb3c9", "#8fb3c9")), "light").families.values()]
    assert apart(*fills) >= MEET


@pytest.mark.parametrize("theme", COLOURED)
def test_a_family_like_the_sea_is_moved_away_from_it(theme: str) -> None:
    palette, base = derive(plan(("#ff0000", "#d8e3e7")), theme), load_theme(theme)
    assert apart("#d8e3e7", load_theme("light")["sea"]) < 3
    assert apart(palette.families["f01"].fill, base["sea"]) >= GROUND


@pytest.mark.parametrize("theme", THEMES)
def test_shades_that_an_atlas_sets_stay_and_others_follow_them(theme: str) -> None:
    fill = "#a0a0a0" if theme == "print" else "#4f81bd"
    own = {f"{theme}_fill": fill, f"{theme}_text": "#123456"}
    of = plan_colours([("set", "#c0504d", own), ("derived", "#5583bb", {})])
    families = derive(of, theme).families
    assert (families["set"].fill, families["set"].text) == (fill, "#123456")
    assert contrast(families["set"].line, fill) >= 1.3
    if theme == "print":
        assert gap(families["derived"].fill, fill) >= 9
    else:
        assert apart(families["derived"].fill, fill) >= MEET


def test_what_an_atlas_sets_entirely_is_not_touched() -> None:
    roles = ("fill", "line", "text", "tint")
    shades = {f"{theme}_{role}": "#777777" for theme in THEMES for role in roles}
    of = plan_colours([("one", "#8fb3c9", shades), ("two", "#8fb3c9", shades)])
    for theme in THEMES:
        assert set(derive(of, theme).families.values()) == {Shades(*["#777777"] * 4)}


def test_a_force_keeps_its_step_from_its_family() -> None:
    palette = derive(plan(("#8fb3c9", "#8fb3c9")), "light")
    for family in ("f00", "f01"):
        own = palette.fill_force("#6f9ab5", family)
        assert lightness(own) < lightness(palette.families[family].fill)
        assert 5 < apart(own, palette.families[family].fill) < 15
        assert palette.fill_force("#8fb3c9", family) == palette.families[family].fill


def test_deriving_is_the_same_each_time() -> None:
    derive_palette.cache_clear()
    first = [derive(PLANS["twenty-four"], theme).families for theme in THEMES]
    derive_palette.cache_clear()
    assert [derive(PLANS["twenty-four"], theme).families for theme in THEMES] == first
