"""The house rules that can be counted: one test each, which lists every file that breaks it."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("commands", "imports", "web", "outputs", "layers", "text", "atlas")
CORE_ROOMS = ("atlas", "text", "layers")
MODULES = [ROOT / "app.py", *sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
SCRIPTS = sorted(
    path
    for path in (ROOT / "assets").rglob("*.js")
    if path.relative_to(ROOT).parts[1] not in ("vendor", "built")
)
"""Our modules: neither vendored files nor built ones."""
MOST_LINES = 300
MOST_FILES = 15
LARGER_FOLDERS = {"tests/atlas/reading": 17, "tests/browser": 27}
"""Folders that may have more files than the rest, and how many."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def find_matches(paths: Iterable[Path], pattern: str) -> list[str]:
    """Return file, line and text of each match in the files."""
    return [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


def list_large_folders(names: Iterable[str]) -> list[str]:
    """Return the folders with too many modules among the names of files, each with its count."""
    paths = [Path(name) for name in names]
    counts = Counter(
        path.parent.as_posix()
        for path in paths
        if path.suffix in (".py", ".js")
        and path.name != "__init__.py"
        and not path.as_posix().startswith(("assets/vendor/", "assets/built/"))
    )
    return [
        f"{folder}: {count} files"
        for folder, count in sorted(counts.items())
        if count > LARGER_FOLDERS.get(folder, MOST_FILES)
    ]


def list_tracked() -> list[str]:
    """Return the names of the files that git tracks or would add, as they are on disk now."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in dict.fromkeys(listed.stdout.splitlines()) if (ROOT / name).is_file()]


def test_modules_are_short() -> None:
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in [*MODULES, *SCRIPTS]
    }
    assert not {name: length for name, length in lengths.items() if length > MOST_LINES}


def test_style_sheets_are_short() -> None:
    sheets = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "assets" / "css").glob("*.css")}
    assert len(sheets) > 10
    assert not [name for name, sheet in sheets.items() if len(sheet.splitlines()) > MOST_LINES]


def test_folders_are_small() -> None:
    assert not list_large_folders(list_tracked())


def test_a_folder_with_too_many_files_is_listed() -> None:
    names = [f"atlas/model/m{number}.py" for number in range(MOST_FILES + 1)]
    assert list_large_folders([*names[1:], "atlas/model/__init__.py", "atlas/model/a.toml"]) == []
    assert list_large_folders(names) == ["atlas/model: 16 files"]


def test_nothing_imports_the_composition_root() -> None:
    assert not find_matches(MODULES, r"^(from|import) app\b")


def test_the_core_has_no_clock_no_chance_and_no_network() -> None:
    core = [path for path in MODULES if path.relative_to(ROOT).parts[0] in CORE_ROOMS]
    words = r"datetime\.now|date\.today|time\.time|import random|urlopen|import requests|import socket"
    assert len(core) > 50
    assert not find_matches(core, rf"\b({words})\b")


def test_colours_are_in_the_theme() -> None:
    allowed = {"theme.py", "colour.py", "page.py"}
    others = [path for path in MODULES if path.name not in allowed]
    assert not find_matches(others, r'"#[0-9a-fA-F]{6}"')


def test_scripts_set_text_never_markup() -> None:
    assert len(SCRIPTS) > 50
    pattern = r"\.(innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write|\beval\("
    assert not find_matches(SCRIPTS, pattern)


def test_no_file_names_a_machine() -> None:
    kinds = (".py", ".js", ".md", ".toml", ".css", ".sh", ".txt", ".in", ".html", ".xml")
    folders = "|".join(("work", "root", "tmp"))
    paths = [ROOT / name for name in list_tracked() if Path(name).suffix in kinds and "vendor" not in name]
    assert not find_matches(paths, rf"/({folders})/")
