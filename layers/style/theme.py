"""Colours, widths, sizes of type and patterns: all defined here.

The values are in palette.json; a family that is not in it gets its shades from its own colour.
"""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path

from atlas.model.atlas import Family, Force
from layers.style.colour import grey, mix, pair

FONTS = "Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, sans-serif"
_PALETTE = Path(__file__).with_name("palette.json")

CLAIM_EDGE = (1.4, "5 3")
"""Width in px and dash of the edge of claimed or disputed ground."""
BAND_EDGE, ABSENT_EDGE = (1.2, "8 4"), (1.0, "2 3")
"""Width and dash around a band and a zone from which a force is claimed to be absent."""
BESIEGED_EDGE = (4.0, "2 4")
"""Width and dash of the ticks around besieged ground."""
STRIPE_PX = 6.0
RIVALS_PX = 5.0
HATCH_PITCH_PX = 9.0
HATCH_LINE_PX = 1.4
DOT_PX = 1.1
DOT_PITCH_PX = 13.0
FAINT_DOT_PX = 0.9
UNKNOWN_PITCH_PX = 40.0
POSSIBLE_SHARES = (0.26, 0.38, 0.5, 0.62)
"""The opacity of a fill where a holding is possible, by how far into its window the day lies."""
PRESENT_SHARE = 0.45
"""The opacity of a force's tint on ground where it is merely present."""
AGE_SHARES = (1.0, 0.92, 0.85, 0.78)
"""The opacity of a fill after each step of staleness."""
EVENT_SHARES = (1.0, 0.8, 0.6, 0.4, 0.25)
"""The opacity of an event in each of the five six-day steps after it."""
EVENT_STEP_DAYS = 6


@dataclass(frozen=True, slots=True)
class Shades:
    """The colours of one family in one theme."""

    fill: str
    line: str
    text: str
    tint: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One way to colour everything: `base` contains the base colours by name."""

    name: str
    base: Mapping[str, str]
    families: Mapping[str, Shades]
    members: Mapping[str, str]
    ages: tuple[str, ...]
    """Colours of evidence, from the newest to the oldest step of staleness."""

    @property
    def age_shares(self) -> tuple[float, ...]:
        """The opacity of a fill after each step of staleness; greys, too similar already, don't pale."""
        return AGE_SHARES if self.pales else (1.0,) * len(AGE_SHARES)

    @property
    def pales(self) -> bool:
        """True if a fill pales with the age of its records."""
        return self.name != "print"

    def __getitem__(self, token: str) -> str:
        return self.base[token]

    def shades(self, family: Family) -> Shades:
        """Return a family's shades: from the palette, or else made from the family's own colour."""
        return self.families.get(family.id) or self._made(family.colour)

    def fill(self, force: Force, family: Family) -> str:
        """Return the colour a force is filled with."""
        if force.id in self.members:
            return self.members[force.id]
        if force.colour and family.id not in self.families:
            return self._own(force.colour)
        return self.shades(family).fill

    def _own(self, colour: str) -> str:
        return grey(colour) if self.name == "print" else colour

    def _made(self, colour: str) -> Shades:
        fill = self._own(colour)
        toward = {"dark": "#ffffff", "paired": pair("#000000", "#ffffff")}.get(self.name, "#000000")
        return Shades(
            fill=fill,
            line=mix(fill, toward, 0.7),
            text=mix(fill, toward, 0.55),
            tint=mix(fill, self["land"], 0.28),
        )


@lru_cache(maxsize=8)
def load_theme(name: str) -> Theme:
    """Return the theme `light`, `dark` or `print`; `auto` is light, since files cannot follow the system.

    `paired` contains light and dark at once, for CSS to choose between: for pages only.
    """
    if name == "paired":
        return _paired(load_theme("light"), load_theme("dark"))
    stored = json.loads(_PALETTE.read_text(encoding="utf-8"))["themes"]["light" if name == "auto" else name]
    families, members = {}, {}
    for family, shades in stored["families"].items():
        members.update(shades.pop("members", {}))
        families[family] = Shades(**shades)
    return Theme(name, stored["base"], families, members, tuple(stored["ages"]))


def _paired(light: Theme, dark: Theme) -> Theme:
    """Return two themes as one in which every colour is a pair."""
    return Theme(
        name="paired",
        base={token: pair(colour, dark[token]) for token, colour in light.base.items()},
        families={
            family: Shades(*map(pair, astuple(shades), astuple(dark.families[family])))
            for family, shades in light.families.items()
        },
        members={force: pair(colour, dark.members[force]) for force, colour in light.members.items()},
        ages=tuple(map(pair, light.ages, dark.ages)),
    )
