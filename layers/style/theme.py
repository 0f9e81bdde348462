"""Colours, widths, sizes of type and patterns: all defined here.

The values are in palette.json; a family that is not in it gets its shades from its own colour.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import lru_cache
from pathlib import Path

from atlas.model.atlas import Atlas, Family, Force
from atlas.model.brand import Brand, Palette
from atlas.model.contrast import contrast
from layers.style.colour import grey, grey_of, lightness, mix, pair, readable_on

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
HATCH, OPEN_HATCH = (9.0, 1.1), (16.0, 0.8)
"""Pitch and line of a cross-hatch, in px: on ground that is fought over, and on open ground."""
OPEN_HATCH_SHARE = 0.45
"""How much of the challenger's colour is in the lines of a cross-hatch on open ground."""
OPEN_KM = 8.0
"""Ground whose outline is known no better than this is open: desert, not a town or a front."""
DOTS, SPARSE_DOTS = (16.0, 1.1), (20.0, 1.25)
"""Pitch and radius of dots, in px: on ground that nobody holds; on another's, or not certain."""
UNKNOWN_PITCH_PX = 44.0
POSSIBLE_SHARES = (0.26, 0.38, 0.5, 0.62)
"""The opacity of a fill where a holding is possible, by how far into its window the day lies."""
PRESENT_SHARE = 0.45
"""The opacity of a force's tint on ground where it is merely present."""
AGE_SHARES = (1.0, 0.92, 0.85, 0.78)
"""The opacity of a fill after each step of staleness."""
EVENT_SHARES = (1.0, 0.8, 0.6, 0.4, 0.25)
"""The opacity of an event in each of the five six-day steps after it."""
EVENT_STEP_DAYS = 6
_QUIET_SHARE = 0.52
"""How much of its colour a fill keeps where the news is about other forces."""
_MUTED, _LEAST_CONTRAST = (0.82, 0.72), 4.5
"""How much of its colour minor text keeps in the palette of a brand, as far as it stays legible."""
_GREYS = (80.0, 26.0)
"""The lightest and the darkest grey (L*) of families in print: lighter than ink, darker than land and sea."""
_MOST_STEP, _MEMBER = 20.0, 3.0
"""How far apart (L*) the greys of two families are at most, and a force's from its family's."""


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
        return self.families.get(family.id) or self.made(family.colour)

    def fill(self, force: Force, family: Family) -> str:
        """Return the colour a force is filled with."""
        if force.id in self.members:
            return self.members[force.id]
        if force.colour and family.id not in self.families:
            return self._own(force.colour)
        return self.shades(family).fill

    def _own(self, colour: str) -> str:
        return grey(colour) if self.name == "print" else colour

    def made(self, colour: str) -> Shades:
        """Return the shades that are derived from one colour."""
        fill = self._own(colour)
        toward = {"dark": "#ffffff", "paired": pair("#000000", "#ffffff")}.get(self.name, "#000000")
        return Shades(
            fill=fill,
            line=mix(fill, toward, 0.7),
            text=mix(fill, toward, 0.55),
            tint=mix(fill, self["land"], 0.28),
        )


@lru_cache(maxsize=16)
def load_theme(name: str, brand: Brand | None = None) -> Theme:
    """Return the theme `light`, `dark` or `print`; `auto` is light, since files cannot follow the system.

    `paired` contains light and dark at once, for CSS to choose between: for pages only. The colours of page
    and text are those of a brand, if it has its own; in print, which has greys alone, they stay.
    """
    if name == "paired":
        # Two themes in one, in which every colour is a pair.
        light, dark = load_theme("light", brand), load_theme("dark", brand)
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
    stored = json.loads(_PALETTE.read_text(encoding="utf-8"))["themes"]["light" if name == "auto" else name]
    families, members = {}, {}
    for family, shades in stored["families"].items():
        members.update(shades.pop("members", {}))
        families[family] = Shades(**shades)
    own = brand.palettes.get("light" if name == "auto" else name) if brand else None
    base = {**stored["base"], **(_derive_base(own) if own else {})}
    return Theme(name, base, families, members, tuple(stored["ages"]))


def _derive_base(own: Palette) -> Mapping[str, str]:
    """Return the colours of pages and words that follow from those of a brand."""
    page, ink, accent = own.page, own.ink, own.accent
    muted = (mix(ink, page, share) for share in _MUTED)
    ink2, ink3 = (shade if contrast(shade, page) >= _LEAST_CONTRAST else ink for shade in muted)
    return {
        "page": page, "panel": page, "ink": ink, "ink2": ink2, "ink3": ink3,
        "accent": accent, "focus": accent, "on_accent": readable_on(accent),
        "accent_soft": mix(accent, page, 0.12), "surface": mix(ink, page, 0.05),
        "rule": mix(ink, page, 0.16), "control": mix(ink, page, 0.55),
    }  # fmt: skip


@lru_cache(maxsize=64)
def theme_of(atlas: Atlas, name: str, loud: frozenset[str] | None = None) -> Theme:
    """Return a theme for an atlas: in print, families that are not in the palette have greys far apart.

    If `loud` is given, all families but these are quiet: nearer to the colour of the land.
    Greys are not, since they are similar already.
    """
    if loud is not None and name != "print":
        return _quieten(theme_of(atlas, name), atlas, loud)
    theme = load_theme(name, atlas.brand) if atlas.brand else load_theme(name)
    if name != "print":
        return theme
    own = [family for family in atlas.families.values() if family.id not in theme.families]
    return _spread_greys(theme, sorted(own, key=lambda family: -lightness(family.colour)), atlas)


def _quieten(theme: Theme, atlas: Atlas, loud: frozenset[str]) -> Theme:
    """Return a theme in which the fills of all families but the loud ones are nearer to the land."""
    families, members = dict(theme.families), dict(theme.members)
    for family in atlas.families.values():
        if family.id not in loud:
            shades = theme.shades(family)
            fill = mix(shades.fill, theme["land"], _QUIET_SHARE)
            families[family.id] = replace(
                shades, fill=fill, line=mix(shades.line, theme["land"], _QUIET_SHARE)
            )
    for force in atlas.forces.values():
        family = atlas.families[force.family]
        if family.id not in loud:
            members[force.id] = mix(theme.fill(force, family), theme["land"], _QUIET_SHARE)
    return replace(theme, families=families, members=members)


def _spread_greys(theme: Theme, families: Sequence[Family], atlas: Atlas) -> Theme:
    """Return a theme with even steps of grey for some families, the lightest first.

    A force with a colour of its own stays near its family's grey.
    """
    step = min(_MOST_STEP, (_GREYS[0] - _GREYS[1]) / max(len(families) - 1, 1))
    greys = {family.id: _GREYS[0] - step * number for number, family in enumerate(families)}
    members = {}
    for force in atlas.forces.values():
        if force.colour and force.family in greys:
            apart = lightness(force.colour) - lightness(atlas.families[force.family].colour)
            near = max(-_MEMBER, min(_MEMBER, apart))
            members[force.id] = grey_of(greys[force.family] + near)
    made = {family: theme.made(grey_of(value)) for family, value in greys.items()}
    return replace(theme, families={**theme.families, **made}, members={**theme.members, **members})
