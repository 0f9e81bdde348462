"""The timeline: one row per place, drawn by Plotly on the slider's own scale of days.

The server sends each row as numbers; the browser merges those in view into a few Plotly traces, one for
each style (`assets/dashboard/timeline_rows.js`). The current day is not part of the figure: the browser moves
a line over it.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from html import escape as escape_all
from itertools import groupby
from typing import Any

from atlas.model.atlas import Atlas
from atlas.model.dates.calendar import date_of, day_number
from atlas.model.edtf_dates import format_day
from atlas.model.vocabulary import Shape
from atlas.request.request import Request
from layers.style.colour import readable_on
from layers.style.symbology import Hatch, Symbol
from layers.style.theme import FONTS, Theme, load_theme
from text.translations import Words, words_for
from web.timeline.overlays import draw_edges, draw_unknown, name_unknown
from web.timeline.rows import Stretch, TimelineRow, days_of, find_rows

Figure = dict[str, Any]
Names = tuple[tuple[str, str], ...]
CONFIG: dict[str, Any] = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "displayModeBar": False,
    "staticPlot": True,
}
"""Static, because the page finds what is under the pointer: Plotly would need an element for each bar."""
escape = partial(escape_all, quote=False)
"""Plotly reads a little markup, and of the entities not the one for a quote."""
ROW_PX = 24
BAR_PX = 14
_TEXT_PX = 11
_TEXT_DAYS, _TEXT_SHARE = 300, 0.075
"""The approximate length of a name on a slider of ten years, and its share of a longer one."""
_YEAR_STEPS = (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_MOST_RULES, _FEWER_RULES = 40, 12
_FILLS = {
    Hatch.STRIPES: ("/", 11, 0.5),
    Hatch.RIVALS: ("+", 9, 0.5),
    Hatch.DOTS: (".", 6, 0.16),
    Hatch.CROSS: ("x", 6, 0.28),
    Hatch.DASHES: ("\\", 7, 0.25),
    Hatch.UNKNOWN: ("-", 7, 0.12),
}
"""How Plotly draws each pattern: its shape, size in px and solidity."""


class Styles:
    """The distinct styles of the bars, each once: rows refer to them by number."""

    def __init__(self) -> None:
        self.traces: list[Figure] = []
        self._numbers: dict[str, int] = {}

    def number(self, style: Figure) -> int:
        """Return the number of a style."""
        number = self._numbers.setdefault(repr(style), len(self.traces))
        if number == len(self.traces):
            self.traces.append(style)
        return number


@lru_cache(maxsize=64)
def draw_timeline(atlas: Atlas, request: Request) -> tuple[Names, Figure]:
    """Return the rows, (id, name) from top to bottom, and the figure. Don't change what is returned.

    The figure is its `layout`; the `styles` of grounds, patterns and edges, each as the style of a trace; how
    events are marked; and its `rows`, as in `_draw_row`.
    """
    rows = find_rows(atlas, request)
    theme, words = load_theme(request.theme, atlas.brand), words_for(request)
    place_names = [row.place.name.translate(request.lang) for row in rows]
    zones = {name for row, name in zip(rows, place_names, strict=True) if row.place.shape is Shape.ZONE}
    names = tuple(
        (row.place.id, f"{name} •" if row.place.shape is Shape.SITE and name in zones else name)
        for row, name in zip(rows, place_names, strict=True)
    )
    styles = Styles()
    drawn = [_draw_row(atlas, row, name, styles, words) for row, (_, name) in zip(rows, names, strict=True)]
    line = {"color": theme["panel"], "width": 1}
    return names, {
        "layout": _layout(atlas, request, rows, theme, words),
        "styles": styles.traces,
        "marks": {"symbol": "triangle-down", "size": 9, "color": theme["ink"], "line": line},
        "rows": drawn,
        "rowPx": ROW_PX,
        "barPx": BAR_PX,
    }


def _draw_row(atlas: Atlas, row: TimelineRow, name: str, styles: Styles, words: Words) -> Figure:
    """Return what one row shows.

    Its `bars` (style, first day, end), the `names` on them (first day, end, text, colour), its `events` (day,
    id, lines of text), and its `stays` (first day, end, lines of text).
    """
    return {
        "bars": [
            *_merge(row.stretches, _ground, styles),
            *_merge(row.stretches, _hatch, styles),
            *((styles.number(style), start, end) for style, start, end in draw_edges(row)),
        ],
        "names": list(_texts(atlas, row, words.language)),
        "events": [
            (
                event.date.earliest,
                event.id,
                (event.title.translate(words.language), words.dated(event.date)),
            )
            for event in row.events
        ],
        "stays": list(_describe_stays(atlas, row.stretches, name, words)),
    }


def _merge(
    stretches: Iterable[Stretch], draw: Callable[[Symbol], Figure], styles: Styles
) -> Iterator[tuple[int, int, int]]:
    """Yield (style, first day, end) of bars that look the same and follow one another."""
    for style, same in groupby(stretches, lambda stretch: draw(stretch.symbol)):
        for stay in _stays(same) if style else ():
            yield styles.number(style), stay[0].start, stay[-1].end


def _ground(symbol: Symbol) -> Figure:
    return {"fill": "toself", "mode": "none", "fillcolor": symbol.ground}


def _hatch(symbol: Symbol) -> Figure:
    """Return a pattern alone, its ground is the bar beneath; empty if there is none."""
    if symbol.pattern is None:
        return {}
    shape, size, solidity = _FILLS[symbol.pattern.hatch]
    fill = {"shape": shape, "fgcolor": symbol.pattern.colours[-1], "size": size, "solidity": solidity}
    return {
        "fill": "toself",
        "mode": "none",
        "fillcolor": "rgba(0,0,0,0)",
        "fillpattern": {**fill, "fgopacity": 0.5, "bgcolor": "rgba(0,0,0,0)"},
    }


def _describe_stays(
    atlas: Atlas, stretches: Iterable[Stretch], name: str, words: Words
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Describe each stay in lines: bars that differ only in age are one, with all its days."""
    for lines, same in groupby(stretches, lambda stretch: _describe_symbol(atlas, stretch.symbol, words)):
        for stay in _stays(same):
            days = f"{words.short_date(stay[0].start)} – {words.short_date(stay[-1].end - 1)}"
            yield stay[0].start, stay[-1].end, (name, *lines, days)


