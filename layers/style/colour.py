"""Colours: #rrggbb, or a pair of light and dark, mixed and compared. Pure arithmetic without themes."""

import colorsys
from functools import lru_cache

from atlas.model.colours import channels, contrast, luminance


def pair(light: str, dark: str) -> str:
    """Return two colours as one value from which CSS chooses by the reader's theme."""
    return light if light == dark else f"light-dark({light},{dark})"


def halves(colour: str) -> tuple[str, str]:
    """Return the colours of a pair; a single colour twice."""
    return (colour[11:18], colour[19:26]) if colour.startswith("light-dark(") else (colour, colour)


@lru_cache(maxsize=4096)
def mix(colour: str, ground: str, share: float) -> str:
    """Return `share` of a colour over a ground, each #rrggbb or a pair."""
    (light, dark), (day, night) = halves(colour), halves(ground)
    return pair(_mix(light, day, share), _mix(dark, night, share))


def _mix(colour: str, ground: str, share: float) -> str:
    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


@lru_cache(maxsize=4096)
def lightness(colour: str) -> float:
    """Return L* of CIELAB, 0 to 100: the lightness that remains in grey."""
    share = luminance(colour)
    return 903.3 * share if share <= 0.008856 else 116.0 * share ** (1 / 3) - 16.0


def grey_of(lightness: float) -> str:
    """Return the grey of a lightness L* of CIELAB, 8 to 100."""
    luminance = ((lightness + 16.0) / 116.0) ** 3
    share = 1.055 * luminance ** (1 / 2.4) - 0.055 if luminance > 0.0031308 else 12.92 * luminance
    return "#" + f"{round(255 * share):02x}" * 3


@lru_cache(maxsize=4096)
def readable_on(fill: str) -> str:
    """Return black or white, whichever reads better on a fill; a pair of them on a pair."""
    return pair(*(_readable_on(half) for half in halves(fill)))


def _readable_on(fill: str) -> str:
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, fill))


@lru_cache(maxsize=4096)
def legible_on(ink: str, ground: str, least: float = 4.5) -> str:
    """Return an ink if it is legible on a ground, else black or white; for pairs, each half separately."""
    halves_ = zip(halves(ink), halves(ground), strict=True)
    return pair(*(half if contrast(half, under) >= least else _readable_on(under) for half, under in halves_))


@lru_cache(maxsize=4096)
def visible_on(ink: str, ground: str, least: float) -> str:
    """Return an ink with as many quarters of black or white as give it a contrast; each half of a pair so."""
    halves_ = zip(halves(ink), halves(ground), strict=True)
    return pair(*(_visible_on(half, under, least) for half, under in halves_))


def _visible_on(ink: str, ground: str, least: float) -> str:
    steps = (_mix(ink, end, share / 4) for share in range(4, -1, -1) for end in ("#000000", "#ffffff"))
    return next((step for step in steps if contrast(step, ground) >= least), _readable_on(ground))


def grey(colour: str) -> str:
    """Return the grey with a colour's lightness."""
    red, green, blue = (value / 255 for value in channels(colour))
    lightness = round(255 * colorsys.rgb_to_yiq(red, green, blue)[0])
    return "#" + f"{lightness:02x}" * 3
