"""Colours, widths, sizes of type and patterns: the only place that knows them.

The values stand in palette.json; a family that is not in it gets its shades from its own colour.
"""

import colorsys
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from atlas.model import Family, Force

FONTS = "Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, sans-serif"
_PALETTE = Path(__file__).with_name("palette.json")

EDGE_PX = 1.0
CLAIM_EDGE_PX = 1.4
STRIPE_PX = 6.0
HATCH_PITCH_PX = 9.0
HATCH_LINE_PX = 1.4
DOT_PX = 1.1
DOT_PITCH_PX = 13.0
FAINT_DOT_PX = 0.9
TICK_PITCH_PX = 6.0
UNKNOWN_PITCH_PX = 40.0
POSSIBLE_SHARES = (0.26, 0.38, 0.5, 0.62)
"""How much of a fill is left where a holding is possible, by how far into its window the day lies."""
PRESENT_SHARE = 0.45
"""How much of its tint a force leaves on ground where it is merely present."""
AGE_SHARES = (1.0, 0.92, 0.85, 0.78)
"""How much of a fill is left after each step of staleness."""
EVENT_SHARES = (1.0, 0.8, 0.6, 0.4, 0.25)
"""How strong an event is drawn in each of the five six-day steps after it."""
EVENT_STEP_DAYS = 6


@dataclass(frozen=True, slots=True)
class Shades:
    """The colours of one family in one theme."""

    fill: str
    line: str
    text: str
    tint: str
    stale: str
    on_fill: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One way to colour everything: `base` holds the tokens of LOOK, by name."""

    name: str
    base: Mapping[str, str]
    families: Mapping[str, Shades]
    members: Mapping[str, str]
    ages: tuple[str, ...]
    """Of evidence, from the newest to the oldest step of staleness."""

    @property
    def age_shares(self) -> tuple[float, ...]:
        """How much of a fill is left after each step of staleness; greys, too near already, don't pale."""
        return (1.0,) * len(AGE_SHARES) if self.name == "print" else AGE_SHARES

    def __getitem__(self, token: str) -> str:
        return self.base[token]

    def shades(self, family: Family) -> Shades:
        """Return a family's shades: the palette's, else made from the family's own colour."""
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
        toward = "#ffffff" if self.name == "dark" else "#000000"
        return Shades(
            fill=fill,
            line=mix(fill, toward, 0.7),
            text=mix(fill, toward, 0.55),
            tint=mix(fill, self["land"], 0.28),
            stale=mix(fill, self["land"], 0.5),
            on_fill=readable_on(fill),
        )


@lru_cache(maxsize=8)
def load_theme(name: str) -> Theme:
    """Return the theme `light`, `dark` or `print`; `auto` is light where nobody can ask the reader."""
    stored = json.loads(_PALETTE.read_text(encoding="utf-8"))["themes"]["light" if name == "auto" else name]
    families, members = {}, {}
    for family, shades in stored["families"].items():
        members.update(shades.pop("members", {}))
        families[family] = Shades(**shades)
    return Theme(name, stored["base"], families, members, tuple(stored["ages"]))


def mix(colour: str, ground: str, share: float) -> str:
    """Return `share` of a colour over a ground, both #rrggbb."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255, of #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2, 0 to 1."""
    parts = (value / 255 for value in channels(colour))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=4096)
def readable_on(fill: str) -> str:
    """Return black or white, whichever reads better on a fill."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, fill))


def grey(colour: str) -> str:
    """Return the grey of a colour's lightness."""
    red, green, blue = (value / 255 for value in channels(colour))
    lightness = round(255 * colorsys.rgb_to_yiq(red, green, blue)[0])
    return "#" + f"{lightness:02x}" * 3
