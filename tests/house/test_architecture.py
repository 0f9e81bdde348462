"""The house rules that can be counted: rooms, sizes of modules, one place for colours and for markup."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("commands", "web", "outputs", "layers", "text", "atlas")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
ENTRY = ROOT / "app.py"
SCRIPTS = sorted(
    path
    for path in (ROOT / "assets").rglob("*.js")
    if path.relative_to(ROOT).parts[1] not in ("vendor", "built")
)
"""Our modules: neither what is vendored nor what is built from them."""
CORE = [path for path in MODULES if path.relative_to(ROOT).parts[0] in ("atlas", "text", "layers")]
LONGEST = 300


@pytest.mark.parametrize(
    "path", [ENTRY, *MODULES, *SCRIPTS], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_imports_the_composition_root(path: Path) -> None:
    assert not re.search(r"^(from|import) app\b", path.read_text(), re.MULTILINE)


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_core_has_no_clock_no_chance_and_no_network(path: Path) -> None:
    text = path.read_text()
    words = (
        "datetime.now",
        "date.today",
        "time.time",
        "import random",
        "urlopen",
        "import requests",
        "import socket",
    )
    for word in words:
        assert not re.search(rf"\b{re.escape(word)}\b", text), word


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_colours_live_in_the_theme(path: Path) -> None:
    allowed = {"theme.py", "colour.py", "page.py"}
    if path.name not in allowed:
        assert not re.search(r'"#[0-9a-fA-F]{6}"', path.read_text())


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_scripts_set_text_never_markup(path: Path) -> None:
    assert not re.search(
        r"\.(innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write|\beval\(", path.read_text()
    )


def test_no_file_names_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    words = ("/".join(["", "work", ""]), "/".join(["", "root", ""]), "/".join(["", "tmp", ""]))
    for name in listed.stdout.split():
        path = ROOT / name
        if (
            path.suffix in (".py", ".js", ".md", ".toml", ".css", ".sh", ".txt", ".in")
            and "vendor" not in name
        ):
            text = path.read_text(encoding="utf-8")
            assert not any(word in text for word in words), name
