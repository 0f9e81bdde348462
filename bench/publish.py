"""A static site of the default atlas: the first run, again without a change, and after one record changed.

A note on a record appears in the dashboard alone; the record itself is in every embed that shows its place.
"""

import csv
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.tables import format_table

ROOT = Path(__file__).resolve().parent.parent
PLACE = "albu-kamal"
"""The record that changes is the last one of this place: three of the four views show it."""
CHANGES = (
    ("the note of one record changed", "note", "Measured."),
    ("the status of one record changed", "status", "contested"),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds with the start of Python, files drawn and kept, MB of the whole."""

    seconds: float
    drawn: int
    unchanged: int
    megabytes: float


def report_publish() -> list[str]:
    """Return the section on the static site."""
    rows = (
        (name, f"{run.seconds:.1f} s", str(run.drawn), str(run.unchanged), f"{run.megabytes:.1f} MB")
        for name, run in measure_publish().items()
    )
    return [
        "## A static site",
        "",
        "`python app.py publish` with the included atlas: every view and language, from the start of Python.",
        "",
        *format_table(("run", "time", "files updated", "unchanged", "whole site"), rows),
    ]


def measure_publish() -> dict[str, Run]:
    """Return the runs by the state before them."""
    with tempfile.TemporaryDirectory() as folder:
        atlas, site = Path(folder) / "atlas", Path(folder) / "site"
        shutil.copytree(ROOT / "geodata", atlas)
        runs = {"first": _publish(atlas, site), "again, nothing changed": _publish(atlas, site)}
        for name, column, text in CHANGES:
            _change_record(atlas / "records.csv", column, text)
            runs[name] = _publish(atlas, site)
        return runs


def _publish(atlas: Path, site: Path) -> Run:
    command = [sys.executable, "app.py", "publish", str(site), "--atlas", str(atlas)]
    start = time.perf_counter()
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    seconds = time.perf_counter() - start
    counts = re.findall(r"([\d,]+) of .* updated, ([\d,]+) unchanged, ([\d.]+) MB", output)
    drawn, unchanged, megabytes = counts[0]
    return Run(seconds, int(drawn.replace(",", "")), int(unchanged.replace(",", "")), float(megabytes))


def _change_record(path: Path, column: str, text: str) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    last = [row for row in rows if row["place"] == PLACE][-1]
    last[column] = text
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
