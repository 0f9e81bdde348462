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


def draw_edges(rows: list[TimelineRow], height: float) -> list[Figure]:
    """Return the dashed and dotted edges around bars of a height, in rows; soft ends lie within one edge."""
    return [
        {
            "type": "rect",
            "x0": run[0].start,
            "x1": run[-1].end,
            "y0": number - height / 2,
            "y1": number + height / 2,
            "line": {
                "color": run[0].symbol.edge,
                "width": 2 if run[0].symbol.besieged else 1.4,
                "dash": "2px,3px" if run[0].symbol.besieged else "5px,3px",
            },
        }
        for number, row in enumerate(rows)
        for run in _edged(row)
    ]


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
