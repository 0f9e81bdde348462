"""The timeline: one lane a place, drawn by Plotly on the slider's own scale of days.

Each trace holds all bars at once. The current day is no part of the figure: the browser moves a line over it.
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
from web.timeline.lanes import Lane, Stretch, days_of, find_lanes
from web.timeline.overlays import draw_edges, draw_unknown, name_unknown

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
LANE_PX = 24
BAR_PX = 14
_TEXT_PX = 11
_TEXT_DAYS = 300
"""About as long as a name is on a slider of ten years."""
_SHAPES = {Hatch.STRIPES: "/", Hatch.DOTS: ".", Hatch.CROSS: "x", Hatch.DASHES: "\\", Hatch.UNKNOWN: "-"}
_SIZES = {Hatch.STRIPES: 11, Hatch.DOTS: 6, Hatch.CROSS: 6, Hatch.DASHES: 7, Hatch.UNKNOWN: 7}
_SOLIDITY = {Hatch.STRIPES: 0.5, Hatch.DOTS: 0.16, Hatch.CROSS: 0.28, Hatch.DASHES: 0.25, Hatch.UNKNOWN: 0.12}


@lru_cache(maxsize=64)
def draw_timeline(atlas: Atlas, request: Request) -> tuple[Names, Figure]:
    """Return the lanes, (id, name) from top to bottom, and the figure. Don't change what is returned."""
    lanes = find_lanes(atlas, request)
    theme, words = load_theme(request.theme), load_words(request.lang)
    names = _name_lanes(lanes, request.lang)
    traces = [
        _bars(atlas, lanes, names, theme, words),
        _hatches(lanes),
        _texts(atlas, lanes, request.lang),
        _marks(lanes, theme, words),
    ]
    return names, {"data": traces, "layout": _layout(atlas, request, lanes, theme, words)}


def _name_lanes(lanes: list[Lane], language: str) -> Names:
    """Return (id, name) of the lanes; a site that is named as a zone of the view is told by its dot."""
    named = [lane.place.name.say(language) for lane in lanes]
    zones = {name for lane, name in zip(lanes, named, strict=True) if lane.place.shape is Shape.ZONE}
    return tuple(
        (lane.place.id, f"{name} •" if lane.place.shape is Shape.SITE and name in zones else name)
        for lane, name in zip(lanes, named, strict=True)
    )


def _bars(atlas: Atlas, lanes: list[Lane], names: Names, theme: Theme, words: Words) -> Figure:
    rows = [
        (number, name, stretch)
        for number, (lane, (_, name)) in enumerate(zip(lanes, names, strict=True))
        for stretch in lane.stretches
    ]
    symbols = [stretch.symbol for _, _, stretch in rows]
    return {
        **_spans((number, stretch.start, stretch.days) for number, _, stretch in rows),
        "name": "holdings",
        "marker": {"color": [symbol.ground for symbol in symbols], "line": {"width": 0}},
        "customdata": [lanes[number].place.id for number, _, _ in rows],
        "hovertext": list(_tell_bars(atlas, rows, words)),
        "hoverinfo": "text",
        "hoverlabel": {"bgcolor": theme["panel"]},
    }


def _spans(rows: Iterable[tuple[int, int, int]]) -> Figure:
    """Return a trace of bars from (lane, first day, days)."""
    listed = list(rows)
    lanes, starts, days = ([row[column] for row in listed] for column in range(3))
    return {
        "type": "bar",
        "orientation": "h",
        "y": lanes,
        "base": starts,
        "x": days,
        "width": BAR_PX / LANE_PX,
    }


def _hatches(lanes: list[Lane]) -> Figure:
    """Return the patterns that lie on the bars, in a trace of their own: their ground is the bar beneath."""
    rows = [
        (number, stretch, stretch.symbol.pattern)
        for number, lane in enumerate(lanes)
        for stretch in lane.stretches
        if stretch.symbol.pattern
    ]
    hatches = [pattern for _, _, pattern in rows]
    return {
        **_spans((number, stretch.start, stretch.days) for number, stretch, _ in rows),
        "name": "patterns",
        "marker": {
            "color": "rgba(0,0,0,0)",
            "line": {"width": 0},
            "pattern": {
                "shape": [_SHAPES[pattern.hatch] for pattern in hatches],
                "fgcolor": [pattern.colours[-1] for pattern in hatches],
                "size": [_SIZES[pattern.hatch] for pattern in hatches],
                "solidity": [_SOLIDITY[pattern.hatch] for pattern in hatches],
                "fillmode": "overlay",
            },
        },
        "hoverinfo": "skip",
    }


