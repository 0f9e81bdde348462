"""`make mutants`: plants faults one at a time, runs the tests of these rooms, lists what no test finds.

The tests run once, to record which statements each runs. Then each fault is tried by the tests that run its
statement, the quickest first, until one fails.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path

import geopandas  # noqa: F401 - loaded once, before any process is started
import numpy  # noqa: F401
import pandas  # noqa: F401
import pytest
import shapely  # noqa: F401

from tests.mutation.choice import Chooser
from tests.mutation.equivalents import Equivalent, find_equivalents, read_equivalents
from tests.mutation.operators import Site, find_sites
from tests.mutation.recording import Recorder, Recording, instrument
from tests.mutation.trials import (
    CONTROLS,
    PYTEST,
    ROOT,
    Outcome,
    Quickly,
    TreeFinder,
    Trials,
    fork,
    start,
    try_afresh,
)

ROOMS = ("atlas/history", "atlas/reading", "layers/style", "text")
_PACKAGES = ("atlas", "layers", "text")
_TESTS = ("tests/atlas", "tests/layers", "tests/text")
_TOO_SLOW = (
    "--ignore-glob=*twin_files*",
    "--deselect=tests/atlas/history/known/test_known_twin.py::test_an_information_date_shows_nothing_later",
    "--deselect=tests/atlas/history/known/test_known_twin.py::test_the_case_of_albu_kamal",
    "--deselect=tests/atlas/history/test_in_effect.py::test_all_name_the_same_holders",
    *(
        f"--deselect=tests/atlas/reading/test_embargo_twin.py::test_{name}"
        for name in (
            "every_output_is_the_same_bytes_and_so_is_the_version",
            "a_server_answers_the_same_with_the_same_tags",
            "a_published_site_is_the_same_files",
        )
    ),
)
"""Tests that take minutes."""
_NOTICED = frozenset({Outcome.CAUGHT, Outcome.TIMED_OUT})


def main() -> None:
    """Read the command line, try the faults, and print the share that tests find."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=4.0, help="for so long tests look for a fault")
    parser.add_argument("--again-seconds", type=float, default=40.0, help="the same, for what survived once")
    parser.add_argument("--start", type=int, default=0, help="leave out so many, which were tried before")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", choices=ROOMS, action="append")
    parser.add_argument("--recording", type=Path, help="a file with what tests ran, to be used again")
    parser.add_argument("--again", nargs="*", default=[], help="record these tests anew")
    parser.add_argument("--only", help="try only the faults whose line begins so, as path:line")
    asked = parser.parse_args()
    os.chdir(ROOT)
    sources = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for package in _PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }
    sites = [site for path in sources if _is_in(path, ROOMS) for site in find_sites(path, sources[path])]
    listed = find_equivalents(sites, read_equivalents())
    sites = [site for site in sites if _is_in(site.path, asked.room or ROOMS)]
    drawn = draw(sites, asked.seed)[asked.start :][: asked.count]
    drawn = [site for site in drawn if site.name.startswith(asked.only or "")]
    recording = _record(asked.recording, asked.again, sources)
    print(f"{len(drawn)} of {len(sites)} faults, {len(recording.seconds)} tests", flush=True)
    for test in recording.failed:
        print(f"fails without any fault, so it is left out: {test}")
    reading, outcomes = frozenset(recording.reading), dict.fromkeys(drawn, Outcome.SURVIVED)
    for seconds in (asked.seconds, asked.again_seconds):
        left = [site for site in drawn if outcomes[site] is Outcome.SURVIVED]
        if left:
            outcomes |= _try_all(left, sources, Chooser(recording, sources, seconds), reading)
    sys.exit(_print_result(outcomes, listed))


def draw(sites: Iterable[Site], seed: int) -> list[Site]:
    """Return sites in the random order of a seed, in which each stays in its place if others come or go."""

    def rank(site: Site) -> bytes:
        return sha256(f"{seed}|{site.statement}|{site.kind}".encode()).digest()

    return sorted(sites, key=rank)


def _is_in(path: str, rooms: Sequence[str]) -> bool:
    return any(path.startswith(f"{room}/") for room in rooms)


