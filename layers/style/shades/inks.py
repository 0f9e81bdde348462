"""Line, text and tint of a fill: the same hue, as far from it as they need to be read on the map."""

from collections.abc import Mapping

import numpy as np

from layers.style.colour import mix
from layers.style.shades.colour_space import (
    Array,
    contrasts,
    difference,
    format_hex,
    parse_hex,
    quantise,
    see,
    to_oklch,
    to_rgb,
)

_LINE_ON_LAND, _LINE_ON_FILL, _TEXT = 3.2, 1.35, 4.6
_TEXT_GROUNDS = ("land", "panel", "neighbour")
_STEP = 0.01
_TINT_SHARES = [share / 100 for share in range(20, 101, 2)]
_TINT = 6.0
"""The least difference of a tint from the land."""


def find_line(fill: str, base: Mapping[str, str], *, lighter: bool) -> str:
    """Return the colour of a family's lines: seen on the land and on its own ground."""
    return _first_clear(fill, [(base["land"], _LINE_ON_LAND), (fill, _LINE_ON_FILL)], lighter=lighter)


def find_text(fill: str, base: Mapping[str, str], *, lighter: bool) -> str:
    """Return the colour of a family's name: legible wherever it is written."""
    return _first_clear(fill, [(base[ground], _TEXT) for ground in _TEXT_GROUNDS], lighter=lighter)


def find_tint(fill: str, land: str) -> str:
    """Return the faintest share of a fill that stands out from the land."""
    tints = [mix(fill, land, share) for share in _TINT_SHARES]
    apart = difference(see(parse_hex(tints))[0], see(parse_hex([land]))[0])
    clear = np.flatnonzero(apart >= _TINT)
    return tints[int(clear[0])] if len(clear) else fill


def _first_clear(fill: str, grounds: list[tuple[str, float]], *, lighter: bool) -> str:
    """Return the first step lighter or darker with the contrasts; the last, white or black, if none has."""
    steps = _steps_from(fill, lighter=lighter)
    clear = np.ones(len(steps), dtype=bool)
    for ground, least in grounds:
        clear &= contrasts(steps, parse_hex([ground])[0]) >= least
    return format_hex(steps[int(clear.argmax()) if clear.any() else -1])


def _steps_from(fill: str, *, lighter: bool) -> Array:
    lightness, chroma, hue = to_oklch(parse_hex([fill])[0])
    end = 1.0 if lighter else 0.0
    levels = np.append(np.arange(lightness, end, _STEP if lighter else -_STEP), end)
    lch = np.stack([levels, np.full_like(levels, chroma), np.full_like(levels, hue)], axis=-1)
    return quantise(to_rgb(lch))
