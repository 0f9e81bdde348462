"""Look-alikes: families whose colours readers may confuse with each other, or with land and sea, as warnings.

Two things are checked: the colours as the atlas gives them, and what is still too similar once they are
derived and moved apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from atlas.model.atlas import Atlas
from atlas.model.colours import ALL_MEET, Bloc, ColourPlan
from atlas.model.faults import Fault, Severity
from atlas.reading.meetings import find_meetings
from layers.style.shades.colour_space import EYES, Array, difference, parse_hex, see
from layers.style.shades.deficits import (
    GROUND,
    GROUND_DEFICIENT,
    LIGHTNESS,
    MEET,
    MEET_DEFICIENT,
    VIEW,
    VIEW_DEFICIENT,
)
from layers.style.shades.derive import GROUNDS, meeting_matrix
from layers.style.theme import load_theme, theme_of

SAME = 6.0
"""Colours that differ less (CIEDE2000) are taken for one by readers who do not see them side by side."""
_GROUND_NAMES = {"land": "the land", "neighbour": "neighbouring countries", "sea": "the sea", "lake": "lakes"}
_EYE_NAMES = dict(zip(EYES, ("normal vision", "protanopia", "deuteranopia", "tritanopia"), strict=True))
_ENOUGH = 0.98
"""The share of a floor from which on nobody sees what is missing."""
_COLOURED = ("light", "dark")


@dataclass(frozen=True, slots=True)
class _Near:
    """Something too similar to a family: how far it is from what is needed, and the words for it."""

    share: float
    rule: str


def check_colours(atlas: Atlas) -> Iterator[Fault]:
    """Yield a warning for each family that looks like an earlier one, or like the basemap."""
    plan = atlas.colours
    if plan.meetings is None and len(plan.blocs) > ALL_MEET:
        plan = ColourPlan(plan.blocs, tuple(sorted(find_meetings(atlas))))
    given = dict(_compare_given(plan))
    yield from given.values()
    for pair, fault in _compare_drawn(atlas, plan):
        if pair not in given:
            yield fault


def _warn(bloc: Bloc, rule: str, cure: str) -> Fault:
    return Fault(
        "families.csv",
        rule,
        cure,
        line=bloc.at_line or None,
        column="colour",
        value=bloc.colour,
        severity=Severity.WARNING,
    )


def _compare_given(plan: ColourPlan) -> Iterator[tuple[tuple[str, str], Fault]]:
    """Yield the families whose colours, as the atlas gives them, are nearly one or like the ground."""
    fills = [dict(bloc.own).get("light_fill", bloc.colour) for bloc in plan.blocs]
    base = load_theme("light")
    labs, grounds = (see(parse_hex(of))[0] for of in (fills, [base[ground] for ground in GROUNDS]))
    for at, bloc in enumerate(plan.blocs):
        for other in range(at):
            apart, name = float(difference(labs[at], labs[other])), plan.blocs[other].id
            if apart < SAME:
                rule = (
                    f'of "{bloc.id}" is nearly the colour of "{name}": they differ by {apart:.1f} (CIEDE2000)'
                )
                yield (name, bloc.id), _warn(bloc, rule, f"Choose colours that differ by {VIEW:g} or more")
        ground = int(difference(labs[at], grounds).argmin())
        apart = float(difference(labs[at], grounds[ground]))
        if apart < SAME:
            phrase = _GROUND_NAMES[GROUNDS[ground]]
            rule = f'of "{bloc.id}" is nearly the colour of {phrase}: they differ by {apart:.1f} (CIEDE2000)'
            cure = f"Choose a colour that differs by {GROUND:g} or more"
            yield (GROUNDS[ground], bloc.id), _warn(bloc, rule, cure)


def _compare_drawn(atlas: Atlas, plan: ColourPlan) -> Iterator[tuple[tuple[str, str], Fault]]:
    """Yield what is still too similar in the theme where it is worst, although it has been moved apart."""
    meet, worst = meeting_matrix(plan), dict[tuple[int, int | str], _Near]()
    for theme in _COLOURED:
        shades, base = theme_of(atlas, theme).families, load_theme(theme)
        fills = see(parse_hex([shades[bloc.id].fill for bloc in plan.blocs]))
        grounds = see(parse_hex([base[ground] for ground in GROUNDS]))
        for at in range(len(plan.blocs)):
            for other in range(at):
                need = (MEET, MEET_DEFICIENT) if meet[at, other] else (VIEW, VIEW_DEFICIENT)
                _keep_worst(worst, (at, other), _measure(fills[:, at], fills[:, other], need, theme))
            for number, ground in enumerate(GROUNDS):
                need = GROUND, GROUND_DEFICIENT
                near = _measure(fills[:, at], grounds[:, number], need, theme, lightness=False)
                _keep_worst(worst, (at, ground), near)
    for (at, against), near in worst.items():
        bloc = plan.blocs[at]
        name = against if isinstance(against, str) else plan.blocs[against].id
        phrase = _GROUND_NAMES[against] if isinstance(against, str) else f'"{name}"'
        rule = f'of "{bloc.id}" and {phrase} are hard to distinguish {near.rule}'
        yield (name, bloc.id), _warn(bloc, rule, "Choose another colour, or set the fills of the theme")


def _keep_worst(worst: dict[tuple[int, int | str], _Near], pair: tuple[int, int | str], near: _Near) -> None:
    if near.share < _ENOUGH and (pair not in worst or near.share < worst[pair].share):
        worst[pair] = near


def _measure(
    first: Array, second: Array, need: tuple[float, float], theme: str, *, lightness: bool = True
) -> _Near:
    """Return by what share of the floors two colours differ, to the eye to which they differ least."""
    floors = np.array([need[0], *[need[1]] * 3])
    apart = difference(first, second)
    if lightness:
        steps = np.abs(first[1:, 0] - second[1:, 0]) * floors[1:] / LIGHTNESS
        apart[1:] = np.maximum(apart[1:], steps)
    at = int((apart / floors).argmin())
    eye, difference_, floor = _EYE_NAMES[EYES[at]], float(apart[at]), float(floors[at])
    rule = f"in the {theme} theme with {eye}: they differ by {difference_:.1f} and need {floor:g} (CIEDE2000)"
    return _Near(difference_ / floor, rule)
