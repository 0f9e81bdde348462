"""Browser tests wait for conditions, not for milliseconds."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

BROWSER = Path(__file__).resolve().parents[1] / "browser"
PAUSES = ("wait_for_timeout", "sleep")


def find_pauses(node: ast.AST, excused: bool = False) -> Iterator[int]:
    """Yield the lines of pauses outside loops, which look for something, and outside functions within a test.

    Such a function delays an answer, as a slow network does.
    """
    for child in ast.iter_child_nodes(node):
        nested = isinstance(node, ast.FunctionDef) and isinstance(child, ast.FunctionDef)
        if not excused and is_pause(child):
            yield child.lineno
        yield from find_pauses(child, excused or nested or isinstance(child, ast.For | ast.While))


def is_pause(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in PAUSES


def test_browser_tests_do_not_pause() -> None:
    pauses = {
        f"{path.name}:{line}"
        for path in BROWSER.glob("*.py")
        for line in find_pauses(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert pauses == set()


def test_a_pause_is_found_where_nothing_is_looked_for() -> None:
    pause = "page.wait_for_timeout(9)\n"
    text = f"def test_it(page):\n    {pause}    for _ in range(9):\n        {pause}"
    assert list(find_pauses(ast.parse(text))) == [2]
