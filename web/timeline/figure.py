"""The timeline: one row per place, drawn by Plotly on the slider's own scale of days.

Each trace contains all bars at once. The current day is not part of the figure: the browser moves a line over
it.
"""

from collections.abc import Iterable
from functools import lru_cache, partial
from html import escape as escape_all
from itertools import groupby
from typing import Any

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import date_of, day_of, format_day
from atlas.model.vocabulary import Shape
from atlas.request.request import Request
from layers.style.colour import readable_on
from layers.style.symbology import Hatch, Symbol
from layers.style.theme import FONTS, Theme, load_theme
from text.translations import Words, load_words
from web.timeline.overlays import draw_edges, draw_unknown, name_unknown
from web.timeline.rows import Stretch, TimelineRow, days_of, find_rows

Figure = dict[str, Any]
Names = tuple[tuple[str, str], ...]
CONFIG: dict[str, Any] = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "displayModeBar": False,
}
escape = partial(escape_all, quote=False)
"""Plotly reads a little markup, and of the entities not the one for a quote."""
ROW_PX = 24
BAR_PX = 14
_TEXT_PX = 11
_TEXT_DAYS = 300
"""The approximate length of a name on a slider of ten years."""
_FILLS = {
    Hatch.STRIPES: ("/", 11, 0.5),
    Hatch.RIVALS: ("+", 9, 0.5),
    Hatch.DOTS: (".", 6, 0.16),
    Hatch.CROSS: ("x", 6, 0.28),
    Hatch.DASHES: ("\\", 7, 0.25),
    Hatch.UNKNOWN: ("-", 7, 0.12),
}
"""How Plotly draws each pattern: its shape, size in px and solidity."""


@lru_cache(maxsize=64)
def draw_timeline(atlas: Atlas, request: Request) -> tuple[Names, Figure]:
    """Return the rows, (id, name) from top to bottom, and the figure. Don't change what is returned."""
    rows = find_rows(atlas, request)
    theme, words = load_theme(request.theme), load_words(request.lang)
    names = _name_rows(rows, request.lang)
    traces = [
        _bars(atlas, rows, names, theme, words),
        _hatches(rows),
        _texts(atlas, rows, request.lang),
        _marks(rows, theme, words),
    ]
    return names, {"data": traces, "layout": _layout(atlas, request, rows, theme, words)}


def _name_rows(rows: list[TimelineRow], language: str) -> Names:
    """Return (id, name) of the rows; a site with the name of a zone in view is marked by its dot."""
    place_names = [row.place.name.translate(language) for row in rows]
    zones = {name for row, name in zip(rows, place_names, strict=True) if row.place.shape is Shape.ZONE}
    return tuple(
        (row.place.id, f"{name} •" if row.place.shape is Shape.SITE and name in zones else name)
        for row, name in zip(rows, place_names, strict=True)
    )


def _bars(atlas: Atlas, rows: list[TimelineRow], names: Names, theme: Theme, words: Words) -> Figure:
    bars = [
        (number, name, stretch)
        for number, (row, (_, name)) in enumerate(zip(rows, names, strict=True))
        for stretch in row.stretches
    ]
    symbols = [stretch.symbol for _, _, stretch in bars]
    return {
        **_spans((number, stretch.start, stretch.days) for number, _, stretch in bars),
        "name": "holdings",
        "marker": {"color": [symbol.ground for symbol in symbols], "line": {"width": 0}},
        "customdata": [rows[number].place.id for number, _, _ in bars],
        "hovertext": list(_describe_bars(atlas, bars, words)),
        "hoverinfo": "text",
        "hoverlabel": {"bgcolor": theme["panel"]},
    }


def _spans(bars: Iterable[tuple[int, int, int]]) -> Figure:
    """Return a trace of bars from (row, first day, days)."""
    spans = list(bars)
    rows, starts, days = ([span[column] for span in spans] for column in range(3))
    return {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "base": starts,
        "x": days,
        "width": BAR_PX / ROW_PX,
    }


def _hatches(rows: list[TimelineRow]) -> Figure:
    """Return the patterns on the bars, in a trace of their own: their ground is the bar beneath."""
    bars = [
        (number, stretch, stretch.symbol.pattern)
        for number, row in enumerate(rows)
        for stretch in row.stretches
        if stretch.symbol.pattern
    ]
    hatches = [pattern for _, _, pattern in bars]
    return {
        **_spans((number, stretch.start, stretch.days) for number, stretch, _ in bars),
        "name": "patterns",
        "marker": {
            "color": "rgba(0,0,0,0)",
            "line": {"width": 0},
            "pattern": {
                "shape": [_FILLS[pattern.hatch][0] for pattern in hatches],
                "fgcolor": [pattern.colours[-1] for pattern in hatches],
                "size": [_FILLS[pattern.hatch][1] for pattern in hatches],
                "solidity": [_FILLS[pattern.hatch][2] for pattern in hatches],
                "fillmode": "overlay",
            },
        },
        "hoverinfo": "skip",
    }


