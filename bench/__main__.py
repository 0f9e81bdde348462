"""`make bench`: runs all benchmarks at once and writes docs/benchmarks.md.

`python -m bench steps images` runs only those and prints the results.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.browser.drags import report_drags
from bench.embeds import report_embeds
from bench.films import report_films
from bench.images import report_images
from bench.knowing import report_knowing
from bench.known import report_known
from bench.loads import report_loads
from bench.publish import report_publish
from bench.server import report_server
from bench.steps import report_steps

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
REPORTS: Mapping[str, Callable[[], list[str]]] = {
    "steps": report_steps,
    "drags": report_drags,
    "images": report_images,
    "films": report_films,
    "loads": report_loads,
    "publish": report_publish,
    "known": report_known,
    "knowing": report_knowing,
    "embeds": report_embeds,
    "server": report_server,
}
"""The benchmarks by name: each returns the lines of its section."""


def _head() -> list[str]:
    chrome = subprocess.check_output([os.environ["CHROME"], "--version"], text=True).strip()
    return [
        "# Benchmarks",
        "",
        "`make bench` writes this page from one run on one machine; the ratios matter more than the times.",
        f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}, {chrome}.",
        "",
        "Not measured: a machine with a GPU, where maps on WebGL gain most; real telephones; and Firefox",
        "and Safari, which report no presented frames. Chromium draws all pages with the processor.",
        "",
    ]


def _report(name: str) -> list[str]:
    """Return the lines of a section, measured in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(REPORTS[name]).result()


def main(names: list[str]) -> None:
    """Run the named benchmarks and print the results; without names, run all and write them into the page."""
    unknown = [name for name in names if name not in REPORTS]
    if unknown:
        sys.exit(f"Unknown benchmark {unknown[0]!r}. Use any of: {', '.join(REPORTS)}.")
    lines = [line for name in names or REPORTS for line in _report(name)]
    if names:
        print("\n".join(lines))
    else:
        PAGE.write_text("\n".join([*_head(), *lines]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
