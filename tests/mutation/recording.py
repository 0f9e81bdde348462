"""Which tests run which statements, and how long each takes: recorded once, with no fault planted."""

import ast
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

from tests.mutation.operators import Around, enter, name_statement

_RAN = "statements_that_ran"
_SHARED = frozenset({"starter", "default_atlas"})
"""Fixtures that read the atlases lent to all tests."""
_PACKAGES = ("atlas", "text", "layers", "outputs", "web")


@dataclass(frozen=True, slots=True)
class Recording:
    """What ran without a fault. Statements have the names of `name_statement`.

    `at_import` ran before the first test, `reading` while fixtures read the atlases that are lent to all
    tests; `lent` are tests that use one; `failed` are tests that fail without a fault.
    """

    seconds: dict[str, float]
    statements: dict[str, list[str]]
    at_import: list[str]
    reading: list[str]
    lent: list[str]
    failed: list[str]

    def write(self, file: Path) -> None:
        """Write it for `read`."""
        whole = asdict(self)
        names = sorted({name for statements in self.statements.values() for name in statements})
        numbers = {name: number for number, name in enumerate(names)}
        whole["statements"] = {test: [numbers[name] for name in ran] for test, ran in self.statements.items()}
        file.write_text(json.dumps(whole | {"names": names}), encoding="utf-8")

    def update(self, other: "Recording") -> None:
        """Replace what is known of the tests of another recording."""
        self.seconds.update(other.seconds)
        self.statements.update(other.statements)
        self.at_import[:] = sorted({*self.at_import, *other.at_import})
        self.reading[:] = sorted({*self.reading, *other.reading})
        self.lent[:] = sorted({*self.lent, *other.lent})
        self.failed[:] = [*(test for test in self.failed if test not in other.seconds), *other.failed]

    @staticmethod
    def read(file: Path) -> "Recording":
        """Read what `write` wrote."""
        whole = json.loads(file.read_text(encoding="utf-8"))
        names = whole.pop("names")
        statements = {
            test: [names[number] for number in ran] for test, ran in whole.pop("statements").items()
        }
        return Recording(statements=statements, **whole)


class Recorder:
    """A plugin of pytest: notes how long each test takes and which statements it and its fixtures run."""

    def __init__(self) -> None:
        self.ran: set[str] = set()
        self.recording = Recording({}, {}, [], [], [], [])
        self._fixtures: dict[str, set[str]] = {}

    def names(self) -> dict[str, object]:
        """Return what an instrumented module needs."""
        return {_RAN: self.ran}

    def pytest_collection_finish(self) -> None:
        """Set apart what ran while modules were imported."""
        self.recording.at_import.extend(sorted(self.ran))

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Iterator[None]:
        """Note what a fixture runs, so that it counts for every test that uses the fixture."""
        del request
        before = self.ran.copy()
        self.ran.clear()
        try:
            return (yield)
        finally:
            if fixturedef.scope != "function":
                self._fixtures.setdefault(fixturedef.argname, set()).update(self.ran)
                if fixturedef.argname in _SHARED:
                    self.recording.reading.extend(sorted(self.ran))
            self.ran |= before

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Run one test with no result left over from another: what is cached would not be run."""
        clear_caches()
        self.ran.clear()
        started = time.process_time()
        try:
            return (yield)
        finally:
            self.recording.seconds[item.nodeid] = time.process_time() - started
            names = set(getattr(item, "fixturenames", ()))
            if not names.isdisjoint(_SHARED):
                self.recording.lent.append(item.nodeid)
            used = (self._fixtures.get(name, set()) for name in names)
            self.recording.statements[item.nodeid] = sorted(self.ran.union(*used))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that fails without any fault: it can find none."""
        if report.failed:
            self.recording.failed.append(report.nodeid)


def clear_caches() -> None:
    """Empty the caches of functions of the program."""
    for module in [module for name, module in sys.modules.items() if name.partition(".")[0] in _PACKAGES]:
        for thing in list(vars(module).values()):
            if isinstance(thing, _lru_cache_wrapper):
                thing.cache_clear()


def instrument(path: str, source: str) -> ast.Module:
    """Return the tree of a file in which each statement of a function first adds its name to a set."""
    tree = ast.parse(source)
    _note_statements(tree, Around(), path, source.splitlines())
    return ast.fix_missing_locations(tree)


def _note_statements(node: ast.AST, around: Around, path: str, lines: Sequence[str]) -> None:
    for name, value in ast.iter_fields(node):
        if name in ("decorator_list", "args") or not isinstance(value, list):
            continue
        inside = enter(node, around) if name == "body" else around
        noted: list[ast.AST] = []
        for child in value:
            if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
                _note_statements(child, inside, path, lines)
            if isinstance(child, ast.stmt) and inside.first_line and _can_be_noted(child):
                place = name_statement(path, replace(inside, line=child.lineno), lines)
                noted += ast.parse(f"{_RAN}.add({place!r})").body
            noted.append(child)
        value[:] = noted


def _can_be_noted(node: ast.stmt) -> bool:
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return not is_docstring and not isinstance(node, ast.Nonlocal | ast.Global)
