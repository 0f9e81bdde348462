"""Colours: the contrast of two, as WCAG 2 defines it, and what the colours of an atlas are made from.

The plan is the same for every information date, account and view, so that a family never changes colour
between them; `layers.style.shades` derives what the atlas does not set.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

THEMES = ("light", "dark", "print")
ROLES = ("fill", "line", "text", "tint")
SHADE_COLUMNS = tuple(f"{theme}_{role}" for theme in THEMES for role in ROLES)
"""The optional columns of families.csv and forces.csv: light_fill, dark_text …"""
ALL_MEET = 8
"""Up to so many families, every two count as neighbours, whatever the records say."""

Pairs = frozenset[tuple[str, str]]
"""Pairs of ids, each in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """A family's colour, and the shades that the atlas sets: (column, colour)."""

    id: str
    colour: str
    own: tuple[tuple[str, str], ...] = ()
    at_line: int = field(default=0, compare=False)
    """Its line in families.csv, for messages."""


@dataclass(frozen=True, slots=True)
class ColourPlan:
    """The families of the whole atlas in its order, and who meets whom; parts of the atlas keep it."""

    blocs: tuple[Bloc, ...] = ()
    meetings: tuple[tuple[str, str], ...] | None = None
    """Pairs of families, sorted; None if every two count as neighbours."""


def plan_colours(
    families: Iterable[tuple[str, str, Mapping[str, str]]],
    meetings: Iterable[tuple[str, str]] | None = None,
    lines: Sequence[int] = (),
) -> ColourPlan:
    """Return the plan for families: (id, colour, own shades)."""
    blocs = tuple(
        Bloc(own, colour, tuple(sorted(shades.items())), lines[at] if lines else 0)
        for at, (own, colour, shades) in enumerate(families)
    )
    return ColourPlan(blocs, None if meetings is None else tuple(sorted(meetings)))


class _Coloured(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def colour(self) -> str: ...
    @property
    def shades(self) -> Mapping[str, str]: ...


def plan_of_families(families: Iterable[_Coloured]) -> ColourPlan:
    """Return the plan for some families of which every two count as neighbours."""
    return plan_colours((family.id, family.colour, family.shades) for family in families)


def has_all_shades(shades: Mapping[str, str]) -> bool:
    """Return whether nothing of a family's colours is left to derive."""
    return all(column in shades for column in SHADE_COLUMNS)


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255, of #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2, 0 to 1."""
    parts = (value / 255 for value in channels(colour))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: str, ground: str) -> float:
    """Return the contrast ratio of WCAG 2, 1 to 21."""
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
