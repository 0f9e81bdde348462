"""Chooses the tests that try a fault: those that run its statement, the quickest first."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.mutation.operators import Around, Site, enter, name_statement
from tests.mutation.recording import Recording

_QUICK_SECONDS = 0.02


class Chooser:
    """Chooses tests by what they ran, and by which statements mention a name."""

    def __init__(self, recording: Recording, sources: Mapping[str, str], most: float) -> None:
        self._recording, self._most = recording, most
        self._uses = find_uses(sources)
        self._at_import, self._reading = frozenset(recording.at_import), frozenset(recording.reading)
        self._lent = frozenset(recording.lent)
        self._texts: dict[str, str] = {}
        self._by_statement: dict[str, list[str]] = {}
        for test, statements in recording.statements.items():
            if test not in recording.failed:
                for statement in statements:
                    self._by_statement.setdefault(statement, []).append(test)

    def runs_at_import(self, site: Site) -> bool:
        """Return whether a fault acts already while modules are imported."""
        return not site.around.first_line or site.statement in self._at_import

    def choose(self, site: Site) -> list[str]:
        """Return tests that run a statement; for what runs at import, those that mention its name."""
        tests = set(self._by_statement.get(site.statement, ()))
        if self.runs_at_import(site) or not tests:
            name = site.around.function.split(".")[0] or site.around.defines
            tests.update(*(self._by_statement.get(use, ()) for use in self._uses.get(name, ())))
        return self._limit(site, tests)

    def seconds(self, tests: list[str]) -> float:
        """Return how long these tests took."""
        return sum(self._recording.seconds[test] for test in tests)

    def _limit(self, site: Site, tests: set[str]) -> list[str]:
        """Order tests and return as many as there is time for.

        First come files that are named after the module or import it, then those of its room, last those for
        which a shared atlas must be read with the fault. Of each, quick tests come first, of which there is
        time for many; then those that run what few run in the function around the fault, then of each test
        function the quickest case, then each next one.
        """
        seconds, turns = self._recording.seconds, Counter[str]()
        reads, rarity = site.statement in self._reading, self._rarity(site)
        ordered = []
        for test in sorted(tests, key=lambda test: (seconds[test], test)):
            function = test.partition("[")[0]
            turns[function] += 1
            last, apart = reads and test in self._lent, self._distance(test.partition("::")[0], site.path)
            slow = seconds[test] > _QUICK_SECONDS
            ordered.append((last, apart, slow, -round(rarity[test], 2), turns[function], seconds[test], test))
        chosen, spent = [], 0.0
        for *_, test in sorted(ordered):
            if spent + seconds[test] <= self._most or not chosen:
                chosen.append(test)
                spent += seconds[test]
        return chosen

    def _rarity(self, site: Site) -> Counter[str]:
        """Return for each test how few others run the statements it runs in the function around a site."""
        around = site.statement.rpartition("|")[0] + "|"
        rarity: Counter[str] = Counter()
        for statement, tests in self._by_statement.items():
            if statement.startswith(around):
                for test in tests:
                    rarity[test] += 1 / len(tests)  # type: ignore[assignment]
        return rarity

    def _distance(self, test_file: str, path: str) -> int:
        """Return 0 for a test file about a module, 1 for one in the room that mirrors its room, else 2."""
        room = "/".join(path.split("/")[:2]) if path.count("/") > 1 else path.partition("/")[0]
        return 0 if self._is_about(test_file, path) else 1 if test_file.startswith(f"tests/{room}/") else 2

    def _is_about(self, test_file: str, path: str) -> bool:
        stem, module = Path(path).stem, path.removesuffix(".py").replace("/", ".")
        if test_file not in self._texts:
            file = Path(test_file)
            self._texts[test_file] = file.read_text(encoding="utf-8") if file.exists() else ""
        return stem in Path(test_file).stem or f"from {module} import" in self._texts[test_file]


def find_uses(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Return for each name the statements inside functions that mention it.

    A name that only a constant or a class mentions leads to those who mention that one.
    """
    uses: dict[str, set[str]] = {}
    leads: dict[str, set[str]] = {}
    for path, source in sources.items():
        lines = source.splitlines()
        for top in ast.parse(source).body:
            owner = getattr(top, "name", "") or _target(top)
            for name, around in _mentions(top, Around()):
                if around.first_line:
                    uses.setdefault(name, set()).add(name_statement(path, around, lines))
                elif owner:
                    leads.setdefault(name, set()).add(owner)
    for _ in range(3):
        for name, others in leads.items():
            uses.setdefault(name, set()).update(*(uses.get(other, ()) for other in others))
    return uses


def _mentions(node: ast.AST, around: Around) -> Iterator[tuple[str, Around]]:
    if isinstance(node, ast.stmt):
        around = Around(around.function, around.first_line, node.lineno)
    if isinstance(node, ast.Name):
        yield node.id, around
    elif isinstance(node, ast.Attribute):
        yield node.attr, around
    for field, value in ast.iter_fields(node):
        inside = enter(node, around) if field == "body" else around
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _mentions(child, inside)


def _target(node: ast.stmt) -> str:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return next((target.id for target in targets if isinstance(target, ast.Name)), "")
