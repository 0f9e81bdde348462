"""Colours, value by value: luminance, lightness, mixtures and pairs."""

import re

import pytest

from atlas.model.atlas import Atlas
from atlas.model.colours import channels, contrast, luminance
from layers.style.colour import grey_of, halves, lightness, mix, pair
from layers.style.css_variables import theme_css
from layers.style.theme import AGE_SHARES, load_theme, theme_of

LIGHT, DARK, PRINT, PAIRED = (load_theme(name) for name in ("light", "dark", "print", "paired"))


@pytest.mark.parametrize(
    ("colour", "light", "star"),
    [
        ("#000000", 0.0, 0.0),
        ("#ffffff", 1.0, 100.0),
        ("#ff0000", 0.2126, 53.233),
        ("#00ff00", 0.7152, 87.737),
        ("#0000ff", 0.0722, 32.303),
        ("#777777", 0.18447, 50.034),
        ("#0a0a0a", 0.003035, 2.7417),
        ("#0b0b0b", 0.003347, 3.0231),
    ],
)
def test_luminance_and_lightness(colour: str, light: float, star: float) -> None:
    assert luminance(colour) == pytest.approx(light, rel=1e-3)
    assert lightness(colour) == pytest.approx(star, rel=1e-3)


@pytest.mark.parametrize(
    ("star", "grey"), [(8, "#181818"), (20, "#303030"), (50, "#777777"), (80, "#c6c6c6"), (100, "#ffffff")]
)
def test_a_grey_of_a_lightness_has_it(star: float, grey: str) -> None:
    assert grey_of(star) == grey
    assert lightness(grey) == pytest.approx(star, abs=0.5)


def test_contrast_is_the_same_in_either_order() -> None:
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#336699", "#336699") == 1


def test_a_mixture_is_between_its_colours_in_each_half() -> None:
    assert channels("#0a141e") == (10, 20, 30)
    assert mix("#0a141e", "#64c8ff", 1) == "#0a141e"
    assert mix("#0a141e", "#64c8ff", 0) == "#64c8ff"
    assert mix("#0a141e", "#64c8ff", 0.25) == "#4e9bc7"
    both = pair("#000000", "#ffffff")
    assert both == "light-dark(#000000,#ffffff)"
    assert halves(both) == ("#000000", "#ffffff")
    assert halves(pair("#123456", "#123456")) == ("#123456", "#123456")
    assert mix(both, "#ff0000", 0.5) == "light-dark(#800000,#ff8080)"


def test_a_pair_of_themes_has_both_shades(default_atlas: Atlas) -> None:
    light, dark, both = (theme_of(default_atlas, name) for name in ("light", "dark", "paired"))
    for family in default_atlas.families.values():
        for shade in ("fill", "line", "text", "tint"):
            halves_ = getattr(light.shades(family), shade), getattr(dark.shades(family), shade)
            assert getattr(both.shades(family), shade) == pair(*halves_)
    for force in default_atlas.forces.values():
        family = default_atlas.families[force.family]
        assert both.fill(force, family) == pair(light.fill(force, family), dark.fill(force, family))
    assert PAIRED["land"] == pair(LIGHT["land"], DARK["land"])
    assert PAIRED.ages == tuple(map(pair, LIGHT.ages, DARK.ages))


def test_colours_pale_with_age_but_greys_do_not() -> None:
    assert LIGHT.age_shares == DARK.age_shares == AGE_SHARES
    assert PRINT.age_shares == (1.0, 1.0, 1.0, 1.0)


def rule_of(css: str, selector: str) -> str:
    """Return the declarations after a selector."""
    match = re.search(re.escape(selector) + r"\{([^{}]*)\}", css)
    assert match, selector
    return match[1]


def test_a_page_that_can_change_its_theme_has_the_colours_of_all() -> None:
    css = theme_css()
    wanted = {
        ":root": ("light", "light"),
        ":root[data-theme=dark]": ("dark", "dark"),
        "(prefers-color-scheme:dark){:root[data-theme=auto]": ("dark", "dark"),
        "@media print{:root:root:root": ("light", "light"),
    }
    for selector, (name, scheme) in wanted.items():
        declared = rule_of(css, selector)
        assert f"--land:{load_theme(name)['land']};" in declared
        assert declared.endswith(f"color-scheme:{scheme}")
    assert f"--land:{PRINT['land']};" in rule_of(css, ":root[data-theme=print]")


@pytest.mark.parametrize(("name", "scheme"), [("light", "light"), ("dark", "dark"), ("print", "light")])
def test_a_page_of_one_theme_is_light_on_paper(name: str, scheme: str) -> None:
    css = theme_css(name)
    declared = rule_of(css, ":root")
    assert f"--land:{load_theme(name)['land']};" in declared
    assert declared.endswith(f"color-scheme:{scheme}")
    assert ("@media print" in css) == (name == "dark")


def test_a_page_that_follows_the_reader_has_pairs() -> None:
    css = theme_css("auto")
    assert f"--land:{PAIRED['land']};" in rule_of(css, ":root")
    assert css.endswith("color-scheme:light dark}@media print{:root{color-scheme:light}}")
