"""The colour a family starts from in a theme: its own, not too faint, too vivid, too light or too dark."""

import numpy as np

from layers.style.shades.colour_space import Array, to_oklch, to_rgb

_GREY = 0.02
"""A colour with less chroma than this is meant as grey."""
_CHROMA = (0.05, 0.15)
_LIGHTNESS = (0.36, 0.90)
_DARK_LIGHTNESS = (0.40, 0.84)
"""The same range in the dark theme, where fills lie on dark land."""
_DARK_VIVID = 1.05
_LEAST_DARK_GREY = 0.46


def find_starts(rgb: Array, theme: str) -> Array:
    """Return the colours, in OKLCH and inside sRGB, that a theme starts from."""
    lightness, chroma, hue = np.moveaxis(to_oklch(rgb), -1, 0)
    grey = chroma < _GREY
    chroma = np.where(grey, 0.0, np.clip(chroma, *_CHROMA))
    lightness = np.clip(lightness, *_LIGHTNESS)
    if theme == "dark":
        (low, high), (first, last) = _LIGHTNESS, _DARK_LIGHTNESS
        lightness = first + (lightness - low) / (high - low) * (last - first)
        lightness = np.where(grey, np.maximum(lightness, _LEAST_DARK_GREY), lightness)
        chroma = np.minimum(_DARK_VIVID * chroma, _CHROMA[1])
    return fit_gamut(np.stack([lightness, chroma, hue], axis=-1))


def fit_gamut(lch: Array) -> Array:
    """Return colours with as much of their chroma as sRGB has at their lightness and hue."""
    least = np.minimum(lch[..., 1], to_oklch(to_rgb(lch))[..., 1])
    return np.stack([lch[..., 0], least, lch[..., 2]], axis=-1)
