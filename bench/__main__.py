"""`make bench`: measures everything in one run and writes docs/benchmarks.md."""

import os
import platform
import subprocess
from pathlib import Path

from atlas.read import read_atlas
from bench.images import measure_images
from bench.loads import measure_loads
from bench.steps import Medians, measure_steps

ROOT = Path(__file__).resolve().parent.parent
PEERS = {
    "maplibre": "MapLibre `setFeatureState`",
    "plotly": "Plotly `choroplethmap`, `restyle`",
}


def _steps_table(medians: Medians) -> list[str]:
    names = ["ours", *PEERS]
    lines = [
        "| zones, a step changes | ours | " + " | ".join(PEERS.values()) + " |",
        "|" + "---|" * (len(names) + 1),
    ]
    for zones, much in dict.fromkeys((zones, much) for _, zones, much in medians):
        own = medians["ours", zones, much]
        peers = (medians[who, zones, much] for who in PEERS)
        cells = " | ".join(f"{one / own:.1f}× ({one:.0f} ms)" for one in peers)
        lines.append(f"| {zones:,}, {much} | {own:.1f} ms | {cells} |")
    return lines


def _images_table(images: dict[str, float]) -> list[str]:
    own = images["ours"]
    rows = [f"| {name} | {ms / own:.2f}× | {ms:.0f} ms |" for name, ms in images.items()]
    return ["| way | of ours | median |", "|---|---|---|", *rows]


def _loads_table(loads: list[dict[str, float]]) -> list[str]:
    rows = []
    for one in loads:
        growth = one["load"] / loads[0]["load"]
        cells = (f"{one['records']:,}", f"{one['load']:.2f} s", f"{growth:.1f}×", f"{one['state']:.2f} ms")
        rows.append(f"| {' | '.join(cells)} | {one['peak']:.0f} MB |")
    return [
        "| records | load and check | of the first | state on a day | peak memory |",
        "|---|---|---|---|---|",
        *rows,
    ]


def main() -> None:
    """Measure, then write the page."""
    medians = measure_steps()
    images = measure_images(read_atlas(ROOT / "geodata"))
    loads = measure_loads()
    chrome = subprocess.check_output([os.environ["CHROME"], "--version"], text=True).strip()
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`, everything in one run on one machine; read the ratios, not the times.",
        f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}, {chrome}, no GPU.",
        "",
        "## One step of the slider, painted",
        "",
        "Zones of 30 vertices. Median of 11 steps from setting the day until the frame after it is painted,",
        "without a cap on frames; the same for all. Peers draw flat colours on a blank map: no patterns,",
        "edges, names, panel or key.",
        "",
        *_steps_table(medians),
        "",
        "## A PNG of 1200 × 675, a new day each time",
        "",
        "The default atlas. Median of 7 (Kaleido: 5).",
        "",
        *_images_table(images),
        "",
        "## Load, check and state",
        "",
        "Median of 5 processes; a state is the median of 25 days.",
        "",
        *_loads_table(loads),
        "",
        "Not measured yet: MapLibre `setData`, Folium, frames a second while panning, an embed’s weight.",
        "",
    ]
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
