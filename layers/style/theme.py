"""Colours, widths, sizes of type and patterns: all defined here.

Colours of the basemap and of pages are in palette.json. Those of families and forces are the atlas' own, or
derived from their colour by `layers.style.shades`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from atlas.model.atlas import Atlas, Family, Force
from atlas.model.brand import Brand
from atlas.model.brand import Palette as BrandPalette
from atlas.model.colours import contrast
from layers.style.colour import mix, pair, readable_on
from layers.style.shades.derive import Palette, Shades, derive_palette

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
_DERIVED_FROM = ("land", "neighbour", "sea", "lake", "panel")
"""The base colours that derived shades depend on."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One way to colour everything: `base` contains the base colours by name."""

    name: str
    base: Mapping[str, str]
    ages: tuple[str, ...]
    """Colours of evidence, from the newest to the oldest step of staleness."""
    families: Mapping[str, Shades] = field(default_factory=dict)
    """The shades of the families of an atlas; empty in a theme without an atlas."""
    members: Mapping[str, str] = field(default_factory=dict)
    """The fills of forces that differ from those of their families."""
    inks: Mapping[str, Shades] = field(default_factory=dict)
    """The shades of forces with a line, text or tint of their own; the fill is the family's."""

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
        """Return the shades of a family."""
        return self.families[family.id]

    def shades_of(self, force: Force) -> Shades:
        """Return the shades of a force: those of its family, with the force's own line, text and tint."""
        return self.inks.get(force.id) or self.families[force.family]

    def fill(self, force: Force, family: Family) -> str:
        """Return the colour a force is filled with."""
        return self.members.get(force.id) or self.families[family.id].fill


@lru_cache(maxsize=16)
def load_theme(name: str, brand: Brand | None = None) -> Theme:
    """Return the theme `light`, `dark` or `print`; `auto` is light, since files cannot follow the system.

    `paired` contains light and dark at once, for CSS to choose between: for pages only. The colours of page
    and text are those of a brand, if it has its own; in print, which has greys alone, they stay.
    """
    if name == "paired":
        # Two themes in one, in which every colour is a pair.
        light, dark = load_theme("light", brand), load_theme("dark", brand)
        base = {token: pair(colour, dark[token]) for token, colour in light.base.items()}
        return Theme("paired", base, tuple(map(pair, light.ages, dark.ages)))
    stored = json.loads(_PALETTE.read_text(encoding="utf-8"))["themes"]["light" if name == "auto" else name]
    own = brand.palettes.get("light" if name == "auto" else name) if brand else None
    base = {**stored["base"], **(_derive_base(own) if own else {})}
    return Theme(name, base, tuple(stored["ages"]))


def _derive_base(own: BrandPalette) -> Mapping[str, str]:
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
    """Return a theme with the colours of an atlas' families and forces.

    If `loud` is given, all families but these are quiet: nearer to the colour of the land.
    Greys are not, since they are similar already.
    """
    if loud is not None and name != "print":
        return _quieten(theme_of(atlas, name), atlas, loud)
    theme = load_theme(name, atlas.brand) if atlas.brand else load_theme(name)
    if name == "paired":
        return _pair(theme, atlas, theme_of(atlas, "light"), theme_of(atlas, "dark"))
    plain = "light" if name == "auto" else name
    # Not from the colours of a brand: those of the map do not change with it.
    base = load_theme(plain)
    palette = derive_palette(atlas.colours, plain, tuple((token, base[token]) for token in _DERIVED_FROM))
    members = dict(_fill_members(atlas, plain, palette))
    inks = dict(_ink_members(atlas, plain, palette))
    return replace(theme, families=palette.families, members=members, inks=inks)


def _fill_members(atlas: Atlas, theme: str, palette: Palette) -> Iterator[tuple[str, str]]:
    """Yield each force with a fill of its own, set by the atlas or derived from its colour."""
    for force in atlas.forces.values():
        own = force.shades.get(f"{theme}_fill")
        if own or force.colour not in ("", palette.colours[force.family]):
            yield force.id, own or palette.fill_force(force.colour, force.family)


def _ink_members(atlas: Atlas, theme: str, palette: Palette) -> Iterator[tuple[str, Shades]]:
    """Yield each force with a line, text or tint of its own."""
    for force in atlas.forces.values():
        own = {role: force.shades.get(f"{theme}_{role}") for role in ("line", "text", "tint")}
        if any(own.values()):
            yield force.id, replace(palette.families[force.family], **{r: c for r, c in own.items() if c})


def _pair(theme: Theme, atlas: Atlas, light: Theme, dark: Theme) -> Theme:
    """Return a theme of pairs with the colours of two themes."""
    families = {own: _pair_shades(shades, dark.families[own]) for own, shades in light.families.items()}
    members = {
        own: pair(light.fill(force, family), dark.fill(force, family))
        for own, force in atlas.forces.items()
        if own in light.members or own in dark.members
        for family in (atlas.families[force.family],)
    }
    inks = {
        own: _pair_shades(light.shades_of(force), dark.shades_of(force))
        for own, force in atlas.forces.items()
        if own in light.inks or own in dark.inks
    }
    return replace(theme, families=families, members=members, inks=inks)


def _pair_shades(light: Shades, dark: Shades) -> Shades:
    return Shades(*map(pair, astuple(light), astuple(dark)))


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
    inks = {
        own: replace(shades, line=mix(shades.line, theme["land"], _QUIET_SHARE))
        for own, shades in theme.inks.items()
        if atlas.forces[own].family not in loud
    }
    return replace(theme, families=families, members=members, inks={**theme.inks, **inks})
