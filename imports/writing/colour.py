"""Colours for families: as far apart as possible, from each other and from the land and sea of the map.

Chosen in OKLab, a space in which equal distances look equal.
"""

import math
from collections.abc import Sequence
from itertools import product

_GROUNDS = ("#f7f5f0", "#eeebe5", "#d5e3ea", "#c1d9e5")
"""Land, neighbouring land, sea and lakes."""
_WEIGHTS = {0.5: 0.7, 0.62: 0.95, 0.72: 1.0, 0.82: 0.95}
"""Lightnesses, and how readily each is chosen: dark ground hides the names on it."""
_CHROMA, _HUES = (0.07, 0.12), 24
_GREY = "#8a8781"
NAMED = {
    "red": "#d0605e",
    "lime": "#7fc46b",
    "green": "#4f9e63",
    "yellow": "#e3c34f",
    "blue": "#6f93d2",
    "black": "#5a5650",
    "grey": "#a39f98",
    "gray": "#a39f98",
    "orange": "#e0954a",
    "purple": "#9a74b8",
    "white": "#c9c4b8",
    "teal": "#3fa69a",
    "brown": "#9c7350",
    "pink": "#e092b4",
    "cyan": "#5cc3d8",
    "olive": "#98a04a",
    "gold": "#cda23c",
    "violet": "#b48ad6",
}
"""The colours of families that are named after one, as on Wikipedia's maps."""
Lab = tuple[float, float, float]


def colour_families(names: Sequence[str]) -> list[str]:
    """Return a colour for each family: the one it is named after, or else one unlike all others."""
    own = [NAMED.get(name.lower(), "") for name in names]
    made = iter(make_colours(own.count(""), [colour for colour in own if colour]))
    return [colour or next(made) for colour in own]


def make_colours(count: int, others: Sequence[str] = ()) -> list[str]:
    """Return so many colours as #rrggbb, the most different first, and all unlike some others."""
    candidates = [
        lab
        for lightness, chroma, hue in product(_WEIGHTS, _CHROMA, range(_HUES))
        if _is_displayable(lab := _to_lab(lightness, chroma, 2 * math.pi * hue / _HUES))
    ]
    chosen: list[Lab] = []
    taken = [_from_hex(ground) for ground in (*_GROUNDS, _GREY, *others)]
    least = [min(math.dist(lab, other) for other in taken) for lab in candidates]
    while len(chosen) < min(count, len(candidates)):
        best = max(range(len(candidates)), key=lambda at: (least[at] * _WEIGHTS[candidates[at][0]], -at))
        chosen.append(candidates[best])
        least = [min(old, math.dist(lab, chosen[-1])) for old, lab in zip(least, candidates, strict=True)]
    colours = [_to_hex(lab) for lab in chosen]
    return [*colours, *[_GREY] * (count - len(colours))]


def other_colour() -> str:
    """Return the colour of the family that stands for all the rest."""
    return _GREY


def _to_lab(lightness: float, chroma: float, hue: float) -> Lab:
    return lightness, chroma * math.cos(hue), chroma * math.sin(hue)


def _to_linear(lab: Lab) -> tuple[float, float, float]:
    """Return linear sRGB from OKLab, by the matrices of Björn Ottosson."""
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _is_displayable(lab: Lab) -> bool:
    return all(-1e-6 <= value <= 1 + 1e-6 for value in _to_linear(lab))


def _to_hex(lab: Lab) -> str:
    def encode(value: float) -> int:
        value = min(max(value, 0.0), 1.0)
        curve = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
        return round(255 * curve)

    return "#" + "".join(f"{encode(value):02x}" for value in _to_linear(lab))


def _from_hex(colour: str) -> Lab:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )
