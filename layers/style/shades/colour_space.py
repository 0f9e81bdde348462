"""Colour spaces in numpy: OKLCH to derive in, CIELAB to compare in, as normal and deficient eyes see it.

Arrays have the channels of a colour in their last axis; sRGB is 0 to 1, L of OKLCH 0 to 1, hues are degrees.
OKLab: Ottosson 2020. Difference: CIEDE2000. Deficiencies: Machado, Oliveira, Fernandes 2009, severity 1.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EYES = ("normal", "protan", "deutan", "tritan")
"""The order of the first axis of `see`."""
_SEEN = np.array(
    [
        np.eye(3),
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ]
)
_XYZ = np.array(
    [[0.4123908, 0.3575843, 0.1804808], [0.2126390, 0.7151687, 0.0721923], [0.0193308, 0.1191948, 0.9505322]]
)
_WHITE = _XYZ.sum(axis=1)
_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_OKLAB, _FROM_CONES = np.linalg.inv(_OKLAB), np.linalg.inv(_CONES)
_GAMUT_STEPS = 14
"""Halvings of the chroma until a colour is inside sRGB: exact to 0.00001."""
_FAR = 25.0**7


def parse_hex(colours: Iterable[str]) -> Array:
    """Return colours #rrggbb as sRGB."""
    listed = [[int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)] for colour in colours]
    return np.array(listed, dtype=np.float64).reshape(-1, 3)


def format_hex(rgb: Array) -> str:
    """Return one colour as #rrggbb."""
    return "#" + "".join(f"{round(float(np.clip(value, 0, 1)) * 255):02x}" for value in rgb)


def quantise(rgb: Array) -> Array:
    """Return sRGB as it is after writing it as #rrggbb."""
    return np.asarray(np.round(np.clip(rgb, 0, 1) * 255) / 255)


def linear(rgb: Array) -> Array:
    """Return linear light of sRGB."""
    return np.where(rgb <= 0.04045, rgb / 12.92, ((np.maximum(rgb, 0) + 0.055) / 1.055) ** 2.4)


def to_oklch(rgb: Array) -> Array:
    """Return lightness, chroma and hue of sRGB."""
    lightness, a, b = np.moveaxis(np.cbrt(linear(rgb) @ _CONES.T) @ _OKLAB.T, -1, 0)
    return np.stack([lightness, np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360], axis=-1)


def to_rgb(lch: Array) -> Array:
    """Return sRGB of OKLCH; the chroma of a colour that sRGB does not have is lowered."""
    low, high = np.zeros(lch.shape[:-1]), lch[..., 1]
    fits = _inside(_unbounded(lch, high))
    for _ in range(0 if fits.all() else _GAMUT_STEPS):
        middle = (low + high) / 2
        inside = _inside(_unbounded(lch, middle))
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    light = _unbounded(lch, np.where(fits, lch[..., 1], low))
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def _unbounded(lch: Array, chroma: Array) -> Array:
    hue = np.radians(lch[..., 2])
    lab = np.stack([lch[..., 0], chroma * np.cos(hue), chroma * np.sin(hue)], axis=-1)
    return np.asarray((lab @ _FROM_OKLAB.T) ** 3 @ _FROM_CONES.T)


def _inside(light: Array) -> NDArray[np.bool_]:
    return np.asarray(((light >= -1e-4) & (light <= 1 + 1e-4)).all(axis=-1))


def luminance(rgb: Array) -> Array:
    """Return the relative luminance of WCAG 2."""
    return np.asarray(linear(rgb) @ _XYZ[1])


def contrasts(rgb: Array, ground: Array) -> Array:
    """Return the contrast ratio of WCAG 2 of colours and a ground."""
    first, second = luminance(rgb) + 0.05, luminance(ground) + 0.05
    return np.asarray(np.maximum(first, second) / np.minimum(first, second))


def see(rgb: Array) -> Array:
    """Return CIELAB as each of `EYES` sees colours; eyes are the first axis."""
    light = np.clip(np.einsum("ekc,...c->e...k", _SEEN, linear(rgb)), 0, 1)
    share = light @ _XYZ.T / _WHITE
    f = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.stack(
        [116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1
    )


def difference(first: Array, second: Array) -> Array:
    """Return the difference CIEDE2000 of colours in CIELAB."""
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(first, -1, 0), np.moveaxis(second, -1, 0)
    mean7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 1.5 - 0.5 * np.sqrt(mean7 / (mean7 + _FAR))
    a1, a2 = g * a1, g * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    grey = c1 * c2 == 0
    turn = np.where(grey, 0, (h2 - h1 + 180) % 360 - 180)
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = np.where(grey, h1 + h2, (h1 + turn / 2) % 360)
    t = (
        1
        - 0.17 * _cos(hm - 30)
        + 0.24 * _cos(2 * hm)
        + 0.32 * _cos(3 * hm + 6)
        - 0.20 * _cos(4 * hm - 63)
    )  # fmt: skip
    sl = 1 + 0.015 * (lm - 50) ** 2 / np.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    cm7 = cm**7
    rt = -2 * np.sqrt(cm7 / (cm7 + _FAR)) * np.sin(np.radians(60 * np.exp(-(((hm - 275) / 25) ** 2))))
    square = (dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh)
    return np.asarray(np.sqrt(np.maximum(square, 0)))


def _cos(degrees: Array) -> Array:
    return np.asarray(np.cos(np.radians(degrees)))
