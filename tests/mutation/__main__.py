"""`make mutants`: plants faults one at a time, runs the tests of these rooms, lists what no test finds.

Each fault is tried in a process of its own, by those tests that run its function, the quickest first.
"""

import argparse
import ast
import importlib.abc
import importlib.machinery
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import _lru_cache_wrapper
from pathlib import Path
from types import ModuleType

import geopandas  # noqa: F401 - loaded once, before any process is started
import numpy  # noqa: F401
import pandas  # noqa: F401
import pytest
import shapely  # noqa: F401

from tests.mutation.operators import RAN, Site, find_sites, instrument, plant

ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = ("atlas", "text", "layers", "outputs", "web")
ROOMS = ("atlas/history", "atlas/reading", "layers/style", "text")
NOT_RUN = (
    "--ignore-glob=*twin_files*",
    "--deselect=tests/atlas/history/test_in_effect.py::test_all_name_the_same_holders",
)
"""Tests that take minutes."""
PYTEST = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header", "--hypothesis-seed=0")
MOST_SECONDS = 12.0
"""For so long, by their times before, tests look for a fault."""
PATIENCE_SECONDS = 240.0
Runs = dict[str, tuple[float, list[str]]]
"""For each test: its seconds, and the functions that it runs, as path:line."""


class RunRecorder:
    """A plugin of pytest: notes how long each test takes and which functions of the rooms it runs."""

    def __init__(self) -> None:
        self.runs: Runs = {}
        self.functions: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Run one test with no result left over from another: what is cached would not be run."""
        for module in [module for name, module in sys.modules.items() if name.partition(".")[0] in _PACKAGES]:
            for thing in list(vars(module).values()):
                if isinstance(thing, _lru_cache_wrapper):
                    thing.cache_clear()
        self.functions.clear()
        started = time.process_time()
        try:
            return (yield)
        finally:
            self.runs[item.nodeid] = time.process_time() - started, sorted(self.functions)


class TreeFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports modules from syntax trees that were changed, by path."""

    def __init__(self, trees: Mapping[str, ast.Module], **names: object) -> None:
        self._paths = {path.removesuffix(".py").replace("/", "."): path for path in trees}
        self._trees, self._names = trees, names

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return a spec for one of the modules."""
        del path, target
        if name not in self._paths:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin=str(ROOT / self._paths[name]))

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed module."""
        path = self._paths[module.__name__]
        module.__file__ = str(ROOT / path)
        vars(module).update(self._names)
        exec(compile(self._trees[path], module.__file__, "exec"), vars(module))


def main() -> None:
    """Read the command line, try the faults, and print the share that tests find."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", choices=ROOMS, action="append")
    parser.add_argument("--runs", type=Path, help="a file for the times of tests, to be used again")
    parser.add_argument("--only", help="try only the faults whose line begins so, as path:line")
    asked = parser.parse_args()
    os.chdir(ROOT)
    sources = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for room in asked.room or ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
    }
    sites = [site for path, source in sources.items() for site in find_sites(path, source)]
    # In the order in which they were drawn, so that the share is a fair one at any time.
    chosen = random.Random(asked.seed).sample(sites, min(asked.count, len(sites)))
    chosen = [site for site in chosen if site.name.startswith(asked.only or "")]
    runs = _record(asked.runs, sources, [f"tests/{room}" for room in ROOMS])
    print(f"{len(chosen)} of {len(sites)} faults, {len(runs)} tests", flush=True)
    caught = 0
    for number, site in enumerate(chosen, 1):
        if _is_caught(sources[site.path], site, runs):
            caught += 1
        else:
            print(f"survived: {site.name}", flush=True)
        if number % 10 == 0 or number == len(chosen):
            print(f"{caught} of {number} caught: {100 * caught / number:.1f} %", flush=True)


def _record(file: Path | None, sources: Mapping[str, str], folders: list[str]) -> Runs:
    """Return which functions each test runs, and in what time: from a file, or by running all of them."""
    if file and file.exists():
        return dict(json.loads(file.read_text(encoding="utf-8")))
    written = file or Path(tempfile.mkdtemp()) / "runs.json"

    def run() -> int:
        recorder = RunRecorder()
        trees = {path: instrument(path, source) for path, source in sources.items()}
        sys.meta_path.insert(0, TreeFinder(trees, **{RAN: recorder.functions}))
        code = pytest.main([*PYTEST, *NOT_RUN, *folders], plugins=[recorder])
        written.write_text(json.dumps(recorder.runs), encoding="utf-8")
        return int(code)

    if _fork(run, 3600, quiet=False):
        sys.exit("The tests fail without any fault. Mend them first.")
    return dict(json.loads(written.read_text(encoding="utf-8")))


def _is_caught(source: str, site: Site, runs: Runs) -> bool:
    """Say whether a test fails, or does not end, with a fault in the program."""
    tests = _choose(site, runs)
    tree = plant(source, site)

    def run() -> int:
        sys.meta_path.insert(0, TreeFinder({site.path: tree}))
        return int(pytest.main([*PYTEST, "-x", *tests]))

    return bool(tests) and _fork(run, PATIENCE_SECONDS) != 0


def _choose(site: Site, runs: Runs) -> list[str]:
    """Return tests that run a function, those of the mirrored folder first, the quickest first in each."""
    room = next(room for room in ROOMS if site.path.startswith(f"{room}/"))
    wanted = f"{site.path}:{site.function}" if site.function else f"{site.path}:"
    candidates = [
        (not test.startswith(f"tests/{room}/"), seconds, test)
        for test, (seconds, functions) in runs.items()
        if any(name == wanted if site.function else name.startswith(wanted) for name in functions)
    ]
    chosen, spent = [], 0.0
    for _, seconds, test in sorted(candidates):
        if spent + seconds <= MOST_SECONDS or not chosen:
            chosen.append(test)
            spent += seconds
    return chosen


def _fork(run: Callable[[], int], patience: float, *, quiet: bool = True) -> int:
    """Return what a function returns in a process of its own; 1 where it takes too long."""
    child = os.fork()
    if child == 0:
        os.setsid()
        if quiet:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
        code = 1
        try:
            code = run()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 1


if __name__ == "__main__":
    main()
