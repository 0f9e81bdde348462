"""Load, check and state on a day, each size in a process of its own, with its peak memory."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from atlas.history.scene import scene_on
from atlas.reading.read import read_atlas
from bench.generate import write_atlas
from bench.memory import peak_mb
from bench.tables import format_table

SIZES = ((1_000, 10_000), (10_000, 100_000), (20_000, 200_000))
RUNS = 5
DAYS = 25


def report_loads() -> list[str]:
    """Return the section on loading, checking and states."""
    loads = measure_loads()
    rows = (
        (
            f"{load['records']:,}",
            f"{load['load']:.2f} s",
            f"{load['load'] / loads[0]['load']:.1f}×",
            f"{load['state']:.2f} ms",
            f"{load['peak']:.0f} MB",
        )
        for load in loads
    )
    return [
        "## Loading, checking and states",
        "",
        f"Median of {RUNS} processes; one state is the median of {DAYS} days.",
        "",
        *format_table(
            ("records", "load and check", "compared with the first", "state on a day", "peak memory"), rows
        ),
    ]


def measure_loads() -> list[dict[str, float]]:
    """Return for each size: records, seconds to load and check, ms per state, MB at the peak."""
    loads = []
    with tempfile.TemporaryDirectory() as name:
        for places, records in SIZES:
            folder = Path(name) / str(records)
            write_atlas(folder, places, records)
            runs = [
                json.loads(subprocess.check_output([sys.executable, "-m", "bench.loads", folder]))
                for _ in range(RUNS)
            ]
            loads.append({key: median(run[key] for run in runs) for key in runs[0]} | {"records": records})
            print(loads[-1], flush=True)
    return loads


def main(folder: Path) -> None:
    """Measure one folder and print the figures as JSON."""
    start = time.perf_counter()
    atlas = read_atlas(folder)
    load = time.perf_counter() - start
    span = atlas.meta.last - atlas.meta.first
    days = [atlas.meta.first + span * n // DAYS for n in range(DAYS)]
    times = []
    for day in days:
        start = time.perf_counter()
        scene_on(atlas, day, atlas.latest_source)
        times.append(1000 * (time.perf_counter() - start))
    print(json.dumps({"load": load, "state": median(times), "peak": peak_mb()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