def _record(file: Path | None, again: list[str], sources: Mapping[str, str]) -> Recording:
    """Return what each test runs, and in what time: from a file, or by running all of them."""
    recording = Recording.read(file) if file and file.exists() else None
    if recording is None or again:
        written = Path(tempfile.mkdtemp()) / "recording.json"
        tests = again or list(_TESTS)
        started = time.monotonic()

        def run() -> int:
            recorder = Recorder()
            trees = {path: instrument(path, source) for path, source in sources.items()}
            sys.meta_path.insert(0, TreeFinder(trees, recorder.names()))
            pytest.main([*PYTEST, *_TOO_SLOW, *tests], plugins=[recorder, Quickly()])
            recorder.recording.write(written)
            return 0

        fork(run, 3600, quiet=False)
        new = Recording.read(written)
        print(f"recorded {len(new.seconds)} tests in {time.monotonic() - started:.0f} s", flush=True)
        if recording:
            recording.update(new)
        else:
            recording = new
        if file:
            recording.write(file)
    return recording


def _try_all(
    drawn: list[Site], sources: Mapping[str, str], chooser: Chooser, reading: frozenset[str]
) -> Mapping[Site, Outcome]:
    """Try every fault in forks of one process, then those that act at import in processes of their own."""
    tests = {site: chooser.choose(site) for site in drawn}
    faults = [(site, tests[site], chooser.seconds(tests[site])) for site in drawn if tests[site]]
    outcomes = dict.fromkeys(drawn, Outcome.SURVIVED)
    started = time.monotonic()
    results = _try_in_forks(faults, sources, reading)
    controls = list(islice(results, len(faults[:: max(1, len(faults) // CONTROLS)])))
    if set(controls) > {Outcome.SURVIVED}:
        sys.exit(f"Without a fault, the tests of {len(controls)} faults end in {controls}.")
    for number, ((site, _, _), outcome) in enumerate(zip(faults, results, strict=True), 1):
        outcomes[site] = outcome
        if outcome is Outcome.SURVIVED and not chooser.runs_at_import(site):
            print(f"survived: {site.name}", flush=True)
        if number % 20 == 0:
            print(f"{number} tried in {time.monotonic() - started:.0f} s", flush=True)
    for site, chosen, seconds in faults:
        if outcomes[site] is Outcome.NOT_TRIED or (
            outcomes[site] is Outcome.SURVIVED and chooser.runs_at_import(site)
        ):
            outcomes[site] = try_afresh(sources[site.path], site, chosen, seconds)
    print(f"{len(drawn)} tried in {time.monotonic() - started:.0f} s")
    return outcomes


def _try_in_forks(
    faults: list[tuple[Site, list[str], float]], sources: Mapping[str, str], reading: frozenset[str]
) -> Iterator[Outcome]:
    """Yield what becomes of faults, each as soon as a process that runs pytest reports it."""
    reader, writer = os.pipe()

    def run() -> int:
        os.close(reader)
        trials = Trials(sources, faults, reading, lambda outcome: os.write(writer, bytes([outcome])))
        return int(pytest.main([*PYTEST, *_TOO_SLOW, *_TESTS], plugins=[trials, Quickly()]))

    child = start(run)
    os.close(writer)
    with os.fdopen(reader, "rb", buffering=0) as reports:
        while code := reports.read(1):
            yield Outcome(code[0])
    os.waitpid(child, 0)


def _print_result(outcomes: Mapping[Site, Outcome], listed: Mapping[Site, Equivalent]) -> int:
    """Print what no test finds, and the share that tests find; return the code with which to end."""
    for site, outcome in sorted(outcomes.items(), key=lambda pair: (pair[0].path, pair[0].line)):
        if site in listed and outcome in _NOTICED:
            print(f"listed as equivalent, but a test finds it: {site.name}")
        elif site in listed:
            print(f"equivalent: {site.name}: {listed[site].why}")
        elif outcome is Outcome.BROKEN:
            print(f"could not be tried, so not counted as found: {site.name}")
        elif outcome is Outcome.TIMED_OUT:
            print(f"found because the tests do not end: {site.name}")
        elif outcome is not Outcome.CAUGHT:
            print(f"survived: {site.name}")
    equivalent = [site for site in outcomes if site in listed]
    wrong = [site for site in equivalent if outcomes[site] in _NOTICED]
    caught = sum(outcome in _NOTICED for outcome in outcomes.values()) - len(wrong)
    timed_out = list(outcomes.values()).count(Outcome.TIMED_OUT)
    count = max(len(outcomes) - len(equivalent), 1)
    print(
        f"{caught} of {count} caught: {100 * caught / count:.1f} %, {timed_out} of them because tests do not "
        f"end, besides {len(equivalent)} equivalent"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    main()
