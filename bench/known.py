"""Another information date: the player's data for the default atlas, and the changes of a large one."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from atlas.history.as_known import as_known
from atlas.history.changes import compile_changes
from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import default_request
from bench.generate import write_atlas
from bench.tables import format_table
from outputs.player.payload import compile_known

GEODATA = Path(__file__).resolve().parent.parent / "geodata"
DAYS = 9
PLACES, RECORDS = 10_000, 100_000


def report_known() -> list[str]:
    """Return the section on information dates that are not cached."""
    rows = ((what, f"{ms:.0f} ms") for what, ms in measure_known().items())
    return [
        "## Another information date",
        "",
        f"Median of {DAYS} information dates that were not cached, in processor time.",
        "",
        *format_table(("what is compiled", "median"), rows),
    ]


def measure_known() -> dict[str, float]:
    """Return what is compiled for an information date, and the median ms that it takes."""
    atlas = read_atlas(GEODATA)
    request = default_request(atlas)
    ours = _time(atlas, lambda day: compile_known(as_known(atlas, day), replace(request, known=day)))
    with tempfile.TemporaryDirectory() as name:
        write_atlas(Path(name), PLACES, RECORDS)
        large = read_atlas(Path(name))
    changes = _time(large, lambda day: compile_changes(as_known(large, day), day))
    return {
        "the data of the player for the included atlas": ours,
        f"the changes of {RECORDS:,} records on {PLACES:,} places": changes,
    }


def _time(atlas: Atlas, compile_day: Callable[[int], object]) -> float:
    compile_day(atlas.latest_source)
    times = []
    for number in range(DAYS):
        day = atlas.latest_source - 97 * (number + 1)
        start = time.process_time()
        compile_day(day)
        times.append(1000 * (time.process_time() - start))
    return median(times)
