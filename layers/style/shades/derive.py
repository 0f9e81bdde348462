"""Deriving: the shades of every family of an atlas in one theme, from its plan and the colours of the map.

What the atlas sets itself stays as it is; everything else is made from the families' colours, once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from atlas.model.colours import Bloc, ColourPlan
from layers.style.colour import grey_of, lightness
from layers.style.shades.colour_space import Array, format_hex, parse_hex, to_rgb
from layers.style.shades.deficits import AIM, make_floors
from layers.style.shades.greys import spread_greys
from layers.style.shades.inks import find_line, find_text, find_tint
from layers.style.shades.nudging import Nudger, move
from layers.style.shades.starts import find_starts

GROUNDS = ("land", "neighbour", "sea", "lake")
_FORCE_STEP = 3.0
"""How far apart (L*) the greys of a force and its family are at most in print."""

Base = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shades:
    """The colours of one family in one theme."""

    fill: str
    line: str
    text: str
    tint: str


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """The shades of all families in one theme, and how far each fill was moved from its start."""

    theme: str
    families: Mapping[str, Shades]
    colours: Mapping[str, str]
    moves: Mapping[str, Array]

    def fill_force(self, colour: str, family: str) -> str:
        """Return the fill of a force with a colour of its own: as far from its family's as the two are."""
        fill, of_family = self.families[family].fill, self.colours[family]
        if colour == of_family:
            return fill
        if self.theme == "print":
            apart = lightness(colour) - lightness(of_family)
            return grey_of(lightness(fill) + max(-_FORCE_STEP, min(_FORCE_STEP, apart)))
        return format_hex(to_rgb(move(find_starts(parse_hex([colour]), self.theme), self.moves[family]))[0])


@lru_cache(maxsize=64)
def derive_palette(plan: ColourPlan, theme: str, base: Base) -> Palette:
    """Return the shades of the families of a plan in the theme light, dark or print on a basemap."""
    tokens = dict(base)
    fills, moves = (_find_greys if theme == "print" else _find_fills)(plan, theme, tokens)
    families = {
        bloc.id: _complete(bloc, theme, fill, tokens) for bloc, fill in zip(plan.blocs, fills, strict=True)
    }
    colours = {bloc.id: bloc.colour for bloc in plan.blocs}
    return Palette(theme, families, colours, dict(zip(colours, moves, strict=True)))


def _complete(bloc: Bloc, theme: str, fill: str, base: Mapping[str, str]) -> Shades:
    own, lighter = dict(bloc.own), theme == "dark"
    return Shades(
        fill=fill,
        line=own.get(f"{theme}_line") or find_line(fill, base, lighter=lighter),
        text=own.get(f"{theme}_text") or find_text(fill, base, lighter=lighter),
        tint=own.get(f"{theme}_tint") or find_tint(fill, base["land"]),
    )


def _find_fills(plan: ColourPlan, theme: str, base: Mapping[str, str]) -> tuple[list[str], list[Array]]:
    """Return the fills of a coloured theme, and how far those that are derived were moved."""
    own = [dict(bloc.own).get(f"{theme}_fill", "") for bloc in plan.blocs]
    fixed = np.array([bool(fill) for fill in own], dtype=bool)
    starts = find_starts(parse_hex([bloc.colour for bloc in plan.blocs]), theme)
    if fixed.all():
        return own, list(np.zeros_like(starts))
    floors = make_floors(meeting_matrix(plan), parse_hex([base[ground] for ground in GROUNDS]), AIM)
    set_fills = parse_hex([fill or bloc.colour for fill, bloc in zip(own, plan.blocs, strict=True)])
    moves = Nudger(starts, floors, {int(at): set_fills[at] for at in np.flatnonzero(fixed)}).run()
    drawn = to_rgb(move(starts, moves))
    return [fill or format_hex(rgb) for fill, rgb in zip(own, drawn, strict=True)], list(moves)


def _find_greys(plan: ColourPlan, theme: str, base: Mapping[str, str]) -> tuple[list[str], list[Array]]:
    """Return the fills of print."""
    set_fills = {
        at: fill for at, bloc in enumerate(plan.blocs) if (fill := dict(bloc.own).get(f"{theme}_fill"))
    }
    own = {at: lightness(fill) for at, fill in set_fills.items()}
    greys = spread_greys([lightness(bloc.colour) for bloc in plan.blocs], own, meeting_matrix(plan))
    fills = [set_fills.get(at) or grey_of(grey) for at, grey in enumerate(greys)]
    return fills, [np.zeros(3)] * len(fills)


def meeting_matrix(plan: ColourPlan) -> NDArray[np.bool_]:
    """Return which families meet, as a symmetric matrix in the order of the plan."""
    count = len(plan.blocs)
    if plan.meetings is None:
        return ~np.eye(count, dtype=bool)
    numbers = {bloc.id: at for at, bloc in enumerate(plan.blocs)}
    matrix = np.zeros((count, count), dtype=bool)
    for first, second in plan.meetings:
        if first in numbers and second in numbers:
            matrix[numbers[first], numbers[second]] = matrix[numbers[second], numbers[first]] = True
    return matrix
