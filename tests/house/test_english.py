"""Plain English: people know and tell; files contain, maps show, functions return."""

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_architecture import MODULES, ROOT, name_of

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
RIDDLES = re.compile(
    r"(?<!nobody )(?<!caller )(?<!reader )\b(knows|tells|told|bears|rests on|held back|anew)\b",
    re.IGNORECASE,
)
"""Words for what only people do, and words that nobody says."""
_CODE = re.compile(r"`[^`]*`|\"[^\"]*\"|“[^”]*”|test_\w+", re.DOTALL)


def find_riddles(text: str) -> list[str]:
    """Return the riddles in a text, without code and quotations."""
    return [match[0] for match in RIDDLES.finditer(_CODE.sub("", text))]


def list_texts(path: Path) -> Iterator[str]:
    """Yield the docstrings and comments of a module."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def test_docstrings_and_comments_have_no_riddles() -> None:
    paths = [path for path in (*MODULES, *TESTS) if path != Path(__file__)]
    riddles = [(name_of(path), text) for path in paths for text in list_texts(path) if find_riddles(text)]
    assert not riddles


def test_documents_have_no_riddles() -> None:
    riddles = [
        (name_of(path), riddles)
        for path in DOCUMENTS
        if (riddles := find_riddles(path.read_text(encoding="utf-8")))
    ]
    assert not riddles


def test_phrases_have_no_riddles() -> None:
    words = tomllib.loads((ROOT / "text/languages/en.toml").read_text(encoding="utf-8"))
    assert not [key for key, phrase in words.items() if find_riddles(str(phrase))]


@pytest.mark.parametrize(
    ("text", "riddles"),
    [
        ("Knows no drawing.", ["Knows"]),
        ("Return what the panel tells.", ["tells"]),
        ("It rests on one source, as told.", ["rests on", "told"]),
        ("Nobody knows who was here.", []),
        ("The places in `told` come first.", []),
    ],
)
def test_riddles_are_found(text: str, riddles: list[str]) -> None:
    assert find_riddles(text) == riddles
