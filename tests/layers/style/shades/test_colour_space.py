"""Colour spaces in numpy, against another implementation."""

import random

import numpy as np
import pytest
from coloraide import Color

from layers.style.shades.colour_space import (
    EYES,
    contrasts,
    difference,
    format_hex,
    parse_hex,
    see,
    to_oklch,
    to_rgb,
)

CHANCE = random.Random(18)
COLOURS = ["#000000", "#ffffff", "#808080", *(f"#{CHANCE.randrange(1 << 24):06x}" for _ in range(40))]


def test_oklch_and_back() -> None:
    rgb = parse_hex(COLOURS)
    assert [format_hex(colour) for colour in to_rgb(to_oklch(rgb))] == COLOURS
    for colour, (lightness, chroma, hue) in zip(COLOURS[3:], to_oklch(rgb)[3:], strict=True):
        wanted = Color(colour).convert("oklch").coords()
        assert (lightness, chroma, hue % 360) == pytest.approx(wanted, abs=1e-3)


@pytest.mark.parametrize("eye", EYES)
def test_differences_to_every_eye(eye: str) -> None:
    labs = see(parse_hex(COLOURS))[EYES.index(eye)]
    for at, other in enumerate(COLOURS[1:]):
        pair = [Color(COLOURS[at]), Color(other)]
        if eye != "normal":
            pair = [colour.filter(eye, method="machado", space="srgb-linear").clip() for colour in pair]
        assert difference(labs[at], labs[at + 1]) == pytest.approx(
            pair[0].delta_e(pair[1], method="2000"), abs=0.05
        )


def test_contrast() -> None:
    black, white, grey = parse_hex(["#000000", "#ffffff", "#777777"])
    assert contrasts(black, white) == pytest.approx(21)
    assert contrasts(np.stack([white, grey]), white) == pytest.approx([1, 4.48], abs=0.01)


def test_a_colour_outside_srgb_loses_chroma_and_keeps_lightness_and_hue() -> None:
    wanted = np.array([[0.7, 0.4, 30.0], [0.5, 0.3, 200.0]])
    inside = to_oklch(to_rgb(wanted))
    assert inside[:, [0, 2]] == pytest.approx(wanted[:, [0, 2]], abs=0.5)
    assert np.abs(inside[:, 0] - wanted[:, 0]).max() < 0.01
    assert (inside[:, 1] < wanted[:, 1]).all() and (inside[:, 1] > 0.05).all()