def _stays(bars: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Yield bars that follow one another without a gap."""
    stay: list[Stretch] = []
    for bar in bars:
        if stay and stay[-1].end != bar.start:
            yield stay
            stay = []
        stay.append(bar)
    yield stay


def _describe_symbol(atlas: Atlas, symbol: Symbol, words: Words) -> tuple[str, ...]:
    """Describe who is there and how, in lines."""
    qualifiers = [
        "" if symbol.leader else words["unknown"],
        words["changing"] if symbol.changing else words["possible"] if symbol.faded else "",
        "" if symbol.held or not symbol.leader else words["presence"] if symbol.loose else words["nominal"],
        words["besieged"] if symbol.besieged else "",
        words["rivals"] if symbol.rivals else words["claimed_or_disputed"] if symbol.doubted else "",
    ]
    forces = (atlas.forces[force] for force in (symbol.leader, *symbol.partners) if force)
    holders = words["with"].join(force.name.translate(words.language) for force in forces)
    return tuple(filter(None, (holders, " · ".join(filter(None, qualifiers)))))


def _texts(atlas: Atlas, row: TimelineRow, language: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the names on the bars; the browser leaves out those that don't fit."""
    for run in row.runs():
        if run[0].symbol.leader:
            name = atlas.forces[run[0].symbol.leader].short.translate(language)
            end = run[0].start + max(_TEXT_DAYS, round(_TEXT_SHARE * (atlas.meta.last - atlas.meta.first)))
            longest = max(run, key=lambda stretch: min(stretch.end, end) - stretch.start)
            yield run[0].start, run[-1].end, escape(name), readable_on(longest.symbol.ground)


def _layout(atlas: Atlas, request: Request, rows: list[TimelineRow], theme: Theme, words: Words) -> Figure:
    first, last = days_of(atlas, request)
    return {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONTS, "size": _TEXT_PX, "color": theme["ink"]},
        "showlegend": False,
        "dragmode": False,
        "hovermode": False,
        "xaxis": {
            "range": [last, first] if words.rtl else [first, last],
            "tickvals": _ruled_years(first, last),
            "gridcolor": theme["rule"],
            "showticklabels": False,
            "ticks": "",
            "zeroline": False,
            "fixedrange": True,
        },
        "yaxis": {"range": [len(rows) - 0.5, -0.5], "visible": False, "fixedrange": True},
        "shapes": draw_unknown(request, last, theme),
        "annotations": name_unknown(request, (first, last), theme, words) if rows else [],
        "meta": {"first": format_day(first), "last": format_day(last)},
    }


def _ruled_years(first: int, last: int) -> list[int]:
    """Return the first days of the years between two days; of every tenth, twentieth … if they are many."""
    begin, end = date_of(first).year + 1, date_of(last).year
    few = end - begin < _MOST_RULES
    every = 1 if few else next(step for step in _YEAR_STEPS if (end - begin) // step < _FEWER_RULES)
    # Round as they are written: 50 BCE is the year -49.
    years = (year for year in range(begin, end + 1) if (year if year > 0 else 1 - year) % every == 0)
    return [day_number(year, 1, 1) for year in years]
