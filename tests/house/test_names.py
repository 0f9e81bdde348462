"""Names in Python and in scripts say what the thing is: no riddles."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.test_architecture import ROOT, list_tracked

ROOMS = ("app.py", "atlas", "text", "layers", "outputs", "imports", "web", "commands", "tests", "bench")
FILES = [ROOT / name for name in list_tracked() if name.split("/")[0] in ROOMS and name.endswith(".py")]
RIDDLES = {"told", "said", "one", "found", "shown", "kept", "telling", "mine", "theirs"}
"""Each stands for another thing wherever it is used."""
OLD_FILES = {
    "apart", "arc", "arcs", "ask", "beyond", "doubts", "fuzz", "gazetteer", "hold", "inland", "key",
    "lanes", "lit", "look", "looks", "opened", "pen", "press", "ready", "reels", "shoot", "sign", "slim",
    "stage", "stamp", "telling", "testimony",
}  # fmt: skip
"""Names that files had before they got the standard terms of the field."""


def names_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield each name that is given to something, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno


def find_riddles(source: str) -> list[tuple[str, int]]:
    return [(name, line) for name, line in names_in(ast.parse(source)) if name.strip("_").lower() in RIDDLES]


@pytest.mark.parametrize("source", ["told = 1", "def f(one): ...", "[x for _said in y]", "self.kept = 1"])
def test_a_riddle_is_noticed(source: str) -> None:
    assert len(find_riddles(source)) == 1


def test_no_name_is_a_riddle() -> None:
    riddles = {str(path.relative_to(ROOT)): find_riddles(path.read_text(encoding="utf-8")) for path in FILES}
    assert not {path: names for path, names in riddles.items() if names}


def find_riddles_in_script(source: str) -> list[str]:
    """Return the riddles among the names of a script; comments and texts are passed over."""
    code = re.sub(r"/\*.*?\*/|//[^\n]*|\"[^\"\n]*\"|'[^'\n]*'", " ", source, flags=re.DOTALL)
    return [name for name in re.findall(r"[A-Za-z_$][\w$]*", code) if name in RIDDLES]


@pytest.mark.parametrize("source", ["const told = 1", "rows.map((one) => one.id)", "row.found"])
def test_a_riddle_in_a_script_is_noticed(source: str) -> None:
    assert find_riddles_in_script(source)
    assert not find_riddles_in_script(f"// {source}\nshow('told', \"one\")")


def test_no_name_in_a_script_is_a_riddle() -> None:
    riddles = {
        str(path.relative_to(ROOT)): find_riddles_in_script(path.read_text(encoding="utf-8"))
        for path in (*(ROOT / "assets").rglob("*.js"), *(ROOT / "tests" / "js").glob("*.js"))
        if not {"vendor", "built"} & set(path.parts)
    }
    assert not {path: names for path, names in riddles.items() if names}


def test_no_file_has_a_name_from_before() -> None:
    scripts = [*(ROOT / "assets").rglob("*.js"), *(ROOT / "assets").rglob("*.css")]
    old = [
        path
        for path in [*FILES, *scripts]
        if path.stem.removeprefix("test_").removesuffix(".min") in OLD_FILES
    ]
    assert not [str(path.relative_to(ROOT)) for path in old if "vendor" not in path.parts]
