"""A PNG of 1200 × 675, a new day each time: ours, bare typst on the finished SVG, matplotlib, Kaleido."""

import io
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import geopandas
import kaleido
import plotly.graph_objects as go
from matplotlib import pyplot

from atlas.history.changes import compile_changes, holdings_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.model.vocabulary import Shape
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from bench.tables import format_table
from layers.still.draw import draw_map
from layers.style.symbology import Symbolizer
from layers.style.theme import theme_of
from outputs.stills.typeset import rasterise
from outputs.writers import write

RUNS = 7
SLOW_RUNS = 5
Way = Callable[[int], object]
"""Draws one image of the day with this number."""
GEODATA = Path(__file__).resolve().parent.parent / "geodata"


def report_images() -> list[str]:
    """Return the section on stills."""
    images = measure_images(read_atlas(GEODATA))
    own = images["ours"]
    rows = ((name, f"{ms / own:.2f}×", f"{ms:.0f} ms") for name, ms in images.items())
    return [
        "## A PNG of 1200 × 675, a new day each time",
        "",
        f"The included atlas, with the methods in turns. Median of {RUNS} (Kaleido: {SLOW_RUNS}, with its",
        "server started once, as its makers advise).",
        "",
        *format_table(("method", "compared with ours", "median"), rows),
    ]


def measure_images(atlas: Atlas) -> dict[str, float]:
    """Return the median ms of one image by each method."""
    days = [atlas.meta.first + 400 + 211 * n for n in range(RUNS + 1)]
    requests = [parse_request(atlas, {"date": format_day(day)}) for day in days]
    # Of other days: typst caches the drawings that it has rendered.
    drawings = [draw_map(atlas, replace(request, date=request.date + 97)) for request in requests]
    zones = [place for place in atlas.places.values() if place.shape is Shape.ZONE and not place.derived]
    frame = geopandas.GeoDataFrame(
        {"id": [zone.id for zone in zones]}, geometry=[zone.geometry for zone in zones]
    )
    ways: dict[str, tuple[Way, int]] = {
        "ours": (lambda n: write(atlas, requests[n], "png"), RUNS),
        "bare typst on the finished SVG": (lambda n: rasterise(drawings[n], (1200, 675)), RUNS),
        "matplotlib with GeoPandas": (_by_matplotlib(atlas, frame, days), RUNS),
        "Kaleido with Plotly": (_by_kaleido(frame), SLOW_RUNS),
    }
    # In turns, so that a busy machine affects all alike; the first round is not counted.
    times: dict[str, list[float]] = {name: [] for name in ways}
    kaleido.start_sync_server()
    for number in range(RUNS + 1):
        for name, (way, runs) in ways.items():
            if number <= runs:
                times[name].append(_time(way, number))
    kaleido.stop_sync_server()
    return {name: median(times_of_one[1:]) for name, times_of_one in times.items()}


def _by_matplotlib(atlas: Atlas, frame: geopandas.GeoDataFrame, days: list[int]) -> Way:
    symbolizer, changes = (
        Symbolizer(atlas, theme_of(atlas, "light")),
        compile_changes(atlas, atlas.latest_source),
    )

    def draw(number: int) -> None:
        held = (holdings_on(changes.get(zone, ()), days[number]) for zone in frame["id"])
        figure, axes = pyplot.subplots(figsize=(12, 6.75), dpi=100)
        frame.plot(ax=axes, color=[symbolizer.symbolize(holding).ground or "#ffffff" for holding in held])
        figure.savefig(io.BytesIO())
        pyplot.close(figure)

    return draw


def _by_kaleido(frame: geopandas.GeoDataFrame) -> Way:
    geojson = frame.set_index("id").__geo_interface__

    def draw(_: int) -> None:
        # On a blank style: a `geo` figure loads its world map from elsewhere.
        trace = go.Choroplethmap(geojson=geojson, locations=frame["id"], z=list(range(len(frame))))
        layout = {"map": {"style": "white-bg", "center": {"lon": 38.5, "lat": 33.8}, "zoom": 5}}
        go.Figure(trace, layout).write_image(io.BytesIO(), format="png", width=1200, height=675)

    return draw


def _time(way: Way, number: int) -> float:
    start = time.perf_counter()
    way(number)
    return 1000 * (time.perf_counter() - start)
