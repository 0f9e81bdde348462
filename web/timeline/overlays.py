"""Overlays on the bars of the timeline: edges of claims and sieges, and the time after the information date.

The bars themselves are in `web.timeline.figure`.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from atlas.request.request import Request
from layers.style.theme import Theme
from text.translations import Words
from web.timeline.rows import Stretch, TimelineRow

Figure = dict[str, Any]


def draw_edges(row: TimelineRow) -> Iterator[tuple[Figure, int, int]]:
    """Yield the dashed and dotted edges around bars: look, first day, end; soft ends lie within one edge."""
    for run in _edged(row):
        symbol = run[0].symbol
        line = {
            "color": symbol.edge,
            "width": 2 if symbol.besieged else 1.4,
            "dash": "2px,3px" if symbol.besieged else "5px,3px",
            "simplify": False,
        }
        yield {"mode": "lines", "line": line}, run[0].start, run[-1].end


def _edged(row: TimelineRow) -> Iterator[tuple[Stretch, ...]]:
    for run in row.runs():
        for marked, same in groupby(run, key=_mark):
            if marked[1:] != (False, False):
                yield tuple(same)


def _mark(stretch: Stretch) -> tuple[str, bool, bool]:
    return stretch.symbol.edge, stretch.symbol.doubted, stretch.symbol.besieged


def draw_unknown(request: Request, last: int, theme: Theme) -> list[Figure]:
    """Cover the time after the information date."""
    if request.known >= last:
        return []
    band = {"x0": request.known + 1, "x1": last, "yref": "paper", "y0": 0, "y1": 1}
    return [{"type": "rect", **band, "fillcolor": theme["surface"], "line": {"width": 0}, "layer": "above"}]


def name_unknown(request: Request, days: tuple[int, int], theme: Theme, words: Words) -> list[Figure]:
    """Label the time after the information date, if there is room."""
    first, last = days
    if request.known >= last - (last - first) / 12:
        return []
    middle = {"x": (request.known + 1 + last) / 2, "yref": "paper", "y": 1, "yanchor": "top"}
    return [{**middle, "text": words["not_yet_known"], "showarrow": False, "font": {"color": theme["ink3"]}}]
