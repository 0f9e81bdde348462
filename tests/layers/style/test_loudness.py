"""Loudness: how much the status of ground changes it, measured on pixels, so that empty desert is quiet.

The loudness of a symbol is the root mean square, over the pixels of a square, of the CIELAB distance from
bare land; the texture of a pattern is the mean difference in L* from its own ground.
"""

import io
from functools import cache
from statistics import fmean

import numpy as np
import pytest
from PIL import Image

from atlas.history.certainty import CERTAIN, UNKNOWN
from atlas.history.scene import Holding
from atlas.model.atlas import Atlas
from atlas.model.colours import contrast
from atlas.model.vocabulary import Standing, Status
from atlas.request.request import parse_request
from layers.still.layout import layout_of
from layers.style.colour import halves, lightness
from layers.style.patterns import draw_patterns, pattern_id
from layers.style.symbology import Hatch, Symbol, Symbolizer
from layers.style.theme import Theme, theme_of
from layers.style.zone_edges import edge_between
from layers.svg.elements import el, serialise
from outputs.stills.typeset import rasterise

SIDE_PX = 144
THEMES = ("light", "dark", "print")
FORCES = ("iran-aligned", "isis", "sdf", "rebels")
"""Forces that are present in or fight for ground that the government holds."""
OPEN, CLOSE = "suwayda-desert", "albu-kamal"
LEAST_DOT = 3.0


def holding(force: str, status: Status = Status.CONTROL, share: int = CERTAIN) -> Holding:
    return Holding(force, status, Standing.CONFIRMED, share, 0, ())


@cache
def lab_of(symbol: Symbol, land: str) -> np.ndarray:
    """Return the CIELAB values (n, 3) of the pixels of a square with a symbol on bare land."""
    over = [f"url(#{pattern_id(symbol.pattern)})"] if symbol.pattern else []
    drawn = el(
        "svg",
        draw_patterns([symbol.pattern] if symbol.pattern else []),
        *(el("rect", width=SIDE_PX, height=SIDE_PX, fill=fill) for fill in (land, symbol.ground, *over)),
        xmlns="http://www.w3.org/2000/svg", width=SIDE_PX, height=SIDE_PX, viewBox=f"0 0 {SIDE_PX} {SIDE_PX}",
    )  # fmt: skip
    image = Image.open(io.BytesIO(rasterise(serialise(drawn), (SIDE_PX, SIDE_PX)))).convert("RGB")
    return lab(np.asarray(image, dtype=float).reshape(-1, 3) / 255)


def lab(colours: np.ndarray) -> np.ndarray:
    """Return colours (n, 3), 0 to 1, in CIELAB for D65."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    parts = linear @ to_xyz.T / to_xyz.sum(axis=1)
    roots = np.where(parts > 216 / 24389, np.cbrt(parts), (24389 / 27 * parts + 16) / 116)
    x, y, z = roots.T
    return np.column_stack([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def loudness(symbol: Symbol, theme: Theme) -> float:
    """Return the loudness of a symbol; bare land has 0."""
    bare = lab(np.array([[int(theme["land"][at : at + 2], 16) / 255 for at in (1, 3, 5)]]))
    distance = np.linalg.norm(lab_of(symbol, theme["land"]) - bare, axis=1)
    return float(np.sqrt((distance**2).mean()))


def texture(symbol: Symbol, theme: Theme) -> float:
    """Return how much a pattern differs in L* from its own ground, on average over its pixels."""
    values = lab_of(symbol, theme["land"])[:, 0]
    return float(np.abs(values - lightness(symbol.ground)).mean())


def means(atlas: Atlas, name: str) -> dict[str, float]:
    """Return the loudness of each status, on average over forces."""
    theme = theme_of(atlas, name)
    symbolizer = Symbolizer(atlas, theme)
    unknown = symbolizer.symbolize([holding("gov", share=UNKNOWN)])

    def mean(status: Status, place: str = "", share: int = CERTAIN) -> float:
        symbols = [symbolizer.symbolize([holding(force, status, share)], place) for force in FORCES]
        return fmean(loudness(symbol, theme) for symbol in symbols)

    return {
        "control": mean(Status.CONTROL),
        "contested": mean(Status.CONTESTED, CLOSE),
        "open": mean(Status.CONTESTED, OPEN),
        "possible": mean(Status.CONTROL, share=1),
        "presence": mean(Status.PRESENCE),
        "unknown": loudness(unknown, theme),
    }


@pytest.mark.parametrize("theme", THEMES)
def test_the_less_a_force_holds_ground_the_quieter_it_is(default_atlas: Atlas, theme: str) -> None:
    loud = means(default_atlas, theme)
    assert loud["control"] > 1.2 * loud["contested"]
    assert loud["contested"] > 1.5 * loud["open"]
    assert loud["contested"] > loud["presence"]
    assert loud["open"] > 1.2 * loud["unknown"], "open ground that is fought over can be seen"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("force", FORCES)
def test_open_ground_that_is_fought_over_is_quieter_than_a_front(
    default_atlas: Atlas, theme: str, force: str
) -> None:
    """Its lines stand out from their ground less than the front or the ground behind it, and cover little."""
    colours = theme_of(default_atlas, theme)
    symbolizer = Symbolizer(default_atlas, colours)
    held = symbolizer.symbolize([holding("gov")])
    fought = [holding("gov"), holding(force, Status.CONTESTED)]
    near, open_ground = (symbolizer.symbolize(fought, place) for place in (CLOSE, OPEN))
    assert near.pattern and open_ground.pattern and open_ground.pattern.hatch is Hatch.CROSS
    behind = symbolizer.symbolize([holding(force)])
    front = edge_between(held, behind, colours)
    clearest = max(contrast(colour, held.ground) for colour in (front.colour, behind.ground))
    assert all(contrast(ink, held.ground) < clearest for ink in open_ground.pattern.colours)
    assert texture(open_ground, colours) < 0.4 * texture(near, colours)
    assert open_ground.ground == held.ground


@pytest.mark.parametrize("theme", [*THEMES, "paired"])
@pytest.mark.parametrize("holder", ["gov", "coalition", "sdf", "isis"])
def test_dots_can_be_seen_on_every_ground(default_atlas: Atlas, theme: str, holder: str) -> None:
    symbolizer = Symbolizer(default_atlas, theme_of(default_atlas, theme))
    for force in FORCES:
        symbol = symbolizer.symbolize([holding(holder), holding(force, Status.PRESENCE)])
        assert symbol.pattern
        for ink in symbol.pattern.colours:
            pairs = zip(halves(ink), halves(symbol.ground), strict=True)
            assert all(contrast(dot, ground) >= LEAST_DOT for dot, ground in pairs), (force, ink)


def test_patterns_grow_with_the_picture(default_atlas: Atlas) -> None:
    """Dots are as large in a picture twice as wide as their share of it asks."""
    marks = {
        size: layout_of(parse_request(default_atlas, {"size": size}), default_atlas).marks
        for size in ("800x450", "1600x900")
    }
    symbolizer = Symbolizer(default_atlas, theme_of(default_atlas, "light"))
    pattern = symbolizer.symbolize([holding("isis", Status.PRESENCE)]).pattern
    assert pattern
    for scale in marks.values():
        drawn = serialise(draw_patterns([pattern], scale))
        assert scale == 1 or f"scale({scale:g})" in drawn
    assert marks["1600x900"] > 1.2 * marks["800x450"]
