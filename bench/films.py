"""Films of 1200 × 675: frames per second and peak memory by length, with matplotlib as peer."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import geopandas
from matplotlib import animation, pyplot

from atlas.history.changes import compile_changes, holdings_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day, parse_day
from atlas.model.vocabulary import Shape
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from bench.memory import ChildWatch, peak_mb
from bench.tables import format_table
from layers.news.film.resolve import resolve_film
from layers.style.symbology import Symbolizer
from layers.style.theme import theme_of
from outputs.films.news_plan import FRAME_MS, plan_durations
from outputs.writers import write_film

ROOT = Path(__file__).resolve().parent.parent
FIRST = parse_day("2017-06-01")
LENGTHS = (60, 600)
PEER_LENGTH = 60
NEWS_LENGTH = 200
"""The days of a news film."""
NAMES = {"matplotlib": "matplotlib with GeoPandas, GIF", "news": "news film, MP4"}


def report_films() -> list[str]:
    """Return the section on films."""
    films = [("mp4", length) for length in LENGTHS] + [("gif", length) for length in LENGTHS]
    films += [("news", NEWS_LENGTH), ("matplotlib", PEER_LENGTH)]
    rows = []
    for way, length in films:
        result = json.loads(subprocess.check_output([sys.executable, "-m", "bench.films", way, str(length)]))
        name = NAMES.get(way, way.upper())
        rows.append(
            (
                name,
                f"{result['frames']}",
                f"{result['frames'] / result['seconds']:.1f}",
                f"{result['own']:.0f} MB",
                f"{result['press']:.0f} MB",
            )
        )
        print(rows[-1], flush=True)
    return [
        "## A film of 1200 × 675, day by day",
        "",
        "The included atlas from 1 June 2017; each method and length once, in its own process. Reading the",
        "atlas is not counted, starting the rasterising processes is. Each frame is one day; a news film has",
        "25 frames a second, of which two stills a change are drawn and the others blended or repeated.",
        "",
        *format_table(
            ("method", "frames", "frames per second", "peak memory", "of one worker process"), rows
        ),
    ]


def main(way: str, length: int) -> None:
    """Draw one film and print how long it took and how much memory it needed."""
    atlas = read_atlas(ROOT / "geodata")
    with tempfile.TemporaryDirectory() as folder, ChildWatch() as presses:
        start, frames = time.perf_counter(), length
        if way == "matplotlib":
            _by_matplotlib(atlas, length, Path(folder) / "film.gif")
        else:
            news = way == "news"
            pace = {"style": "news"} if news else {"step": "day"}
            span = {"from": format_day(FIRST), "to": format_day(FIRST + length - 1)}
            request = parse_request(atlas, span | pace)
            suffix = "mp4" if news else way
            write_film(atlas, request, suffix, Path(folder) / f"film.{suffix}", lambda *_: None)
            frames = sum(plan_durations(resolve_film(atlas, request))) // FRAME_MS if news else length
        seconds = time.perf_counter() - start
    print(json.dumps({"frames": frames, "seconds": seconds, "own": peak_mb(), "press": presses.peak}))


def _by_matplotlib(atlas: Atlas, length: int, path: Path) -> None:
    symbolizer, changes = (
        Symbolizer(atlas, theme_of(atlas, "light")),
        compile_changes(atlas, atlas.latest_source),
    )
    zones = [place for place in atlas.places.values() if place.shape is Shape.ZONE and not place.derived]
    frame = geopandas.GeoDataFrame(geometry=[zone.geometry for zone in zones])
    figure, axes = pyplot.subplots(figsize=(12, 6.75), dpi=100)

    def draw(number: int) -> None:
        axes.clear()
        symbols = (
            symbolizer.symbolize(holdings_on(changes.get(zone.id, ()), FIRST + number)) for zone in zones
        )
        frame.plot(ax=axes, color=[symbol.ground or "#ffffff" for symbol in symbols])
        axes.set_title(format_day(FIRST + number))

    animation.FuncAnimation(figure, draw, frames=length).save(path, writer=animation.PillowWriter(fps=12))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