def _tell_bars(atlas: Atlas, rows: list[tuple[int, str, Stretch]], words: Words) -> Iterable[str]:
    """Say what each bar shows; bars that differ by age alone are one stay, of which all the days are said."""
    said = [(place, _tell(atlas, stretch.symbol, words)) for _, place, stretch in rows]
    for (place, lines), same in groupby(zip(said, rows, strict=True), key=lambda one: one[0]):
        bars = [stretch for _, (_, _, stretch) in same]
        for stay in _stays(bars):
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


def _tell(atlas: Atlas, symbol: Symbol, words: Words) -> tuple[str, ...]:
    """Say who is there and how, in lines. Plotly reads a little markup, so data text is escaped."""
    doubts = [
        "" if symbol.leader else words["unknown"],
        words["changing"] if symbol.changing else words["possible"] if symbol.faded else "",
        "" if symbol.held or not symbol.leader else words["presence"] if symbol.loose else words["nominal"],
        words["besieged"] if symbol.besieged else "",
        words["claimed_or_disputed"] if symbol.doubted else "",
    ]
    forces = (atlas.forces[force] for force in (symbol.leader, *symbol.partners) if force)
    who = words["with"].join(force.name.say(words.language) for force in forces)
    return tuple(filter(None, (escape(who), escape(" · ".join(filter(None, doubts))))))


def _texts(atlas: Atlas, lanes: list[Lane], language: str) -> Figure:
    """Return the names that lie on the bars; Plotly leaves out those that don't fit."""
    runs = [(number, run) for number, lane in enumerate(lanes) for run in lane.runs() if run[0].symbol.leader]
    grounds = [_ground_under(run) for _, run in runs]
    return {
        **_spans((number, run[0].start, run[-1].end - run[0].start) for number, run in runs),
        "width": 1,  # the whole lane: Plotly wants room above and below a text
        "name": "names",
        "text": [escape(atlas.forces[run[0].symbol.leader].short.say(language)) for _, run in runs],
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
    """Return the colour that most of a name lies on: it begins where the run does."""
    end = run[0].start + _TEXT_DAYS
    return max(run, key=lambda stretch: min(stretch.end, end) - stretch.start).symbol.ground


def _marks(lanes: list[Lane], theme: Theme, words: Words) -> Figure:
    events = [(number, event) for number, lane in enumerate(lanes) for event in lane.events]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "events",
        "x": [event.date.earliest for _, event in events],
        # On the upper edge of the bar, where no name is covered.
        "y": [number - BAR_PX / LANE_PX / 2 for number, _ in events],
        "marker": {
            "symbol": "triangle-down",
            "size": 9,
            "color": theme["ink"],
            "line": {"color": theme["panel"], "width": 1},
        },
        "customdata": [f"event:{event.id}" for _, event in events],
        "hovertext": [
            f"<b>{escape(event.title.say(words.language))}</b><br>{escape(words.dated(event.date))}"
            for _, event in events
        ],
        "hoverinfo": "text",
        "hoverlabel": {"bgcolor": theme["panel"]},
        "cliponaxis": False,
    }


def _layout(atlas: Atlas, request: Request, lanes: list[Lane], theme: Theme, words: Words) -> Figure:
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
        "yaxis": {"range": [len(lanes) - 0.5, -0.5], "visible": False, "fixedrange": True},
        "shapes": draw_edges(lanes, BAR_PX / LANE_PX) + draw_unknown(request, last, theme),
        "annotations": name_unknown(request, (first, last), theme, words) if lanes else [],
        "meta": {"first": format_day(first), "last": format_day(last)},
    }
