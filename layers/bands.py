"""Bands: a picture cut into strips that change apart: heading, map, key, stamp.

Each is a document of its own, so that a strip whose markup stays need not be rasterised again.
Cuts lie between rows of pixels, and outside the map only on bare paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from atlas.model import Atlas
from atlas.request import Request
from layers.canvas import Element, Markup
from layers.drawing import Page, draw_document, lay_out
from layers.key import Entry


@dataclass(frozen=True, slots=True)
class Band:
    """A strip of a picture as an SVG document, and how many rows of pixels it is high."""

    rows: int
    svg: str


def draw_bands(atlas: Atlas, request: Request, entries: Sequence[Entry]) -> tuple[Band, ...]:
    """Return a frame of a film as strips that together are its still; `entries` are those of its key."""
    width, height, _ = request.pixels
    across, down = request.pixels_of_still
    page = lay_out(atlas, request, entries)
    per_px = down / height
    strips = _strips(page, per_px)
    ends = [*(start for start, _ in strips[1:]), down]
    return tuple(
        Band(
            end - start,
            draw_document(
                drawn, across, end - start, f"0 {start / per_px:g} {width} {(end - start) / per_px:g}"
            ),
        )
        for (start, drawn), end in zip(strips, ends, strict=True)
    )


def _strips(page: Page, per_px: float) -> list[tuple[int, tuple[Element | Markup, ...]]]:
    """Return what each strip draws, and the row it starts at."""
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
