"""Strips: a picture cut into parts that change separately: heading, map, legend, provenance line.

Each is a document of its own, so that a strip with unchanged markup need not be rasterised again. Cuts lie
between rows of pixels, and outside the map only on bare paper.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.still.draw import Page, draw_document, lay_out
from layers.still.legend import Entry
from layers.svg.elements import Element, Markup, el


@dataclass(frozen=True, slots=True)
class Band:
    """A strip of a picture: its size in pixels, and an SVG document that is `drawn` rows high, maybe more."""

    wide: int
    rows: int
    drawn: int
    svg: str


def draw_bands(atlas: Atlas, request: Request, entries: Sequence[Entry]) -> tuple[Band, ...]:
    """Return a frame of a film as strips that together are its still; `entries` are those of its legend."""
    width, height, _ = request.pixels
    across, down = request.pixels_of_still
    page = lay_out(atlas, request, entries)
    per_px = down / height
    strips = _strips(page, per_px)
    ends = [*(start for start, _ in strips[1:]), down]
    bands = []
    for (start, drawn), end in zip(strips, ends, strict=True):
        rows = _whole_rows(across, end - start)
        box = f"0 {start / per_px:g} {width} {rows / per_px:g}"
        bands.append(Band(across, end - start, rows, draw_document(drawn, across, rows, box)))
    return tuple(band for band in bands if band.rows)


def make_band(
    edges: tuple[int, int, int, int], per_px: float, drawn: Iterable[Element | Markup], paper: str
) -> Band:
    """Return a part of a picture on paper, between its left, upper, right and lower edge in pixels."""
    left, top, right, bottom = edges
    across, down = right - left, bottom - top
    rows = _whole_rows(across, down)
    x, y, wide, high = (side / per_px for side in (left, top, across, rows))
    ground = el("rect", x=x, y=y, width=wide, height=high, fill=paper)
    document = draw_document((ground, *drawn), across, rows, f"{x:g} {y:g} {wide:g} {high:g}")
    return Band(across, down, rows, document)


def _whole_rows(wide: int, rows: int) -> int:
    """Return the least number of rows, no fewer, at which the rasteriser gets whole pixels.

    It computes the size of a drawing from its aspect in single precision, rounds up, and shrinks it again; if
    that goes wrong, letters are a hundredth too flat and blurred.
    """
    for high in range(max(rows, 1), rows + 1000):
        aspect = np.float32(wide) / np.float32(high)
        across, down = max(np.float32(wide), aspect * np.float32(high)), np.float32(wide) / aspect
        if (np.ceil(across), np.ceil(down)) == (wide, high):
            return high
    return rows


def _strips(page: Page, per_px: float) -> list[tuple[int, tuple[Element | Markup, ...]]]:
    """Return the content of each strip, and its first row."""
    if not page.parts:
        return [(0, (*page.maps, *page.over))]
    (_, heading), *feet = page.parts
    # The rows that map and paper share, where they meet within a pixel, belong to the map.
    below = [(ceil(top * per_px), (*page.patterns, *page.paper, *part, *page.over)) for top, part in feet]
    return [
        (0, (*page.paper, *heading, *page.over)),
        (floor(page.top * per_px), (*page.maps, *page.paper, *page.over)),
        *below,
    ]
