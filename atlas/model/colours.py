"""What the colours of an atlas are made from: the colour of each family, and the shades it sets itself.

The same for every information date, account and view, so that a family never changes colour between them.
No arithmetic here: `layers.style.shades` derives what is not set.
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
    """The families of the whole atlas in its order, and who meets whom."""

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
