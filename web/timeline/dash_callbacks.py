"""The Dash part of the dashboard: the timeline, which follows the request of the page.

Map and slider belong to the player; Dash draws the chart with Plotly, the rows in view only.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, NoUpdate, Output, dcc, html, no_update
from dash.development.base_component import Component

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import parse_request
from web.services.live_atlas import Current
from web.timeline.figure import CONFIG, ROW_PX, draw_timeline

OPTIONS = ("known", "view", "hide", "lang", "theme", "age", "side", "without")
"""The options on which the chart depends: one chart serves every day, bbox and choice of layers."""

_ASIDE = re.compile(r"\s*\([^()]*\)")


def build_layout() -> html.Div:
    """Return the layout of Dash: the request, and the rows that answer it."""
    return html.Div(
        [
            dcc.Store(id="timeline-query"),
            dcc.Store(id="timeline-window"),
            html.Div(id="timeline-rows", className="timeline-rows"),
        ]
    )


def build_rows(atlas: Atlas, options: dict[str, str]) -> list[Component]:
    """Return the names of the rows and their chart; RequestError as everywhere."""
    timeline_options = {name: value for name, value in options.items() if name in OPTIONS}
    if timeline_options.get("theme") == "auto":
        timeline_options["theme"] = "light"
    names, figure = draw_timeline(atlas, parse_request(atlas, timeline_options))
    full_names = [name for _, name in names]
    return [
        html.Ul(
            [
                html.Li(_row(number, place, short, name))
                for number, ((place, name), short) in enumerate(zip(names, shorten(full_names), strict=True))
            ],
            className="row-names",
        ),
        dcc.Graph(
            id="timeline",
            figure={"data": [], "layout": figure["layout"]},
            config=CONFIG,  # type: ignore[arg-type] # Dash types a wish for every key
            style={"height": f"{ROW_PX * len(names)}px"},
            responsive=True,
        ),
        dcc.Store(id="timeline-figure", data=figure),
    ]


def _row(number: int, place: str, short: str, name: str) -> Component:
    """Return the name of a row, which opens its place; arrow keys move between rows."""
    reached: dict[str, Any] = {"data-place": place, "tabIndex": "0" if number == 0 else "-1"}
    return html.Button(short, title=name, type="button", **reached)


def shorten(names: Sequence[str]) -> list[str]:
    """Return names without their brackets, if they are still distinct."""
    short = [_ASIDE.sub("", name) for name in names]
    counts = Counter(short)
    return [cut if cut and counts[cut] == 1 else name for cut, name in zip(short, names, strict=True)]


def register_callbacks(app: Dash, current: Current) -> None:
    """Answer the page's request with rows; the page draws those in view."""

    @app.callback(
        Output("timeline-rows", "children"), Input("timeline-query", "data"), prevent_initial_call=True
    )
    def on_asked(options: dict[str, str] | None) -> list[Component] | NoUpdate:
        if not isinstance(options, dict) or not all(isinstance(value, str) for value in options.values()):
            return no_update
        try:
            return build_rows(current.atlas, options)
        except RequestError:
            return no_update

    app.clientside_callback(  # type: ignore[no-untyped-call] # Dash leaves it untyped
        ClientsideFunction("marchland", "draw_rows"),
        Output("timeline", "figure"),
        Input("timeline-figure", "data"),
        Input("timeline-window", "data"),
    )