def _describe_bars(atlas: Atlas, bars: list[tuple[int, str, Stretch]], words: Words) -> Iterable[str]:
    """Describe each bar; bars that differ only in age are one stay, described with all its days."""
    labels = [(place, _describe_symbol(atlas, stretch.symbol, words)) for _, place, stretch in bars]
    for (place, lines), same in groupby(zip(labels, bars, strict=True), key=lambda pair: pair[0]):
        stretches = [stretch for _, (_, _, stretch) in same]
        for stay in _stays(stretches):
            days = f"{words.short_day(stay[0].start)} – {words.short_day(stay[-1].end - 1)}"
            yield from ["<br>".join([f"<b>{escape(place)}</b>", *lines, days])] * len(stay)


def _stays(bars: list[Stretch]) -> Iterable[list[Stretch]]:
    """Yield bars that follow one another without a gap."""
    stay: list[Stretch] = []
    for bar in bars:
        if stay and stay[-1].end != bar.start:
            yield stay
            stay = []
        stay.append(bar)
    yield stay


def _describe_symbol(atlas: Atlas, symbol: Symbol, words: Words) -> tuple[str, ...]:
    """Describe who is there and how, in lines. Plotly reads a little markup, so data text is escaped."""
    qualifiers = [
        "" if symbol.leader else words["unknown"],
        words["changing"] if symbol.changing else words["possible"] if symbol.faded else "",
        "" if symbol.held or not symbol.leader else words["presence"] if symbol.loose else words["nominal"],
        words["besieged"] if symbol.besieged else "",
        words["rivals"] if symbol.rivals else words["claimed_or_disputed"] if symbol.doubted else "",
    ]
    forces = (atlas.forces[force] for force in (symbol.leader, *symbol.partners) if force)
    holders = words["with"].join(force.name.translate(words.language) for force in forces)
    return tuple(filter(None, (escape(holders), escape(" · ".join(filter(None, qualifiers))))))


def _texts(atlas: Atlas, rows: list[TimelineRow], language: str) -> Figure:
    """Return the names on the bars; Plotly leaves out those that don't fit."""
    runs = [(number, run) for number, row in enumerate(rows) for run in row.runs() if run[0].symbol.leader]
    grounds = [_ground_under(run) for _, run in runs]
    return {
        **_spans((number, run[0].start, run[-1].end - run[0].start) for number, run in runs),
        "width": 1,  # the whole row: Plotly wants room above and below a text
        "name": "names",
        "text": [escape(atlas.forces[run[0].symbol.leader].short.translate(language)) for _, run in runs],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "insidetextfont": {
            "color": [readable_on(ground) for ground in grounds],
            "size": _TEXT_PX,
            "weight": 600,
        },
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _ground_under(run: tuple[Stretch, ...]) -> str:
    """Return the colour under most of a name, which begins where the run does."""
    end = run[0].start + _TEXT_DAYS
    return max(run, key=lambda stretch: min(stretch.end, end) - stretch.start).symbol.ground


def _marks(rows: list[TimelineRow], theme: Theme, words: Words) -> Figure:
    events = [(number, event) for number, row in enumerate(rows) for event in row.events]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "events",
        "x": [event.date.earliest for _, event in events],
        # On the upper edge of the bar, where no name is covered.
        "y": [number - BAR_PX / ROW_PX / 2 for number, _ in events],
        "marker": {
            "symbol": "triangle-down",
            "size": 9,
            "color": theme["ink"],
            "line": {"color": theme["panel"], "width": 1},
        },
        "customdata": [f"event:{event.id}" for _, event in events],
        "hovertext": [
            f"<b>{escape(event.title.translate(words.language))}</b><br>{escape(words.dated(event.date))}"
            for _, event in events
        ],
        "hoverinfo": "text",
        "hoverlabel": {"bgcolor": theme["panel"]},
        "cliponaxis": False,
    }


def _layout(atlas: Atlas, request: Request, rows: list[TimelineRow], theme: Theme, words: Words) -> Figure:
    first, last = days_of(atlas, request)
    years = range(date_of(first).year + 1, date_of(last).year + 1)
    return {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONTS, "size": _TEXT_PX, "color": theme["ink"]},
        "hoverlabel": {
            "bordercolor": theme["rule"],
            "align": "right" if words.rtl else "left",
            "font": {"size": 12},
        },
        "barmode": "overlay",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "uniformtext": {"minsize": _TEXT_PX, "mode": "hide"},
        "xaxis": {
            "range": [last, first] if words.rtl else [first, last],
            "tickvals": [day_of(date_of(first).replace(year=year, month=1, day=1)) for year in years],
            "gridcolor": theme["rule"],
            "showticklabels": False,
            "ticks": "",
            "zeroline": False,
            "fixedrange": True,
        },
        "yaxis": {"range": [len(rows) - 0.5, -0.5], "visible": False, "fixedrange": True},
        "shapes": draw_edges(rows, BAR_PX / ROW_PX) + draw_unknown(request, last, theme),
        "annotations": name_unknown(request, (first, last), theme, words) if rows else [],
        "meta": {"first": format_day(first), "last": format_day(last)},
    }
