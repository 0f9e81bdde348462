"""Tries faults, each in a fork of a process that has imported pytest, the tests and the program once.

A fork replaces the code of one function and runs the chosen tests until one fails. This equals a fresh start,
unless what is planted runs while modules are imported: `try_afresh` imports the program with such a fault.
"""

import gc
import importlib.abc
import importlib.machinery
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from ast import Module
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest

from tests.mutation.operators import Site, plant
from tests.mutation.recording import clear_caches

ROOT = Path(__file__).resolve().parents[2]
PYTEST = (
    *("-q", "-p", "no:cacheprovider", "--no-header", "--hypothesis-seed=0"),
    *("--assert=plain", "--tb=native"),
)
"""Nobody reads why a test fails, and to say it takes longer than to run it."""
LONGEST_SECONDS = 5.0
"""A test gets so much processor time: most that take longer find a fault early, if they find one."""
CONTROLS = 4
"""So many times the tests of a fault run without it; a failure then would prove nothing."""
_SPARE_SECONDS = 20
_PATIENCE = 15.0
"""So many times its limit of processor time, a trial may take by the clock."""
_IDLE_SECONDS = 60.0
"""A trial that uses no processor time for so long waits for something that will not come."""


class Outcome(IntEnum):
    """What became of a fault: a process ends with this code."""

    SURVIVED = 0
    CAUGHT = 1
    NOT_TRIED = 70
    TIMED_OUT = 72
    """The tests do not end, so it counts as found."""
    BROKEN = 71
    """The trial itself raised an error: nothing is known of the fault."""


class Quickly:
    """A plugin of pytest: a long test is ended, as if it were skipped; Hypothesis looks for one failure."""

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """Set the profile, after conftest.py has set its own."""
        from hypothesis import Phase, settings  # noqa: PLC0415 - pytest must import it first

        phases = (Phase.explicit, Phase.generate)
        once = {"report_multiple_bugs": False}
        settings.register_profile("mutants", deadline=None, database=None, phases=phases, **once)
        settings.load_profile("mutants")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Iterator[None]:
        """End a test that takes too long; its fixtures may."""

        def end_test(*_: object) -> None:
            pytest.skip(f"takes more than {LONGEST_SECONDS} s")

        signal.signal(signal.SIGPROF, end_test)
        signal.setitimer(signal.ITIMER_PROF, LONGEST_SECONDS)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


class TreeFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports modules from syntax trees that were changed, by path; `names` are global in each of them."""

    def __init__(self, trees: Mapping[str, Module], names: Mapping[str, object]) -> None:
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


class Trials:
    """A plugin of pytest: instead of running the tests, tries faults with the tests chosen for each.

    The default atlas is read once and lent to the trials of faults that its reading does not run.
    """

    def __init__(
        self,
        sources: Mapping[str, str],
        faults: Sequence[tuple[Site, list[str], float]],
        reading: frozenset[str],
        report: Callable[[Outcome], object],
    ) -> None:
        self._sources, self._faults, self._reading, self._report = sources, faults, reading, report
        self._items: dict[str, pytest.Item] = {}
        self._functions: dict[Place, list[FunctionType]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every fault in a fork."""
        from tests import conftest  # noqa: PLC0415 - only now, or no module could be changed before its import

        self._items = {item.nodeid: item for item in session.items}
        read_atlas = conftest.read_atlas
        atlases = {folder: read_atlas(folder) for folder in (ROOT / "geodata", ROOT / "atlas" / "starter")}
        clear_caches()
        gc.collect()
        self._functions = find_functions()
        gc.freeze()
        for _, tests, seconds in self._faults[:: max(1, len(self._faults) // CONTROLS)]:
            self._report(fork(lambda: self._try(session, None, tests[:20]), seconds))  # noqa: B023
        for site, tests, seconds in self._faults:
            conftest.read_atlas = read_atlas if site.statement in self._reading else atlases.__getitem__
            self._report(fork(lambda: self._try(session, site, tests), seconds))  # noqa: B023
        return True

    def _try(self, session: pytest.Session, site: Site | None, tests: list[str]) -> Outcome:
        """Run tests until one fails: with a fault, or without any, which must survive."""
        if site and not self._plant(site):
            return Outcome.NOT_TRIED
        items = [self._items[test] for test in tests if test in self._items]
        for item, following in zip(items, [*items[1:], None], strict=True):
            try:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            except BaseException:
                return Outcome.CAUGHT
            if session.testsfailed:
                return Outcome.CAUGHT
        return Outcome.SURVIVED

    def _plant(self, site: Site) -> bool:
        """Give the function or the constants around a site what they have with it; return if there is one."""
        code = compile(plant(self._sources[site.path], site), str(ROOT / site.path), "exec")
        if not site.around.first_line:
            return replace_constants(site.path.removesuffix(".py").replace("/", "."), code)
        place = code.co_filename, site.around.function, site.around.first_line
        functions = self._functions.get(place, [])
        if functions:
            new = next(each for each in _codes_in(code) if _place_of(each) == place)
            for function in functions:
                function.__code__ = new
        return bool(functions)


def replace_constants(name: str, code: CodeType) -> bool:
    """Replace the plain values of a module that its changed code gives otherwise; return if there is one.

    They are replaced under the same name in modules that import them, too.
    """
    module = sys.modules.get(name)
    if module is None:
        return False
    new: dict[str, object] = {"__name__": name, "__file__": code.co_filename}
    exec(code, new)
    new = {constant: value for constant, value in new.items() if not constant.startswith("__")}
    replaced = False
    for constant, before in list(vars(module).items()):
        if constant in new and isinstance(before, _PLAIN) and new[constant] != before:
            for other in list(sys.modules.values()):
                if getattr(other, "__dict__", {}).get(constant) is before:
                    setattr(other, constant, new[constant])
                    replaced = True
    return replaced


_PLAIN = (int, float, str, tuple, frozenset, dict, re.Pattern)

Place = tuple[str, str, int]
"""The file of a function, its name with its class, and its first line."""


def find_functions() -> dict[Place, list[FunctionType]]:
    """Return all functions of the program, methods and wrapped ones included, by their place."""
    functions: dict[Place, list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(str(ROOT)):
            functions.setdefault(_place_of(thing.__code__), []).append(thing)
    return functions


def _place_of(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _codes_in(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes_in(constant)


def try_afresh(source: str, site: Site, tests: list[str], seconds: float) -> Outcome:
    """Try a fault in a process that imports the program with it."""
    tree = plant(source, site)

    def run() -> int:
        sys.meta_path.insert(0, TreeFinder({site.path: tree}, {}))
        code = int(pytest.main([*PYTEST, "-x", *tests], plugins=[Quickly()]))
        return Outcome.BROKEN if code == pytest.ExitCode.NO_TESTS_COLLECTED else code

    return fork(run, seconds)


def fork(run: Callable[[], int], seconds: float, *, quiet: bool = True) -> Outcome:
    """Run a function in a process of its own, for at most thrice the seconds that it took before."""
    folder = tempfile.mkdtemp(prefix="mutants-")
    most = int(3 * seconds) + _SPARE_SECONDS

    def limited() -> int:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
        return run()

    outcome = _wait(start(limited, quiet=quiet), _PATIENCE * most)
    shutil.rmtree(folder, ignore_errors=True)
    return outcome


def start(run: Callable[[], int], *, quiet: bool = True) -> int:
    """Start a process that runs a function and ends with what it returns; return its number."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    os.setsid()
    if quiet:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
    code = int(Outcome.BROKEN)
    try:
        code = run()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _wait(child: int, patience: float) -> Outcome:
    ends, used, last_used = time.monotonic() + patience, 0, time.monotonic()
    while time.monotonic() < min(ends, last_used + _IDLE_SECONDS):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return _read_status(status)
        if (now_used := _processor_ticks(child)) != used:
            used, last_used = now_used, time.monotonic()
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return Outcome.TIMED_OUT


def _read_status(status: int) -> Outcome:
    """Return what became of a fault whose process ended: in an outcome, at its limit, or in a crash."""
    code = os.waitstatus_to_exitcode(status)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Outcome.TIMED_OUT
    return Outcome(code) if code in iter(Outcome) else Outcome.CAUGHT


def _processor_ticks(process: int) -> int:
    """Return how much processor time a process and its ended children used; where unknown, the clock's."""
    try:
        fields = (
            Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2]
        )
    except OSError:
        return time.monotonic_ns()
    return sum(map(int, fields.split()[11:15]))
